"""An answer's rows as a Markdown table, for READMEs: one language, nothing that would break a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.model.answer import FIGURES, Answer, Column
from folkmoot.reports.present import plain

UNKNOWN = {"en": "unknown", "zh": "未知"}
YES = "✓"
_ESCAPED = str.maketrans(
    {"\\": "\\\\", "|": "\\|", "<": "&lt;", ">": "&gt;", "`": "\\`", "*": "\\*", "[": "\\[", "]": "\\]"}
)


def as_markdown(answer: Answer, language: str = "en", *, only: Sequence[str] = (), limit: int = 0) -> str:
    """Return a table of an answer's rows; ``only`` names its columns in order, ``limit`` how many rows.

    Edges: an unknown figure says so; without rows the answer's sentence stands in the table's place.
    """
    by_name = {column.name: column for column in answer.columns}
    columns = [by_name[name] for name in only if name in by_name] or list(answer.columns)
    rows = answer.rows[:limit] if limit else answer.rows
    if not rows or not columns:
        return f"{safe(answer.sentence.said_in(language))}\n"
    lines = ["| " + " | ".join(safe(column.title.said_in(language)) for column in columns) + " |"]
    lines.append("|" + "|".join(" ---: " if column.shows in FIGURES else " --- " for column in columns) + "|")
    lines += ["| " + " | ".join(cell(row, column, language) for column in columns) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def cell(row: Mapping[str, Any], column: Column, language: str) -> str:
    """Return one cell, safe in a table."""
    return safe(words_of(row, column, language))


def words_of(row: Mapping[str, Any], column: Column, language: str) -> str:
    """Return a cell as it is read: shares in per cent, long fractions rounded, lists joined; an unknown figure says so."""
    value = plain(row.get(column.name), language)
    if value is None:
        return UNKNOWN["zh" if language == "zh" else "en"] if column.shows in FIGURES else ""
    if isinstance(value, bool):
        return YES if value else ""
    if isinstance(value, int | float):
        return figure(value, column.shows)
    if isinstance(value, list):
        return ("、" if language == "zh" else ", ").join(map(_word, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_word(one)}" for name, one in value.items())
    return str(value).replace("T", " ")[:16] if column.shows == "moment" else str(value)


def figure(value: float, shows: str) -> str:
    """Return a number as people read it."""
    if shows == "share":
        return f"{100 * value:,.0f} %"
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.1f}"
    return f"{value:,.0f}"


def _word(one: Any) -> str:
    if isinstance(one, dict):
        return str(one.get("title") or one.get("name") or next(iter(one.values()), ""))
    return " ".join(map(str, one)) if isinstance(one, list) else str(one)


def safe(words: str) -> str:
    """Return words of somebody on one line, in which nothing is Markdown or HTML."""
    return " ".join(words.split()).translate(_ESCAPED)
