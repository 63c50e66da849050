"""What the demo's people have complained about, how many agree, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from folkmoot.jobs import complaints as job
from folkmoot.jobs.demo.camps import EARLIER, TUCAO
from folkmoot.jobs.demo.recorded import seats
from folkmoot.jobs.moving import day_of
from folkmoot.model.actor import Actor
from folkmoot.model.scope import Scope
from folkmoot.reports.complaint_course import conference_of
from folkmoot.reports.homes import Homes

CLERK = Actor("cli:demo", "demo", operator=True)
VOTERS = 14


@dataclass(frozen=True, slots=True)
class Said:
    """A complaint of the demo: how many vote, and how it is answered. ``same``: the one it is merged into, counted from 0."""

    title: str
    words: str = ""
    area: str = ""
    votes: int = 0
    named: bool = False
    state: str = ""
    answer: str = ""
    same: int = -1


RUNNING = (
    Said("Installing on Windows fails without a word", "It ends, and nothing is there.", "install", 9, state="planned",
         answer="The installer will say which part is missing. It comes with the next release."),
    Said("报错信息看不懂", "全是内部调用栈，不知道哪一行是自己的代码。", "errors", 11, state="changed",
         answer="报错先给出用户代码的行号，再附内部栈。Errors name your own line first."),
    Said("Windows install fails silently", "", "install", 3, named=True, same=0),
    Said("Documents of operators are out of date", "The arguments of three of them have changed.", "docs", 7, named=True, state="heard"),
    Said("算子文档和实现对不上", "参数名都改了，示例跑不通。", "docs", 5),
    Said("CI takes too long", "Two hours for a spelling mistake.", "ci", 8, state="changed",
         answer="Changes of documents skip the builds now: four minutes."),
    Said("门禁排队要两小时", "", "ci", 4),
    Said("报错信息太难懂，全是内部栈", "", "errors", 2, same=1),
    Said("Please drop Python 3.9", "", "", 1, named=True, state="declined",
         answer="Two of our largest users stay on it until the end of next year. We ask again then."),
    Said("Documents of operators: arguments are out of date", "I only wanted to know the default.", "docs", 1),
    Said("Issues wait for weeks without an answer", "", "", 6),
    Said("网站搜索搜不到接口", "搜函数名只出新闻。", "docs", 2),
)  # fmt: skip
PAST = (
    Said("The newsletter comes twice", "", "", 4, state="changed", answer="The second list is gone."),
    Said("会议链接总是过期", "", "", 6, state="changed", answer="会议页面改用固定链接。"),
    Said("Dark mode for the documents", "", "docs", 3, state="declined", answer="The theme is shared with other projects."),
)  # fmt: skip


def record(homes: Homes) -> None:
    """Record both conferences."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    seated = seats(homes.charter, day_of(homes, now))
    people = [*dict.fromkeys([*seated.values(), *(one.id for one in homes.charter.people if one.accounts)])][
        : VOTERS + 4
    ]
    merged = _merged(homes)
    for name, said in ((EARLIER, PAST), (TUCAO, RUNNING)):
        if name in homes.charter.conference_by_id:
            begins = conference_of(homes, name).bounds[0]
            _told(homes, name, said, people, merged, begins, now)


def _told(
    homes: Homes, name: str, said: tuple[Said, ...], people: list[str], merged: str, begins: datetime, now: datetime
) -> None:
    numbers: list[int] = []
    for place, one in enumerate(said):
        who = people[place % len(people)]
        at = min(begins + timedelta(hours=10 + 17 * place), now)
        number = job.complain(
            homes, name, (who,), one.title, one.words, area=one.area, anonymous=not one.named, actor=Actor(who[:100], "demo", people=(who,)),
            now=at,
        )  # fmt: skip
        numbers.append(number)
        turned = [*people[3 * place % len(people) :], *people]
        voters = [*dict.fromkeys(each for each in turned if each != who)][: one.votes]
        for step, voter in enumerate(voters):
            later = min(at + timedelta(hours=2 * step + 1), now)
            job.vote(homes, name, (voter,), number, actor=Actor(voter[:100], "demo"), now=later)
    for place, one in enumerate(said):
        at = min(begins + timedelta(days=10, hours=place), now)
        if one.same >= 0:
            job.merge(homes, name, numbers[place], numbers[one.same], actor=CLERK, now=at)
        if one.state:
            link = merged if one.state == "changed" else ""
            job.answer(homes, name, numbers[place], one.state, one.answer, address=link, actor=CLERK, now=at)


def _merged(homes: Homes) -> str:
    """Return the address of a change that was merged, to show what changed."""
    events = homes.events(Scope(bots=True))
    merged = events.filter((events.kind == "change.merged") & (events.url != "")).order_by(events["at"].desc()).limit(1)
    rows = homes.rows(merged.select("url"))
    return str(rows[0]["url"]) if rows else "https://example.org/changes/1"
