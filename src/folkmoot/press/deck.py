"""The pack of a committee's meeting: notice, agenda, roll call, previous minutes, progress, groups, releases, matters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from folkmoot.model.answer import Answer, Column
from folkmoot.model.release import Phase
from folkmoot.model.text import Text
from folkmoot.press import chapters
from folkmoot.press.chapters import About, Asking
from folkmoot.press.document import Document, Section, Table, notes_of

PAGE = 11  # rows of a table on one slide
WEEK = (
    Text("Mon", "周一"), Text("Tue", "周二"), Text("Wed", "周三"), Text("Thu", "周四"), Text("Fri", "周五"),
    Text("Sat", "周六"), Text("Sun", "周日"),
)  # fmt: skip
GOING = (Phase.DEVELOPMENT.value, Phase.PLANNING.value)


@dataclass(frozen=True)
class Pack:
    """What a deck is made of: the meeting (None: nobody has planned one that day), the group, and who answers."""

    about: About
    group: Answer
    day: date
    meeting: Answer | None = None

    def words(self, text: Text) -> str:
        """Return the text in the deck's language."""
        return self.about.words(text)


def deck_of(  # noqa: PLR0913 — each of them makes another deck
    ask: Asking, *, group: str, day: date, key: str, language: str, community: Text, made_at: datetime, today: date,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Document:  # fmt: skip
    """Return the pack of a group's meeting on ``day``. ``key``: the meeting's, empty where none is planned that day.

    What there is nothing to tell of is left out; what was not read is told as unknown. The numbers are those of the last
    whole month before the meeting. ``progress`` is told how many parts are written, of how many. Errors: BadQuestion for a
    group or meeting that is not there.
    """
    last = min(day, today).replace(day=1) - timedelta(days=1)
    about = About(ask, language, last.replace(day=1), last, "", today)
    pack = Pack(about, ask("group", id=group), day, ask("meeting", id=key) if key else None)
    sections: list[Section] = []
    for number, part in enumerate(PARTS):
        progress(number, len(PARTS))
        sections += [paged for one in part(pack) for paged in _paged(one)]
    progress(len(PARTS), len(PARTS))
    name = community.said_in(language)
    title = pack.words(pack.meeting.title if pack.meeting else pack.group.title)
    subtitle = pack.words(pack.meeting.sentence if pack.meeting else pack.group.sentence)
    return Document(f"{title} · {day}", name, language, made_at, subtitle, tuple(sections))


def _notice(pack: Pack) -> Iterator[Section]:
    if pack.meeting and pack.meeting.about["notice"]:
        yield Section(pack.words(Text("Notice", "声明")), lines=(pack.words(pack.meeting.about["notice"]),))


def _links(pack: Pack) -> Iterator[Section]:
    told = list(pack.meeting.about["useful"]) if pack.meeting else []
    declared = pack.group.about["group"]
    told += [{"title": one.title, "url": one.url} for one in declared.get("links", ())]
    told += [{"title": one.name or one.kind, "url": one.address} for one in declared.get("channels", ())]
    lines = tuple(dict.fromkeys(f"{one['title']}: {one['url']}" for one in told if one["url"]))
    if lines:
        yield Section(pack.words(Text("Useful links", "常用信息")), lines=lines)


def _agenda(pack: Pack) -> Iterator[Section]:
    if not pack.meeting or not pack.meeting.rows:
        return
    rows = [row for row in pack.meeting.rows if not row["suggested"]]
    shown = [{**row, "due": _due(pack, row["due"])} for row in rows]
    yield _table(
        pack, Text("Agenda", "议程"), pack.meeting, ("number", "title", "minutes", "presenter_name", "due"), shown
    )


def _due(pack: Pack, due: Sequence[Mapping[str, Any]]) -> str:
    words = [pack.words(one["title"]) for one in due[:2]]
    more = pack.words(Text(f" and {len(due) - 2} more", f" 等 {len(due)} 项")) if len(due) > 2 else ""
    return ("；" if pack.about.language == "zh" else "; ").join(words) + more


def _roll(pack: Pack) -> Iterator[Section]:
    title = Text("Roll call", "点名")
    if pack.meeting:
        roll = pack.meeting.parts["roll"]
        one = pack.meeting.about["quorum"]
        needed = one["needed"]
        sentence = Text(
            f"{one['electors']} decide"
            + (f"; a quorum is {needed}." if needed is not None else "; no quorum is asked for."),
            f"{one['electors']} 人有表决权"
            + (f"；法定人数 {needed}。" if needed is not None else "；不要求法定人数。"),
        )
        section = _table(pack, title, roll, ("organization", "name", "role", "state_name"), roll.rows)
        yield replace(section, sentence=pack.words(sentence))
        return
    rows = sorted(
        (row for row in pack.group.about["group"]["roles"] if row.get("current")), key=lambda row: row["name"]
    )
    columns = (Column("name", Text("Name", "姓名")), Column("role", Text("Role", "角色")))
    if rows:
        yield Section(pack.words(title), table=Table(columns, tuple(rows)))


def _previous(pack: Pack) -> Iterator[Section]:
    before = pack.meeting.about["previous"] if pack.meeting else None
    title = pack.words(Text("Previous minutes", "上次会议纪要"))
    if before is None:
        return
    if not before["key"]:
        says = Text(f"The last minutes on file are of {before['day']}.", f"最近一份在案纪要为 {before['day']}。")
        yield Section(title, pack.words(says), lines=(before["document"],) if before["document"] else ())
        return
    held = pack.about.ask("meeting", id=before["key"])
    state = {True: Text("approved", "已批准"), False: Text("waiting for approval", "待批准")}.get(
        before["approved"], Text("not written yet", "尚未起草")
    )
    says = Text(
        f"Minutes of {before['day']}: {state.en}. {held.sentence.en}",
        f"{before['day']} 会议纪要：{state.zh}。{held.sentence.zh}",
    )
    lines = [f"{one['title'] or one['kind']}: {one['url']}" for one in held.about["links"]]
    yield Section(title, pack.words(says), lines=tuple(lines))
    decided = held.parts["decisions"]
    if decided.rows:
        yield _table(
            pack, Text("Decided last time", "上次会议的决定"), decided, ("title", "state_name", "why"), decided.rows
        )


def _progress(pack: Pack) -> Iterator[Section]:
    numbers = chapters.numbers(pack.about)
    yield replace(numbers, title=pack.words(Text("Community progress", "社区进展")))
    yield chapters.people(pack.about)
    yield chapters.reach(pack.about)


def _groups(pack: Pack) -> Iterator[Section]:
    yield replace(
        chapters.attention(pack.about),
        title=pack.words(Text("SIGs and WGs: who needs attention", "SIG/WG 进展：需要关注")),
    )
    answer = pack.about.asked("groups", sort="people")
    busy = [row for row in answer.rows if row.get("events")]
    if busy:
        only = ("name", "kind", "people", "events", "members", "last_at")
        title = Text("SIGs and WGs: the month", "SIG/WG 进展：本月")
        yield _table(pack, title, answer, only, busy, sentence=answer.sentence)


def _releases(pack: Pack) -> Iterator[Section]:
    plans = pack.about.asked_always("release-plans")
    if not plans.rows:
        return
    only = ("title", "phase_name", "planned_on", "released_on", "late", "criteria")
    yield _table(pack, Text("Release plan review", "版本计划审视"), plans, only, plans.rows, sentence=plans.sentence)
    for row in plans.rows:
        if row["phase"] in GOING[:1]:
            yield from _release(pack, pack.about.ask("release-plan", id=row["id"]))


def _release(pack: Pack, plan: Answer) -> Iterator[Section]:
    yield from _months(pack, plan)
    if plan.parts["components"].rows:
        only = ("component", "item", "state_name", "owner_name")
        yield _table(
            pack, plan.title, plan.parts["components"], only, plan.parts["components"].rows, sentence=plan.sentence
        )
    if plan.rows:
        rows = [{**row, "state": pack.words(row["state_name"])} for row in plan.rows]
        title = Text(f"{plan.title.said_in('en')}: exit criteria", f"{plan.title.said_in('zh')}：退出条件")
        yield _table(pack, title, plan, ("title", "state", "evidence"), rows, sentence=plan.sentence)


def _months(pack: Pack, plan: Answer) -> Iterator[Section]:
    """Yield a release's calendar, a month on each page: weeks below each other, days beside each other."""
    days = {row["day"]: row for row in plan.parts["calendar"].rows}
    columns = tuple(Column(f"day{number}", name) for number, name in enumerate(WEEK))
    for first in sorted({day.replace(day=1) for day in days}):
        weeks: list[dict[str, str]] = []
        monday = first - timedelta(days=first.weekday())
        while monday < first + relativedelta(months=1):
            week = [monday + timedelta(days=number) for number in range(7)]
            cells = {f"day{number}": _cell(pack, days.get(day), day, first) for number, day in enumerate(week)}
            weeks += [cells] if any(day in days and day.month == first.month for day in week) else []
            monday += timedelta(days=7)
        title = f"{pack.words(plan.title)} · {first:%Y-%m}"
        yield Section(
            title,
            pack.words(plan.sentence),
            table=Table(columns, tuple(weeks), len(weeks), tall=True),
            notes=notes_of(plan, pack.about.language),
        )


def _cell(pack: Pack, row: Mapping[str, Any] | None, day: date, first: date) -> str:
    if day.month != first.month:
        return ""
    planned = [pack.words(one) for one in row["planned"]] if row else []
    return " ".join([str(day.day), *planned])


def _matters(pack: Pack) -> Iterator[Section]:
    motions = pack.about.asked_always("motions", state="open", size="40", page="1")
    if motions.rows:
        only = ("number", "title", "group", "channel_name", "needs", "ends_at")
        yield _table(pack, Text("Open motions", "进行中的动议"), motions, only, motions.rows, sentence=motions.sentence)
    for name, title, only in (
        (
            "rounds",
            Text("Promotions", "晋升选拔"),
            ("title", "group", "stage_name", "candidates", "granted", "until_at"),
        ),
        ("elections", Text("Elections", "选举"), ("title", "group", "stage_name", "candidates", "voted", "closes_at")),
    ):
        answer = pack.about.asked_always(name)
        if answer.rows:
            yield _table(pack, title, answer, only, answer.rows, sentence=answer.sentence)


def _next(pack: Pack) -> Iterator[Section]:
    items = pack.about.asked_always("actions", size="40", page="1")
    if items.rows:
        only = ("says", "owner_name", "due", "group", "state_name")
        yield _table(pack, Text("Next steps", "下一步"), items, only, items.rows, sentence=items.sentence)


PARTS = (_notice, _links, _agenda, _roll, _previous, _progress, _groups, _releases, _matters, _next)
"""The parts of a deck, in order; each yields its sections, or none."""


def _table(
    pack: Pack,
    title: Text,
    answer: Answer,
    only: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    sentence: Text | None = None,
) -> Section:
    by_name = {column.name: column for column in answer.columns}
    columns = tuple(by_name.get(name, Column(name, Text(name, name))) for name in only)
    shown = tuple(rows)
    said = pack.words(sentence) if sentence else ""
    return Section(
        pack.words(title), said, table=Table(columns, shown, len(shown)), notes=notes_of(answer, pack.about.language)
    )


def _paged(section: Section) -> Iterator[Section]:
    """Yield a section whose table is long as several, so that no row is left out."""
    table = section.table
    if table is None or len(table.rows) <= PAGE or section.figures or section.chart:
        yield section
        return
    pages = -(-len(table.rows) // PAGE)
    for number in range(pages):
        rows = table.rows[number * PAGE : (number + 1) * PAGE]
        title = f"{section.title} ({number + 1}/{pages})"
        yield replace(section, title=title, table=Table(table.columns, rows, len(rows)))
