"""Figures on charts: how a number is said, which unit it is drawn in, where an axis has its marks, how wide words are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from folkmoot.model.text import Text
from folkmoot.reports.filling import unit_beside

UNKNOWN = "–"
LONG = 96  # hours; where times are longer, they are drawn in days
HOURS, DAYS = Text("hours", "小时"), Text("days", "天")
WIDE = 0x2E80  # from here on letters are as wide as high
Words = Text | str


def said(words: Words, language: str) -> str:
    """Return words in a language; a plain string is said already."""
    return words.said_in(language) if isinstance(words, Text) else words


def figure(value: Any, shows: str = "number") -> str:
    """Return the figure of a value, without its unit but for a share's sign; unknown is a dash, never zero."""
    if value is None:
        return UNKNOWN
    number = float(value)
    if shows == "share":
        return f"{100 * number:.0f}%" if abs(number) >= 0.1 or not number else f"{100 * number:.1f}%"
    if shows == "ratio":
        return f"{number:,.2f}"
    if number.is_integer() or abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:,.1f}"


@dataclass(frozen=True)
class Measure:
    """How one axis counts: what it shows, the words of its unit, and what a value is divided by to be drawn."""

    shows: str
    unit: str
    language: str
    by: float = 1.0

    def drawn(self, value: Any) -> float | None:
        """Return a value as it is drawn; unknown stays unknown."""
        return None if value is None else float(value) / self.by

    def said(self, value: Any) -> str:
        """Return a value with its unit."""
        shown = figure(self.drawn(value), self.shows)
        if value is None or not self.unit:
            return shown
        space = "" if self.language == "zh" and self.unit[0].isascii() is False and self.shows == "share" else " "
        return f"{shown}{space}{unit_beside(shown, self.unit)}"

    @property
    def labels(self) -> str:
        """The expression that writes an axis mark."""
        if self.shows == "share":
            return "format(datum.value, '.0%')"
        if self.language == "zh":
            return "abs(datum.value) >= 1e5 ? format(datum.value / 1e4, ',~f') + ' 万' : format(datum.value, ',~f')"
        return "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, ',~f') + 'M' : format(datum.value, ',~f')"

    def label(self, value: float) -> str:
        """Return about what ``labels`` writes, to measure it."""
        if self.shows == "share":
            return f"{100 * value:.0f}%"
        big, sign, scale = (1e5, " 万", 1e4) if self.language == "zh" else (1e6, "M", 1e6)
        return f"{value / scale:,g}{sign}" if abs(value) >= big else f"{value:,g}"


def measure(shows: str, unit: Words, language: str, values: Iterable[float | None]) -> Measure:
    """Return how ``values`` are counted: long times in days, all others as they are."""
    if shows == "hours":
        most = max((value for value in values if value is not None), default=0.0)
        return Measure(shows, HOURS.said_in(language), language) if most < LONG else Measure(
            "days", DAYS.said_in(language), language, 24.0
        )  # fmt: skip
    if shows == "days":
        return Measure(shows, DAYS.said_in(language), language)
    return Measure(shows, "" if shows == "share" else said(unit, language), language)


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Return round marks from below ``low`` to above ``high``, about as many as asked for."""
    if high <= low:
        high = low + 1.0
    rough = (high - low) / about
    power = 10.0 ** floor(log10(rough))
    step = next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def scale_of(values: Sequence[float], shows: str, *, zero: bool = False) -> list[float]:
    """Return an axis' marks for ``values``: from zero unless they lie far from it and ``zero`` is not asked for."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if zero or shows != "number" or low < 0.6 * high or high == low:
        low = min(low, 0.0)
    if low == high == 0:
        high = 0.1 if shows == "share" else 1.0
    marks = ticks(low, high)
    if shows == "share" and high <= 1:
        marks = [mark for mark in marks if mark <= 1]
    whole = shows == "number" and all(value == int(value) for value in values)
    return [mark for mark in marks if not whole or mark == int(mark)]


def width_of(words: str, size: float = 12) -> float:
    """Return about how wide words are, in pixels."""
    return size * sum(1.0 if ord(letter) >= WIDE else 0.58 for letter in words)


def clipped(words: str, room: float, size: float = 12) -> str:
    """Return words that fit in ``room`` pixels; an ellipsis says that there are more."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(words, size) + size > room:
        words = words[:-1]
    return words.rstrip() + "…"


def apart(places: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Return the places moved so that neighbours are ``least`` apart and all lie between ``low`` and ``high``.

    Edges: where there is no room for all, they are spread evenly. Their order stays.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    if not order:
        return []
    least = min(least, (high - low) / max(1, len(order) - 1))
    found = [min(max(places[index], low), high) for index in order]
    for at in range(1, len(found)):
        found[at] = max(found[at], found[at - 1] + least)
    found[-1] = min(found[-1], high)
    for at in range(len(found) - 2, -1, -1):
        found[at] = min(found[at], found[at + 1] - least)
    moved = [0.0] * len(order)
    for index, place in zip(order, found, strict=True):
        moved[index] = place
    return moved
