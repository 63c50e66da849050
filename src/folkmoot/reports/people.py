"""Who takes part, declared or only seen, and what did each of them do?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from folkmoot.metrics.people import contributors
from folkmoot.model.answer import Answer, Column
from folkmoot.model.identity import KnownPerson
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.registry import report

TITLE = Text("People", "成员")
NOTHING = ("events", "commits", "merges", "merged", "reviews")

OPTIONS = {
    "q": Text("Words to search for in names and accounts.", "在姓名和账号中搜索。"),
    "role": Text("Only who holds this role now.", "仅当前担任该角色的人。"),
    "kind": Text("declared or seen.", "declared（已声明）或 seen（仅见于数据）。"),
    "sort": Text("events, commits, merged, reviews, name, first_at or last_at.", "events、commits、merged、reviews、name、first_at 或 last_at。"),
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
    counted = {row["person"]: row for row in homes.rows(contributors(homes.events(question.scope), question.scope))}
    roles = roles_now(homes, question)
    names = set(counted) | (_declared(homes, question, roles) if _everybody(question) else set())
    rows = [_row(homes, name, counted.get(name), roles.get(name, []), question) for name in names]
    rows = [row for row in rows if _wanted(homes, row, question)]
    rows.sort(key=lambda row: _order(row, question.option("sort", "events")))
    active = sum(1 for row in rows if row["events"])
    shown, about = page_of(rows, question)
    return fill(
        homes, question, TITLE, _sentence(len(rows), active), COLUMNS, [_public(homes, row) for row in shown],
        metric=contributors, total=len(rows), found=len(rows), about=about,
    )  # fmt: skip


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


def _everybody(question: Question) -> bool:
    """Return whether people without an event belong in the list: not when it asks for certain repositories."""
    return not question.scope.repos


def _declared(homes: Homes, question: Question, roles: Mapping[str, list[str]]) -> set[str]:
    scope = question.scope
    found = set()
    for person in homes.identity.people.values():
        if not person.declared or (person.bot and not scope.bots) or (scope.people and person.id not in scope.people):
            continue
        slugs = {said.partition(":")[0] for said in roles.get(person.id, [])}
        if scope.groups and not slugs & set(scope.groups):
            continue
        if scope.orgs and _organization(homes, person.id, question) not in scope.orgs:
            continue
        found.add(person.id)
    return found


def _organization(homes: Homes, person: str, question: Question) -> str | None:
    """Return where a person belongs today, as far as it is known."""
    today = question.today
    for one in homes.belongings.get(person, ()):
        if (one.since is None or one.since <= today) and (one.until is None or today <= one.until):
            return one.organization
    return None


def _row(
    homes: Homes, name: str, counted: Mapping[str, Any] | None, roles: list[str], question: Question
) -> dict[str, Any]:
    known: KnownPerson | None = homes.identity.people.get(name)
    missing = 0 if homes.coverage else None  # nothing was read at all: unknown
    return {
        "person": name,
        "name": homes.faces.name_of(name),
        "organization": counted["organization"] if counted else _organization(homes, name, question),
        "bot": bool(known and known.bot),
        "declared": bool(known and known.declared),
        "roles": roles,
        **{column: counted[column] if counted else missing for column in NOTHING},
        "first_at": counted["first_at"] if counted else None,
        "last_at": counted["last_at"] if counted else None,
    }


def _public(homes: Homes, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": homes.faces.id_of(row["person"]), **{name: value for name, value in row.items() if name != "person"}}


def _wanted(homes: Homes, row: Mapping[str, Any], question: Question) -> bool:
    kind, role, words = question.option("kind"), question.option("role"), question.option("q").lower()
    if (kind == "declared" and not row["declared"]) or (kind == "seen" and row["declared"]):
        return False
    if role and not any(said.partition(":")[2] == role for said in row["roles"]):
        return False
    return not words or words in searched(homes, row["person"])


def searched(homes: Homes, person: str) -> str:
    """Return the words by which a person may be found; for a hidden one only the pseudonym."""
    faces = homes.faces
    known = homes.identity.people.get(person)
    if known is None or known.hidden:
        return faces.name_of(person).lower()
    logins = (account for account in known.accounts if not account.startswith("mail:"))
    return " ".join((faces.name_of(person), faces.id_of(person), *logins)).lower()


def _order(row: Mapping[str, Any], sort: str) -> tuple[Any, ...]:
    name = str(row["name"]).lower()
    if sort in NOTHING:
        return (-(row[sort] or 0), name, row["person"])
    if sort in ("first_at", "last_at"):
        moment = row[sort]
        seconds = (moment.timestamp() if moment else 0.0) * (-1 if sort == "last_at" else 1)
        return (moment is None, seconds, name, row["person"])
    return (name, row["person"])


def _sentence(found: int, active: int) -> Text:
    if not found:
        return Text("Nobody fits.", "没有符合的人。")
    return Text(
        f"{many(found, 'person', 'people')}, {number(active)} of them with activity in this window.",
        f"共 {number(found)} 人，其中 {number(active)} 人在此时段内有活动。",
    )
