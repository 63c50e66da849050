"""Compaction: many small files become few large ones that follow one another in time; files that nobody needs are removed."""

# ruff: noqa: S608  # every name in the SQL is our own

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from folkmoot.lake.duck import rows_sql
from folkmoot.lake.lake import PATIENCE, Lake
from folkmoot.lake.log import Part, State
from folkmoot.lake.parts import GROUP, write_parts
from folkmoot.lake.staging import staging, sweep
from folkmoot.lake.tables import TABLES, Table

TARGET = 1_000_000  # rows in a compacted file
KEEP = timedelta(hours=1)  # readers of an older state have this long before replaced files go


class Compacted(NamedTuple):
    """What was done: files of a table before and after, and how many unneeded files were removed."""

    table: str
    before: int
    after: int
    removed: int


def compact(lake: Lake, *, keep: timedelta = KEEP, timeout: float = PATIENCE) -> tuple[Compacted, ...]:
    """Make every table fast to read, and remove what killed writers and earlier compactions left.

    Edges: the rows stay the same, and so does ``Lake.version()``; doing it again changes nothing. Replaced files stay
    for ``keep``, so that readers of an older state go on. Writers wait only while a result is put in place.
    Errors: LakeBusy.
    """
    sweep(lake.folder)
    return tuple(compact_table(lake, table, keep=keep, timeout=timeout) for table in TABLES)


def compact_table(lake: Lake, table: Table, *, keep: timedelta = KEEP, timeout: float = PATIENCE) -> Compacted:
    """Compact one table; see ``compact``."""
    before = lake.state(table)
    for run in runs(before.parts):
        _rewrite(lake, table, before, run, timeout)
    with lake.locked(timeout):
        after = lake.state(table)
        removed = _remove_unneeded(lake.path(table), after, keep)
    return Compacted(table.name, len(before.parts), len(after.parts), removed)


def runs(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Yield the neighbours in time that are to become one series of files: small ones, and those that overlap.

    A file that is large and overlaps no other stays as it is and ends a run; so a second compaction finds nothing.
    """
    run: list[Part] = []
    for cluster in _clusters(parts):
        if len(cluster) == 1 and cluster[0].rows >= TARGET // 2:
            if len(run) > 1:
                yield run
            run = []
        else:
            run += cluster
    if len(run) > 1:
        yield run


def _clusters(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Yield the parts, which are in time order, in lists of those that overlap."""
    cluster: list[Part] = []
    last = None
    for part in parts:
        if cluster and part.first is not None and last is not None and part.first < last:
            cluster.append(part)
        else:
            if cluster:
                yield cluster
            cluster, last = [part], None
        if part.last is not None:
            last = part.last if last is None else max(last, part.last)
    if cluster:
        yield cluster


def _rewrite(lake: Lake, table: Table, state: State, run: list[Part], timeout: float) -> None:
    import duckdb

    home = lake.path(table)
    with staging(lake.folder) as folder:
        try:
            new = list(_sorted_parts(lake, folder, table, state, run))
        except duckdb.IOException:
            if set(run) <= set(lake.state(table).parts):
                raise
            return  # somebody else compacted these meanwhile, and removed them
        with lake.locked(timeout):
            now = lake.state(table)
            if not set(run) <= set(now.parts):
                return  # the same, only later
            for part in new:
                (folder / part.path).rename(home / part.path)
            for part in run:
                os.utime(home / part.path)  # from now on it counts as unneeded; before the commit, lest we die between
            lake.commit(table, now, new, run)


def _sorted_parts(lake: Lake, folder: Path, table: Table, state: State, run: list[Part]) -> Iterator[Part]:
    """Write the rows of some files anew, and yield each new file: one after the other in time, each sorted in itself."""
    number = sum(part.rows for part in run)
    size = -(-number // max(1, round(number / TARGET)))
    rows, order = rows_sql(lake.path(table), table, state.columns, run), _listed(table.order)
    with lake.duck.cursor() as duck:
        numbered = f"SELECT {order}, row_number() OVER (ORDER BY {order}) AS number FROM ({rows})"
        firsts = duck.sql(
            f"SELECT {order} FROM ({numbered}) WHERE number % {size} = {1 % size} ORDER BY {order}"
        ).fetchall()
        for first, last in pairwise([*firsts, None]):
            some, bounds = _between(table, first, last)
            sql = f"SELECT * FROM ({rows}) WHERE {some} ORDER BY {_listed(table.inner_order)}"
            stream = duck.sql(sql, params=bounds).to_arrow_reader(GROUP)
            yield from write_parts(folder, stream, table, size)


def _between(table: Table, first: Sequence[object], last: Sequence[object] | None) -> tuple[str, list[object]]:
    """Return the condition that rows stand from one of them on, and before another, and its values; None: to the end."""
    least, values = _beyond(table.order, ">", ">="), [*first[:-1], *first]
    if last is None:
        return least, values
    return f"{least} AND {_beyond(table.order, '<', '<')}", [*values, *last[:-1], *last]


def _beyond(order: Sequence[str], beyond: str, at_last: str) -> str:
    """Return the condition that a row stands beyond values of the columns it is ordered by; the first ones stand in it twice.

    The time is said by itself first: that alone reaches the files, so that row groups of other times are not unpacked.
    """
    *before, last = (f'"{name}"' for name in order)
    ends = [f"{name} {beyond}= ?" for name in before]
    return " AND ".join(
        [*ends, f"({' OR '.join([*(f'{name} {beyond} ?' for name in before), f'{last} {at_last} ?'])})"]
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _remove_unneeded(home: Path, state: State, keep: timedelta) -> int:
    """Remove files that the table's newest state does not name; the lock is held, so that no writer is adding one."""
    needed = {part.path for part in state.parts}
    limit = time.time() - keep.total_seconds()
    removed = 0
    for path in home.glob("*.parquet"):
        if path.name not in needed and path.stat().st_mtime <= limit:
            path.unlink()
            removed += 1
    return removed
