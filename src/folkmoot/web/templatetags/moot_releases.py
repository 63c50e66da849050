"""Tags of the pages of releases: lives on one time axis, and a calendar month by month."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from folkmoot.model.answer import Answer
from folkmoot.model.release import PHASES, Phase
from folkmoot.web import words
from folkmoot.web.filters import Filters

register = template.Library()

WIDE, LINE = 1000.0, 26
ENDLESS = timedelta(days=180)  # how far a phase without an end is drawn
SHAPES = {
    "planning": "◌", "development": "◐", "maintained": "●", "unmaintained": "◒", "eol": "○",
}  # fmt: skip
ITEMS = {"done": ("●", "good"), "open": ("○", "warn"), "unknown": ("◌", "")}


@register.filter
def phase_shape(phase: str) -> str:
    """Return the shape of a phase; a word stands beside it."""
    return SHAPES.get(phase, "◌")


@register.filter
def item_shape(state: str) -> str:
    """Return the shape of an item's state."""
    return ITEMS.get(state, ("◌", ""))[0]


@register.filter
def item_class(state: str) -> str:
    """Return the colour of an item's state."""
    return ITEMS.get(state, ("◌", ""))[1]


@register.filter
def phases_in(filters: Filters) -> list[tuple[str, str, str]]:
    """Return the phases to choose from: key, words, address."""
    return [(key.value, words.said(name), filters.link(phase=key.value)) for key, name in PHASES.items()]


@register.simple_tag
def lives(rows: Sequence[Mapping[str, Any]], today: date) -> SafeString:
    """Draw each release's phases on one time axis with a stroke for today; the table below tells the same."""
    spans = [(row, list(_spans(row))) for row in rows]
    days = [day for _row, parts in spans for _phase, first, last in parts for day in (first, last)]
    if not days:
        return SafeString("")
    first, last = min(days), max(*days, today + timedelta(days=30))
    first = min(first, today - timedelta(days=30))

    def place(day: date) -> float:
        return WIDE * (day - first).days / max(1, (last - first).days)

    bars, names = [], []
    for number, (row, parts) in enumerate(spans):
        top = LINE * number
        for phase, begins, ends in parts:
            x = place(begins)
            bars.append(
                (phase, f"{x:.1f}", top + 6, f"{max(place(ends) - x, 2):.1f}", words.said(PHASES[Phase(phase)]))
            )
        names.append((top + 4, words.said(row["title"]), words.said(row["phase_name"])))
    height = LINE * len(rows)
    years = [(f"{place(day):.1f}", day) for day in _quarters(first, last)]
    return format_html(
        '<div class="lives"><ol class="lives-names" aria-hidden="true">{}</ol><div class="lives-plot">'
        '<svg viewBox="0 0 1000 {}" preserveAspectRatio="none" height="{}" aria-hidden="true">{}{}{}</svg>'
        '<svg class="lives-axis" height="20" aria-hidden="true">{}</svg></div></div>',
        format_html_join("", "<li>{}</li>", [(name,) for _top, name, _phase in names]),
        height, height,
        format_html_join("", '<path class="life-tick" d="M{},0V{}"/>', [(x, height) for x, _day in years]),
        format_html_join("", '<rect class="life-{}" x="{}" y="{}" width="{}" height="14"><title>{}</title></rect>', bars),
        format_html('<path class="life-today" d="M{},0V{}"/>', f"{place(today):.1f}", height),
        format_html_join("", '<text x="{}%" y="14">{}</text>', [(f"{float(x) / 10:.2f}", f"{day:%Y-%m}") for x, day in years]),
    )  # fmt: skip


def _spans(row: Mapping[str, Any]) -> Iterable[tuple[str, date, date]]:
    """Yield the phases of a release with their days; a phase without a known end is drawn for half a year."""
    out = row["released_on"] or row["planned_on"]
    marks = [
        ("planning", row["begins_on"]), ("development", row["development_since"]), ("maintained", out),
        ("unmaintained", row["unmaintained_on"]), ("eol", row["eol_on"]),
    ]  # fmt: skip
    known = [(phase, day) for phase, day in marks if day is not None]
    for number, (phase, day) in enumerate(known):
        ends = known[number + 1][1] if number + 1 < len(known) else day + ENDLESS
        if phase != "eol" and ends > day:
            yield phase, day, ends


def _quarters(first: date, last: date) -> list[date]:
    step = 3 if (last - first).days < 1000 else 12
    found = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13, step)]
    return [day for day in found if first <= day <= last]


@register.filter
def months_of(answer: Answer) -> list[dict[str, Any]]:
    """Return the calendar as months of weeks of days, Monday first; days outside the plan are empty."""
    rows = {row["day"]: row for row in answer.rows}
    months = sorted({day.replace(day=1) for day in rows})
    weeks = calendar.Calendar()
    return [
        {
            "first": month,
            "weeks": [
                [{"day": day, "inside": day.month == month.month, "row": rows.get(day) if day.month == month.month else None}
                 for day in week]
                for week in weeks.monthdatescalendar(month.year, month.month)
                if any(day in rows and day.month == month.month for day in week)
            ],
        }
        for month in months
    ]  # fmt: skip


@register.filter
def paired(names: Sequence[Any], kinds: Sequence[str]) -> list[tuple[Any, str]]:
    """Return names with their kinds."""
    return list(zip(names, kinds, strict=True))


@register.filter
def by_category(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, list[Mapping[str, Any]]]]:
    """Return the rows of one component by category, in their order."""
    found: list[tuple[Any, list[Mapping[str, Any]]]] = []
    for row in rows:
        if not found or found[-1][0] != row["category_name"]:
            found.append((row["category_name"], []))
        found[-1][1].append(row)
    return found


@register.filter
def by_component(answer: Answer) -> list[tuple[Any, list[Mapping[str, Any]]]]:
    """Return the rows by component, in their order."""
    found: list[tuple[Any, list[Mapping[str, Any]]]] = []
    for row in answer.rows:
        if not found or found[-1][0] != row["component"]:
            found.append((row["component"], []))
        found[-1][1].append(row)
    return found
