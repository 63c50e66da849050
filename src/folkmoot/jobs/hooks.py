"""Reading deliveries that wait: each becomes facts in the lake, is not of interest, or is tried again later."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from folkmoot.lake.append import append_events, append_measurements, append_sightings
from folkmoot.lake.lake import Lake
from folkmoot.ledger import deliveries
from folkmoot.model.delivery import DEAD, Kept
from folkmoot.model.errors import LakeBusy, MootError, SourceBusy
from folkmoot.model.facts import Facts, Rereading, Touched

SOON = timedelta(seconds=30)
LATER = timedelta(minutes=15)  # a forge that asks to be left alone
FORGET_AFTER = timedelta(days=30)

RepoOf = Callable[[int, str], str]
"""What the lake calls the repository with a number and a full name; "" where it is none of ours."""


class Reader(Protocol):
    """Reads the deliveries of one source. ``at_once``: how many are taken together."""

    @property
    def at_once(self) -> int:
        """How many are taken together: few where each asks the forge."""

    def facts(self, delivery: Kept, payload: Mapping[str, object], now: datetime) -> Facts | None:
        """Return what a delivery brings; None when it is not of interest. Errors: MootError."""


@dataclass
class Told:
    """Reads deliveries whose signature covers their body: ``tell`` turns one into facts."""

    tell: Callable[[str, Mapping[str, object], RepoOf, datetime, str], Facts | None]
    repo_of: RepoOf
    at_once: int = 200

    def facts(self, delivery: Kept, payload: Mapping[str, object], now: datetime) -> Facts | None:  # noqa: ARG002
        """Return what the delivery itself tells."""
        return self.tell(delivery.event, payload, self.repo_of, delivery.received_at, delivery.key)


@dataclass
class Reread:
    """Reads deliveries whose body nothing covers: it only says what to ask the forge for, never what the facts are."""

    touched: Callable[[str, Mapping[str, object], RepoOf], tuple[Touched, ...] | None]
    reading: Rereading
    repo_of: RepoOf
    at_once: int = 20
    _read: dict[tuple[Touched, datetime], Facts] = field(default_factory=dict)

    def facts(self, delivery: Kept, payload: Mapping[str, object], now: datetime) -> Facts | None:
        """Ask the forge for what was touched; once for all the deliveries of it that were taken together."""
        what = self.touched(delivery.event, payload, self.repo_of)
        if what is None:
            return None
        together = Facts()
        for one in what:
            if (one, now) not in self._read:
                self._read = {key: facts for key, facts in self._read.items() if key[1] == now}
                self._read[one, now] = self.reading.facts(one, now)
            together += self._read[one, now]
        return together


@dataclass
class Worked:
    """What a run did with deliveries. ``later``: to be tried again."""

    done: int = 0
    ignored: int = 0
    later: int = 0
    dead: int = 0
    added: int = 0

    @property
    def seen(self) -> int:
        """How many were taken."""
        return self.done + self.ignored + self.later + self.dead


def work(lake: Lake, readers: Mapping[str, Reader], clock: Callable[[], datetime]) -> Iterator[Worked]:
    """Read what is due, some at a time, until nothing is; yields the counts so far after each time.

    Edges: facts are in the lake before their delivery is settled; killed in between, it is read again, and ids keep
    it from counting twice. A delivery that cannot be read lets the others go on. Errors: those of the ledger.
    """
    worked = Worked()
    for source, reader in readers.items():
        while True:
            word, taken = deliveries.take((source,), reader.at_once, clock())
            if not taken:
                break
            _Some(lake, reader, clock, word, worked).read(taken)
            yield worked


@dataclass
class _Some:
    """Deliveries of one source that were taken together under one word."""

    lake: Lake
    reader: Reader
    clock: Callable[[], datetime]
    word: str
    worked: Worked

    def read(self, taken: tuple[Kept, ...]) -> None:
        now = self.clock()
        brought: dict[int, tuple[Kept, Facts]] = {}
        ignored: dict[int, int | None] = {}
        for number, one in enumerate(taken):
            try:
                facts = self.reader.facts(one, json.loads(one.body), now)
            except SourceBusy as error:
                self._later(taken[number:], str(error), self.clock() + LATER)
                break
            except MootError as error:
                self._failed(one, str(error))
            except Exception as error:  # noqa: BLE001 — kept with the delivery for operators to see; others go on
                self._failed(one, f"reading it broke: {type(error).__name__}: {error}")
            else:
                if facts is None:
                    ignored[one.id] = None
                else:
                    brought[one.id] = one, facts
        deliveries.settle(self.word, ignored, self.clock())
        self.worked.ignored += len(ignored)
        self._append(list(brought.values()))

    def _append(self, brought: list[tuple[Kept, Facts]]) -> None:
        """Append all of it at once; where one of them is at fault, each by itself."""
        if not brought:
            return
        try:
            together = Facts(
                tuple(event for _one, facts in brought for event in facts.events),
                tuple(each for _one, facts in brought for each in facts.measurements),
                tuple(each for _one, facts in brought for each in facts.sightings),
            )
            self.worked.added += append(self.lake, together)
        except LakeBusy as error:
            self._later(tuple(one for one, _facts in brought), str(error), self.clock() + SOON)
        except MootError as error:
            if len(brought) == 1:
                self._failed(brought[0][0], str(error))
                return
            for each in brought:
                self._append([each])
        else:
            deliveries.settle(self.word, {one.id: len(facts) for one, facts in brought}, self.clock())
            self.worked.done += len(brought)

    def _failed(self, one: Kept, error: str) -> None:
        if deliveries.fail(self.word, one, error, self.clock()) == DEAD:
            self.worked.dead += 1
        else:
            self.worked.later += 1

    def _later(self, some: tuple[Kept, ...], error: str, due_at: datetime) -> None:
        deliveries.give_back(self.word, some, error, due_at)
        self.worked.later += len(some)


def append(lake: Lake, facts: Facts) -> int:
    """Append facts; return how many were new. Errors: BadInput, LakeBusy."""
    added = 0
    if facts.events:
        added += append_events(lake, facts.events).added
    if facts.measurements:
        added += append_measurements(lake, facts.measurements).added
    if facts.sightings:
        append_sightings(lake, facts.sightings)
    return added


def forget(now: datetime) -> int:
    """Empty the bodies of what was settled a month ago; return how many. Dead ones keep theirs."""
    return deliveries.forget(now - FORGET_AFTER)
