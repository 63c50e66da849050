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
STRETCH = 50_000  # rows of a whole answer that are made at a time
LONGEST = 1_000_000  # rows that a whole answer holds at most
PAGING = {
    "page": Text("Which page, from 1.", "第几页，从 1 起。"),
    "size": Text(f"Rows a page, at most {MOST}.", f"每页行数，至多 {MOST}。"),
    "whole": Text(
        f"yes: every row, at most {LONGEST:,}, for exports; with page, {STRETCH:,} of them at a time.",
        f"yes：给出全部行（至多 {LONGEST:,} 行），用于导出；与 page 同用时每次 {STRETCH:,} 行。",
    ),
}


def bounds(question: Question, usual: int | None = None) -> tuple[int, int] | None:
    """Return (first row, how many); None for every row, when no page was asked for. Errors: BadQuestion for what is no number."""
    page, size = question.option("page"), question.option("size")
    if question.option("whole") == "yes" and not size:
        return ((_whole("page", page) - 1) * STRETCH, STRETCH) if page else (0, LONGEST)
    if not page and not size and usual is None:
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
