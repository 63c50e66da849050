"""A repository itself: its counts day by day, and whether it was renamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from folkmoot.model.facts import Facts, Step
from folkmoot.sources.github import read
from folkmoot.sources.github.client import gone
from folkmoot.sources.github.stream import OfRepository
from folkmoot.sources.http.told import Told


class Repository(OfRepository):
    """Stars, forks, watches and open issues of a repository, as of today.

    State: ``id``, the number that stays when it is renamed, and ``name``, what it is called now.
    """

    name = "repository"
    kinds = tuple(f"measured.{name}" for name in read.COUNTS)

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read the counts. Edges: under a name that somebody else took since, nothing is measured."""
        reply = self.github.one(f"repos/{self.path}")
        if not reply.there:
            yield Step(Facts(), state, None, now, complete=False, note=gone(reply)[1])
            return
        told = Told.of(reply.data, self.repo)
        number, name = told.number("id"), told.text("full_name")
        if isinstance(known := state.get("id"), int) and known != number:
            note = f"another repository has this name now: its number is {number}, and was {known}"
            yield Step(Facts(), state, None, now, complete=False, note=note)
            return
        renamed = "" if name.lower() == self.path.lower() else f"renamed to {name}"
        facts = read.repository(told, self.seen(now)) + read.members([told.part("owner")])
        yield Step(facts, {"id": number, "name": name}, None, now, complete=True, note=renamed)
