"""Parquet files of a table: written sorted by kind and time, in row groups that a reader can skip."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from folkmoot.lake.log import Part
from folkmoot.lake.tables import Table

GROUP = 40_960  # rows in a row group: what a reader takes or skips as one


def sorted_rows(rows: pa.Table, table: Table) -> pa.Table:
    """Return the rows in the order of a file; as they are when the table has no time."""
    if not table.moment or rows.num_rows < 2:  # one row is sorted
        return rows
    return rows.sort_by([(name, "ascending") for name in table.inner_order])


def write_part(folder: Path, rows: pa.Table, table: Table) -> Part:
    """Write one Parquet file of rows that are sorted already, and return what the log needs to know of it."""
    (part,) = write_parts(folder, rows.to_batches(), table, max(rows.num_rows, 1))
    return part


def write_parts(folder: Path, rows: Iterable[pa.RecordBatch], table: Table, size: int) -> Iterator[Part]:
    """Write a stream of sorted rows as files of ``size`` rows, and yield each when it is whole."""
    writer: _Writer | None = None
    for batch in rows:
        start = 0
        while start < batch.num_rows:
            writer = writer or _Writer(folder, table)
            taken = batch.slice(start, size - writer.rows)
            writer.write(taken)
            start += taken.num_rows
            if writer.rows == size:
                yield writer.finish()
                writer = None
    if writer is not None:
        yield writer.finish()


class _Writer:
    """One file being written; rows are gathered into whole row groups."""

    def __init__(self, folder: Path, table: Table) -> None:
        self.rows = 0
        self._table = table
        self._path = folder / f"part-{uuid.uuid4().hex}.parquet"
        # A dictionary for every text but the ids, which never repeat: it would only be built to be thrown away.
        repeating = [field.name for field in table.schema if field.type == pa.string() and field.name != "id"]
        # Level 1: level 3 takes a third longer for two percent.
        self._file = pq.ParquetWriter(
            self._path, table.schema, compression="zstd", compression_level=1, use_dictionary=repeating
        )
        self._held: list[pa.RecordBatch] = []
        self._held_rows = 0
        self._bounds: list[datetime] = []

    def write(self, batch: pa.RecordBatch) -> None:
        self.rows += batch.num_rows
        while self._held_rows + batch.num_rows >= GROUP:
            room = GROUP - self._held_rows
            self._hold(batch.slice(0, room))
            self._flush()
            batch = batch.slice(room)
        if batch.num_rows:
            self._hold(batch)

    def _hold(self, batch: pa.RecordBatch) -> None:
        self._held.append(batch)
        self._held_rows += batch.num_rows
        if self._table.moment:
            self._bounds = [*pc.min_max(batch[self._table.moment]).as_py().values(), *self._bounds]
            self._bounds = [min(self._bounds), max(self._bounds)]

    def _flush(self) -> None:
        if self._held:
            self._file.write_table(pa.Table.from_batches(self._held, self._table.schema), row_group_size=GROUP)
            self._held, self._held_rows = [], 0

    def finish(self) -> Part:
        self._flush()
        self._file.close()
        return Part(self._path.name, self.rows, self._path.stat().st_size, *self._bounds)
