"""One file of the drop folder, read by one mapping: its facts piece by piece, and every row that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import TextIOWrapper

from folkmoot.model.drops import FORGES, Drop
from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.event import KINDS, Event, Measurement, Sighting
from folkmoot.model.facts import Facts
from folkmoot.sources.drop.cells import BadCell, Row, pattern
from folkmoot.sources.drop.client import Folder
from folkmoot.sources.drop.encoding import encoding_of
from folkmoot.sources.drop.moments import zone_of
from folkmoot.sources.drop.objects import json_rows, line_rows
from folkmoot.sources.drop.presets import filled
from folkmoot.sources.drop.read import Reader, joined
from folkmoot.sources.drop.tables import csv_rows

AT_ONCE = 20_000  # rows of one piece
KEPT = 200  # problems that are told; the others are counted

Told = Row | tuple[int, str]
Rows = Callable[[TextIOWrapper, Drop, str], Iterator[Told]]
_FORMS: dict[str, Rows] = {"csv": csv_rows, "json": json_rows, "jsonl": line_rows}
_ENDINGS = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that is not taken: ``file:row: column: what is wrong and how to mend it``."""

    file: str
    row: int
    column: str
    says: str

    def __str__(self) -> str:
        return ": ".join(part for part in (f"{self.file}:{self.row}", self.column, self.says) if part)


@dataclass
class Outcome:
    """What has been read of a file so far."""

    rows: int = 0
    refused: int = 0
    first: datetime | None = None
    last: datetime | None = None
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, problem: Problem) -> None:
        """Count a row that is not taken, and keep why."""
        self.refused += 1
        if len(self.problems) < KEPT:
            self.problems.append(problem)

    def saw(self, at: datetime) -> None:
        """Remember the first and the last moment."""
        self.first = at if self.first is None else min(self.first, at)
        self.last = at if self.last is None else max(self.last, at)


@dataclass(frozen=True)
class Mapping:
    """A declared mapping made ready: its preset filled in, and its time zone known."""

    drop: Drop
    reader: Reader

    @classmethod
    def of(cls, drop: Drop, zone: str, seen_at: datetime | None = None) -> Mapping:
        """Make a mapping ready. Errors: SourceUnreadable for a time zone, pattern or preset that is wrong."""
        whole = filled(drop)
        try:
            _must_be_sound(whole)
            reader = Reader(whole, zone_of(whole.zone or zone), seen_at)
        except ValueError as error:
            raise SourceUnreadable(
                f"{error}.", where=f"drops: {drop.name}", mend="Correct it in the charter."
            ) from error
        return cls(whole, reader)


def kinds_of(drop: Drop) -> tuple[str, ...]:
    """Return what coverage is kept of; of something, even for a mapping that brings nothing and is refused."""
    whole = filled(drop)
    told = dict.fromkeys(f"measured.{one.name}" for one in whole.numbers)
    return (*((whole.kind,) if whole.kind else ()), *told) or ("content.published",)


def _must_be_sound(drop: Drop) -> None:
    """Refuse a mapping that moot check finds fault with, too. Errors: ValueError."""
    for words in patterns_of(drop):
        pattern(words)
    if not drop.kind and not drop.numbers:
        raise ValueError("it brings neither events nor numbers")
    if drop.kind and drop.kind not in KINDS:
        raise ValueError(f"'{drop.kind}' is no kind of event")
    if drop.actor.names.lower() in FORGES | {"mail"}:
        raise ValueError(f"a name cannot be an account of {drop.actor.names}")


def patterns_of(drop: Drop) -> Iterator[str]:
    """Yield every pattern of a mapping."""
    yield from (drop.at, drop.subject, drop.group, drop.amount, drop.title, drop.url, drop.numbers_at)
    yield from (drop.actor.login, drop.actor.mail, drop.actor.name, *drop.key)
    yield from (*drop.extra.values(), *drop.labels.values(), *(one.value for one in drop.numbers))


def facts_of(folder: Folder, path: str, mapping: Mapping, outcome: Outcome) -> Iterator[Facts]:
    """Yield what a file tells, many rows at once; ``outcome`` is filled in on the way.

    Edges: with ``strict`` a file with a bad row yields nothing. With ``together`` a file's rows are held to its end.
    Errors: SourceUnreadable when it is no text, or has not the columns that the mapping names.
    """
    if mapping.drop.strict:
        trial = Outcome()
        for _facts in _read(folder, path, mapping, trial):
            pass
        if trial.refused:
            outcome.rows, outcome.refused, outcome.problems = trial.rows, trial.rows, trial.problems
            return
    yield from _read(folder, path, mapping, outcome)


def _read(folder: Folder, path: str, mapping: Mapping, outcome: Outcome) -> Iterator[Facts]:
    held = _Held(together=mapping.drop.together)
    begins = _begins(folder, path, mapping) if any("@begins" in words for words in patterns_of(mapping.drop)) else ""
    with _rows(folder, path, mapping.drop) as rows:
        for row in rows:
            outcome.rows += 1
            if isinstance(row, tuple):
                outcome.refuse(Problem(path, row[0], "", row[1]))
                continue
            try:
                facts = mapping.reader.facts(replace(row, begins=begins) if begins else row)
            except BadCell as bad:
                outcome.refuse(Problem(path, row.number, bad.columns, bad.why))
                continue
            for at in (*(one.at for one in facts.events), *(one.at for one in facts.measurements)):
                outcome.saw(at)
            if held.take(facts):
                yield held.give()
    yield held.give()


def _begins(folder: Folder, path: str, mapping: Mapping) -> str:
    """Return the first moment in a file: it stays when the file is renamed, or grows at its end."""
    first: datetime | None = None
    with _rows(folder, path, mapping.drop) as rows:
        for row in rows:
            at = mapping.reader.moment(row) if isinstance(row, Row) else None
            first = min(first or at, at) if at else first
    return first.isoformat() if first else ""


@contextmanager
def _rows(folder: Folder, path: str, drop: Drop) -> Iterator[Iterator[Told]]:
    form: str = drop.format or next((form for ending, form in _ENDINGS.items() if path.lower().endswith(ending)), "csv")
    with folder.open(path) as file:
        try:
            text = TextIOWrapper(file, encoding_of(file, drop.encoding), newline="")
            yield _FORMS[form](text, drop, path)
        except (ValueError, OSError) as error:
            raise SourceUnreadable(f"{error}.", where=path, mend=f"See: moot drop check {path}") from error


@dataclass
class _Held:
    """Facts that were read and not yet given on."""

    together: bool
    rows: int = 0
    events: dict[str, Event] = field(default_factory=dict)
    measurements: dict[str, Measurement] = field(default_factory=dict)
    sightings: dict[Sighting, None] = field(default_factory=dict)

    def take(self, facts: Facts) -> bool:
        """Hold a row's facts; tell whether there are enough of them to be given on."""
        self.rows += 1
        for event in facts.events:
            known = self.events.get(event.id)
            self.events[event.id] = event if known is None else joined(known, event) if self.together else known
        for one in facts.measurements:
            self.measurements.setdefault(one.id, one)
        self.sightings.update(dict.fromkeys(facts.sightings))
        return self.rows >= AT_ONCE and not self.together

    def give(self) -> Facts:
        """Return what is held, and hold nothing any more."""
        facts = Facts(tuple(self.events.values()), tuple(self.measurements.values()), tuple(self.sightings))
        self.rows = 0
        for held in (self.events, self.measurements, self.sightings):
            held.clear()
        return facts
