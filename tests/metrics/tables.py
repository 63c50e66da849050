"""Event tables as a docstring writes them: read into an Ibis table that a metric can count."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

import ibis
import pyarrow as pa

TEXTS = ("id", "kind", "subject", "actor", "person", "repo", "organization", "group", "extra")
FIELDS = [
    ("at", pa.timestamp("us")),
    ("bot", pa.bool_()),
    ("merge", pa.bool_()),
    *((name, pa.string()) for name in TEXTS),
]
WORDS = ("org", "group", "person", "bot", "merge")


def read_table(words: str) -> Any:
    """Return the events of a docstring as a reading of the lake gives them, people and organisations joined in.

    Each line is ``moment  kind  subject  account`` and then perhaps ``org=``, ``group=``, ``person=``, ``bot=`` or ``merge=``; any
    other ``name=`` belongs into ``extra``. Lines that begin with no moment are prose.
    """
    rows = list(_rows(words))
    columns = {name: pa.array([row[name] for row in rows], kind) for name, kind in FIELDS}
    return ibis.memtable(pa.table(columns))


def _rows(words: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(words.splitlines()):
        parts = line.split()
        try:
            moment = datetime.fromisoformat(parts[0]) if len(parts) > 3 else None
        except ValueError:
            moment = None
        if moment is None:
            continue
        _, kind, subject, actor, *rest = parts
        said = dict(part.split("=", 1) for part in rest)
        extra = {name: json.loads(value) for name, value in said.items() if name not in WORDS}
        yield {
            "id": str(number),
            "at": moment,
            "kind": kind,
            "subject": subject,
            "repo": subject.partition("!")[0].partition("@")[0].partition("#")[0],
            "actor": actor,
            "person": said.get("person", actor),
            "bot": said.get("bot") == "yes",
            "merge": said.get("merge") == "yes",
            "organization": said.get("org"),
            "group": said.get("group"),
            "extra": json.dumps(extra, separators=(",", ":")),
        }


@cache
def _duck() -> Any:
    return ibis.duckdb.connect()


def rows_of(table: Any) -> list[dict[str, Any]]:
    """Run a metric's table on an in-memory DuckDB and return its rows."""
    return _duck().to_pyarrow(table).to_pylist()  # type: ignore[no-any-return]
