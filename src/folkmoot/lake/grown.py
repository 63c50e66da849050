"""Rows in memory that change from one reading to the next, while older readings see them as they were."""

# ruff: noqa: S608  # every name in the SQL is our own

from __future__ import annotations

import logging
import weakref
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyarrow as pa

from folkmoot.lake.duck import Lost, type_sql

if TYPE_CHECKING:
    from folkmoot.lake.memory import Memory

log = logging.getLogger(__name__)
NEAR = "narrow"  # the database of compressed rows


class Grown:
    """A table that generations of readings share.

    A row tells since which generation it is there. One that a later generation has no more is moved to a second table,
    which tells until when it was; a generation sees the rows of both tables that were there at its number. Each change
    is one transaction: who reads meanwhile sees it whole or not at all, and sees the same rows before and after.
    """

    def __init__(self, memory: Memory, name: str, schema: pa.Schema) -> None:
        self.columns = ", ".join(f'"{field.name}"' for field in schema)
        self._memory = memory
        place = f'{NEAR}.main."{name}_{memory.number()}'
        self.rows, self.gone = f'{place}"', f'{place}_gone"'
        types = ", ".join(f'"{field.name}" {type_sql(field.type)}' for field in schema)
        memory.duck.execute(f"CREATE TABLE {self.rows} ({types}, _since INTEGER)")
        memory.duck.execute(f"CREATE TABLE {self.gone} ({types}, _since INTEGER, _until INTEGER)")
        memory.drops(self, f"DROP TABLE {self.rows}", f"DROP TABLE {self.gone}")
        self._numbers: weakref.WeakKeyDictionary[object, int] = weakref.WeakKeyDictionary()

    def seen_by(self, reader: object, number: int) -> str:
        """Return the SQL of the rows that generation ``number`` sees; they stay as long as ``reader`` lives."""
        self._numbers[reader] = number
        return (
            f"SELECT {self.columns} FROM {self.rows} WHERE _since <= {number} UNION ALL "
            f"SELECT {self.columns} FROM {self.gone} WHERE _since <= {number} AND _until > {number}"
        )

    def fill(self, selects: Iterable[str], number: int, schema: str, lost: Lost) -> None:
        """Add the rows of each query, compressed before the next one begins."""
        for select in selects:
            self._memory.duck.execute(self._insert(select, number), schema=schema, lost=lost)
            self.pack()

    def change(self, leaving: str, selects: Iterable[str], number: int, schema: str, lost: Lost) -> None:
        """Let generation ``number`` have other rows in the place of those that fulfil the condition ``leaving``.

        They are compressed by the next ``pack``, once for all tables that change.
        """
        move = [
            f"INSERT INTO {self.gone} SELECT *, {number} FROM {self.rows} WHERE {leaving}",
            f"DELETE FROM {self.rows} WHERE {leaving}",
        ] if leaving else []  # fmt: skip
        inserts = (self._insert(select, number) for select in selects)
        self._memory.duck.execute(*self._forgotten(), *move, *inserts, schema=schema, lost=lost)

    def _insert(self, select: str, number: int) -> str:
        return f"INSERT INTO {self.rows} SELECT {self.columns}, {number} FROM ({select})"

    def _forgotten(self) -> Iterator[str]:
        """Yield the statement that removes the rows which left before the oldest generation that still reads."""
        oldest = min(self._numbers.values(), default=None)
        if oldest is not None:
            yield f"DELETE FROM {self.gone} WHERE _until <= {oldest}"

    def pack(self) -> None:
        """Compress what was added to any of the tables."""
        import duckdb

        try:
            self._memory.duck.execute(f"CHECKPOINT {NEAR}")  # only now are the columns compressed
        except duckdb.TransactionException as error:  # somebody else's change is not through yet
            log.debug("The columns are compressed the next time: %s", error)
