"""The lake at fixed versions: its tables as Ibis expressions, run on DuckDB over the files of those versions."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from folkmoot.lake.duck import Duck, rows_sql
from folkmoot.lake.log import State, version_of
from folkmoot.lake.raising import STEPS, raise_all
from folkmoot.lake.tables import COVERAGE, EVENTS, MEASUREMENTS, SIGHTINGS, TABLES, Table
from folkmoot.model.errors import MootError
from folkmoot.model.event import Coverage

if TYPE_CHECKING:
    from folkmoot.lake.lake import Lake

NEWEST_COVERAGE = """
    SELECT source, repo, kind, since_at, until_at, read_at, complete, note, state, rows, sure_until_at FROM coverage
    QUALIFY row_number() OVER (
        PARTITION BY source, repo, kind ORDER BY read_at DESC, until_at DESC NULLS LAST, rows DESC, id DESC
    ) = 1
    ORDER BY source, repo, kind
"""

# An account that did something counts as sighted even where its source said no more about it: who is a robot and who
# belongs to whom is asked of every account.
ALL_SIGHTINGS = """
    SELECT DISTINCT account, name, domain, also, why, source, repo, subject FROM sightings
    UNION ALL
    SELECT actor, '', '', '', '', '', '', '' FROM actors
    WHERE actor NOT IN (SELECT account FROM sightings)
    ORDER BY ALL
"""
ACTORS = "SELECT actor, count(*) AS events FROM {events} GROUP BY actor"
GROWN_ACTORS = """
    SELECT actor, CAST(sum(events) AS BIGINT) AS events FROM (FROM known UNION ALL {fresh}) GROUP BY actor
"""


class Snapshot:
    """The lake at one moment. Safe for any number of threads; what is appended later does not show."""

    def __init__(self, lake: Lake, states: Mapping[str, State]) -> None:
        self.version: str = version_of(states)
        self.states = states
        self.lake = lake
        self._guard = threading.Lock()
        self._duck: Duck | None = None

    @property
    def duck(self) -> Duck:
        """The DuckDB of this snapshot, with one view for each table."""
        with self._guard:
            if self._duck is None:
                self._duck = self.open()
            return self._duck

    def open(self) -> Duck:
        """Return a further DuckDB with this snapshot's tables, for somebody who adds tables of their own."""
        duck = Duck(self.find_again)
        self.define(duck)
        return duck

    def define(self, duck: Duck, schema: str = "main") -> None:
        """Let a DuckDB have this snapshot's tables as views in one of its schemas."""
        import duckdb

        try:
            duck.define(self._views(), schema)
        except duckdb.IOException:
            self.find_again(duck, schema)

    def events(self) -> Any:
        """Return the events as an Ibis table: the columns of ``Event``, ``extra`` as JSON text, newest kind versions."""
        return raise_all(expression(EVENTS), STEPS)

    def measurements_table(self) -> Any:
        """Return the measurements as an Ibis table."""
        return expression(MEASUREMENTS)

    def coverage_table(self) -> Any:
        """Return every row of coverage ever written as an Ibis table."""
        return expression(COVERAGE)

    def sightings_table(self) -> Any:
        """Return the sightings as an Ibis table."""
        return expression(SIGHTINGS)

    def coverage(self) -> tuple[Coverage, ...]:
        """What was read of each source, repository and kind, as last recorded?"""
        return tuple(Coverage(**row) for row in self.duck.query(NEWEST_COVERAGE).to_pylist())

    def sightings(self) -> pa.Table:
        """Under which names were accounts seen? Distinct account, name, domain, also, why, source, repo; sorted.

        Edges: an account that only stands in events is there with empty words.
        """
        return self.duck.query(ALL_SIGHTINGS, {"actors": self._actors()})

    def _actors(self) -> pa.Table:
        """Return who did anything, and how many events each; of a lake that has only grown the new files are read."""
        found = self._grown_actors()
        if found is None or (pc.sum(found["events"]).as_py() or 0) != self.states[EVENTS.name].rows:
            found = self.duck.query(ACTORS.format(events="events"))
        self.lake.actors = (Snapshot(self.lake, self.states), found)
        return found

    def _grown_actors(self) -> pa.Table | None:
        import duckdb

        from folkmoot.lake.growing import added_sql

        if self.lake.actors is None:
            return None
        before, known = self.lake.actors
        if (added := added_sql(before, self)) is None:
            return None
        sql = GROWN_ACTORS.format(fresh=ACTORS.format(events=f"({added})"))
        try:
            return self.lake.duck.query(sql, {"known": known})
        except duckdb.IOException:  # a compaction has moved the new files meanwhile
            return None

    @property
    def newest_at(self) -> datetime | None:
        """When the newest of the events happened."""
        return max((part.last for part in self.states[EVENTS.name].parts if part.last is not None), default=None)

    def run(self, table: Any) -> pa.Table:
        """Execute an Ibis expression over this snapshot's tables."""
        return self.duck.run(table)

    def _views(self) -> dict[str, str]:
        return {
            table.name: rows_sql(
                self.lake.path(table), table, self.states[table.name].columns, self.states[table.name].parts
            )
            for table in TABLES
        }

    def find_again(self, duck: Duck, schema: str = "main") -> None:
        """Look for this snapshot's rows in other files, after a compaction has moved them."""
        states = self.lake.states()
        if version_of(states) != self.version:
            raise MootError(
                "the files of this older state of the lake are gone: it was appended to and compacted meanwhile.",
                where=str(self.lake.folder),
                mend="Ask again; the answer will be of the lake as it is now.",
            )
        self.states = states
        duck.define(self._views(), schema)


def expression(table: Table, name: str = "", schema: str | None = None) -> Any:
    """Return a table of the lake as an Ibis expression; it is bound to a snapshot when it is run.

    ``name`` and ``schema``: where such rows stand, if not in the view that has the table's name.
    """
    import ibis

    return ibis.table(ibis.Schema.from_pyarrow(table.schema), name=name or table.name, database=schema)
