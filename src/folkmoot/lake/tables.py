"""The lake's four tables: their columns, in the order and types in which they are stored."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

MOMENT = pa.timestamp("us")  # UTC without a zone
TEXT = pa.string()


@dataclass(frozen=True, slots=True)
class Table:
    """One Delta table of the lake. ``moment`` is the column its files are sorted and pruned by, if it has one."""

    name: str
    schema: pa.Schema
    moment: str = ""


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
        ]
    ),
    "read_at",
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
        ]
    ),
)

TABLES = (EVENTS, MEASUREMENTS, COVERAGE, SIGHTINGS)
