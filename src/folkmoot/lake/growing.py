"""A generation of joined events made from the one before: only what is new or has become another is read."""

# ruff: noqa: S608  # every name in the SQL is our own

from __future__ import annotations

from typing import TYPE_CHECKING

from folkmoot.lake.duck import rows_sql
from folkmoot.lake.grown import Grown
from folkmoot.lake.joining import joined_sql
from folkmoot.lake.snapshot import Snapshot
from folkmoot.lake.tables import EVENTS

if TYPE_CHECKING:
    from folkmoot.lake.joined import JoinedEvents

MOVED = 1_000_000  # rows: beyond, making all anew takes less

# Who is somebody else now than in the generation before. A login that was handed on may stand for one of them.
_CHANGED = """
    CREATE TABLE {now}.changed AS
    WITH others AS (
        (SELECT account FROM (FROM {now}.accounts EXCEPT FROM {before}.accounts))
        UNION (SELECT account FROM (FROM {before}.accounts EXCEPT FROM {now}.accounts))
    )
    SELECT account FROM others UNION SELECT account FROM {now}.handed WHERE stands_for IN (SELECT account FROM others)
"""
_TOLD_TWICE = """
    INSERT INTO {now}.moved SELECT actor FROM {told} WHERE since = {number} AND id NOT IN (SELECT id FROM {now}.added)
"""


def added_sql(before: Snapshot, now: Snapshot) -> str | None:
    """Return the SQL of the events that a snapshot has more than an older one; None: too much has been rewritten."""
    old = {part.path: part for part in before.states[EVENTS.name].parts}
    state = now.states[EVENTS.name]
    new = {part.path: part for part in state.parts}
    home = now.lake.path(EVENTS)
    fresh = rows_sql(home, EVENTS, state.columns, [new[path] for path in sorted(new.keys() - old.keys())])
    gone = [old[path] for path in sorted(old.keys() - new.keys())]
    if not gone:
        return fresh
    if before.lake is not now.lake or sum(part.rows for part in gone) > MOVED:
        return None
    if not all((home / part.path).exists() for part in gone):
        return None
    # Compaction has put the rows of these files into new ones, among others: the others are what was added.
    known = rows_sql(home, EVENTS, before.states[EVENTS.name].columns, gone)
    return f"SELECT f.* FROM ({fresh}) AS f ANTI JOIN ({known}) AS k ON f.id = k.id"


def note_changed(before: JoinedEvents, now: JoinedEvents) -> None:
    """Make the table ``changed``: the accounts that are somebody else now, or of another organisation at some time."""
    now.execute(_CHANGED.format(now=now.at, before=before.at))


def grow_narrow(before: JoinedEvents, now: JoinedEvents) -> Grown | None:
    """Let the narrow columns have the new events, and those of changed accounts anew; None: too many of them."""
    narrow = before.narrow
    if narrow is None:
        return None
    at = now.at
    now.execute(
        f"CREATE TABLE {at}.moved AS SELECT DISTINCT actor FROM {narrow.rows} "
        f"WHERE actor IN (SELECT account FROM {at}.changed)"
    )
    if now.told.name:
        now.execute(_TOLD_TWICE.format(now=at, told=now.told.name, number=now.number))
    leaving = f"actor IN (SELECT actor FROM {at}.moved)"
    counted = now.query(f"SELECT count(*) AS n FROM {narrow.rows} WHERE {leaving}")
    if (moved := counted["n"][0].as_py()) > MOVED:
        return None
    fresh = joined_sql(now.raised("added"), now.sources)
    if not moved:
        narrow.change("", [fresh], now.number, now.at, now.find_again)
        return narrow
    again = joined_sql(f"SELECT * FROM ({now.events}) WHERE {leaving}", now.sources)
    rest = f"SELECT * FROM ({fresh}) WHERE NOT ({leaving})"
    narrow.change(leaving, [again, rest], now.number, now.at, now.find_again)
    return narrow
