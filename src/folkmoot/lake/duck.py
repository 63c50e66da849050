"""DuckDB as the lake uses it: in memory, bounded, nothing downloaded, any number of threads."""

from __future__ import annotations

import logging
import os
import tempfile
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from folkmoot.lake.log import Part
from folkmoot.lake.tables import Table

log = logging.getLogger(__name__)

T = TypeVar("T")
Lost = Callable[["Duck"], None]
MEMORY_MB = 1280  # what is larger is written to the temporary folder
AVOIDED = "filter_pushdown"  # the optimiser without which the plans are not made on which DuckDB 2.0 breaks off


def told_rows(table: pa.Table) -> list[dict[str, Any]]:
    """Return a table's rows as plain Python values."""
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


class Duck:
    """One DuckDB in memory. ``lost`` is called when a file is gone, and may make the views anew."""

    def __init__(self, lost: Lost | None = None) -> None:
        self._root = open_duck()
        self._guard, self._mending = threading.Lock(), threading.Lock()
        self._lost = lost

    def cursor(self) -> Any:
        """Return a connection of the caller's own: DuckDB's are not to be shared between threads."""
        with self._guard:
            return self._root.cursor()

    def define(self, views: Mapping[str, str], schema: str = "main") -> None:
        """Make the views of a schema anew, each from its SQL."""
        with self.cursor() as cursor:
            for name, sql in views.items():
                cursor.execute(f'CREATE OR REPLACE VIEW {schema}."{name}" AS {sql}')

    def execute(self, *statements: str, schema: str = "", lost: Lost | None = None) -> None:
        """Run statements that return nothing, all of them or none; views in ``schema`` go before others."""
        self._found(lambda: self._execute(statements, schema), lost)

    def _execute(self, statements: Sequence[str], schema: str) -> None:
        with self.cursor() as cursor:
            if schema:
                cursor.execute(f"SET search_path = '{schema},main'")
            if len(statements) == 1:
                cursor.execute(statements[0])
                return
            cursor.begin()
            try:
                for sql in statements:
                    cursor.execute(sql)
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()

    def add(self, name: str, rows: pa.Table, schema: str = "main") -> None:
        """Make a table of Arrow rows."""
        with self.cursor() as cursor:
            cursor.register("given", rows)
            cursor.execute(f'CREATE OR REPLACE TABLE {schema}."{name}" AS SELECT * FROM given')  # noqa: S608  # our own name

    def query(
        self, sql: str, given: dict[str, pa.Table] | None = None, schema: str = "", lost: Lost | None = None
    ) -> pa.Table:
        """Return the rows of an SQL query over the views (those in ``schema`` first) and the tables ``given``."""
        return self._found(lambda: self._query(sql, given or {}, schema), lost)

    def _found(self, work: Callable[[], T], lost: Lost | None) -> T:
        """Do the work; when a file of a view is gone, have the views made anew and do it again.

        Edges: where DuckDB breaks off with an error of its own, as it does on some joins whose words come from a small table
        (https://github.com/duckdb/duckdb/pull/23360), the work is done once more with another plan.
        """
        import duckdb

        lost = lost or self._lost
        try:
            return work()
        except duckdb.IOException:
            if lost is None:
                raise
            with self._mending:
                lost(self)
            return work()
        except duckdb.InternalException as error:
            log.warning("DuckDB broke off and is asked once more: %s", str(error).partition("\n")[0])
            with self._mending:
                return self._otherwise(work)

    def _otherwise(self, work: Callable[[], T]) -> T:
        """Do the work with other plans; the setting is one for all, so whoever else asks now may wait a little longer."""
        with self.cursor() as cursor:
            cursor.execute(f"SET GLOBAL disabled_optimizers = '{AVOIDED}'")
            try:
                return work()
            finally:
                cursor.execute("SET GLOBAL disabled_optimizers = ''")

    def _query(self, sql: str, given: dict[str, pa.Table], schema: str) -> pa.Table:
        with self.cursor() as cursor:
            if schema:
                cursor.execute(f"SET search_path = '{schema},main'")
            for name, rows in given.items():
                cursor.register(name, rows)
            return cursor.sql(sql).to_arrow_table()

    def run(self, table: Any) -> pa.Table:
        """Execute an Ibis expression; the result has the types that the expression promises."""
        import ibis

        table = table if isinstance(table, ibis.Table) else table.as_table()
        rows = self.query(ibis.to_sql(table, dialect="duckdb"), given_tables(table))
        return rows.cast(table.schema().to_pyarrow())


def given_tables(table: Any) -> dict[str, pa.Table]:
    """Return the tables in memory that an Ibis expression brings along, by the name it calls them."""
    from ibis.expr import operations

    return {node.name: node.data.to_pyarrow(node.schema) for node in table.op().find(operations.InMemoryTable)}


def open_duck() -> Any:
    """Return a new DuckDB in memory that may not reach out for extensions."""
    import duckdb

    spill = Path(tempfile.gettempdir()) / f"moot-{os.getpid()}-{uuid.uuid4().hex[:8]}"  # made only when needed
    duck = duckdb.connect(
        ":memory:",
        config={
            "threads": str(len(os.sched_getaffinity(0))),
            "memory_limit": f"{min(MEMORY_MB, _memory_mb() // 2)}MB",
            "temp_directory": str(spill),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            # Nothing is in here that the files could not tell again: what breaks one question off must not end all others.
            "disable_database_invalidation": "true",
        },
    )
    duck.execute("SET enable_progress_bar = false")
    duck.execute("SET GLOBAL parquet_metadata_cache = true")
    return duck


def _memory_mb() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20


def files_sql(paths: Sequence[Path]) -> str:
    """Return the SQL list of the paths."""
    return "[" + ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths) + "]"


def type_sql(kind: pa.DataType) -> str:
    """Return DuckDB's name of a column's type."""
    names = {pa.string(): "VARCHAR", pa.float64(): "DOUBLE", pa.int32(): "INTEGER", pa.int64(): "BIGINT"}
    names |= {pa.bool_(): "BOOLEAN", pa.timestamp("us"): "TIMESTAMP", pa.date32(): "DATE"}
    return names[kind]


def rows_sql(folder: Path, table: Table, columns: Sequence[str], parts: Sequence[Part]) -> str:
    """Return the SQL of the rows in ``parts`` of a table whose log knows ``columns``, with all columns of today."""
    if not parts:
        nothing = ", ".join(f'CAST(NULL AS {type_sql(field.type)}) AS "{field.name}"' for field in table.schema)
        return f"SELECT {nothing} WHERE false"
    said = ", ".join(_column_sql(table, field, columns) for field in table.schema)
    files = files_sql([folder / part.path for part in parts])
    # by name: a file from before a column was added has none of that name.
    return f"SELECT {said} FROM read_parquet({files}, union_by_name = true)"  # noqa: S608  # quoted by files_sql


def _column_sql(table: Table, field: pa.Field, columns: Sequence[str]) -> str:
    default = table.default(field.name)
    value = "NULL" if default is None else f"'{default}'"
    if field.name not in columns:
        return f'CAST({value} AS {type_sql(field.type)}) AS "{field.name}"'
    if field.name in table.later and default is not None:
        return f'coalesce("{field.name}", CAST({value} AS {type_sql(field.type)})) AS "{field.name}"'
    return f'"{field.name}"'
