"""Who may operate the community: whom the charter says; while it names nobody, who was granted it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from folkmoot.model.groups import Group, Kind
from folkmoot.model.people import Person

ROLE = "operator"

WHOLE = frozenset({Kind.COMMITTEE, Kind.TEAM})
"""Kinds of group whose operators operate the community. The leads of a SIG often may change their own SIG's file alone:
they could otherwise appoint themselves."""


def declared_operators(groups: Iterable[Group], day: date) -> frozenset[str]:
    """Return the ids of the people who hold the role ``operator`` in a committee or team on ``day``."""
    return frozenset(
        term.person
        for group in groups
        if group.kind in WHOLE and group.status == "active"
        for term in group.roles
        if term.role.strip().lower() == ROLE and term.holds_on(day) and not term.repo
    )


def declared_person(people: Iterable[Person], account: str) -> str:
    """Return the one declared person whom ``account`` proves, or "" when nobody, or more than one, declares it.

    Rights follow declared accounts only, never evidence: a ``.mailmap`` line can be written by anybody who commits.
    """
    found = {person.id for person in people if account in person.accounts}
    return found.pop() if len(found) == 1 else ""


def may_operate(is_persons: Iterable[str], *, granted: bool, operators: frozenset[str]) -> bool:
    """Return whether somebody who is ``is_persons``, and was ``granted`` it or not, may operate the community."""
    return bool(operators.intersection(is_persons)) if operators else granted
