"""Rows of a CSV file: where its headings are, what stands above them, and row after row without holding the file."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper

from folkmoot.model.drops import Drop
from folkmoot.sources.drop.cells import Row, cleaned, heading, pattern

FIRST = 60  # lines in which the headings must be
SHOWN = 40  # letters of a heading in a sentence
LINE = 1 << 20  # letters in one line
_DELIMITERS = (",", "\t", ";")
_SAID = re.compile(r"([^:：\d]{1,30})[:：]\s*(\S.*)")


@dataclass(frozen=True)
class Needed:
    """Of each list one heading must be there. ``anywhere``: above the headings will do, too.

    ``places``: the headings of each value; of several lines that will do, the one that fills most of them is it.
    """

    here: tuple[tuple[str, ...], ...]
    anywhere: tuple[tuple[str, ...], ...] = ()
    places: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class _Head:
    delimiter: str
    rows: int  # above the headings and with them
    headings: tuple[str, ...]
    said: dict[str, str]


def needed(drop: Drop) -> Needed:
    """Return which headings a mapping cannot do without."""
    who = _columns(drop.actor.login, drop.actor.mail, drop.actor.name)
    told = _columns(*(one.value for one in drop.numbers))
    here = tuple(tuple(name for group in groups for name in group) for groups in (who, told) if groups)
    at = _columns(drop.at)
    return Needed(here, at, (*who, *told)) if here else Needed(at, (), at)


def _columns(*patterns: str) -> tuple[tuple[str, ...], ...]:
    return tuple(group for words in patterns for group in pattern(words).columns)


def csv_rows(text: TextIOWrapper, drop: Drop, name: str) -> Iterator[Row | tuple[int, str]]:
    """Yield the rows below the headings; a row that cannot be one as its line and why.

    Errors: ValueError when there are no such headings.
    """
    head = _head(text, drop)
    text.seek(0)
    lines = _lines(text)
    for _ in range(drop.skip):
        next(lines, "")
    reader = csv.reader(lines, delimiter=head.delimiter)
    begins = drop.skip + 1
    for turn in range(1 << 62):
        try:
            cells = next(reader, None)
        except (csv.Error, ValueError) as error:
            yield (
                drop.skip + reader.line_num,
                f"the file cannot be read on from here: {error}; look for a quote that is not closed",
            )
            return
        if cells is None:
            return
        begins, line = drop.skip + reader.line_num + 1, begins
        if turn >= head.rows and any(cell.strip() for cell in cells):
            yield from _row(cells, head, line, drop, name)


def _row(cells: list[str], head: _Head, line: int, drop: Drop, name: str) -> Iterator[Row | tuple[int, str]]:
    told = [cleaned(cell) for cell in cells]
    first = next((cell for cell in told if cell), "")
    if not first or first.rstrip(":： ") in drop.ignore:
        return
    if any(told[len(head.headings) :]):
        yield (
            line,
            f"{len(told)} cells under {len(head.headings)} headings: quote a cell that holds a '{head.delimiter}'",
        )
        return
    said: dict[str, str] = {}
    for key, cell in zip(head.headings, told, strict=False):
        if key and cell:
            said.setdefault(key, cell)
    yield Row(line, said, head.said, name)


def _lines(text: TextIOWrapper) -> Iterator[str]:
    while line := text.readline(LINE):
        if len(line) == LINE:
            raise ValueError("a line is longer than 1,000,000 letters")
        yield line


def _head(text: TextIOWrapper, drop: Drop) -> _Head:
    lines: list[str] = []
    for line in _lines(text):
        lines.append(line)
        if len(lines) == FIRST + drop.skip:
            break
    lines, wanted = lines[drop.skip :], needed(drop)
    near: tuple[int, list[str]] = (0, [])
    best: tuple[int, _Head | None] = (-1, None)
    for delimiter in (drop.delimiter,) if drop.delimiter else _DELIMITERS:
        rows = _first_rows(lines, delimiter)
        for turn, row in enumerate(rows):
            keys = tuple(heading(cell) for cell in row)
            said = _said_above(rows[:turn])
            found, places = _found(wanted, set(keys), set(said))
            if found == len(wanted.here) + len(wanted.anywhere) and any(keys) and places > best[0]:
                left = {key: words for key, words in said.items() if key not in keys}  # an empty cell is empty
                best = places, _Head(delimiter, turn + 1, keys, left)
            near = max(
                near,
                (found, [cleaned(cell)[:SHOWN] for cell in row if cell.strip()]),
                key=lambda one: (one[0], len(one[1])),
            )
    if best[1]:
        return best[1]
    missing = "; ".join(" or ".join(f"'{name}'" for name in group) for group in (*wanted.here, *wanted.anywhere))
    raise ValueError(f"no line has the headings {missing}; the nearest one has: {', '.join(near[1][:12]) or 'nothing'}")


def _found(wanted: Needed, here: set[str], above: set[str]) -> tuple[int, int]:
    """Return how much of what must be there is, and how many values have their column in this line."""
    both = here | above
    found = sum(1 for group in wanted.here if not here.isdisjoint(map(heading, group)))
    found += sum(1 for group in wanted.anywhere if not both.isdisjoint(map(heading, group)))
    return found, sum(1 for group in wanted.places if not here.isdisjoint(map(heading, group)))


def _first_rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        rows.extend(reader)
    except csv.Error:
        return rows  # what follows a broken line cannot be the headings
    return rows


def _said_above(rows: Sequence[list[str]]) -> dict[str, str]:
    """Return what is told above the headings: ``key,value`` lines, ``key: value`` cells, or headings over one line."""
    said: dict[str, str] = {}
    told = [[cleaned(cell) for cell in row] for row in rows]
    for turn, row in enumerate(told):
        filled = [cell for cell in row if cell]
        for cell in filled:
            if match := _SAID.fullmatch(cell):
                said.setdefault(heading(match[1]), match[2])
        if len(filled) == 2:
            said.setdefault(heading(filled[0].rstrip(":：")), filled[1])
        elif len(filled) > 2 and turn + 1 < len(told):
            for key, cell in zip(row, told[turn + 1], strict=False):
                if key and cell:
                    said.setdefault(heading(key), cell)
    return said
