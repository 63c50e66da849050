"""The events with people, affiliations and areas joined in: whole from the files, and its narrow part in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

import ibis
import pyarrow as pa

from folkmoot.lake.caring import BETWEEN, CARES, NAMED, NAMING, Caring
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
    SELECT e.*, CASE WHEN e.actor = '' OR ends_with(e.actor, ':ghost') OR ends_with(e.actor, ':unknown') THEN NULL
               ELSE coalesce(a.person, {whose}) END AS person, coalesce(a.bot, false) AS bot, a.organization,
           CASE WHEN contains(e.extra, '"merge"') THEN e.kind = 'commit.authored' AND
               coalesce(json_extract_string(e.extra, '$.merge') = 'true', false) ELSE false END AS "merge",
           {area} AS area
    FROM ({events}) AS e
    {handed}
    LEFT JOIN accounts AS a ON {whose} = a.account AND e."at" >= a.from_at AND e."at" < a.until_at
    {areas} {once}
"""

# A login that two people have held: an event that tells the forge's number of who did it is that one's.
_HANDED = """
    LEFT JOIN (SELECT DISTINCT account FROM handed) AS g ON g.account = e.actor
    LEFT JOIN handed AS h ON h.account = e.actor
        AND h.number = CASE WHEN g.account IS NULL THEN NULL ELSE json_extract_string(e.extra, '$.actor_id') END
"""

# A forge knows better than a merge commit's message whose change was merged, and when: what both tell counts once.
_TWICE = """
    CREATE TABLE told_twice AS
    SELECT id FROM ({events})
    WHERE kind = 'change.merged' AND source = 'git' AND subject IN (
        SELECT subject FROM ({events}) WHERE kind = 'change.merged' AND source <> 'git'
    )
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


# A meeting, mail, post or task has no repository that a group looks after: it names its group itself.
_NAMED = f"""
    SELECT DISTINCT repo, json_extract_string(extra, '$.group') AS "group" FROM ({{events}})
    WHERE kind IN ({", ".join(f"'{kind}'" for kind in NAMING)}) AND contains(extra, '"group":')
"""  # noqa: S608  # our own kinds
_NAMES = f"""
    CASE WHEN e.kind IN ({", ".join(f"'{kind}'" for kind in NAMING)}) AND contains(e.extra, '"group":')
        THEN coalesce('{NAMED}' || json_extract_string(e.extra, '$.group'), {{area}}) ELSE {{area}} END
"""

_FORGE_TELLS = "SELECT 1 FROM ({events}) WHERE kind = 'change.merged' AND source <> 'git' LIMIT 1"


class JoinedEvents:
    """The tables of one reading in their own DuckDB; everything is made when it is first needed."""

    def __init__(self, snapshot: Snapshot, accounts: pa.Table, handed: pa.Table, caring: Caring) -> None:
        self.duck: Duck = snapshot.open()
        self._parts = snapshot.states[EVENTS.name].parts
        self.duck.add("accounts", accounts)
        self.duck.add("handed", handed)
        self._make_whole(snapshot, caring, handed=bool(handed.num_rows))
        self._planner = Planner({NAME: SCHEMA, "cares": CARES, **{table.name: table.schema for table in TABLES}})

    def _make_whole(self, snapshot: Snapshot, caring: Caring, *, handed: bool) -> None:
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
        named = [row for row in self.duck.query(_NAMED.format(events=events)).to_pylist() if row["group"]]
        if named:
            area = _NAMES.format(area=area)
            for row in named:
                areas[row["repo"]].add(NAMED + row["group"])
        once = ""
        if self._both_tell(snapshot, events):
            self.duck.execute(_TWICE.format(events=events))
            once = "ANTI JOIN told_twice ON told_twice.id = e.id"
        cares = caring.rows(areas)
        self.duck.add("cares", cares)
        self.cares: list[dict[str, Any]] = cares.to_pylist()
        self.duck.execute(f"CREATE SCHEMA {WHOLE}")
        whose = {
            "whose": "coalesce(h.stands_for, e.actor)" if handed else "e.actor",
            "handed": _HANDED if handed else "",
        }
        whole = _JOIN.format(events=events, area=area, areas=joined, once=once, **whose)
        self.duck.execute(f"CREATE VIEW {WHOLE}.{NAME} AS {whole}")

    def _both_tell(self, snapshot: Snapshot, events: str) -> bool:
        """Return whether merged changes were read from a history, and others told by a forge."""
        if not any(row.source == "git" and row.kind == "change.merged" for row in snapshot.coverage()):
            return False
        return bool(self.duck.query(_FORGE_TELLS.format(events=events)).num_rows)

    def place(self, sql: str, given: dict[str, pa.Table]) -> str:
        """Return the schema in which a query runs fastest: memory when it needs no other column than the narrow."""
        if NAME not in sql:
            return "main"
        return MEMORY if self._planner.columns(sql, NAME, given) <= set(NARROW) else WHOLE

    def keep(self, name: str, sql: str, place: str, schema: pa.Schema) -> None:
        """Run a query and keep its rows in memory as the table ``name``."""
        columns = ", ".join(f'"{field.name}" {type_sql(field.type)}' for field in schema)
        self.duck.execute(f'CREATE OR REPLACE TABLE main."{name}" ({columns})')
        self.duck.execute(f'INSERT INTO main."{name}" {sql}', place)
        self._planner.add(name, schema)

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
