"""Checks of roles: who serves where, and when."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.spans import latest_day, may_hold, overlap
from folkmoot.charter.checks.words import listed
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Place, Severity, place_of
from folkmoot.model.groups import LEADS, Group, Kind, Term
from folkmoot.model.text import Text

_BESIDE = frozenset({"member", "liaison", "emeritus", "emeritus-lead"})  # held beside others as a matter of course
_MOST = 2
_ROLE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def leads_of(group: Group) -> Iterator[Term]:
    """Yield the terms of those who lead the whole group."""
    return (term for term in group.roles if term.role in LEADS and not term.repo and not term.subproject)


@check(
    "unknown-person",
    Severity.ERROR,
    zh="每个担任角色的人都已在 people 中声明。",
    mend=Text("Declare the person, or correct the id.", "请声明该人员，或改正其 id。"),
)
def unknown_person(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Everybody who serves in a role is a declared person."""
    for group, term in charter.terms():
        if term.person not in charter.person_by_id:
            says = Text(
                f"{term.person}, {term.role} of {group.slug}, is no declared person.",
                f"{group.slug} 的 {term.role} {term.person} 未声明。",
            )
            mend = mend_word(term.person, charter.person_by_id)
            yield asks.at(term.place, says, mend=mend, subject=group.slug)


@check(
    "lead-is-member",
    Severity.NOTE,
    zh="列出成员的组织，其负责人也在成员之中。",
    mend=Text("Add the lead to the members.", "请把负责人加入成员。"),
)
def leads_are_members(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Where a group lists its members, its leads are among them."""
    for group in charter.groups:
        members = {term.person for term in group.roles if term.role == "member"}
        for lead in leads_of(group) if members else ():
            if lead.person not in members:
                says = Text(
                    f"{lead.person} leads {group.slug} but is not among its members.",
                    f"{lead.person} 是 {group.slug} 的负责人，但不在成员之中。",
                )
                yield asks.at(lead.place, says, subject=group.slug)


@check(
    "group-without-lead",
    Severity.WARNING,
    zh="每个活跃的组织都有负责人。",
    mend=Text("Add a lead, or set the group's status to dormant.", "请补充负责人，或把状态改为 dormant。"),
)
def group_without_lead(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every active group has a lead."""
    now = latest_day(charter)
    for group in charter.groups:
        if group.status == "active" and not any(may_hold(term, now) for term in leads_of(group)):
            says = Text(f"{group.slug} is active, but nobody leads it.", f"{group.slug} 处于活跃状态，但没有负责人。")
            yield asks.at(group.place, says, subject=group.slug)


@check(
    "too-many-leads",
    Severity.WARNING,
    zh=f"没有文件为一个 SIG 列出超过 {_MOST} 位维护者。",
    mend=Text("Agree on who leads; the others may be committers.", "请商定由谁负责；其他人可任提交者。"),
)
def too_many_leads(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No file names more than two maintainers of a SIG."""
    now = latest_day(charter)
    for group in charter.groups:
        # File by file: where sources disagree, the people of all of them together serve nowhere.
        named: dict[str, dict[str, Place]] = defaultdict(dict)
        for term in leads_of(group) if group.kind is Kind.SIG else ():
            for place in places_of(term):
                if term.role == "maintainer" and may_hold(term, now):
                    named[place.path].setdefault(term.person, place)
        said = max(named, key=lambda path: (len(named[path]), path == group.place.path), default="")
        people = named[group.place.path] if len(named[group.place.path]) > _MOST else named[said]
        if len(people) > _MOST:
            says = Text(f"This file names {len(people)} maintainers of {group.slug}.",
                        f"该文件列出了 {group.slug} 的 {len(people)} 位维护者。")  # fmt: skip
            yield asks.at(min(people.values()), says, subject=group.slug)


def places_of(term: Term) -> tuple[Place, ...]:
    """Return where the term is declared: at each of its sources, or else where it was read."""
    return tuple(place_of(source) for source in term.sources) or (term.place,)


@check(
    "several-roles",
    Severity.NOTE,
    zh="没有人在一个组织中同时担任多个角色。",
    mend=Text(
        "If it is meant, leave it; else keep the role that they serve in.",
        "若属有意，无需处理；否则请只保留实际担任的角色。",
    ),
)
def several_roles(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Nobody holds several roles in one group."""
    now = latest_day(charter)
    for group in charter.groups:
        held: dict[str, dict[str, Term]] = defaultdict(dict)
        for term in group.roles:
            if term.role not in _BESIDE and not term.subproject and may_hold(term, now):
                held[term.person].setdefault(term.role, term)
        several = {person: terms for person, terms in held.items() if len(terms) > 1}
        if several:
            said = listed(f"{person} ({', '.join(sorted(terms))})" for person, terms in several.items())
            place = min(term.place for terms in several.values() for term in terms.values())
            says = Text(
                f"Several roles in {group.slug} are held by {said.en}.", f"在 {group.slug} 中，{said.zh} 担任多个角色。"
            )
            yield asks.at(place, says, subject=group.slug)


@check(
    "term-dates",
    Severity.ERROR,
    zh="任期的结束日期不早于开始日期。",
    mend=Text("Correct one of the two days.", "请改正其中一个日期。"),
)
def term_dates(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No term ends before it begins."""
    for group, term in charter.terms():
        if term.since and term.until and term.until < term.since:
            says = Text(
                f"{term.person}'s term as {term.role} of {group.slug} ends on {term.until}, before {term.since}.",
                f"{term.person} 担任 {group.slug} 的 {term.role} 的任期于 {term.until} 结束，早于开始日期 {term.since}。",
            )
            yield asks.at(term.place, says, subject=group.slug)


@check(
    "term-overlap",
    Severity.WARNING,
    zh="同一人的同一角色没有重叠的任期。",
    mend=Text("Merge the two terms, or correct their days.", "请合并两个任期，或改正日期。"),
)
def term_overlap(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Nobody serves two terms in the same role at once."""
    for group in charter.groups:
        same: dict[tuple[str, ...], list[Term]] = defaultdict(list)
        for term in group.roles:
            same[term.person, term.role, term.repo, term.subproject].append(term)
        for terms in same.values():
            for one, other in combinations(terms, 2):
                if overlap((one.since, one.until), (other.since, other.until)):
                    says = Text(
                        f"{one.person} is {one.role} of {group.slug} twice at the same time.",
                        f"{one.person} 在同一时间两次担任 {group.slug} 的 {one.role}。",
                    )
                    yield asks.at(other.place, says, subject=group.slug)


@check(
    "role-form",
    Severity.WARNING,
    zh="角色名用小写字母和连字符。",
    mend=Text("Write the role as repo-admin.", "角色请写成 repo-admin 的形式。"),
)
def role_form(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A role is spelled in lower case with hyphens."""
    for group, term in charter.terms():
        if not _ROLE.fullmatch(term.role):
            says = Text(f"The role '{term.role}' is not in lower case with hyphens.", f"角色“{term.role}”写法不规范。")
            yield asks.at(term.place, says, subject=group.slug)


@check(
    "role-repository",
    Severity.WARNING,
    zh="限于某代码仓的角色，该代码仓属于其组织。",
    mend=Text("Add the repository to the group, or correct the role.", "请把该代码仓加入组织，或改正角色。"),
)
def role_repository(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A role that holds for one repository is about a repository of its group."""
    for group in charter.groups:
        own = {each.repo for each in group.repositories}
        strange = Counter(term.repo for term in group.roles if term.repo and term.repo not in own)
        for repo, number in strange.items():
            term = next(term for term in group.roles if term.repo == repo)
            says = Text(
                f"{group.slug} gives {number} role(s) in {repo}, which is not among its repositories.",
                f"{group.slug} 在 {repo} 中设了 {number} 个角色，但该代码仓不属于它。",
            )
            yield asks.at(term.place, says, subject=group.slug)


@check(
    "unknown-subproject",
    Severity.ERROR,
    zh="限于某子项目的角色，该子项目属于其组织。",
    mend=Text("Correct the subproject's name.", "请改正子项目名称。"),
)
def unknown_subproject(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A role that holds for one subproject is about a subproject of its group."""
    for group, term in charter.terms():
        names = {part.name for part in group.subprojects}
        if term.subproject and term.subproject not in names:
            says = Text(
                f"{group.slug} has no subproject '{term.subproject}'.", f"{group.slug} 没有子项目“{term.subproject}”。"
            )
            yield asks.at(term.place, says, mend=mend_word(term.subproject, names), subject=group.slug)


@check(
    "archived-roles",
    Severity.WARNING,
    zh="已归档的组织没有仍在任的角色。",
    mend=Text("Give the terms an end, or correct the group's status.", "请写明任期结束日期，或改正组织状态。"),
)
def archived_roles(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Nobody still serves in a group that is archived."""
    for group in charter.groups:
        open_terms = sum(term.until is None for term in group.roles) if group.status == "archived" else 0
        if open_terms:
            says = Text(
                f"{group.slug} is archived, but {open_terms} of its terms have no end.",
                f"{group.slug} 已归档，但有 {open_terms} 个任期没有结束日期。",
            )
            yield asks.at(group.place, says, subject=group.slug)
