"""The pack of a committee's meeting: notice, agenda, roll call, previous minutes, progress, groups, releases, matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from folkmoot.model.answer import Column
from folkmoot.model.text import Text
from folkmoot.press import chapters
from folkmoot.press.chapters import About, Asking, two_years_to
from folkmoot.press.deck_releases import releases
from folkmoot.press.document import Document, Section, Table
from folkmoot.press.pack import LINKS, SHAPES, Pack, here, kind_of, late, role_of, told

PAGE, WHOLE = 11, 15  # rows of a table on one slide when it goes on over several, and when it is all there is
MONTHS = 12  # of what is told of the community's reach
BACK = 3  # months in which one is looked for that was read
HALF = 0.5  # of the readings do not reach a month that was not read


def deck_of(  # noqa: PLR0913 — each of them makes another deck
    ask: Asking, *, group: str, day: date, key: str, language: str, community: Text, made_at: datetime, today: date,
    zone: str = "UTC", places: Sequence[tuple[Text, str]] = (), progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Document:  # fmt: skip
    """Return the pack of a group's meeting on ``day``. ``key``: the meeting's, empty where none is planned that day.

    What there is nothing to tell of is left out; what was not read is told as unknown. The numbers are those of the newest
    whole month before the meeting of which most was read. ``places``: where the community is found. ``progress`` is told how
    many parts are written, of how many. Errors: BadQuestion for a group or meeting that is not there.
    """
    since, until = month_of(ask, min(day, today))
    about = About(ask, language, since, until, "", today)
    pack = Pack(about, ask("group", id=group), day, ask("meeting", id=key) if key else None, zone, tuple(places))
    sections: list[Section] = []
    for number, part in enumerate(PARTS):
        progress(number, len(PARTS))
        sections += [paged for one in part(pack) for paged in _paged(one)]
    progress(len(PARTS), len(PARTS))
    name = community.said_in(language)
    title = pack.words(pack.meeting.title if pack.meeting else pack.group.title)
    subtitle = pack.words(pack.meeting.sentence if pack.meeting else pack.group.sentence)
    return Document(f"{title} · {day}", name, language, made_at, subtitle, tuple(sections))


def month_of(ask: Asking, day: date) -> tuple[date, date]:
    """Return the first and the last day of the newest whole month before a day of which most was read.

    Edges: where little was read of the three months before, the month before the day, whose numbers then say that they are unknown.
    """
    last = usual = day.replace(day=1) - timedelta(days=1)
    gaps = ask("overview", since=two_years_to(usual), until=usual.isoformat()).parts["people"].gaps
    for _try in range(BACK):
        if gaps.get(f"{last:%Y-%m}", 0.0) < HALF:
            return last.replace(day=1), last
        last = last.replace(day=1) - timedelta(days=1)
    return usual.replace(day=1), usual


def questions(day: date) -> tuple[tuple[str, dict[str, str]], ...]:
    """Return what every deck of a day asks first, so that it can be asked before somebody waits for a deck."""
    last = day.replace(day=1) - timedelta(days=1)
    first = last.replace(day=1)
    window = {"since": first.isoformat(), "until": last.isoformat()}
    year = {"since": (first - relativedelta(months=MONTHS - 1)).isoformat(), "until": last.isoformat()}
    return (
        ("board", window), ("overview", window), ("overview", {"since": two_years_to(last), "until": last.isoformat()}),
        ("interest", year), ("downloads", year), ("groups", {**window, "sort": "people"}),
    )  # fmt: skip


def _notice(pack: Pack) -> Iterator[Section]:
    if pack.meeting and pack.meeting.about["notice"]:
        read = pack.words(Text("Read this out before anything else.", "会议开始时宣读。"))
        title = pack.words(Text("Antitrust notice", "反垄断声明"))
        yield Section(title, lines=(pack.words(pack.meeting.about["notice"]),), speak=(read,))


def _links(pack: Pack) -> Iterator[Section]:
    useful = list(pack.meeting.about["useful"]) if pack.meeting else []
    declared = pack.group.about["group"]
    useful += [{"title": one.title, "url": one.url} for one in declared.get("links", ())]
    useful += [{"title": one.name or one.kind, "url": one.address} for one in declared.get("channels", ())]
    useful += [{"title": pack.words(name), "url": url} for name, url in pack.places]
    lines = tuple(dict.fromkeys(f"{one['title']}: {one['url']}" for one in useful if one["url"]))
    if lines:
        yield Section(pack.words(Text("Useful links", "常用信息")), lines=lines)


def _agenda(pack: Pack) -> Iterator[Section]:
    if not pack.meeting or not pack.meeting.rows:
        return
    rows = [row for row in pack.meeting.rows if not row["suggested"]]
    open_ = Text("open", "不限").said_in(pack.about.language)
    shown = [{**row, "minutes": row["minutes"] or open_, "due": _due(pack, row["due"])} for row in rows]
    only = ("number", "title", "minutes", "presenter_name", "due")
    planned = pack.meeting.about.get("planned_minutes")
    sentence = Text(f"{len(rows)} topics, {planned} minutes as planned.", f"{len(rows)} 个议题，计划 {planned} 分钟。")
    section = told(pack, Text("Agenda", "议程"), pack.meeting, only, shown, sentence=sentence if planned else None)
    yield replace(section, speak=tuple(_all_due(pack, row) for row in rows if row["due"]))


def _all_due(pack: Pack, row: Mapping[str, Any]) -> str:
    """Return all that is due under a topic, for who presents it."""
    due = [" – ".join(filter(None, (pack.words(one["title"]), pack.words(one["note"])))) for one in row["due"]]
    return f"{row['number']}. {pack.words(row['title'])}: {'; '.join(due)}"


def _due(pack: Pack, due: Sequence[Mapping[str, Any]]) -> str:
    words = [pack.words(one["title"]) for one in due[:2]]
    more = pack.words(Text(f" and {len(due) - 2} more", f" 等 {len(due)} 项")) if len(due) > 2 else ""
    return ("；" if pack.about.language == "zh" else "; ").join(words) + more


def _roll(pack: Pack) -> Iterator[Section]:
    title = Text("Roll call", "点名")
    if pack.meeting:
        roll = pack.meeting.parts["roll"]
        only = ("name", "organization", "role_name", "state_name")
        rows = [{**row, "role_name": role_of(row), "state_name": _state(pack, row)} for row in roll.rows]
        section = told(pack, title, roll, only, rows)
        yield replace(section, sentence=pack.words(_quorum(pack.meeting.about)))
        return
    rows = sorted(
        (row for row in pack.group.about["group"]["roles"] if row.get("current")), key=lambda row: row["name"]
    )
    columns = (Column("name", Text("Name", "姓名")), Column("role", Text("Role", "角色")))
    if rows:
        yield Section(pack.words(title), table=Table(columns, tuple(rows)))


def _quorum(about: Mapping[str, Any]) -> Text:
    """Return who decides and how many make a quorum; once the meeting is open also how many are there."""
    one = about["quorum"]
    needed, counted = one["needed"], one.get("counted")
    least = Text("no quorum is asked for", "不要求法定人数") if needed is None else Text(
        f"a quorum is {needed}", f"法定人数 {needed}"
    )  # fmt: skip
    if about.get("opened_at") and counted is not None:
        return Text(f"{counted} of {one['electors']} who decide are here; {least.en}.",
                    f"有表决权的 {one['electors']} 人中 {counted} 人在场；{least.zh}。")  # fmt: skip
    return Text(f"{one['electors']} decide; {least.en}.", f"{one['electors']} 人有表决权；{least.zh}。")


def _state(pack: Pack, row: Mapping[str, Any]) -> str:
    """Return how somebody stands in the roll call, with a shape and who speaks for them; a box to tick where nobody called yet."""
    state = str(row.get("state", ""))
    words, holder = pack.words(row["state_name"]), row.get("holder_name")
    if state == "unmarked":
        return "☐"
    return f"{SHAPES.get(state, '○')} {words}{f' → {holder}' if holder else ''}"


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
    lines = tuple(
        f"{one['title'] or pack.words(LINKS.get(one['kind'], Text('Link', '链接')))}: {one['url']}"
        for one in held.about["links"]
    )
    decided = held.parts["decisions"]
    taken = pack.about.ask("actions", meeting=before["key"], state="all", size="40", page="1", **pack.on)
    if decided.rows:
        section = told(pack, Text(title, title), decided, ("title", "state_name", "why"), decided.rows, sentence=says)
        yield replace(section, lines=lines)
    if taken.rows:
        name = Text("Action items of last time", "上次会议的行动项")
        section = told(pack, name, taken, ("says", "owner_name", "due", "state"), late(pack, taken.rows), sentence=says)
        yield section if decided.rows else replace(section, title=title, lines=lines)
    if not (decided.rows or taken.rows):
        yield Section(title, pack.words(says), lines=lines)


def _progress(pack: Pack) -> Iterator[Section]:
    numbers = chapters.numbers(pack.about)
    said = pack.words(Text("unknown", "未知"))
    known = tuple(one for one in numbers.figures if one.value != said)
    rest = [one.name for one in numbers.figures if one.value == said]
    unread = Text(f"Not read: {', '.join(rest)}.", f"未读取：{'、'.join(rest)}。")
    title = Text(f"Community progress, {pack.about.since:%Y-%m}", f"社区进展，{pack.about.since:%Y-%m}")
    yield replace(numbers, title=pack.words(title), figures=known, lines=(pack.words(unread),) if rest else ())
    people = chapters.people(pack.about)
    yield replace(people, title=pack.words(Text("Community progress: people", "社区进展：人员")))
    year = replace(pack.about, since=pack.about.since - relativedelta(months=MONTHS - 1))
    reach = chapters.reach(year)
    if reach.chart:
        yield replace(reach, title=pack.words(Text("Community progress: reach", "社区进展：影响力")), table=None)


def _groups(pack: Pack) -> Iterator[Section]:
    yield replace(
        chapters.attention(pack.about, pack.day),
        title=pack.words(Text("SIGs and WGs: who needs attention", "SIG/WG 进展：需要关注")),
    )
    answer = pack.about.asked("groups", sort="people")
    busy = [row for row in answer.rows if row.get("events")]
    if busy:
        only = ("name", "kind", "people", "events", "members", "last_at")
        busy = [{**row, "kind": kind_of(row["kind"])} for row in busy]
        month = f"{pack.about.since:%Y-%m}"
        title = Text(f"SIGs and WGs: {month}", f"SIG/WG 进展：{month}")
        yield told(pack, title, answer, only, busy, sentence=answer.sentence)


def _brought(pack: Pack) -> Iterator[Section]:
    """Yield what the activities brought that ended or were reviewed in the month; nothing where none did."""
    answer = pack.about.asked("brought")
    if answer.rows:
        title = Text("What each activity really brought", "各项活动真正带来了什么")
        only = ("title", "indicator_title", "verdict_name", "says", "cost_words")
        yield told(pack, title, answer, only, answer.rows, sentence=answer.sentence)


def _matters(pack: Pack) -> Iterator[Section]:
    motions = pack.about.asked_always("motions", state="open", size="40", page="1", **pack.at)
    if motions.rows:
        only = ("number", "title", "group", "channel_name", "needs", "ends_at")
        title = Text("Operational matters: open motions", "运营事务：进行中的动议")
        yield told(pack, title, motions, only, here(pack, motions.rows), sentence=motions.sentence)
    for name, title, over, only in (
        ("rounds", Text("Operational matters: promotions", "运营事务：晋升选拔"), ("closed", "cancelled"),
         ("title", "group", "stage_name", "candidates", "granted", "until_at")),
        ("elections", Text("Operational matters: elections", "运营事务：选举"), ("certified", "cancelled", "closed"),
         ("title", "group", "stage_name", "candidates", "voted", "closes_at")),
    ):  # fmt: skip
        answer = pack.about.asked_always(name, **pack.at)
        rows = [row for row in answer.rows if row.get("stage") not in over]
        if rows:
            yield told(pack, title, answer, only, here(pack, rows), sentence=answer.sentence)


def _next(pack: Pack) -> Iterator[Section]:
    items = pack.about.asked_always("actions", size="40", page="1", **pack.on)
    if items.rows:
        only = ("says", "owner_name", "due", "group", "state")
        rows = late(pack, items.rows)
        yield told(pack, Text("Next steps", "下一步"), items, only, rows, sentence=items.sentence)


PARTS = (_notice, _links, _agenda, _roll, _previous, _progress, _groups, _brought, releases, _matters, _next)
"""The parts of a deck, in order; each yields its sections, or none."""


def _paged(section: Section) -> Iterator[Section]:
    """Yield a section whose table is long as several, so that no row is left out."""
    table = section.table
    if table is None or len(table.rows) <= WHOLE or section.figures or section.chart:
        yield section
        return
    pages = -(-len(table.rows) // PAGE)
    for number in range(pages):
        rows = table.rows[number * PAGE : (number + 1) * PAGE]
        title = f"{section.title} ({number + 1}/{pages})"
        yield replace(section, title=title, table=Table(table.columns, rows, len(rows)))
