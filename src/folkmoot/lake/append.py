"""Appending to the lake: the same row twice adds nothing, and a batch arrives whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from folkmoot.lake.duck import files_sql
from folkmoot.lake.lake import PATIENCE, Lake
from folkmoot.lake.log import Part, State
from folkmoot.lake.parts import sorted_rows, write_part
from folkmoot.lake.rows import Rows, batches
from folkmoot.lake.staging import staging
from folkmoot.lake.tables import COVERAGE, EVENTS, MEASUREMENTS, SIGHTINGS, Table
from folkmoot.lake.valid import check_batch, check_json
from folkmoot.model.event import Coverage, Event, Measurement, Sighting

CHUNK_ROWS, CHUNK_BYTES = 524_288, 64 * 2**20  # what is held in memory before it becomes a file


class Appended(NamedTuple):
    """How many rows were new, and how many were there already or stood twice in the input."""

    added: int
    repeated: int


def append_events(
    lake: Lake, events: Iterable[Event | pa.RecordBatch] | pa.RecordBatch | pa.Table, timeout: float = PATIENCE
) -> Appended:
    """Append events that are not there yet, by their id.

    Edges: events are read as a stream; memory stays bounded. The first of two rows with one id is kept. The same id
    must come with the same ``at``: only files that overlap the batch in time are searched for it.
    Errors: BadInput with the first bad row, LakeBusy; in both cases nothing is added.
    """
    return _append(lake, EVENTS, events, timeout)


def append_measurements(
    lake: Lake, seen: Iterable[Measurement | pa.RecordBatch] | pa.RecordBatch | pa.Table, timeout: float = PATIENCE
) -> Appended:
    """Append measurements that are not there yet, by their id; otherwise as ``append_events``."""
    return _append(lake, MEASUREMENTS, seen, timeout)


def append_coverage(lake: Lake, coverage: Iterable[Coverage], timeout: float = PATIENCE) -> Appended:
    """Append what was read; readers see the newest row of each source, repository and kind."""
    return _append(lake, COVERAGE, coverage, timeout)


def append_sightings(lake: Lake, sightings: Iterable[Sighting], timeout: float = PATIENCE) -> Appended:
    """Append sightings; one that is there already, with the same content, adds nothing."""
    return _append(lake, SIGHTINGS, sightings, timeout)


def _append(lake: Lake, table: Table, rows: Rows, timeout: float) -> Appended:
    # The slow part, reading the stream and writing Parquet, goes on beside other writers. The lock is held only to
    # leave out what is there already, to move the files into the table and to write one line of its log.
    with staging(lake.folder) as folder, lake.duck.cursor() as duck:
        given, staged = 0, []
        for chunk in _chunks(batches(rows, table), table):
            given += chunk.num_rows
            check_json(duck, chunk, table)
            staged.append(write_part(folder, sorted_rows(_without_repeats(chunk), table), table))
        new = _put(lake, table, _Staged(folder, duck, staged), timeout) if staged else []
    added = sum(part.rows for part in new)
    return Appended(added, given - added)


class _Staged(NamedTuple):
    """Files written but not yet part of the table."""

    folder: Path
    duck: Any
    parts: list[Part]


def _put(lake: Lake, table: Table, staged: _Staged, timeout: float) -> list[Part]:
    """Make the new rows part of the table, and return their files."""
    home = lake.path(table)
    with lake.locked(timeout):
        state = lake.state(table)
        new = _new_parts(home, table, state, staged)
        for part in new:
            (staged.folder / part.path).rename(home / part.path)
        if new:
            lake.commit(table, state, new)
    return new


def _chunks(stream: Iterator[pa.RecordBatch], table: Table) -> Iterator[pa.Table]:
    held: list[pa.RecordBatch] = []
    rows = size = 0
    for batch in stream:
        if not batch.num_rows:
            continue
        check_batch(batch, table)
        held.append(batch)
        rows += batch.num_rows
        size += batch.nbytes
        if rows >= CHUNK_ROWS or size >= CHUNK_BYTES:
            yield pa.Table.from_batches(held, table.schema)
            held, rows, size = [], 0, 0
    if held:
        yield pa.Table.from_batches(held, table.schema)


def _without_repeats(rows: pa.Table) -> pa.Table:
    if pc.count_distinct(rows["id"]).as_py() == rows.num_rows:
        return rows
    numbered = pa.table({"id": rows["id"], "row": pa.array(range(rows.num_rows), pa.int64())})
    firsts = numbered.group_by("id").aggregate([("row", "min")])["row_min"]
    return rows.take(firsts.sort())


def _new_parts(home: Path, table: Table, state: State, staged: _Staged) -> list[Part]:
    """Return the staged files less the rows that the table, or an earlier staged file, has already."""
    folder = staged.folder
    new: list[Part] = []
    for part in staged.parts:
        others = [home / other.path for other in state.parts if other.meets(part.first, part.last)]
        others += [folder / other.path for other in new if other.meets(part.first, part.last)]
        known = _known_ids(staged.duck, table, folder / part.path, part, others) if others else ()
        left = _rewritten(folder, part, known, table) if len(known) else part
        if left.rows:
            new.append(left)
    return new


def _known_ids(duck: Any, table: Table, staged: Path, part: Part, others: list[Path]) -> pa.ChunkedArray:
    between, bounds = "", []
    if part.first is not None:
        # Reaches the Parquet scan: row groups outside the batch's time are not even unpacked.
        between, bounds = f'WHERE other."{table.moment}" BETWEEN ? AND ?', [part.first, part.last]
    query = f"""
        SELECT other.id FROM read_parquet({files_sql(others)}, union_by_name = true) AS other
        SEMI JOIN read_parquet({files_sql([staged])}) AS staged ON other.id = staged.id {between}
    """  # noqa: S608  # paths are quoted by files_sql
    return duck.sql(query, params=bounds).to_arrow_table()["id"]


def _rewritten(folder: Path, part: Part, known: pa.ChunkedArray, table: Table) -> Part:
    path = folder / part.path
    rows = pq.read_table(path, schema=table.schema)
    path.unlink()
    fresh = rows.filter(pc.invert(pc.is_in(rows["id"], value_set=known)))
    return write_part(folder, fresh, table) if fresh.num_rows else Part(part.path, 0, 0)
