"""Keeping the lake fast to read: every table compacted, and one log line with counts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from folkmoot.lake.compact import KEEP, TARGET, Compacted, compact_table
from folkmoot.lake.lake import Lake
from folkmoot.lake.staging import sweep
from folkmoot.lake.tables import TABLES

log = logging.getLogger(__name__)

MANY = 64  # files of a table, beyond one for every million rows, before reading becomes slow


def tidy(lake: Lake) -> tuple[Compacted, ...]:
    """Compact those tables that have many small files; what a collecting run does when it has finished.

    Errors: LakeBusy.
    """
    scattered = [
        table for table in TABLES if len((state := lake.state(table)).parts) > MANY + 2 * (state.rows // TARGET)
    ]
    return tuple(compact_table(lake, table) for table in scattered)


def compact_lake(
    lake: Lake, *, keep: timedelta = KEEP, progress: Callable[[str], None] = lambda _table: None
) -> tuple[Compacted, ...]:
    """Compact every table of the lake; ``progress`` hears which one is next.

    Edges: doing it again changes nothing; when it is killed the lake is as before, and the next run tidies up.
    Errors: LakeBusy.
    """
    swept = sweep(lake.folder)
    done = []
    for table in TABLES:
        progress(table.name)
        done.append(compact_table(lake, table, keep=keep))
    log.info(
        "compacted the lake: %d files became %d, %d removed, %d dead writers swept",
        sum(one.before for one in done),
        sum(one.after for one in done),
        sum(one.removed for one in done),
        swept,
    )
    return tuple(done)
