"""Checks of people: their names, accounts and affiliations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.spans import overlap
from folkmoot.charter.checks.words import listed, nearest
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Place, Severity, place_of
from folkmoot.model.people import Affiliation, Person, is_placeholder
from folkmoot.model.text import Text

_LEGAL = re.compile(r"\b(inc|ltd|llc|gmbh|corp|corporation|co|limited|company)\b|(股份)?(有限)?(责任)?公司$")
_APART = re.compile(r"[\W_]+")


@check(
    "placeholder-person",
    Severity.ERROR,
    zh="没有以占位符（如 NA、TBD）充当的人员。",
    mend=Text("Name the person, or remove the entry.", "请写明人员，或删除该条目。"),
)
def placeholder_person(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No person is a placeholder such as NA or TBD."""
    for person in charter.people:
        for what, said in (("id", person.id), ("name", person.name)):
            if said and is_placeholder(said):
                says = Text(f"The {what} '{said}' names nobody.", f"{what} “{said}”没有指明任何人。")
                yield asks.at(person.place, says, subject=person.id)


@check(
    "duplicate-account",
    Severity.ERROR,
    zh="一个账号只属于一个人。",
    mend=Text("Leave the account with the one whose it is.", "请把该账号只保留在其真正的所有者名下。"),
)
def duplicate_account(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No account belongs to two people."""
    owners: dict[str, list[Person]] = defaultdict(list)
    for person in charter.people:
        for account in person.accounts:
            owners[account].append(person)
    for account, people in owners.items():
        shown = "a mail address" if account.startswith("mail:") else account
        chinese = "一个邮件地址" if account.startswith("mail:") else account
        for other in people[1:]:
            says = Text(
                f"{other.id} and {people[0].id} both have {shown}.", f"{other.id} 和 {people[0].id} 都有{chinese}。"
            )
            yield asks.at(other.place, says, subject=other.id)


@check(
    "duplicate-person",
    Severity.NOTE,
    zh="没有两个同名的人员。",
    mend=Text(
        "If they are one person, merge the entries; if not, leave them.", "若为同一人，请合并条目；否则无需处理。"
    ),
)
def duplicate_person(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No two people have the same name."""
    named: dict[str, list[Person]] = defaultdict(list)
    for person in charter.people:
        for name in {_plain(name) for name in (person.name, *person.aliases) if not is_placeholder(name)}:
            named[name].append(person)
    pairs = {(people[0].id, other.id): (people[0], other) for people in named.values() for other in people[1:]}
    for first, other in pairs.values():
        says = Text(
            f"{other.id} has the same name as {first.id}; they are kept apart.",
            f"{other.id} 与 {first.id} 同名；视为两人。",
        )
        yield asks.at(other.place, says, subject=other.id)


def _plain(name: str) -> str:
    return " ".join(sorted(_APART.sub(" ", name.casefold()).split()))


@check(
    "person-without-account",
    Severity.NOTE,
    zh="每个担任角色的人都有账号。",
    mend=Text("Add an account, so that their work is counted.", "请补充账号，以便统计其贡献。"),
)
def person_without_account(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Everybody who serves in a role has an account."""
    serving = {term.person for _, term in charter.terms()}
    by_file: dict[str, list[Person]] = defaultdict(list)
    for person in charter.people:
        if person.id in serving and not person.accounts:
            by_file[person.place.path].append(person)
    for people in by_file.values():
        said = listed(person.name or person.id for person in people)
        has = "has" if len(people) == 1 else "have"
        says = Text(
            f"{said.en} {has} no account, so nothing they do can be counted.", f"{said.zh} 没有账号，其贡献无法统计。"
        )
        first = min(people, key=lambda person: person.place)
        yield asks.at(first.place, says, subject=first.id if len(people) == 1 else "")


@check(
    "affiliation-dates",
    Severity.ERROR,
    zh="归属的结束日期不早于开始日期。",
    mend=Text("Correct one of the two days.", "请改正其中一个日期。"),
)
def affiliation_dates(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No affiliation ends before it begins."""
    for person in charter.people:
        for each in person.affiliations:
            if each.since and each.until and each.until < each.since:
                says = Text(
                    f"{person.id} leaves {each.organization} on {each.until}, before joining it on {each.since}.",
                    f"{person.id} 于 {each.until} 离开 {each.organization}，早于加入日期 {each.since}。",
                )
                yield asks.at(_place(person, each), says, subject=person.id)


@check(
    "affiliation-overlap",
    Severity.WARNING,
    zh="没有人同时属于两个组织。",
    mend=Text("Say from when to when each holds.", "请写明各归属的起止日期。"),
)
def affiliation_overlap(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Nobody belongs to two organisations at the same time."""
    for person in charter.people:
        for one, other in combinations(person.affiliations, 2):
            if one.organization != other.organization and overlap((one.since, one.until), (other.since, other.until)):
                dated = one.since or one.until or other.since or other.until
                when = Text("at the same time", "同时") if dated else Text("and no day says when", "无日期地")
                says = Text(
                    f"{person.id} belongs to {one.organization} and to {other.organization}, {when.en}.",
                    f"{person.id} {when.zh}属于 {one.organization} 和 {other.organization}。",
                )
                yield asks.at(_place(person, other), says, subject=person.id)


def _place(person: Person, each: Affiliation) -> Place:
    return nearest(each.place, *map(place_of, each.sources[:1]), person.place)


@check(
    "organization-variants",
    Severity.NOTE,
    zh="每个组织只有一种写法。",
    mend=Text("Use one spelling, or declare the organisation with its aliases.", "请统一写法，或声明该组织及其别名。"),
)
def organization_spelling(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every organisation is spelled in one way."""
    known = {name for each in charter.community.organizations for name in (each.name, *each.aliases)}
    spellings: dict[str, dict[str, Place]] = defaultdict(dict)
    for person in charter.people:
        for each in person.affiliations:
            if each.organization not in known:
                spellings[_core(each.organization)].setdefault(each.organization, _place(person, each))
    for core, places in spellings.items():
        if core and len(places) > 1:
            said = listed(f"'{name}'" for name in sorted(places))
            says = Text(f"{said.en} look like one organisation.", f"{said.zh} 似乎是同一个组织。")
            yield asks.at(max(places.values()), says)


def _core(name: str) -> str:
    return _LEGAL.sub("", _APART.sub(" ", name.casefold()).strip()).replace(" ", "")
