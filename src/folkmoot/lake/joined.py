"""The events with people, affiliations and areas joined in: whole from the files, and what counting needs in memory."""

# ruff: noqa: S608  # every name in the SQL is our own

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa

from folkmoot.lake.caring import NAMED, Caring
from folkmoot.lake.duck import Duck, type_sql
from folkmoot.lake.growing import added_sql, grow_narrow, note_changed
from folkmoot.lake.grown import Grown
from folkmoot.lake.joining import NAME, SCHEMA, Sources, areas_sql, forge_tells_sql, joined_sql, named_sql, twice_sql
from folkmoot.lake.keeping import Kept, Recipe, grow_kept, make_kept
from folkmoot.lake.log import Part
from folkmoot.lake.raising import STEPS, raise_all
from folkmoot.lake.settled import Settled
from folkmoot.lake.snapshot import Snapshot, expression
from folkmoot.lake.tables import EVENTS

if TYPE_CHECKING:
    from folkmoot.lake.memory import Memory

NARROW = (
    "at", "kind", "actor", "repo", "subject", "amount", "source", "person", "bot", "organization", "merge", "area",
)  # fmt: skip
"""What counting needs. Kept compressed in memory (about 40 bytes an event); see docs/decisions."""

SLICE = 1_000_000  # events: read one by one the slices need a fifth of the memory that all at once would


class JoinedEvents:
    """The tables of one generation of readings, under a number of its own in the memory that all of them share.

    Three schemas: ``at_N`` has the lake's tables as they were, accounts and what groups look after; in ``whole_N`` and
    ``near_N`` stands a view called ``joined_events``, over the files and over memory. Nothing of it changes any more.
    """

    def __init__(
        self, memory: Memory, snapshot: Snapshot, accounts: pa.Table, handed: pa.Table, caring: Caring
    ) -> None:
        self.memory, self.snapshot, self.duck = memory, snapshot, memory.duck
        self.number = memory.number()
        self.at, self._near, self._whole = (f"{name}_{self.number}" for name in ("at", "near", "whole"))
        self.near, self.whole = f"{self._near},{self.at}", f"{self._whole},{self.at}"
        self.handed, self.folders = handed, caring.folders()
        self._caring = caring
        self._areas_of: dict[str, set[str]] = defaultdict(set)
        self.named, self.areas, self.told = False, Shared(), Shared()
        self.narrow: Grown | None = None
        self.kept: dict[str, Kept] = {}
        self.grown = False  # whether it was made from the generation before
        self.settled = Settled()
        schemas = (self.at, self._near, self._whole)
        self.duck.execute(*(f"CREATE SCHEMA {name}" for name in schemas))
        memory.drops(self, *(f"DROP SCHEMA {name} CASCADE" for name in schemas))
        snapshot.define(self.duck, self.at)
        for name, rows in (("accounts", accounts), ("handed", handed), ("folders", self.folders)):
            self.duck.add(name, rows, self.at)
        self.events = self.raised(EVENTS.name)

    def raised(self, table: str) -> str:
        """Return the SQL of the events in a table or view of this generation, raised to the newest versions of kinds."""
        return str(ibis.to_sql(raise_all(expression(EVENTS, table, self.at), STEPS), dialect="duckdb"))

    @property
    def sources(self) -> Sources:
        """What is joined to events."""
        told = f"SELECT id FROM {self.told.name} WHERE since <= {self.number}" if self.told.name else ""
        return Sources(self.at, bool(self.handed.num_rows), self.named, self.areas.name, told)

    def make(self, before: JoinedEvents | None) -> None:
        """Make the tables: from those of the generation before and the events that are new, else from all events."""
        self.grown = before is not None and self._grow(before)
        if not self.grown:
            self._read_all()
        cares = self._caring.rows(self._areas_of)
        self.duck.add("cares", cares, self.at)
        self.cares: list[dict[str, Any]] = cares.to_pylist()
        self.execute(f"CREATE VIEW {self._whole}.{NAME} AS {joined_sql(self.events, self.sources)}")
        if before is not None and self.grown:
            self._grow_narrow(before)

    def _read_all(self) -> None:
        self._areas_of.clear()
        self.named, self.areas, self.told = False, Shared(), Shared()
        if self.folders.num_rows:
            self.areas = Shared(self.memory, "areas", "repo VARCHAR, dirs VARCHAR, area VARCHAR")
        self._look(self.events)
        if self._both_tell():
            self.told = Shared(self.memory, "told_twice", "id VARCHAR, actor VARCHAR, since INTEGER")
            self.execute(twice_sql(self.events, self.told.name, self.number))

    def _grow(self, before: JoinedEvents) -> bool:
        """Take over what the generation before knows, and add what the new events tell; False: that cannot be done."""
        if not (self.folders.equals(before.folders) and self.handed.equals(before.handed)):
            return False
        added = added_sql(before.snapshot, self.snapshot)
        if added is None or bool(before.told.name) != self._both_tell():
            return False
        self.duck.define({"added": added}, self.at)
        fresh = self.raised("added")
        rows = self.query(f"SELECT count(*) AS n FROM ({fresh})")["n"][0].as_py()
        if rows != self.snapshot.states[EVENTS.name].rows - before.snapshot.states[EVENTS.name].rows:
            return False
        self.areas, self.told, self.named = before.areas, before.told, before.named
        self._areas_of.update({repo: set(areas) for repo, areas in before._areas_of.items()})
        self._look(fresh)
        if self.named != before.named:
            return False  # the words of older events are read in another way now
        if self.told.name:
            self.execute(twice_sql(self.events, self.told.name, self.number, fresh))
        return True

    def _look(self, events: str) -> None:
        """See in which areas the events lie."""
        if self.areas.name:
            self.execute(areas_sql(events, self.areas.name, self.at))
            for row in self.query(f"SELECT DISTINCT repo, area FROM {self.areas.name}").to_pylist():
                self._areas_of[row["repo"]].add(row["area"])
        for row in self.query(named_sql(events)).to_pylist():
            if row["group"]:
                self.named = True
                self._areas_of[row["repo"]].add(NAMED + row["group"])

    def _both_tell(self) -> bool:
        """Return whether merged changes were read from a history, and others told by a forge."""
        if not any(row.source == "git" and row.kind == "change.merged" for row in self.snapshot.coverage()):
            return False
        return bool(self.query(forge_tells_sql(self.events)).num_rows)

    def query(self, sql: str, given: dict[str, pa.Table] | None = None, place: str = "") -> pa.Table:
        """Return the rows of an SQL query over the tables of this generation; ``place`` as ``place()`` says."""
        self.memory.sweep()
        return self.duck.query(sql, given, place or self.at, self.find_again)

    def execute(self, *statements: str, place: str = "") -> None:
        """Run statements over the tables of this generation, all of them or none."""
        self.duck.execute(*statements, schema=place or self.at, lost=self.find_again)

    def find_again(self, duck: Duck) -> None:
        """Look for the rows in other files, after a compaction."""
        self.snapshot.find_again(duck, self.at)

    def place(self, sql: str, given: dict[str, pa.Table]) -> str:
        """Return where a query runs fastest: in memory when it needs no other column than the narrow ones."""
        if NAME not in sql:
            return self.at
        return self.near if self.memory.planner.columns(sql, NAME, given) <= set(NARROW) else self.whole

    def make_narrow(self) -> None:
        """Have the narrow columns in memory."""
        with self.memory.guard:
            if self.narrow is None:
                narrow = Grown(self.memory, "near", narrow_schema())
                rows = f"SELECT {narrow.columns} FROM {self._whole}.{NAME} WHERE "
                parts = self.snapshot.states[EVENTS.name].parts
                narrow.fill((rows + one for one in slices(parts)), self.number, self.whole, self.find_again)
                self._have_narrow(narrow)

    def _have_narrow(self, narrow: Grown) -> None:
        # The other columns stand as NULL, so that a query may name them on its way; the planner has seen that nothing
        # comes of them.
        said = ", ".join(
            f'"{field.name}"' if field.name in NARROW else f'NULL::{type_sql(field.type)} AS "{field.name}"'
            for field in SCHEMA
        )
        rows = narrow.seen_by(self, self.number)
        self.execute(f"CREATE VIEW {self._near}.{NAME} AS SELECT {said} FROM ({rows})")
        self.narrow = narrow

    def _grow_narrow(self, before: JoinedEvents) -> None:
        note_changed(before, self)
        if (narrow := grow_narrow(before, self)) is not None:
            self._have_narrow(narrow)
            for name, one in before.kept.items():
                if grow_kept(before, self, one):
                    self._have_kept(name, one)
            narrow.pack()
            if self.cares == before.cares:
                self.settled = before.settled.until(self._oldest_changed(narrow))

    def _oldest_changed(self, narrow: Grown) -> datetime | None:
        """Return the moment of the oldest event that came, went or is somebody else's now; None: there is none."""
        came = f'SELECT "at" FROM {narrow.rows} WHERE _since = {self.number}'
        went = f'SELECT "at" FROM {narrow.gone} WHERE _until = {self.number}'
        oldest: datetime | None = self.query(f'SELECT min("at") AS oldest FROM ({came} UNION ALL {went})')["oldest"][
            0
        ].as_py()
        return oldest

    def keep(self, name: str, recipe: Recipe) -> Any:
        """Return the table kept as ``name``, made if nobody has asked for it; whole and in memory."""
        with self.memory.guard:
            if name not in self.kept:
                kept = make_kept(self, recipe)
                self.memory.planner.add(name, kept.schema)
                self._have_kept(name, kept)
            return ibis.table(ibis.Schema.from_pyarrow(self.kept[name].schema), name=name)

    def lay_out(self, rows: pa.Table) -> Any:
        """Return rows as a table of this generation; they go with it."""
        name = f"laid_{self.memory.number()}"
        self.duck.add(name, rows, self.at)
        return ibis.table(ibis.Schema.from_pyarrow(rows.schema), name=name)

    def _have_kept(self, name: str, kept: Kept) -> None:
        self.execute(f'CREATE VIEW {self.at}."{name}" AS {kept.rows.seen_by(self, self.number)}')
        self.kept[name] = kept


class Shared:
    """A table that is only added to, or none; it goes when no generation has it any more."""

    def __init__(self, memory: Memory | None = None, name: str = "", columns: str = "") -> None:
        self.name = ""
        if memory is not None:
            self.name = f"main.{name}_{memory.number()}"
            memory.duck.execute(f"CREATE TABLE {self.name} ({columns})")
            memory.drops(self, f"DROP TABLE {self.name}")


def narrow_schema() -> pa.Schema:
    """Return the narrow columns with their types."""
    return pa.schema([SCHEMA.field(name) for name in NARROW])


def slices(parts: Sequence[Part]) -> Iterator[str]:
    """Yield conditions on ``at`` that cut the events into slices of about a million rows, the oldest first."""
    cuts: list[datetime] = []
    rows = 0
    for part in parts:
        if rows >= SLICE and part.first is not None and (not cuts or part.first > cuts[-1]):
            cuts.append(part.first)
            rows = 0
        rows += part.rows
    for first, until in pairwise([None, *cuts, None]):
        since = f""" AND "at" >= TIMESTAMP '{first}'""" if first else ""
        before = f""" AND "at" < TIMESTAMP '{until}'""" if until else ""
        yield "true" + since + before
