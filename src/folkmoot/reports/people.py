"""Who takes part, declared or only seen, and what did each of them do?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from folkmoot.metrics.people import contributors, newcomers
from folkmoot.metrics.windows import within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.identity import KnownPerson
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.covering import counts_in, coverage_of, kinds_in
from folkmoot.reports.events import of_kind
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.moves import MOVES, moved
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report

TITLE = Text("People", "人员")
COUNTS = ("events", "commits", "merges", "merged", "reviews")
SORTS = (*COUNTS, "name", "first_at", "last_at")
EPOCH = datetime(1970, 1, 1)
KINDS = ("declared", "seen", "active", "contributors", "new", *MOVES)

OPTIONS = {
    "q": Text("Words to search for in names and accounts.", "在姓名和账号中搜索。"),
    "role": Text("Only who holds this role now.", "仅当前担任该角色的人。"),
    "kind": Text(
        "declared; seen (not declared); active (with an event in the window); contributors (with a contribution in it); "
        "new (with their first one ever in it); returning (with one in it and their first before); left (silent for 90 days in "
        "it); kept or lost (of those active in as much time before, who was active in it too, or was not).",
        "declared（已声明）、seen（未声明）、active（时段内有事件）、contributors（时段内有贡献）、new（首次贡献在时段内）、"
        "returning（时段内有贡献且首次在此之前）、left（在时段内沉默满 90 天）、kept 或 lost（此前同样长的时间内活跃、在时段内仍活跃或不再活跃）。",
    ),
    "did": Text("Only who did this in the window: kinds of event, between commas.", "仅在时段内有这些事件的人：事件类型，用逗号分隔。"),
    "sort": Text(f"{', '.join(SORTS)}.", f"{'、'.join(SORTS)}。"),
    **PAGING,
}  # fmt: skip

COLUMNS = (
    columns.person_column(),
    columns.ORGANIZATION,
    Column("roles", Text("Roles", "角色"), "list"),
    *columns.counts("person={id}"),
    columns.FIRST,
    columns.LAST,
    Column("declared", Text("Declared", "已声明"), "mark"),
    Column("bot", Text("Robot", "机器人"), "mark"),
    Column("id", Text("Id", "标识")),
)


@report("people", TITLE, options=OPTIONS)
def people(homes: Homes, question: Question) -> Answer:
    """Who takes part, declared or only seen, and what did each of them do?"""
    kind, sort = chosen(question, "kind", KINDS), chosen(question, "sort", SORTS, "events")
    counted = {row["person"]: row for row in homes.rows(contributors(homes.events(question.scope), question.scope))}
    roles = roles_now(homes, question)
    chosen(question, "role", sorted({said.partition(":")[2] for held in roles.values() for said in held}))
    names = _names(homes, question, kind, counted, roles)
    covering = coverage_of(homes, question.scope)
    read = kinds_in(covering)
    found = [name for name in names if _wanted(homes, name, roles.get(name, []), question)]
    found.sort(key=lambda name: _order(counted.get(name), homes.faces.name_of(name).lower(), name, sort))
    active = sum(1 for name in found if name in counted and counted[name]["events"])
    shown, about = page_of(found, question)
    rows = [_row(homes, name, counted.get(name), roles.get(name, []), question, read) for name in shown]
    return fill(
        homes, question, TITLE, _sentence(len(found), active), COLUMNS, rows, metric=contributors, total=len(found), found=len(found),
        about=about,
    )  # fmt: skip


def _names(
    homes: Homes, question: Question, kind: str, counted: Mapping[str, Any], roles: Mapping[str, list[str]]
) -> set[str]:
    """Return who belongs in the list: whoever did something in the window, and who is declared beside them."""
    if kind in MOVES:
        return moved(homes, question, kind)
    if did := question.option("did"):
        done = within(of_kind(homes.events(question.scope), did), question.scope)
        return {row["person"] for row in homes.rows(done.filter(done.person.notnull()).select("person").distinct())}
    if kind == "new":
        fresh = newcomers(homes.events(question.scope), question.scope)
        return {row["person"] for row in homes.rows(fresh)}
    if kind == "contributors":
        return {name for name, row in counted.items() if row["contributions"]}
    if kind == "active" or question.scope.repos:
        return set(counted)  # who did something in certain repositories is no question about declarations
    return set(counted) | _declared(homes, question, roles)


def roles_now(homes: Homes, question: Question) -> dict[str, list[str]]:
    """Return each person's roles today as ``group:role``."""
    held: dict[str, list[str]] = {}
    for group, term in homes.charter.terms(question.today):
        person = homes.identity.person_of.get(term.person, term.person)
        said = f"{group.slug}:{term.role}"
        listed = held.setdefault(person, [])
        if said not in listed:
            listed.append(said)
    return held


def _declared(homes: Homes, question: Question, roles: Mapping[str, list[str]]) -> set[str]:
    scope = question.scope
    found = set()
    for person in homes.identity.people.values():
        if not person.declared or (person.bot and not scope.bots) or (scope.people and person.id not in scope.people):
            continue
        slugs = {said.partition(":")[0] for said in roles.get(person.id, [])}
        if scope.groups and not slugs & set(scope.groups):
            continue
        if scope.orgs and homes.organization_on(person.id, question.today) not in scope.orgs:
            continue
        found.add(person.id)
    return found


def _row(
    homes: Homes,
    name: str,
    counted: Mapping[str, Any] | None,
    roles: list[str],
    question: Question,
    read: frozenset[str],
) -> dict[str, Any]:
    known: KnownPerson | None = homes.identity.people.get(name)
    return {
        "id": homes.faces.id_of(name),
        "name": homes.faces.name_of(name),
        "organization": counted["organization"] if counted else homes.organization_on(name, question.today),
        "bot": bool(known and known.bot),
        "declared": bool(known and known.declared),
        "roles": roles,
        **counts_in(counted, COUNTS, read),
        "first_at": counted["first_at"] if counted else None,
        "last_at": counted["last_at"] if counted else None,
    }


def _wanted(homes: Homes, name: str, roles: list[str], question: Question) -> bool:
    kind, role, words = question.option("kind"), question.option("role").lower(), question.option("q").lower()
    if kind in ("declared", "seen"):
        known = homes.identity.people.get(name)
        if bool(known and known.declared) != (kind == "declared"):
            return False
    if role and not any(said.partition(":")[2] == role for said in roles):
        return False
    return not words or words in searched(homes, name)


def searched(homes: Homes, person: str) -> str:
    """Return the words by which a person may be found; for a hidden one only the pseudonym."""
    faces = homes.faces
    known = homes.identity.people.get(person)
    if known is None or known.hidden:
        return faces.name_of(person).lower()
    logins = (account for account in known.accounts if not account.startswith("mail:"))
    return " ".join((faces.name_of(person), faces.id_of(person), *logins)).lower()


def _order(counted: Mapping[str, Any] | None, name: str, person: str, sort: str) -> tuple[Any, ...]:
    if sort in COUNTS:
        return (-(counted[sort] or 0 if counted else 0), name, person)
    if sort in ("first_at", "last_at"):
        moment = counted[sort] if counted else None
        seconds = ((moment - EPOCH).total_seconds() if moment else 0.0) * (-1 if sort == "last_at" else 1)
        return (moment is None, seconds, name, person)
    return (name, person)


def _sentence(found: int, active: int) -> Text:
    if not found:
        return Text("Nobody fits.", "没有符合的人。")
    return Text(
        f"{many(found, 'person', 'people')}, {number(active)} of them with activity in this window.",
        f"共 {number(found)} 人，其中 {number(active)} 人在此时段内有活动。",
    )
