"""A table's Delta log: its state at a version, and the one atomic commit that changes it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from folkmoot.lake.tables import TABLES, Table

_LONG_AGO = datetime(1, 1, 1)
COUNTER = "folkmoot.rows"  # the Delta transaction id under which row-adding commits are numbered


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file of a table: how many rows it has, and between which moments (``None``: not known)."""

    path: str  # relative to the table's folder
    rows: int
    size: int
    first: datetime | None = None
    last: datetime | None = None

    def meets(self, first: datetime | None, last: datetime | None) -> bool:
        """Return whether the file may hold rows between the two moments."""
        if None in (first, last, self.first, self.last):
            return True
        return self.first <= last and first <= self.last  # type: ignore[operator]  # None was ruled out above


@dataclass(frozen=True, slots=True)
class State:
    """A table at one version of its log.

    ``rows_version`` counts the commits that added rows. Compaction writes commits too, but the rows stay the same:
    answers are kept by ``rows_version``, so that they outlive a compaction.
    """

    delta_version: int
    rows_version: int
    columns: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return sum(part.rows for part in self.parts)


def create_table(folder: Path, table: Table) -> None:
    """Make the table if it is not there."""
    from deltalake import DeltaTable

    DeltaTable.create(folder, table.schema, mode="ignore", name=table.name)


def newest_version(folder: Path) -> int:
    """Return the number of the newest commit by the names in the log: microseconds, without reading it."""
    names = (entry.name for entry in (folder / "_delta_log").iterdir())
    return max(
        int(name[:20]) for name in names if len(name) == 25 and name.endswith(".json")
    )  # 20 digits and the ending


def open_log(folder: Path) -> Any:
    """Return the table's Delta log, read to its newest commit."""
    from deltalake import DeltaTable

    return DeltaTable(folder)


def read_state(delta: Any, table: Table) -> State:
    """Return the table's state at the version that its opened log stands at."""
    actions = pa.table(delta.get_add_actions(flatten=True))
    names = actions.column_names
    columns = [actions["path"], actions["num_records"], actions["size_bytes"]]
    nothing = pa.nulls(actions.num_rows)
    for bound in ("min", "max"):
        name = f"{bound}.{table.moment}"
        columns.append(actions[name] if name in names else nothing)
    parts = (Part(*values) for values in zip(*(column.to_pylist() for column in columns), strict=True))
    return State(
        delta.version(),
        delta.transaction_version(COUNTER) or 0,
        tuple(field.name for field in delta.schema().fields),
        tuple(sorted(parts, key=lambda part: (part.first or _LONG_AGO, part.last or _LONG_AGO, part.path))),
    )


def commit(delta: Any, table: Table, state: State, added: Iterable[Part], removed: Iterable[Part]) -> None:
    """Make the files part of the table, in one commit: all of it happens, or nothing.

    With ``removed`` the rows only move to other files, and ``rows_version`` stays.
    """
    from deltalake import CommitProperties, Transaction
    from deltalake.transaction import AddAction, RemoveAction

    now = int(time.time() * 1000)
    gone = [RemoveAction(part.path, data_change=False, deletion_timestamp=now, size=part.size) for part in removed]
    new = [
        AddAction(part.path, part.size, {}, now, data_change=not gone, stats=_stats(part, table.moment))
        for part in added
    ]
    properties = None
    if not gone:
        properties = CommitProperties(app_transactions=[Transaction(COUNTER, state.rows_version + 1)])
    if missing := [name for name in table.schema.names if name not in state.columns]:
        _add_columns(delta, table, missing)
    delta.create_write_transaction([*gone, *new], "append", table.schema, commit_properties=properties)


def _add_columns(delta: Any, table: Table, names: list[str]) -> None:
    """Let a table from before the columns were added have them; this adds no rows, so it may stand alone."""
    from deltalake import Schema

    known = {field.name: field for field in Schema.from_arrow(table.schema).fields}
    delta.alter.add_columns([known[name] for name in names])
    delta.update_incremental()


def _stats(part: Part, moment: str) -> str:
    import json

    stats: dict[str, object] = {"numRecords": part.rows}
    if part.first is not None and part.last is not None:
        stats["minValues"] = {moment: part.first.isoformat(timespec="microseconds")}
        stats["maxValues"] = {moment: part.last.isoformat(timespec="microseconds")}
    return json.dumps(stats)


def version_of(states: Mapping[str, State]) -> str:
    """Return the version that the states of all tables make together."""
    return ".".join(str(states[table.name].rows_version) for table in TABLES)
