"""The table of a comparison: a figure, a bar and a change for each number of each thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.model.answer import Answer, Column
from folkmoot.web import gauges, words
from folkmoot.web.cells import Cell
from folkmoot.web.drawing import bar
from folkmoot.web.filters import Filters
from folkmoot.web.links import scope_query
from folkmoot.web.tables import Head, Table

Indicator = Mapping[str, Any]


def compared(answer: Answer, filters: Filters, zone: str) -> Table:
    """Return a comparison as a table; what would tell of too few people says so instead."""
    indicators: Sequence[Indicator] = answer.about.get("indicators") or ()
    by = str(answer.about.get("by"))
    sort = filters.own.get("sort") or (str(indicators[0]["name"]) if indicators and by != "period" else "")
    around = scope_query(answer.scope, filters.shared)
    first = answer.columns[0]
    heads = [_head(words.said(first.title), "", "" if by == "period" else "name", sort, filters)]
    people = by != "period"
    if people:
        heads.append(Head(_("People"), "num less"))
    for one in indicators:
        heads.append(_head(words.said(one["title"]), "num", "" if by == "period" else str(one["name"]), sort, filters))
        heads.append(Head("", "less"))
    tops = {one["name"]: _top(answer.rows, str(one["name"])) for one in indicators}
    least = int(answer.about.get("least") or 0)
    lines = tuple(_line(row, first, indicators, tops, around, zone, least if people else None) for row in answer.rows)
    return Table(tuple(heads), lines, words.said(answer.title))


def _head(title: str, css: str, name: str, sort: str, filters: Filters) -> Head:
    return Head(title, css, filters.link(sort=name, page=None) if name else "", bool(name) and name == sort)


def _top(rows: Sequence[Mapping[str, Any]], name: str) -> float:
    return max((float(row[name]) for row in rows if row.get(name) is not None), default=0.0)


def _line(
    row: Mapping[str, Any], first: Column, indicators: Sequence[Indicator], tops: Mapping[str, float],
    around: Mapping[str, str], zone: str, least: int | None,
) -> tuple[SafeString, ...]:  # fmt: skip
    cells = [format_html('<th scope="row" class="first">{}</th>', _named(row, first, around, zone))]
    if row.get("few"):
        says = _("fewer than %(n)s people: not shown") % {"n": least}
        return (*cells, format_html('<td class="none" colspan="{}">{}</td>', 1 + 2 * len(indicators), says))
    if least is not None:
        cells.append(format_html('<td class="num less">{}</td>', words.figure(row.get("people"))))
    for one in indicators:
        cells += _pair(row, one, tops[one["name"]])
    return tuple(cells)


def _named(row: Mapping[str, Any], first: Column, around: Mapping[str, str], zone: str) -> SafeString:
    shown = Cell(row.get(first.name), row, first, around, zone).shown()
    if row.get("partial"):
        return format_html('{} <span class="note-small">{}</span>', shown, _("not whole"))
    return shown


def _pair(row: Mapping[str, Any], one: Indicator, top: float) -> tuple[SafeString, SafeString]:
    name, shows = str(one["name"]), str(one["shows"])
    value = row.get(name)
    if value is None:
        unknown = format_html('<span class="none" title="{}">◌</span>', _("unknown"))
        return format_html('<td class="num">{}</td>', unknown), SafeString('<td class="less"></td>')
    unit = gauges.unit_of(value, shows, one["unit"]) if shows in ("hours", "days") else ""
    small = format_html(" <small>{}</small>", unit) if unit else ""
    figure = format_html('<td class="num">{}{}{}</td>', gauges.amount(value, shows), small, _changed(row, one))
    return figure, format_html('<td class="less barred">{}</td>', bar(float(value), top))


def _changed(row: Mapping[str, Any], one: Indicator) -> SafeString:
    share = row.get(f"{one['name']}_change")
    if share is None:
        return SafeString("")
    now = gauges.by_share(float(share), str(one.get("better") or ""))
    word = format_html('<span class="hush"> {}</span>', now.word) if now.word else ""
    return format_html('<br><span class="moved {}">{}{}</span>', now.css, now.sign, word)
