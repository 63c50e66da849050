"""Which chapters are there, where, and how alive are they: members, events, who came, who contributed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.chapter import SORTS, Chapter
from folkmoot.model.dormancy import Signal
from folkmoot.model.gathering import Gathering
from folkmoot.model.groups import Group
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.chapter_events import AT, next_and_last
from folkmoot.reports.chapter_people import Brought, brought, came_to, members_of
from folkmoot.reports.dormancy import STATUSES, signals
from folkmoot.reports.filling import NONE_FITS, fill, many, number
from folkmoot.reports.gathering_course import chapters_of, every, family_of, moment_asked, teams_of
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.rules.dormancy import WORDS

TITLE = Text("Chapters", "分会")
OPTIONS = {
    "sort": Text(f"Only these: {', '.join(SORTS)}.", f"只看：{'、'.join(SORTS)}。"),
    "at": AT,
}
COLUMNS = (
    Column("name", Text("Chapter", "分会"), opens="chapter?id={group}"),
    Column("sort_name", Text("Of a", "类型")),
    Column("city", Text("City", "城市")),
    columns.count("members", Text("Members", "成员"), unit="people"),
    columns.count("events", Text("Events", "活动"), "chapter-events?chapter={group}&state=over"),
    columns.count("attendance", Text("Came", "到场人次")),
    columns.count("newcomers", Text("New contributors", "新贡献者"), unit="people"),
    columns.count("contributions", Text("Contributions of members", "成员贡献")),
    Column("last_at", Text("Last event", "最近活动"), "moment"),
    Column("next_at", Text("Next event", "下次活动"), "moment"),
    Column("word_name", Text("Signs of life", "活跃判断")),
    Column("why", Text("Why", "原因")),
    Column("group", Text("Short name", "短名")),
)
DEFINITION = Text(
    "Events, who came and contributions are those of the window; a chapter's teams count with it. New contributors came to an event of the "
    "window and made their first contribution ever afterwards; to have come somewhere is none. Signs of life follow the rule of dormancy.",
    "活动、到场人次与贡献均按所选时段统计，子团队计入所属分会。新贡献者指参加时段内活动之后才首次贡献的人，参加活动本身不算贡献。活跃判断依据休眠规则。",
)


@report("chapters", TITLE, options=OPTIONS, recorded=True)
def chapters(homes: Homes, question: Question) -> Answer:
    """Which chapters are there, where are they, and how alive is each?"""
    sort, at = chosen(question, "sort", SORTS), moment_asked(homes, question)
    wanted = question.scope.groups
    found = [one for one in chapters_of(homes) if one.status != "archived" and one.slug in (wanted or (one.slug,))]
    rows, new = compared(homes, question, found, at)
    shown = [row for row in rows if not sort or row["sort"] == sort]
    about = {
        "counts": {name: sum(1 for row in rows if row["sort"] == name) for name in SORTS}, "names": SORTS, "every": len(rows), "at": at,
    }  # fmt: skip
    said = _sentence(rows, new) if shown or not rows else NONE_FITS
    return fill(
        homes, question, TITLE, said, COLUMNS, shown, total=len(shown), unit="chapters", found=len(shown),
        definition=DEFINITION, coverage=(), about=about,
    )  # fmt: skip


def compared(
    homes: Homes, question: Question, found: list[Group], at: datetime
) -> tuple[list[dict[str, Any]], int | None]:
    """Return the rows of some chapters, those with the most people at events first; and how many new contributors all of them brought."""
    held = every(homes, at)
    inside = [one for one in held if is_inside(one, question.scope)]
    members = {one.slug: members_of(homes, one, question.today) for one in found}
    people = frozenset(came_to(inside)).union(*members.values())
    told = brought(homes, people, question.scope)
    signs = signals(homes, question, found)
    rows = [_row(homes, one, held, inside, members[one.slug], told, signs) for one in found]
    rows.sort(key=lambda row: (-(row["attendance"] or 0), -row["events"], -row["members"], row["group"]))
    own = frozenset[str]().union(*(family_of(homes, one) for one in found))
    return rows, told.new_of(came_to(one for one in inside if one.announced.group in own))


def is_inside(one: Gathering, scope: Scope) -> bool:
    """Return whether an event took place in the window."""
    since, until = scope.since_at, scope.until_at
    return (
        one.stage == "over" and (since is None or one.begins_at >= since) and (until is None or one.begins_at < until)
    )


def _row(
    homes: Homes, group: Group, held: tuple[Gathering, ...], inside: list[Gathering], members: frozenset[str], told: Brought,
    signs: Mapping[str, Signal],
) -> dict[str, Any]:  # fmt: skip
    family, chapter = family_of(homes, group), group.chapter
    own = [one for one in inside if one.announced.group in family]
    ahead, last = next_and_last(one for one in held if one.announced.group in family)
    counted = [one.attendance for one in own if one.attendance is not None]
    return {
        "group": group.slug, "name": group.name, **place_of(chapter), "members": len(members), "teams": len(teams_of(homes, group)),
        "events": len(own), "attendance": sum(counted) if counted or not own else None,
        "uncounted": sum(1 for one in own if one.attendance is None),
        "newcomers": told.new_of(came_to(own)), "contributions": told.made_by(members), "last_at": last, "next_at": ahead,
        "status": group.status, "status_name": STATUSES[group.status], **sign_of(signs.get(group.slug)), "created": group.created,
    }  # fmt: skip


def place_of(chapter: Chapter | None) -> dict[str, Any]:
    """Return where a chapter is, as rows tell it; None for what it does not say."""
    spot = chapter.where if chapter else None
    return {
        "sort": chapter.sort if chapter else None, "sort_name": SORTS[chapter.sort] if chapter else None,
        "city": spot.city if spot and spot.city else None, "country": spot.country if spot else "",
        "latitude": spot.latitude if spot else None, "longitude": spot.longitude if spot else None,
    }  # fmt: skip


def sign_of(told: Signal | None) -> dict[str, Any]:
    """Return what the rule of dormancy says of a chapter, and why; None where no rule holds for it."""
    if told is None:
        return {"word": None, "word_name": None, "why": None}
    speaking = [one for one in told.lacks if one.word is told.word] or list(told.lacks)
    why = Text("; ".join(one.says.en for one in speaking), "；".join(one.says.zh for one in speaking))
    return {"word": told.word.value, "word_name": WORDS[told.word], "why": why}


def _sentence(rows: list[dict[str, Any]], new: int | None) -> Text:
    if not rows:
        return Text("No chapter is declared yet.", "尚未声明分会。")
    events = sum(row["events"] for row in rows)
    came = sum(row["attendance"] or 0 for row in rows)
    more = Text(
        f"; {many(new, 'person', 'people')} contributed for the first time afterwards",
        f"，其中 {number(new)} 人此后首次贡献",
    )
    after = more if new is not None else Text()
    return Text(
        f"{many(len(rows), 'chapter', 'chapters')} held {many(events, 'event', 'events')}, to which people came {many(came, 'time', 'times')}"
        f"{after.en}.",
        f"{number(len(rows))} 个分会共举办 {number(events)} 场活动，到场 {number(came)} 人次{after.zh}。",
    )
