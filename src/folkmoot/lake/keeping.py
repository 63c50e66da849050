"""A table made from all events that is kept in memory, and how it follows the events from reading to reading."""

# ruff: noqa: S608  # every name in the SQL is our own

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa

from folkmoot.lake.duck import type_sql
from folkmoot.lake.grown import Grown
from folkmoot.lake.joining import NAME, SCHEMA, joined_sql

if TYPE_CHECKING:
    from folkmoot.lake.joined import JoinedEvents

SLICE = 1_000_000  # events that are held at once while the table is made
REMADE = 200_000  # keys: beyond, the whole table is made anew


@dataclass(frozen=True)
class Recipe:
    """How a table is made: ``make`` of the joined events.

    With ``key`` its rows can be made from the events with some of the keys alone. ``names``: the columns that name people
    whose events may have other keys. ``alone``: each row is made of one event and has its actor. ``kinds``: no other
    events are looked at; empty: any.
    """

    make: Callable[[Any], Any]
    key: str = ""
    names: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    alone: bool = False

    def table(self) -> Any:
        """Return what is made of all events, as an expression."""
        return self.make(ibis.table(ibis.Schema.from_pyarrow(SCHEMA), name=NAME))

    def of_kinds(self) -> str:
        """Return the condition that an event is looked at."""
        said = ", ".join(f"'{kind}'" for kind in self.kinds)
        return f"kind IN ({said})" if said else "true"


@dataclass(frozen=True)
class Kept:
    """A table that was made, and how."""

    rows: Grown
    schema: pa.Schema
    recipe: Recipe


def make_kept(now: JoinedEvents, recipe: Recipe) -> Kept:
    """Make the whole table. What has keys is made in slices of them, so that memory stays bounded."""
    table = recipe.table()
    schema = table.schema().to_pyarrow()
    rows = Grown(now.memory, "kept", schema)
    if recipe.key:
        among = f"{recipe.of_kinds()} AND \"{recipe.key}\" <> ''"
        number = now.query(f"SELECT count(*) AS n FROM ({now.events}) WHERE {among}")["n"][0].as_py()
        slices = 1 + number // SLICE
        for one in range(slices):
            some = f'{among} AND hash("{recipe.key}") % {slices} = {one}'
            with _events(now, recipe, f"SELECT * FROM ({now.events}) WHERE {some}") as (made, place):
                rows.fill([made], now.number, place, now.find_again)
    else:
        sql = ibis.to_sql(table, dialect="duckdb")
        if (place := now.place(sql, {})) == now.near:
            now.make_narrow()
        rows.fill([sql], now.number, place, now.find_again)
    return Kept(rows, schema, recipe)


def grow_kept(before: JoinedEvents, now: JoinedEvents, kept: Kept) -> bool:
    """Make the rows again whose key is one of events that came, went or changed; False: that cannot be done."""
    recipe, narrow = kept.recipe, now.narrow
    if recipe.alone and narrow is not None:
        return _grow_alone(now, kept)
    if not recipe.key or narrow is None:
        return False
    key, number = f'"{recipe.key}"', now.number
    keys = f"{now.at}.keys_{now.memory.number()}"
    touched = [
        f"SELECT {key} AS key FROM {narrow.rows} WHERE _since = {number} AND {recipe.of_kinds()}",
        f"SELECT {key} FROM {narrow.gone} WHERE _until = {number} AND {recipe.of_kinds()}",
    ]
    # A row names somebody by the account, or as who that account was until now.
    changed = f"SELECT account FROM {now.at}.changed"
    who = f"{changed} UNION SELECT person FROM {before.at}.accounts WHERE account IN ({changed})"
    touched += [f'SELECT {key} FROM {kept.rows.rows} WHERE "{name}" IN ({who})' for name in recipe.names]
    now.execute(f"CREATE TABLE {keys} AS SELECT DISTINCT key FROM ({' UNION ALL '.join(touched)}) WHERE key <> ''")
    if now.query(f"SELECT count(*) AS n FROM {keys}")["n"][0].as_py() > REMADE:
        return False
    among = f"{key} IN (SELECT key FROM {keys})"
    some = f"{recipe.of_kinds()} AND {among}"
    oldest = now.query(f'SELECT min("at") AS oldest FROM {narrow.rows} WHERE {some}')["oldest"][0].as_py()
    recent = f""" AND "at" >= TIMESTAMP '{oldest}'""" if oldest else ""  # the files before it need not be read
    with _events(now, recipe, f"SELECT * FROM ({now.events}) WHERE {some}{recent}") as (made, place):
        kept.rows.change(among, [made], number, place, now.find_again)
    return True


def _grow_alone(now: JoinedEvents, kept: Kept) -> bool:
    """Let a table of one row for each event have the new events, and those of changed accounts anew, as the narrow one."""
    kinds, leaving = kept.recipe.of_kinds(), f"actor IN (SELECT actor FROM {now.at}.moved)"
    moved = now.query(f"SELECT count(*) AS n FROM {now.at}.moved")["n"][0].as_py()
    events = f"SELECT * FROM ({now.raised('added')}) WHERE {kinds} AND NOT ({leaving})"
    if moved:
        events += f" UNION ALL SELECT * FROM ({now.events}) WHERE {kinds} AND {leaving}"
    with _events(now, kept.recipe, events) as (made, place):
        kept.rows.change(leaving if moved else "", [made], now.number, place, now.find_again)
    return True


@contextmanager
def _events(now: JoinedEvents, recipe: Recipe, some: str) -> Iterator[tuple[str, str]]:
    """Have some of the events, as a query gives them, in memory, under the name of all of them; yields what to run, and where."""
    part = f"part_{now.memory.number()}"
    made = ibis.to_sql(recipe.table(), dialect="duckdb")
    needed = now.memory.planner.columns(made, NAME, {})
    columns = ", ".join(
        f'"{field.name}"' if field.name in needed else f'NULL::{type_sql(field.type)} AS "{field.name}"'
        for field in SCHEMA
    )
    events = joined_sql(some, now.sources)
    now.execute(f"CREATE SCHEMA {part}")
    try:
        now.execute(f"CREATE TABLE {part}.{NAME} AS SELECT {columns} FROM ({events})")
        yield made, f"{part},{now.at}"
    finally:
        now.execute(f"DROP SCHEMA {part} CASCADE")
