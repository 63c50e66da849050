"""Small graphics made by hand as SVG: sparklines, bars in cells, the heat strip, terms over time.

Sizes are SVG attributes and colours are classes, so that no page needs an inline style.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, INSET = 100.0, 32.0, 2.0
CURVE = 64.0
BAR = 100.0


def spark(numbers: Sequence[float | None], says: str = "") -> SafeString:
    """Draw a row of numbers as a line over its area, from zero; a gap in the numbers is a gap in the line."""
    known = [number for number in numbers if number is not None]
    if len(known) < 2:
        return SafeString("")
    top = max(known) or 1.0
    step = WIDTH / (len(numbers) - 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for index, number in enumerate(numbers):
        if number is None:
            runs.append([])
        else:
            runs[-1].append((index * step, HEIGHT - INSET - (HEIGHT - 2 * INSET) * number / top))
    lines = " ".join(_line(run) for run in runs if run)
    areas = " ".join(
        f"M{run[0][0]:.1f},{HEIGHT}L" + "L".join(f"{x:.1f},{y:.1f}" for x, y in run) + f"L{run[-1][0]:.1f},{HEIGHT}Z"
        for run in runs
        if len(run) > 1
    )
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" preserveAspectRatio="none" {}>'
        '<path class="under" d="{}"/><path class="run" d="{}"/></svg>',
        int(WIDTH),
        int(HEIGHT),
        _spoken(says),
        areas,
        lines,
    )


def curve(numbers: Sequence[float | None], unread: Sequence[bool] = (), says: str = "") -> SafeString:
    """Draw a row of numbers as a larger line from zero, its last known point marked.

    Stretches that were not read are shaded; where nothing happened the line has a gap.
    """
    known = [number for number in numbers if number is not None]
    if not known:
        return SafeString("")
    top, low = max(*known, 0.0) or 1.0, min(*known, 0.0)
    step = WIDTH / max(1, len(numbers) - 1)
    points = [
        None if number is None else (index * step, CURVE - INSET - (CURVE - 2 * INSET) * (number - low) / (top - low))
        for index, number in enumerate(numbers)
    ]
    runs = [[point for point in run if point] for some, run in groupby(points, key=bool) if some]
    last = runs[-1][-1]
    shades = [(f"{x:.1f}", f"{width:.1f}") for x, width in stretches(unread, step)]
    return format_html(
        '<svg class="spark curve" viewBox="0 0 {0} {1}" preserveAspectRatio="none" {2}>{3}'
        '<path class="base" d="M0,{4}H{0}"/><path class="run" d="{5}"/><path class="end" d="M{6},{7}h0"/></svg>',
        int(WIDTH),
        int(CURVE),
        _spoken(says),
        format_html_join("", f'<rect class="unread" x="{{}}" width="{{}}" height="{int(CURVE)}"/>', shades),
        int(CURVE - INSET),
        " ".join(_line(run) for run in runs),
        f"{last[0]:.1f}",
        f"{last[1]:.1f}",
    )


def stretches(unread: Sequence[bool], step: float) -> Iterator[tuple[float, float]]:
    """Yield where the stretches that were not read begin and how wide they are."""
    place = 0
    for missed, run in groupby(unread):
        length = len(list(run))
        if missed:
            first, last = max(0, place - 1), min(len(unread) - 1, place + length)
            yield first * step, max(step, (last - first) * step)
        place += length


def _line(run: Sequence[tuple[float, float]]) -> str:
    """Return a run as a path; a single point is a line of no length, which its round ends make a dot."""
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in run) + ("h0" if len(run) == 1 else "")


def _spoken(says: str) -> SafeString:
    return format_html('role="img" aria-label="{}"', says) if says else SafeString('aria-hidden="true"')


def bar(amount: float | None, top: float | None) -> SafeString:
    """Draw one amount as a bar on the scale of its table's largest; unknown draws nothing."""
    if amount is None or not top:
        return SafeString("")
    length = max(0.0, min(1.0, amount / top)) * BAR
    return format_html(
        '<svg class="bar-cell" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-back" width="100" height="8" rx="2"/>'
        '<rect class="bar-front" width="{}" height="8" rx="2"/></svg>',
        f"{length:.1f}",
    )


def progress(share: float | None, mark: float | None, css: str = "") -> SafeString:
    """Draw how much of a way is gone, with a stroke where it should be; unknown is an empty way."""
    gone = max(0.0, min(1.0, share or 0.0)) * BAR
    stroke = "" if mark is None else f"{max(0.0, min(1.0, mark)) * BAR:.1f}"
    return format_html(
        '<svg class="bar-cell progress {}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-back" y="1" width="100" height="6"/><rect class="bar-front" y="1" width="{}" height="6"/>{}</svg>',
        css,
        f"{gone:.1f}",
        format_html('<path class="due" d="M{},0v8"/>', stroke) if stroke else "",
    )


@dataclass(frozen=True)
class Month:
    """One square of the heat strip."""

    label: str
    amount: int | None  # None: it was not read
    level: int


def heat_years(
    amounts: Mapping[str, int], first: str, last: str, unread: Collection[str] = ()
) -> list[tuple[str, list[Month | None]]]:
    """Arrange months (``2025-03`` → amount) as years of twelve squares; outside ``first``–``last`` is no square.

    Levels: 0 for none, then the quarters of the largest month. A month of ``unread`` in which nothing is known is unknown.
    """
    top = max(amounts.values(), default=0)
    years = []
    for year in range(int(first[:4]), int(last[:4]) + 1):
        months: list[Month | None] = []
        for number in range(1, 13):
            label = f"{year}-{number:02d}"
            amount = amounts.get(label, None if label in unread else 0)
            level = 0 if not amount else min(4, 1 + int(3.999 * amount / top))
            months.append(Month(label, amount, level) if first <= label <= last else None)
        years.append((str(year), months))
    return years


@dataclass(frozen=True)
class Span:
    """A term on the scale of its table, in hundredths: where it begins and how long it is."""

    x: float
    width: float
    open_start: bool  # nobody recorded when it began
    open_end: bool  # it still runs


def span(since: date | None, until: date | None, first: date, today: date) -> Span:
    """Place one term between ``first`` and ``today``."""
    whole = max(1, (today - first).days)
    start = max(0, ((since or first) - first).days)
    end = min(whole, ((until or today) - first).days)
    return Span(100 * start / whole, max(1.0, 100 * (end - start) / whole), since is None, until is None)


def term_bar(drawn: Span) -> SafeString:
    """Draw a term; an unrecorded beginning is hatched by a dashed line."""
    return format_html(
        '<svg class="bar-cell term" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-back" y="3.5" width="100" height="1"/>'
        '<rect class="{}" x="{}" y="1" width="{}" height="6"/></svg>',
        "term-open" if drawn.open_start else "bar-front",
        f"{drawn.x:.1f}",
        f"{drawn.width:.1f}",
    )


def year_marks(first: date, today: date) -> SafeString:
    """Draw the scale above terms: the years, at most three of them."""
    whole = max(1, (today - first).days)
    years = range(first.year + 1, today.year + 1)
    step = max(1, -(-len(years) // 3))
    marks: list[tuple[Any, ...]] = [
        (f"{100 * (date(year, 1, 1) - first).days / whole:.1f}%", year) for year in years[::step]
    ]
    return format_html(
        '<svg class="year-marks drawn" width="100%" height="14" aria-hidden="true">{}</svg>',
        format_html_join("", '<text x="{}" y="11" text-anchor="middle">{}</text>', marks),
    )
