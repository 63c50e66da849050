"""Gathering: what is new in a stream goes into the lake, step by step. Idempotent, resumable, one result with counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from types import TracebackType

from folkmoot.lake.append import append_coverage, append_events, append_measurements, append_sightings
from folkmoot.lake.lake import PATIENCE, Lake
from folkmoot.model.errors import MootError
from folkmoot.model.event import Coverage
from folkmoot.model.facts import Facts, Remarking, Step, Stream

AT_ONCE = 2_000  # events and measurements held before they are kept
EVERY = 20.0  # seconds after which they are kept anyway: a killed run loses no more than this
IN_HASTE = 1.0  # seconds that a run which breaks off waits for another writer

Progress = Callable[[int, int], None]  # steps read, steps to read (0: not known)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one run brought from one stream. ``error``: why it broke off; what was read before it stays."""

    source: str
    repo: str
    name: str
    steps: int
    added: int
    repeated: int
    seconds: float
    complete: bool
    note: str = ""
    error: MootError | None = None


class Waiting:
    """Rows of coverage that wait to be written together, in a ``with`` block: each append costs a commit of the lake.

    Only a stream that brought nothing waits: where its row is lost, it is looked at once more.
    """

    def __init__(self, lake: Lake) -> None:
        self._lake = lake
        self._rows: list[Coverage] = []
        self._since = monotonic()

    def add(self, rows: Iterable[Coverage], *, wait: bool) -> None:
        """Write rows with all that wait; let them ``wait`` themselves until there are enough, or it has been long."""
        if not self._rows:
            self._since = monotonic()
        self._rows += rows
        if not wait or len(self._rows) >= AT_ONCE or monotonic() - self._since > EVERY:
            self.write()

    def write(self, timeout: float = PATIENCE) -> None:
        """Write what waits. Errors: LakeBusy; it goes on waiting then."""
        if self._rows:
            append_coverage(self._lake, self._rows, timeout)
            self._rows.clear()

    def __enter__(self) -> Waiting:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        if kind is None:
            self.write()
            return
        with suppress(MootError):  # what broke the block off is the error to tell
            self.write(IN_HASTE)


def gather(
    lake: Lake,
    stream: Stream,
    known: Mapping[str, Coverage],
    now: datetime,
    progress: Progress = lambda _read, _of: None,
    waiting: Waiting | None = None,
) -> Gathered:
    """Read what is new in a stream into the lake, and say how far the reading goes.

    ``known``: what was covered before of this source and repository, by kind. ``waiting``: where to leave how far it
    goes when it brought nothing; without it, that is written at once.
    Edges: facts are kept before the state that leads past them, so a run that is killed loses nothing; ids keep a
    repeated step from counting twice. An error is part of the result: other streams go on.
    """
    started = monotonic()
    run = _Run(lake, stream, known, now, waiting or Waiting(lake))
    error: MootError | None = None
    steps, complete, note = 0, False, ""
    try:
        for steps, step in enumerate(stream.steps(run.state, now), 1):  # its number is part of the result
            run.take(step)
            complete, note = step.complete, step.note
            progress(steps, step.of)
    except MootError as fault:
        error, complete, note = fault, False, f"the reading broke off: {fault.what}"
    note = "; ".join(filter(None, (note, stream.remark if isinstance(stream, Remarking) else "")))
    run.keep(complete=complete, note=note, wait=waiting is not None)
    seconds = monotonic() - started
    return Gathered(
        stream.source, stream.repo, stream.name, steps, run.added, run.repeated, seconds, complete, note, error
    )


@dataclass
class _Run:
    lake: Lake
    stream: Stream
    known: Mapping[str, Coverage]
    now: datetime
    waiting: Waiting
    added: int = 0
    repeated: int = 0
    held: list[Facts] = field(default_factory=list)
    last: Step | None = None
    started: float = field(default_factory=monotonic)
    kept_at: float = field(default_factory=monotonic)
    rows: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = {kind: self.known[kind].rows for kind in self.stream.kinds if kind in self.known}

    @property
    def state(self) -> Mapping[str, object]:
        before = self.known.get(self.stream.kinds[0])
        said = json.loads(before.state) if before and before.state else {}
        return said if isinstance(said, dict) else {}

    def take(self, step: Step) -> None:
        """Hold a step's facts, and keep them when there are enough of them."""
        if sum(map(len, self.held)) >= AT_ONCE or monotonic() - self.kept_at > EVERY:
            self.keep(complete=False, note="being read")
        self.held.append(step.facts)
        self.last = step

    def keep(self, *, complete: bool, note: str, wait: bool = False) -> None:
        """Put what is held into the lake, then say how far it goes; that may ``wait`` where nothing was held."""
        facts = Facts(
            tuple(event for each in self.held for event in each.events),
            tuple(one for each in self.held for one in each.measurements),
            tuple(one for each in self.held for one in each.sightings),
        )
        self._append(facts)
        self.held.clear()
        self.kept_at = monotonic()
        rows = [self._coverage(kind, complete=complete, note=note) for kind in self.stream.kinds]
        self.waiting.add(rows, wait=wait and facts == Facts())

    def _append(self, facts: Facts) -> None:
        if facts.events:
            self._count(*append_events(self.lake, facts.events))
        if facts.measurements:
            self._count(*append_measurements(self.lake, facts.measurements))
        if facts.sightings:
            append_sightings(self.lake, facts.sightings)
        for event in facts.events:
            self.rows[event.kind] = self.rows.get(event.kind, 0) + 1
        for one in facts.measurements:
            self.rows[f"measured.{one.name}"] = self.rows.get(f"measured.{one.name}", 0) + 1

    def _count(self, added: int, repeated: int) -> None:
        self.added += added
        self.repeated += repeated

    def _coverage(self, kind: str, *, complete: bool, note: str) -> Coverage:
        before, last = self.known.get(kind), self.last
        since_at = before.since_at if before else None
        until_at = before.until_at if before else None
        if last:
            since_at = last.since_at if before is None or last.since_at is None else min_of(since_at, last.since_at)
            until_at = last.until_at or until_at
        state = json.dumps(dict(last.state), ensure_ascii=False) if last else (before.state if before else "")
        told = state if kind == self.stream.kinds[0] else ""
        read_at = self.now + timedelta(seconds=monotonic() - self.started)  # the newest row is the one that counts
        return Coverage(
            self.stream.source, self.stream.repo, kind, since_at, until_at, read_at, complete, note, told,
            self.rows.get(kind, 0), None if complete else (before.sure_at if before else None),
        )  # fmt: skip


def min_of(one: datetime | None, other: datetime | None) -> datetime | None:
    """Return the earlier moment; None is an open end, which is earlier than any."""
    return None if one is None or other is None else min(one, other)
