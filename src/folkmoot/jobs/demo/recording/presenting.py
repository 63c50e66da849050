"""The demo's talks: one given at the SIG's last meeting, one on the agenda of the next, some that wait, and a call for topics.

It runs before the meetings are held: what was put on an agenda by then is on it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from folkmoot.jobs import moving, talks
from folkmoot.jobs.demo.recorded import seats
from folkmoot.model.actor import Actor
from folkmoot.model.groups import Group, Kind
from folkmoot.model.text import Text
from folkmoot.reports.calendar import occurrences
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import leads_on

DAY = timedelta(days=1)


def record(homes: Homes) -> None:
    """Record them in the group of the account ``lead``. Edges: a community without such a SIG has none."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    today = moving.day_of(homes, now)
    known = {name: Actor(name, "demo", people=(who,)) for name, who in seats(homes.charter, today).items()}
    if not {"lead", "member", "outsider"} <= known.keys():
        return
    led = (one for one in sorted(homes.charter.groups, key=lambda each: each.slug)
           if one.kind is Kind.SIG and known["lead"].people[0] in leads_on(one, today))  # fmt: skip
    for group in [*led][:1]:
        _given(homes, group, known, now)
        _ahead(homes, group, known, now)
        until = today + timedelta(days=18)
        talks.open_call(homes, group.slug, until, CALL, actor=known["lead"], now=now - 3 * DAY)


def _given(homes: Homes, group: Group, known: dict[str, Actor], now: datetime) -> None:
    past = [
        one for one in occurrences(homes, now - 75 * DAY, now - DAY, group.slug) if not one.cancelled and not one.added
    ]
    for where in past[-1:]:
        asked = where.starts_at - 9 * DAY
        one = talks.propose(homes, group.slug, MEASURED, actor=known["member"], now=asked)
        number = one.number or 0
        talks.place(homes, number, where.key, actor=known["lead"], now=asked + 2 * DAY)
        slides = f"https://slides.example.org/{group.slug}/{where.day}.pdf"
        talks.share(homes, number, "slides", slides, actor=known["member"], now=where.starts_at - DAY)


def _ahead(homes: Homes, group: Group, known: dict[str, Actor], now: datetime) -> None:
    coming = [one for one in occurrences(homes, now + DAY, now + 60 * DAY, group.slug) if not one.cancelled]
    one = talks.propose(homes, group.slug, TEACHING, actor=known["outsider"], now=now - 6 * DAY)
    if coming:
        why = "Welcome; please leave ten minutes for questions."
        talks.place(homes, one.number or 0, coming[0].key, actor=known["lead"], now=now - 5 * DAY, why=why)
    wish = coming[1].key if len(coming) > 1 else ""
    wanted = talks.Wanted(PROFILING.title, PROFILING.abstract, PROFILING.minutes, wish)
    talks.propose(homes, group.slug, wanted, actor=known["member"], now=now - 2 * DAY)
    talks.propose(homes, group.slug, GLOSSARY, actor=known["outsider"], now=now - DAY)
    refused = talks.propose(homes, group.slug, PRODUCT, actor=known["outsider"], now=now - 8 * DAY)
    why = "Our meetings present no products; a talk on how it is built would be welcome."
    talks.decline(homes, refused.number or 0, actor=known["lead"], now=now - 7 * DAY, why=why)


MEASURED = talks.Wanted(
    Text("What we measured on the build cluster", "构建集群上的测量结果"),
    "Three weeks of builds: where the time goes, and *what a warm cache is worth*.\n\n三周构建数据：时间花在哪里，缓存预热的价值。",
    25,
)
TEACHING = talks.Wanted(
    Text("Teaching a semester with the project", "用本项目讲授一个学期"),
    "What forty students tripped over, and which pages of the documentation helped them.\n\n四十名学生遇到的困难，以及哪些文档真正有用。",
    30,
)
PROFILING = talks.Wanted(
    Text("Profiling without stopping the run", "不停机的性能剖析"),
    "A demonstration of a sampling profiler, then questions.\n\n采样剖析器演示与答疑。",
    20,
)
GLOSSARY = talks.Wanted(
    Text("", "术语表：中英文文档用词统一"), "把两种语言中常用的一百个词对齐，列出仍有争议的。", 15, presents=False
)
PRODUCT = talks.Wanted(Text("Our product for build farms", ""), "What it costs and what it saves.", 40)
CALL = Text(
    "What did you build, measure or teach with the project this half-year? Ten to thirty minutes, in either language.",
    "这半年你用本项目做了什么、测了什么、教了什么？10 至 30 分钟，中英文均可。",
)
