"""The lake's four tables: their columns, in the order and types in which they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

MOMENT = pa.timestamp("us")  # UTC without a zone
TEXT = pa.string()
DEFAULTS: Mapping[str, object] = {"extra": "{}", "labels": "{}", "version": 1, "complete": True, "rows": 0}


@dataclass(frozen=True, slots=True)
class Table:
    """One Delta table of the lake.

    ``moment`` is the column that files are told apart and pruned by, if it has one; ``sort`` the one that most questions choose
    by: equal ones stand together in a file, so that a reader can skip the others. ``later`` names the columns that were added
    after a lake may have been written: files without them are read with their default.
    """

    name: str
    schema: pa.Schema
    moment: str = ""
    later: frozenset[str] = frozenset()
    sort: str = ""

    def default(self, column: str) -> object:
        """Return what a column says where its source says nothing; None is "unknown"."""
        return DEFAULTS.get(column, "" if self.schema.field(column).type == TEXT else None)

    @property
    def order(self) -> tuple[str, ...]:
        """The columns that files follow one another by; no two rows are equal in them."""
        return (self.moment, "id") if self.moment else ("id",)

    @property
    def inner_order(self) -> tuple[str, ...]:
        """The columns that the rows of a file are sorted by."""
        return (self.sort, *self.order) if self.sort else self.order


EVENTS = Table(
    "events",
    pa.schema(
        [
            ("id", TEXT),
            ("at", MOMENT),
            ("kind", TEXT),
            ("actor", TEXT),
            ("repo", TEXT),
            ("subject", TEXT),
            ("parent", TEXT),
            ("amount", pa.float64()),
            ("url", TEXT),
            ("source", TEXT),
            ("seen_at", MOMENT),
            ("version", pa.int32()),
            ("extra", TEXT),
        ]
    ),
    "at",
    sort="kind",
)

MEASUREMENTS = Table(
    "measurements",
    pa.schema(
        [
            ("id", TEXT),
            ("at", MOMENT),
            ("name", TEXT),
            ("subject", TEXT),
            ("amount", pa.float64()),
            ("unit", TEXT),
            ("labels", TEXT),
            ("source", TEXT),
            ("seen_at", MOMENT),
        ]
    ),
    "at",
    sort="name",
)

COVERAGE = Table(
    "coverage",
    pa.schema(
        [
            ("id", TEXT),
            ("source", TEXT),
            ("repo", TEXT),
            ("kind", TEXT),
            ("since_at", MOMENT),
            ("until_at", MOMENT),
            ("read_at", MOMENT),
            ("complete", pa.bool_()),
            ("note", TEXT),
            ("state", TEXT),
            ("rows", pa.int64()),
            ("sure_until_at", MOMENT),
        ]
    ),
    "read_at",
    later=frozenset({"sure_until_at"}),
)

SIGHTINGS = Table(
    "sightings",
    pa.schema(
        [
            ("id", TEXT),
            ("account", TEXT),
            ("name", TEXT),
            ("domain", TEXT),
            ("also", TEXT),
            ("why", TEXT),
            ("source", TEXT),
            ("repo", TEXT),
            ("subject", TEXT),
        ]
    ),
)

TABLES = (EVENTS, MEASUREMENTS, COVERAGE, SIGHTINGS)
