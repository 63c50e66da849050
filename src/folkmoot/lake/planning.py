"""Which columns of a table does a query need? Asked of DuckDB's own optimiser, over empty tables."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

# What is left of the optimiser only looks at which columns are used. The rest would hide them: a filter that moved
# into the scan is no column of it any more, and over an empty table everything is known to be empty.
_KEPT = frozenset({"unused_columns", "column_lifetime", "cte_inlining", "deliminator", "unnest_rewriter"})


class Planner:
    """A DuckDB without rows. Planning a query takes about a millisecond."""

    def __init__(self, schemas: Mapping[str, pa.Schema]) -> None:
        import duckdb

        self._guard = threading.Lock()
        self._duck = duckdb.connect(":memory:", config={"threads": "1"})
        for name, schema in schemas.items():
            self.add(name, schema)
        optimizers = [row[0] for row in self._duck.execute("SELECT * FROM duckdb_optimizers()").fetchall()]
        disabled = ",".join(name for name in optimizers if name not in _KEPT)
        self._duck.execute(f"SET disabled_optimizers = '{disabled}'")

    def add(self, name: str, schema: pa.Schema) -> None:
        """Let queries name a further table."""
        from folkmoot.lake.duck import type_sql

        columns = ", ".join(f'"{field.name}" {type_sql(field.type)}' for field in schema)
        with self._guard, self._duck.cursor() as cursor:
            cursor.execute(f'CREATE OR REPLACE TABLE "{name}" ({columns})')

    def columns(self, sql: str, table: str, given: Mapping[str, pa.Table]) -> frozenset[str]:
        """Return the columns of ``table`` that ``sql`` needs; none when it only counts rows or does not ask it."""
        with self._guard, self._duck.cursor() as cursor:
            for name, rows in given.items():
                cursor.register(name, rows)
            plan = cursor.execute(f"EXPLAIN (FORMAT json) {sql}").fetchall()[0][1]
        return frozenset(_scanned(json.loads(plan), table))


def _scanned(nodes: list[dict[str, Any]], table: str) -> Iterator[str]:
    for node in nodes:
        said = node.get("extra_info", {})
        if str(said.get("Table", "")).rpartition(".")[2] == table:
            columns = said.get("Projections") or []
            yield from [columns] if isinstance(columns, str) else columns
        yield from _scanned(node.get("children", []), table)
