"""What a report may read: the three homes at one moment, and the identity that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import check
from folkmoot.lake.lake import Lake
from folkmoot.lake.reading import Reading
from folkmoot.lake.snapshot import Snapshot
from folkmoot.model.event import Coverage
from folkmoot.model.finding import Finding
from folkmoot.model.identity import Belonging, Correction, Identity
from folkmoot.model.scope import Scope
from folkmoot.reports.faces import Faces
from folkmoot.rules.identity import resolve


@dataclass(frozen=True)
class Homes:
    """The homes at one moment: nothing in here changes, so answers made from it can be kept."""

    charter: Charter
    lake: Lake
    corrections: tuple[Correction, ...] = ()
    ledger_version: str = ""

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
        return resolve(
            people=self.charter.people,
            organizations=self.charter.community.organizations,
            bots=self.charter.community.bots,
            sightings=self.snapshot.sightings(),
            corrections=self.corrections,
        )

    @cached_property
    def faces(self) -> Faces:
        """How people and accounts are shown."""
        return Faces(self.identity)

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

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """The newest reading of each source, repository and kind."""
        return self.snapshot.coverage()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings about the charter, worst first."""
        return tuple(check(self.charter))

    @cached_property
    def repositories(self) -> frozenset[str]:
        """Every repository that is declared or was read."""
        declared = {item.repo for group in self.charter.groups for item in group.repositories}
        declared |= {item.repo for item in self.charter.community.repositories}
        return frozenset(declared | {row.repo for row in self.coverage if row.repo})

    def events(self, scope: Scope) -> Any:
        """Return the events that the scope is about, people and organisations joined in; the window is the metrics'."""
        return self.reading.events(scope)

    def rows(self, table: Any) -> list[dict[str, Any]]:
        """Run a table and return its rows as plain values."""
        return self.reading.rows(table)
