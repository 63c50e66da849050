"""The charter: everything a community declares, at one commit, with the findings of reading it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from folkmoot.model.community import Community, Minutes, Proposal, Skip
from folkmoot.model.drops import Drop
from folkmoot.model.finding import Finding
from folkmoot.model.groups import Group, Term
from folkmoot.model.people import Person


@dataclass(frozen=True)
class Charter:
    """What a community declares. Two charters are equal when they declare the same, wherever they were read."""

    community: Community
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    skips: tuple[Skip, ...] = ()
    dialect: str = field(default="native", compare=False)
    root: Path = field(default=Path(), compare=False)
    commit: str = field(default="", compare=False)  # a git commit, or a hash of the files where there is no git
    findings: tuple[Finding, ...] = field(default=(), compare=False)  # of reading; checks add theirs
    drops: tuple[Drop, ...] = ()

    @cached_property
    def person_by_id(self) -> dict[str, Person]:
        """Declared people by id."""
        return {person.id: person for person in self.people}

    @cached_property
    def group_by_slug(self) -> dict[str, Group]:
        """Declared groups by slug."""
        return {group.slug: group for group in self.groups}

    def terms(self, day: date | None = None) -> Iterator[tuple[Group, Term]]:
        """Yield every term with its group; with ``day``, only those that hold on it."""
        for group in self.groups:
            for term in group.roles:
                if day is None or term.holds_on(day):
                    yield group, term
