"""The events with people, affiliations and areas joined in: whole from the files, and its narrow part in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

import ibis
import pyarrow as pa

from folkmoot.lake.caring import BETWEEN, CARES, Caring
from folkmoot.lake.duck import Duck, type_sql
from folkmoot.lake.log import Part
from folkmoot.lake.planning import Planner
from folkmoot.lake.snapshot import Snapshot
from folkmoot.lake.tables import EVENTS, TABLES, TEXT

NAME = "joined_events"
SCHEMA = pa.schema([
    *EVENTS.schema,
    ("person", TEXT), ("bot", pa.bool_()), ("organization", TEXT), ("merge", pa.bool_()), ("area", TEXT),
])  # fmt: skip

NARROW = ("at", "kind", "actor", "repo", "amount", "source", "person", "bot", "organization", "merge", "area")
"""What counting needs. Kept compressed in memory (about 25 bytes an event); see docs/decisions."""

SLICE = 2_000_000  # events: read one by one the slices need a third of the memory that all at once would
WHOLE, MEMORY = "whole", "near"  # schemas: in each of them stands a view called NAME

_JOIN = """
    SELECT e.*, coalesce(a.person, e.actor) AS person, coalesce(a.bot, false) AS bot, a.organization,
           CASE WHEN contains(e.extra, '"merge"') THEN e.kind = 'commit.authored' AND
               coalesce(json_extract_string(e.extra, '$.merge') = 'true', false) ELSE false END AS "merge",
           {area} AS area
    FROM ({events}) AS e
    LEFT JOIN accounts AS a ON e.actor = a.account AND e."at" >= a.from_at AND e."at" < a.until_at
    {areas}
"""

# A commit lies in each declared folder that one of its own folders is or is below of.
_AREAS = """
    CREATE TABLE areas AS
    WITH touched AS (
        SELECT id, repo, unnest(json_extract_string(extra, '$.dirs[*]')) AS folder
        FROM ({events}) WHERE repo IN (SELECT repo FROM folders) AND contains(extra, '"dirs"')
    )
    SELECT id, any_value(repo) AS repo, string_agg(DISTINCT path, '{between}' ORDER BY path) AS area
    FROM touched JOIN folders USING (repo) WHERE folder = path OR starts_with(folder, path || '/')
    GROUP BY id
"""


class JoinedEvents:
    """The tables of one reading in their own DuckDB; everything is made when it is first needed."""

    def __init__(self, snapshot: Snapshot, accounts: pa.Table, caring: Caring) -> None:
        self.duck: Duck = snapshot.open()
        self._parts = snapshot.states[EVENTS.name].parts
        self.duck.add("accounts", accounts)
        self._make_whole(snapshot, caring)
        self._planner = Planner({NAME: SCHEMA, "cares": CARES, **{table.name: table.schema for table in TABLES}})

    def _make_whole(self, snapshot: Snapshot, caring: Caring) -> None:
        events = ibis.to_sql(snapshot.events(), dialect="duckdb")
        folders = caring.folders()
        area, joined = "''", ""
        areas: dict[str, set[str]] = defaultdict(set)
        if folders.num_rows:
            self.duck.add("folders", folders)
            self.duck.execute(_AREAS.format(events=events, between=BETWEEN))
            area, joined = "coalesce(t.area, '')", "LEFT JOIN areas AS t ON t.id = e.id"
            for row in self.duck.query("SELECT DISTINCT repo, area FROM areas").to_pylist():
                areas[row["repo"]].add(row["area"])
        cares = caring.rows(areas)
        self.duck.add("cares", cares)
        self.cares: list[dict[str, Any]] = cares.to_pylist()
        self.duck.execute(f"CREATE SCHEMA {WHOLE}")
        self.duck.execute(f"CREATE VIEW {WHOLE}.{NAME} AS {_JOIN.format(events=events, area=area, areas=joined)}")

    def place(self, sql: str, given: dict[str, pa.Table]) -> str:
        """Return the schema in which a query runs fastest: memory when it needs no other column than the narrow."""
        if NAME not in sql:
            return "main"
        return MEMORY if self._planner.columns(sql, NAME, given) <= set(NARROW) else WHOLE

    def make_narrow(self) -> None:
        """Read the narrow columns into memory; the caller sees to it that this happens once."""
        columns = ", ".join(f'"{name}"' for name in NARROW)
        self.duck.execute("ATTACH IF NOT EXISTS ':memory:' AS narrow (COMPRESS)")
        types = ", ".join(f'"{name}" {type_sql(SCHEMA.field(name).type)}' for name in NARROW)
        self.duck.execute(f"CREATE OR REPLACE TABLE narrow.{NAME} ({types})")
        rows = f"SELECT {columns} FROM {WHOLE}.{NAME}"  # noqa: S608  # our own names
        for condition in slices(self._parts):
            self.duck.execute(f"INSERT INTO narrow.{NAME} {rows} WHERE {condition}")  # the same
            self.duck.execute("CHECKPOINT narrow")  # only now are the columns compressed
        # The other columns stand as NULL, so that a query may name them on its way; the planner has seen that nothing
        # comes of them.
        said = ", ".join(
            f'"{field.name}"' if field.name in NARROW else f'CAST(NULL AS {type_sql(field.type)}) AS "{field.name}"'
            for field in SCHEMA
        )
        self.duck.execute(f"CREATE SCHEMA IF NOT EXISTS {MEMORY}")
        self.duck.execute(f"CREATE OR REPLACE VIEW {MEMORY}.{NAME} AS SELECT {said} FROM narrow.{NAME}")  # noqa: S608  # the same


def slices(parts: Sequence[Part]) -> Iterator[str]:
    """Yield conditions on ``at`` that cut the events into slices of about two million rows, the oldest first."""
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
