"""An answer as JSON, CSV or Parquet: plain values, one language, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from math import isfinite
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from folkmoot.model.answer import FIGURES, Answer
from folkmoot.model.text import Text

_RUNS = ("=", "+", "-", "@", "\t", "\n")


def plain(value: Any, language: str) -> Any:
    """Return ``value`` as what JSON knows: words in ``language``, moments as ISO 8601 in UTC."""
    if isinstance(value, Text):
        return value.said_in(language)
    if isinstance(value, datetime):
        return value.isoformat() + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return {str(name): plain(inner, language) for name, inner in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return plain({name: getattr(value, name) for name in value.__dataclass_fields__}, language)
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(inner, language) for inner in value]
    return value


def _number(value: float) -> float | int | None:
    if not isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def as_json(answer: Answer, language: str = "en") -> dict[str, Any]:
    """Return an answer as one object: rows, total, unit, definition, version, coverage, fresh_at, and the rest."""
    said = {
        "name": answer.name,
        "title": answer.title,
        "sentence": answer.sentence,
        "rows": answer.rows,
        "found": len(answer.rows) if answer.found is None else answer.found,
        "total": answer.total,
        "unit": answer.unit,
        "definition": answer.definition,
        "version": answer.version,
        "source": answer.source,
        "scope": asdict(answer.scope),
        "coverage": [
            {name: getattr(row, name) for name in row.__dataclass_fields__ if name != "state"}
            for row in answer.coverage
        ],
        "gaps": answer.gaps,
        "fresh_at": answer.fresh_at,
        "columns": answer.columns,
        "about": answer.about,
    }
    whole: dict[str, Any] = plain(said, language)
    whole["parts"] = {name: as_json(part, language) for name, part in answer.parts.items()}
    return whole


def as_csv(answer: Answer, language: str = "en") -> str:
    """Return the rows as CSV with one header line; a cell that a spreadsheet would run gets a leading apostrophe.

    Source: https://owasp.org/www-community/attacks/CSV_Injection
    """
    return csv_lines(answer, language)


def csv_lines(answer: Answer, language: str, *, head: bool = True) -> str:
    """Return the lines of ``as_csv``, perhaps without the header: of a further stretch of rows."""
    names = _names(answer)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    if head:
        writer.writerow(names)
    for row in answer.rows:
        writer.writerow([_cell(plain(row.get(name), language)) for name in names])
    return file.getvalue()


def _names(answer: Answer) -> list[str]:
    return [column.name for column in answer.columns] or sorted({name for row in answer.rows for name in row})


def as_parquet(answer: Answer, language: str = "en") -> bytes:
    """Return the rows as a Parquet file with the columns of the CSV, typed.

    Edges: words are in ``language``; moments are UTC; a share stays between 0 and 1. A column of lists or of facts with
    names is text, written as in the CSV, and so is one that mixes kinds of values. The title and the definition with its
    version stand in the file's metadata.
    """
    file = io.BytesIO()
    table = as_table(answer, language).replace_schema_metadata(about_of(answer, language))
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()


def as_table(answer: Answer, language: str) -> pa.Table:
    """Return the rows as the typed columns of ``as_parquet``."""
    shown = {column.name: column.shows for column in answer.columns}
    return pa.table({
        name: _array([_typed(row.get(name), language) for row in answer.rows], shown.get(name, ""))
        for name in _names(answer)
    })  # fmt: skip


def about_of(answer: Answer, language: str) -> dict[str, str]:
    """Return what a file's metadata says of an answer."""
    return {
        "title": answer.title.said_in(language), "definition": answer.definition.said_in(language),
        "version": str(answer.version), "source": answer.source,
    }  # fmt: skip


WIDTH: Mapping[str, pa.DataType] = {
    **dict.fromkeys(FIGURES, pa.float64()), "moment": pa.timestamp("us", tz="UTC"), "date": pa.date32(),
}  # fmt: skip
"""What a column is that has no value at all, by how it is shown."""


def _typed(value: Any, language: str) -> Any:
    """Return a value that keeps its type; what has no plain one becomes text."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    if value is None or isinstance(value, bool | int | date):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    said = plain(value, language)
    return _joined(said) if isinstance(said, list | dict) else said


def _array(values: list[Any], shows: str) -> pa.Array:
    known = [value for value in values if value is not None]
    if not known:
        return pa.array(values, WIDTH.get(shows, pa.string()))
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in known):
        whole = all(isinstance(value, int) for value in known)
        return pa.array(values, pa.int64() if whole else pa.float64())
    if len({type(value) for value in known}) > 1:
        return pa.array([None if value is None else str(value) for value in values], pa.string())
    kind = WIDTH["moment"] if isinstance(known[0], datetime) else None
    return pa.array(values, kind)


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        value = _joined(value)
    if isinstance(value, str):
        value = value.replace("\r\n", "\n").replace("\r", "\n")  # a lone CR would end the line, but is never quoted
        return f"'{value}" if value.startswith(_RUNS) else value
    return value


def _joined(value: list[Any] | dict[str, Any]) -> str:
    if isinstance(value, list):
        return "; ".join(" ".join(map(str, one)) if isinstance(one, list) else str(one) for one in value)
    return "; ".join(f"{name}={inner}" for name, inner in value.items())
