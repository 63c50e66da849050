"""Event tables as a docstring writes them: read into an Ibis table that a metric can count."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

import ibis
import pyarrow as pa

TEXTS = (
    "id", "kind", "subject", "parent", "actor", "person", "repo", "organization", "group", "area", "url", "source", "extra",
)  # fmt: skip
FIELDS = [
    ("at", pa.timestamp("us")),
    ("amount", pa.float64()),
    ("bot", pa.bool_()),
    ("merge", pa.bool_()),
    *((name, pa.string()) for name in TEXTS),
]
WORDS = ("id", "org", "group", "person", "bot", "merge", "parent", "amount", "source", "repo")
MEASURED = [
    ("at", pa.timestamp("us")),
    ("amount", pa.float64()),
    *((name, pa.string()) for name in ("id", "name", "subject", "unit", "labels", "source")),
]


def read_table(words: str) -> Any:
    """Return the events of a docstring as a reading of the lake gives them, people and organisations joined in.

    Each line is ``moment  kind  subject  account`` and then perhaps ``org=``, ``group=``, ``person=``, ``bot=``, ``merge=``,
    ``parent=``, ``amount=``, ``source=``, ``repo=`` or ``id=``; any other ``name=`` (and a group in quotes) belongs into
    ``extra``, as JSON. Lines that begin with no moment are prose.
    """
    return table_of(list(_rows(words)), FIELDS)


def table_of(rows: list[dict[str, Any]], fields: list[tuple[str, pa.DataType]]) -> Any:
    """Return rows as an Ibis table with these columns."""
    return ibis.memtable(pa.table({name: pa.array([row[name] for row in rows], kind) for name, kind in fields}))


def read_measurements(words: str) -> Any:
    """Return the measurements of a docstring as the lake holds them.

    Each line is ``moment  name  subject  amount`` and then perhaps ``source=`` or ``id=``; any other ``name=value`` is a label.
    """
    rows = []
    for line in words.splitlines():
        parts = line.split()
        if (moment := _moment(parts)) is None:
            continue
        _, name, subject, amount, *rest = parts
        said = dict(part.split("=", 1) for part in rest)
        labels = {label: value for label, value in said.items() if label not in WORDS}
        source = said.get("source", "")
        rows.append({
            "id": said.get("id", f"{parts[0]} {name} {subject} {sorted(labels.items())} {source}"), "at": moment, "name": name,
            "subject": subject, "amount": float(amount), "unit": "", "labels": json.dumps(labels), "source": source,
        })  # fmt: skip
    return table_of(rows, MEASURED)


def _moment(parts: list[str]) -> datetime | None:
    try:
        return datetime.fromisoformat(parts[0]) if len(parts) > 3 else None
    except ValueError:
        return None


def _rows(words: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(words.splitlines()):
        parts = line.split()
        if (moment := _moment(parts)) is None:
            continue
        _, kind, subject, actor, *rest = parts
        said = dict(part.split("=", 1) for part in rest)
        extra = {name: json.loads(value) for name, value in said.items() if name not in WORDS or value[:1] == '"'}
        yield {
            "id": said.get("id", str(number)),
            "at": moment,
            "kind": kind,
            "subject": subject,
            "parent": said.get("parent", ""),
            "amount": float(said["amount"]) if "amount" in said else None,
            "repo": said.get("repo", subject.partition("!")[0].partition("@")[0].partition("#")[0]),
            "area": "",
            "url": "",
            "source": said.get("source", "test"),
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


def run(table: Any) -> Any:
    """Run a table once and return its rows as a table again, for what is asked of it many times."""
    return ibis.memtable(_duck().to_pyarrow(table))
