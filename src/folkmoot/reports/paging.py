"""One page of many rows: everything unless a page or a size is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.text import Text

Row = TypeVar("Row")
MOST = 1000
USUAL = 100
PAGING = {
    "page": Text("Which page, from 1.", "第几页，从 1 起。"),
    "size": Text(f"Rows a page, at most {MOST}.", f"每页行数，至多 {MOST}。"),
    "whole": Text("yes: every row at once, for exports.", "yes：一次给出全部行，用于导出。"),
}


def bounds(question: Question, usual: int | None = None) -> tuple[int, int] | None:
    """Return (first row, how many); None when no page was asked for. Errors: BadQuestion for what is no number."""
    page, size = question.option("page"), question.option("size")
    whole = question.option("whole") == "yes"
    if not page and not size and (usual is None or whole):
        return None
    number, rows = _whole("page", page or "1"), min(_whole("size", size or str(usual or USUAL)), MOST)
    return (number - 1) * rows, rows


def _whole(name: str, said: str) -> int:
    if not said.isdecimal() or not 1 <= int(said) <= 10_000_000:
        raise BadQuestion(f"{name} cannot be '{said}'.", mend="Write a whole number from 1.")
    return int(said)


def page_of(rows: Sequence[Row], question: Question) -> tuple[Sequence[Row], dict[str, Any]]:
    """Return the rows of the page that was asked for, and what the door needs to draw its paging."""
    asked = bounds(question)
    if asked is None:
        return rows, {}
    first, size = asked
    return rows[first : first + size], {"page": first // size + 1, "size": size}
