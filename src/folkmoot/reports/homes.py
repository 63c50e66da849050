"""What a report may read: the three homes at one moment, and the identity that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any
from weakref import WeakKeyDictionary

import ibis

from folkmoot.charter.charter import Charter
from folkmoot.lake.caring import NAMED
from folkmoot.lake.keeping import Recipe
from folkmoot.lake.lake import Lake
from folkmoot.lake.reading import Reading
from folkmoot.lake.snapshot import Snapshot
from folkmoot.metrics.extracts import Extract
from folkmoot.metrics.threads import KINDS as THREAD_KINDS
from folkmoot.metrics.threads import threads
from folkmoot.model.event import Coverage
from folkmoot.model.finding import Finding
from folkmoot.model.identity import Belonging, Correction, Identity
from folkmoot.model.scope import Scope
from folkmoot.reports.declared import all_findings
from folkmoot.reports.faces import Faces
from folkmoot.rules.numbers import findings
from folkmoot.rules.resolving import Facts, Resolved, resolve_on

_resolved: WeakKeyDictionary[Lake, Resolved] = WeakKeyDictionary()  # the newest identity, from which the next is made


@dataclass(frozen=True)
class Homes:
    """The homes at one moment: nothing in here changes, so answers made from it can be kept."""

    charter: Charter
    lake: Lake
    corrections: tuple[Correction, ...] = ()
    ledger_version: str = ""
    ledger: bool = True  # whether one is connected, which tells what people record

    @cached_property
    def version(self) -> tuple[str, str, str]:
        """Charter commit, lake version, ledger version: with a question, the key of an answer."""
        return (self.charter.commit, self.snapshot.version, self.ledger_version)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The lake as it is now, fixed."""
        return self.lake.snapshot()

    @cached_property
    def identity(self) -> Identity:
        """Who is who, from declarations, sightings and corrections."""
        community = self.charter.community
        facts = Facts(
            self.charter.people, community.organizations, community.bots, self.snapshot.sightings(), self.corrections
        )
        found = _resolved[self.lake] = resolve_on(_resolved.get(self.lake), facts)
        return found.identity

    @cached_property
    def faces(self) -> Faces:
        """How people and accounts are shown."""
        return Faces(self.identity, self.charter.people)

    @cached_property
    def reading(self) -> Reading:
        """The fixed snapshot with people, affiliations and groups joined in as of each event's time."""
        community = self.charter.community
        return Reading(
            self.snapshot,
            self.identity,
            self.charter.groups,
            repositories=community.repositories,
            zone=community.zone,
        )

    @cached_property
    def belongings(self) -> Mapping[str, tuple[Belonging, ...]]:
        """Where each person belonged, what was declared first."""
        found: dict[str, tuple[Belonging, ...]] = {}
        for one in self.identity.belongings:
            found[one.person] = (*found.get(one.person, ()), one)
        return found

    def organization_on(self, person: str, day: date) -> str | None:
        """Return where a person belongs on a day, as far as it is known."""
        for one in self.belongings.get(person, ()):
            if (one.since is None or one.since <= day) and (one.until is None or day <= one.until):
                return one.organization
        return None

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """The newest reading of each source, repository and kind."""
        return self.snapshot.coverage()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings about the charter, worst first, and about logins that changed hands."""
        return (*all_findings(self.charter), *findings(self.identity.reused))

    @cached_property
    def repositories(self) -> frozenset[str]:
        """Every repository that is declared or was read."""
        declared = {item.repo for group in self.charter.groups for item in group.repositories}
        declared |= {item.repo for item in self.charter.community.repositories}
        return frozenset(declared | {row.repo for row in self.coverage if row.repo})

    @cached_property
    def coverage_by_repo(self) -> Mapping[str, tuple[Coverage, ...]]:
        """The newest readings of each repository."""
        found: dict[str, tuple[Coverage, ...]] = {}
        for row in self.coverage:
            found[row.repo] = (*found.get(row.repo, ()), row)
        return found

    @cached_property
    def folder_kinds(self) -> frozenset[tuple[str, str]]:
        """Of which repositories which kinds of events tell in which of the folders that groups look after they happened."""
        events = self.reading.events(Scope(bots=True))
        told = events.filter(events.area != "", ~events.area.startswith(NAMED)).select("repo", "kind").distinct()
        return frozenset((row["repo"], row["kind"]) for row in self.rows(told))

    def same(self, repo: str) -> frozenset[str]:
        """Return every name of a repository: its own and those of its mirrors."""
        return self._mirrors.get(repo) or frozenset({repo})

    @cached_property
    def _mirrors(self) -> Mapping[str, frozenset[str]]:
        names = (frozenset({one.repo, *one.mirrors}) for one in self.charter.community.repositories if one.mirrors)
        return {name: same for same in names for name in same}

    @cached_property
    def groups_of(self) -> Mapping[str, tuple[str, ...]]:
        """Which groups look after each repository, or a folder of it; mirrors among them."""
        found: dict[str, set[str]] = {}
        for group in self.charter.groups:
            for item in group.repositories:
                for repo in self.same(item.repo):
                    found.setdefault(repo, set()).add(group.slug)
        return {repo: tuple(sorted(slugs)) for repo, slugs in found.items()}

    def events(self, scope: Scope) -> Any:
        """Return the events that the scope is about, people and organisations joined in; the window is the metrics'."""
        return self.reading.events(scope)

    def threads(self, scope: Scope) -> Any:
        """Return the changes and issues that somebody in the scope opened, with all that anybody did about them."""
        recipe = Recipe(partial(threads, accounts=self.reading.accounts()), "subject", ("merger",), THREAD_KINDS)
        return self.reading.scoped(self.reading.kept("threads", recipe), scope)

    def extract(self, extract: Extract, scope: Scope) -> Any:
        """Return what the events that the scope is about tell, taken apart: made once and kept in memory."""
        return self.reading.scoped(
            self.reading.kept(extract.name, Recipe(extract.kept, kinds=extract.kinds, alone=True)), scope
        )

    def measurements(self, scope: Scope) -> Any:
        """Return the numbers that were measured of what the scope is about.

        Edges: a package or a channel belongs to no group or repository, only to the whole; nothing that is measured belongs to
        a person or an organisation.
        """
        table = self.snapshot.measurements_table()
        if scope.orgs or scope.people:
            return table.filter(ibis.literal(value=False))
        if scope.repos or scope.groups:
            owned = {repo for repo, slugs in self.groups_of.items() if set(slugs) & set(scope.groups)}
            asked = {same for repo in scope.repos for same in self.same(repo)}
            wanted = owned & asked if scope.repos and scope.groups else owned | asked
            return table.filter(table.subject.isin(sorted(wanted)))
        return table

    def rows(self, table: Any) -> list[dict[str, Any]]:
        """Run a table and return its rows as plain values."""
        return self.reading.rows(table)
