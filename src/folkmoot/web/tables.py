"""Tables: an answer's rows and columns as head and body cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from folkmoot.model.answer import FIGURES, Answer, Column
from folkmoot.web import words
from folkmoot.web.cells import Cell
from folkmoot.web.drawing import bar
from folkmoot.web.links import scope_query

MOMENTS = {"date", "moment"}


@dataclass(frozen=True)
class Wanted:
    """Which columns and rows a page shows, and how they are sorted."""

    only: tuple[str, ...] = ()  # these columns in this order
    without: tuple[str, ...] = ()
    limit: int = 0
    bars: str = ""  # the column that gets a bar beside its figure
    sort: Callable[[str], str] | None = None  # column → the address that sorts by it
    sortable: tuple[str, ...] = ()
    sorted_by: str = ""


@dataclass(frozen=True)
class Head:
    """A column's head: its words, how it sorts, and the class that aligns it."""

    title: str
    css: str
    sort: str = ""
    current: bool = False


@dataclass(frozen=True)
class Table:
    """What the template draws."""

    heads: tuple[Head, ...]
    lines: tuple[tuple[SafeString, ...], ...]
    caption: str = ""


def table_of(answer: Answer, wanted: Wanted, *, asked: Mapping[str, str], zone: str) -> Table:
    """Return the table of an answer. ``asked``: the URL's own filters, which every link carries on."""
    columns = chosen_columns(answer, wanted)
    top = max((float(row.get(wanted.bars) or 0) for row in answer.rows), default=0.0) if wanted.bars else 0.0
    around = scope_query(answer.scope, asked)
    heads = [_head(column, wanted) for column in columns]
    if top and wanted.bars in (names := [column.name for column in columns]):
        heads.insert(names.index(wanted.bars) + 1, Head("", "less"))
    rows = answer.rows[: wanted.limit] if wanted.limit else answer.rows
    lines = tuple(_line(row, columns, around, zone, (wanted.bars, top)) for row in rows)
    return Table(tuple(heads), lines, words.said(answer.title))


def chosen_columns(answer: Answer, wanted: Wanted) -> list[Column]:
    """Return the columns to show; a column in which no row says anything is left out."""
    by_name = {column.name: column for column in answer.columns}
    columns = [by_name[name] for name in wanted.only if name in by_name] or list(answer.columns)
    kept = [column for column in columns if column.name not in wanted.without]
    return [
        column
        for place, column in enumerate(kept)
        if place == 0 or any(row.get(column.name) not in (None, "", (), []) for row in answer.rows)
    ]


def _css(column: Column) -> str:
    return "num" if column.shows in FIGURES else "when" if column.shows in MOMENTS else ""


def _head(column: Column, wanted: Wanted) -> Head:
    sorts = wanted.sort is not None and column.name in wanted.sortable
    address = wanted.sort(column.name) if wanted.sort and sorts else ""
    return Head(words.said(column.title), _css(column), address, sorts and column.name == wanted.sorted_by)


def _line(
    row: Mapping[str, Any], columns: Iterable[Column], around: Mapping[str, str], zone: str, bars: tuple[str, float]
) -> tuple[SafeString, ...]:
    cells: list[SafeString] = []
    for place, column in enumerate(columns):
        shown = Cell(row.get(column.name), row, column, around, zone).shown()
        css = _css(column)
        if place == 0:
            cells.append(format_html('<th scope="row" class="first {}">{}</th>', css, shown))
        else:
            cells.append(
                format_html('<td class="{}">{}</td>', css, shown) if css else format_html("<td>{}</td>", shown)
            )
        if bars[1] and column.name == bars[0]:
            cells.append(format_html('<td class="less">{}</td>', bar(row.get(column.name), bars[1])))
    return tuple(cells)
