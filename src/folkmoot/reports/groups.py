"""Which groups are there, who leads them, and what happened in them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from folkmoot.metrics.activity import groups as group_counts
from folkmoot.model.answer import Answer, Column
from folkmoot.model.groups import Group, Term
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.covering import counts_in, coverage_of, kinds_in
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report

TITLE = Text("Groups", "小组")
EPOCH = datetime(1970, 1, 1)
LEADING = ("chair", "lead", "co-chair", "cochair", "maintainer", "tech-lead")
"""Roles that lead a group: the first of these that somebody holds names its leads."""

KINDS = {
    "sig": Text("SIGs", "个 SIG"), "wg": Text("working groups", "个工作组"), "committee": Text("committees", "个委员会"),
    "chapter": Text("chapters", "个分会"), "team": Text("teams", "个团队"),
}  # fmt: skip

SORTS = ("name", "events", "people", "members", "findings", "last_at")
STATUSES = ("active", "proposed", "dormant", "archived")

OPTIONS = {
    "q": Text("Words to search for in names and missions.", "在名称和职责中搜索。"),
    "kind": Text("sig, wg, committee, chapter or team.", "sig、wg、committee、chapter 或 team。"),
    "status": Text("active, proposed, dormant or archived.", "active、proposed、dormant 或 archived。"),
    "sort": Text(f"{', '.join(SORTS)}.", f"{'、'.join(SORTS)}。"),
}

COLUMNS = (
    Column("name", Text("Group", "小组"), "group", opens="group?id={slug}"),
    Column("kind", Text("Kind", "类型")),
    Column("leads", Text("Leads", "负责人"), "people"),
    columns.count("members", Text("Declared people", "登记人数"), unit="people"),
    columns.count("repositories", Text("Repositories", "代码仓")),
    columns.count("events", Text("Events", "事件"), "events?group={slug}"),
    columns.count("people", Text("Contributors", "贡献者"), "people?group={slug}&kind=active", "people"),
    columns.LAST,
    columns.count("findings", Text("Findings", "检查发现")),
    Column("status", Text("Status", "状态")),
    Column("created", Text("Founded", "成立"), "date"),
    Column("slug", Text("Short name", "短名")),
)


@report("groups", TITLE, options=OPTIONS)
def groups(homes: Homes, question: Question) -> Answer:
    """Which groups are there, who leads them, and what happened in them?"""
    chosen(question, "kind", KINDS)
    chosen(question, "status", STATUSES)
    sort = chosen(question, "sort", SORTS, "name")
    events = homes.reading.grouped(homes.events(question.scope))
    counted = {row["group"]: row for row in homes.rows(group_counts(events, question.scope))}
    findings = Counter(finding.subject for finding in homes.findings if finding.severity != "note")
    wanted = [group for group in homes.charter.groups if _wanted(group, question)]
    rows = [_row(homes, group, counted.get(group.slug), findings[group.slug], question) for group in wanted]
    rows.sort(key=lambda row: _order(row, sort))
    return fill(
        homes,
        question,
        TITLE,
        _sentence(wanted, question),
        COLUMNS,
        rows,
        metric=group_counts,
        total=len(rows),
        unit="groups",
    )


def _wanted(group: Group, question: Question) -> bool:
    if question.scope.groups and group.slug not in question.scope.groups:
        return False
    kind, status = question.option("kind").lower(), question.option("status").lower()
    if kind not in {"", group.kind.value} or status not in {"", group.status}:
        return False
    words = " ".join((group.slug, group.name.en, group.name.zh, group.mission.en, group.mission.zh, *group.aliases))
    return question.option("q").lower() in words.lower()


def leads(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms of those who lead a group: of the first leading role that anybody holds."""
    terms = tuple(terms)
    for role in LEADING:
        if held := tuple(term for term in terms if term.role == role and not term.repo):
            return held
    return ()


def _row(
    homes: Homes, group: Group, counted: Mapping[str, Any] | None, findings: int, question: Question
) -> dict[str, Any]:
    terms = group.roster(question.today)
    covering = coverage_of(homes, question.scope.with_(groups=(group.slug,)))
    led = dict.fromkeys(term.person for term in leads(terms))
    return {
        "slug": group.slug,
        "name": group.name,
        "kind": group.kind.value,
        "status": group.status,
        "mission": group.mission,
        "leads": [[homes.faces.id_of(person), homes.faces.name_of(person)] for person in led],
        "members": len({homes.identity.person_of.get(term.person, term.person) for term in terms}),
        "repositories": len({(item.repo, item.path) for item in group.repositories}),
        "roles": _people_by_role(homes, terms),
        **counts_in(counted, ("events", "people"), kinds_in(covering)),
        "last_at": counted["last_at"] if counted else None,
        "findings": findings,
        "created": group.created,
        "disputed": bool(group.disputes),
    }


def _people_by_role(homes: Homes, terms: Iterable[Term]) -> dict[str, int]:
    """Return how many people hold each role; a role held twice by one person counts once."""
    held = {(term.role, homes.identity.person_of.get(term.person, term.person)) for term in terms}
    return dict(sorted(Counter(role for role, _person in held).items()))


def _order(row: Mapping[str, Any], sort: str) -> tuple[Any, ...]:
    name = str(row["name"]).lower()
    if sort in ("events", "people", "members", "findings"):
        value = row[sort]
        return (value is None, -(value or 0), name)
    if sort == "last_at":
        return (row["last_at"] is None, -(row["last_at"] - EPOCH).total_seconds() if row["last_at"] else 0, name)
    return (name,)


def _sentence(wanted: list[Group], question: Question) -> Text:
    if not wanted:
        return Text("No group fits.", "没有符合的小组。")
    tally = Counter(group.kind.value for group in wanted)
    said = [
        Text(f"{number(tally[kind])} {words.en if tally[kind] != 1 else words.en[:-1]}", f"{tally[kind]} {words.zh}")
        for kind, words in KINDS.items() if tally[kind]
    ]  # fmt: skip
    names = Text(", ".join(text.en for text in said), "、".join(text.zh for text in said))
    nobody = sum(1 for group in wanted if not leads(group.roster(question.today)))
    if not nobody:
        return Text(f"{names.en}; each declares who leads it.", f"{names.zh}；均声明了负责人。")
    return Text(
        f"{names.en}; {many(nobody, 'declares', 'declare')} nobody who leads.",
        f"{names.zh}；其中 {nobody} 个未声明负责人。",
    )
