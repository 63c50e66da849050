"""Up to when the silence of a thread is known: until its repository was last read for such threads."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

import ibis
import pyarrow as pa

from folkmoot.metrics.threads import CHANGE, ISSUE
from folkmoot.reports.homes import Homes

MOMENT = pa.timestamp("us")


def with_known(homes: Homes, threads: Any) -> Any:
    """Add to threads ``known_at``: up to when it is known whether anybody answered; null: no reading tells it.

    It is the one idea of "now" of everything that judges waiting: a list, a share or a median, of one group or of all.
    Edges: of several readings of one repository the newest one holds.
    """
    read: dict[tuple[str, str], datetime] = {}
    for row in homes.coverage:
        if row.kind in (CHANGE, ISSUE):
            key = (row.repo, row.kind)
            read[key] = max(read.get(key, row.read_at), row.read_at)
    return _joined(threads.op(), tuple(sorted((*key, at) for key, at in read.items())))


@lru_cache(maxsize=16)
def _joined(found: Any, read: tuple[tuple[str, str, datetime], ...]) -> Any:
    """Put it together once for the same threads and readings: every indicator of threads asks for it."""
    threads, told = found.to_expr(), _table(read)
    joined = threads.left_join(told, [threads.repo == told.read_repo, threads.kind == told.read_kind])
    return joined.select(*[threads[name] for name in threads.columns], told.known_at)


def _table(rows: tuple[tuple[str, str, datetime], ...]) -> Any:
    repos, kinds, moments = zip(*rows, strict=True) if rows else ((), (), ())
    columns = {
        "read_repo": pa.array(repos, pa.string()),
        "read_kind": pa.array(kinds, pa.string()),
        "known_at": pa.array(moments, MOMENT),
    }
    return ibis.memtable(pa.table(columns))
