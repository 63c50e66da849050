"""Which meetings are on file: who was there, whether that was a majority of the group, and what is odd about the notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from folkmoot.charter.dialects.mindspore.names import variants
from folkmoot.charter.dialects.mindspore.notes import bare
from folkmoot.model.answer import Answer, Column
from folkmoot.model.community import Minutes
from folkmoot.model.finding import Finding
from folkmoot.model.groups import Group, Kind
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.data import finding_row
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.rules.authority import serving_on

TITLE = Text("Past meetings", "过往会议")
FLAGS = ("any", "none")
OPTIONS = {
    "flag": Text(
        "Only notes with this finding, with any, or with none.", "仅显示有该检查发现（any 任意、none 无）的纪要。"
    ),
    "q": Text("Words to search for in the title.", "在标题中搜索。"),
    "page": PAGING["page"],
    "size": PAGING["size"],
}
COLUMNS = (
    Column("day", Text("Day", "日期"), "date"),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("title", Text("Title", "标题")),
    columns.count("attendees", Text("Attendees", "参会人数"), unit="people"),
    columns.count("present", Text("Members present", "到会成员"), unit="people"),
    columns.count("members", Text("Members", "成员"), unit="people"),
    Column("majority", Text("A majority was there", "过半数到会")),
    Column("flags", Text("Findings", "检查发现"), "list"),
    Column("document", Text("File", "文件")),
)


@report("past_meetings", TITLE, options=OPTIONS, recorded=True)
def past_meetings(homes: Homes, question: Question) -> Answer:
    """Which meetings are on file, and what is odd about their notes?"""
    odd = _odd(homes)
    kinds = sorted({one.check for found in odd.values() for one in found})
    flag, words = chosen(question, "flag", (*FLAGS, *kinds)), question.option("q").lower()
    groups = question.scope.groups
    every = [
        _row(homes, one, odd.get(one.document, ()))
        for one in homes.charter.minutes
        if one.group in (groups or (one.group,))
    ]
    rows = [row for row in every if _wanted(row, flag) and words in row["title"].lower()]
    rows.sort(key=lambda row: (str(row["day"] or ""), row["group"], row["document"]), reverse=True)
    counted = {name: sum(1 for row in every if name in row["flags"]) for name in kinds}
    page, paging = page_of(rows, question)
    about = {"flags": counted, "names": _names(odd), "groups": _groups(homes), **paging}
    return fill(
        homes, question, TITLE, _sentence(every), COLUMNS, page, total=len(rows), unit="meetings", found=len(rows), about=about,
        coverage=(),
    )  # fmt: skip


def _odd(homes: Homes) -> dict[str, tuple[Finding, ...]]:
    """Return the findings about each document of notes."""
    documents = {one.document for one in homes.charter.minutes if one.document}
    found: dict[str, tuple[Finding, ...]] = {}
    for one in homes.findings:
        if one.place.path in documents:
            found[one.place.path] = (*found.get(one.place.path, ()), one)
    return found


def _names(odd: Mapping[str, Iterable[Finding]]) -> dict[str, Text]:
    """Return what each check among the findings asks."""
    from folkmoot.charter.checks.run import known_checks

    return {
        one.check: known_checks()[one.check].asks
        for found in odd.values()
        for one in found
        if one.check in known_checks()
    }


def _row(homes: Homes, one: Minutes, odd: Iterable[Finding]) -> dict[str, Any]:
    group = homes.charter.group_by_slug.get(one.group)
    present, members = attendance(homes, group, one) if group else (None, None)
    told = [finding_row(homes, finding) for finding in odd]
    return {
        "day": one.day, "group": one.group, "group_name": group.name if group else Text(one.group),
        "title": homes.faces.masked_words(one.title), "attendees": len(one.attendees) or None, "present": present,
        "members": members, "majority": None if present is None or not members else 2 * present > members,
        "deciding": group is not None and group.kind is Kind.COMMITTEE, "flags": [row["check"] for row in told],
        "findings": told, "document": one.document,
    }  # fmt: skip


def attendance(homes: Homes, group: Group, one: Minutes) -> tuple[int | None, int | None]:
    """Return how many of those who served in the group on the day were there, and of how many.

    Edges: unknown where the note gives no day or lists nobody, or the roster of that day is not known: nobody served, or a
    term says not when it began. Names are compared
    without regard to case, order and what stands in brackets; a name, an alias, an id and a login all tell.
    """
    dated = one.day is not None and all(term.since for term in group.roster(one.day))
    serving = serving_on(group, one.day) if one.day and dated else frozenset()
    if not one.attendees or not serving:
        return None, len(serving) or None
    there = {spelling for name in one.attendees for spelling in (*variants(bare(name)), name.strip("@ ").lower())}
    return sum(1 for person in serving if _spellings(homes, person) & there), len(serving)


def _spellings(homes: Homes, person: str) -> set[str]:
    declared = homes.charter.person_by_id.get(person)
    names = (declared.name, *declared.aliases) if declared else ()
    logins = {one.partition(":")[2] for one in declared.accounts if not one.startswith("mail:")} if declared else set()
    return {spelling for name in (*names, person) for spelling in variants(name)} | logins | {person.lower()}


def _wanted(row: Mapping[str, Any], flag: str) -> bool:
    if not flag:
        return True
    return bool(row["flags"]) == (flag == "any") if flag in FLAGS else flag in row["flags"]


def _groups(homes: Homes) -> dict[str, Text]:
    known = homes.charter.group_by_slug
    return {slug: known[slug].name for slug in sorted({one.group for one in homes.charter.minutes}) if slug in known}


def _sentence(rows: list[dict[str, Any]]) -> Text:
    if not rows:
        return Text("No meeting notes are on file.", "没有存档的会议纪要。")
    odd = sum(1 for row in rows if row["flags"])
    deciding = [row for row in rows if row["deciding"] and row["majority"] is not None]
    said = Text(
        f"{many(len(rows), 'note', 'notes')} on file, {odd} with findings.",
        f"存档 {len(rows)} 份纪要，其中 {odd} 份有检查发现。",
    )
    if not deciding:
        return said
    met = sum(1 for row in deciding if row["majority"])
    return Text(
        f"{said.en} Of {many(len(deciding), 'committee meeting', 'committee meetings')} with a list of attendees a majority was at {met}.",
        f"{said.zh}委员会有参会名单的 {len(deciding)} 次会议中，{met} 次过半数到会。",
    )
