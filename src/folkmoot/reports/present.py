"""An answer as JSON or CSV: plain values, one language, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from math import isfinite
from typing import Any

from folkmoot.model.answer import Answer
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
    names = [column.name for column in answer.columns] or sorted({name for row in answer.rows for name in row})
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)
    for row in answer.rows:
        writer.writerow([_cell(plain(row.get(name), language)) for name in names])
    return file.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(" ".join(map(str, one)) if isinstance(one, list) else str(one) for one in value)
    elif isinstance(value, dict):
        value = "; ".join(f"{name}={inner}" for name, inner in value.items())
    if isinstance(value, str):
        value = value.replace("\r\n", "\n").replace("\r", "\n")  # a lone CR would end the line, but is never quoted
        return f"'{value}" if value.startswith(_RUNS) else value
    return value
