"""One repository in GitHub Archive as a stream, day by day. It never says that it is complete."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.facts import Facts, Step
from folkmoot.sources.gharchive.client import Hours
from folkmoot.sources.gharchive.read import FORGE, KINDS, NEVER_COMPLETE, SOURCE, facts_of
from folkmoot.sources.http.told import Told, reading

AT_ONCE = 500  # events in one step
HOURS = 24


@dataclass(frozen=True)
class History:
    """What the hourly files tell of one repository. ``full_name``: ``owner/name``, lower case."""

    hours: Hours
    full_name: str
    source: str = SOURCE
    name: str = "history"
    kinds: tuple[str, ...] = KINDS

    @property
    def repo(self) -> str:
        """``github:owner/name``."""
        return f"{FORGE}:{self.full_name}"

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read the days that were not read, or whose files are others now.

        Edges: a file that is damaged is read as far as it goes and is told; so is how many hours there is no file
        for. Errors: SourceUnreadable when there is no file at all.
        """
        done, faults = _texts(state.get("days")), _texts(state.get("faults"))
        short = 0
        for day in self.hours.days:
            if done.get(day) == self.hours.digest(day):
                continue
            for facts, too_short in self._day(day, now):
                short += too_short
                yield self._step(facts, done, faults)
            done[day] = self.hours.digest(day)
            faults.pop(day, None)
            if fault := self.hours.faults(day):
                faults[day] = fault
            yield self._step(Facts(), done, faults)
        note = "; ".join([NEVER_COMPLETE, *self._missing(), *_short(short), *faults.values()])
        yield self._step(Facts(), done, faults, note)

    def _day(self, day: str, now: datetime) -> Iterator[tuple[Facts, int]]:
        """Yield a day's facts, some hundred at a time, and how many lines told too little."""
        held: list[Facts] = []
        short = 0
        for line in self.hours.lines(day, self.full_name):
            try:
                held.append(self._line(line, now))
            except SourceUnreadable:
                short += 1
            if len(held) >= AT_ONCE:
                yield _together(held), short
                held, short = [], 0
        yield _together(held), short

    def _line(self, line: bytes, now: datetime) -> Facts:
        with reading(self.repo):
            told = Told.of(json.loads(line), self.repo)
            about = told.part("repo").text("name").lower()
            return facts_of(told, self.repo, now) if about == self.full_name else Facts()

    def _step(self, facts: Facts, done: Mapping[str, str], faults: Mapping[str, str], note: str = "") -> Step:
        days = self.hours.days
        since_at = datetime.fromisoformat(min(days)) + timedelta(hours=min(days[min(days)]))
        until_at = datetime.fromisoformat(max(days)) + timedelta(hours=max(days[max(days)]) + 1)
        state = {"days": dict(done), "faults": dict(faults)}
        return Step(facts, state, since_at, until_at, complete=False, note=note)

    def _missing(self) -> list[str]:
        days = self.hours.days
        first, last = datetime.fromisoformat(min(days)), datetime.fromisoformat(max(days))
        wanted = ((last - first).days + 1) * HOURS - min(days[min(days)]) - (HOURS - 1 - max(days[max(days)]))
        missing = wanted - sum(len(hours) for hours in days.values())
        return [f"{missing} of {wanted} hours have no file"] if missing else []


def _texts(said: object) -> dict[str, str]:
    return {str(name): str(value) for name, value in said.items()} if isinstance(said, dict) else {}


def _short(count: int) -> list[str]:
    return [f"{count} lines tell too little"] if count else []


def _together(held: list[Facts]) -> Facts:
    return Facts(
        tuple(event for each in held for event in each.events),
        sightings=tuple(dict.fromkeys(one for each in held for one in each.sightings)),
    )
