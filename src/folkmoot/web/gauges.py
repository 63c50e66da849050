"""How an indicator's number is said on a page: its figure and unit, and how it moved, in a shape and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.reports.filling import unit_beside
from folkmoot.web.words import UNKNOWN, said

LONG = 96  # hours; a longer time is said in days
SAME = 0.005
CSS = {"better": "good", "worse": "bad"}


def amount(value: Any, shows: str) -> str:
    """Return the figure of a value; unknown is a dash, never zero."""
    if value is None:
        return UNKNOWN
    number = float(value)
    if shows == "share":
        return f"{100 * number:.0f}%" if abs(number) >= 0.1 or not number else f"{100 * number:.1f}%"
    if shows == "hours" and number >= LONG:
        number /= 24
    if shows == "ratio":
        return f"{number:,.2f}"
    if number.is_integer() or abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:,.1f}"


def unit_of(value: Any, shows: str, unit: Any) -> str:
    """Return the word that stands after the figure; "" where the figure says it."""
    if value is None or shows == "share":
        return ""
    if shows == "hours":
        return _("days") if float(value) >= LONG else _("hours")
    return unit_beside(amount(value, shows), said(unit))


@dataclass(frozen=True)
class Moved:
    """How a number differs from another: a sign with a figure, a word for whether that is good, and a class."""

    sign: str
    word: str
    css: str


def moved(tile: Mapping[str, Any], than: str) -> Moved | None:
    """Return how a tile's value moved from ``before`` or ``year_ago``; None where that is unknown."""
    value, other = tile.get("value"), tile.get(than)
    if value is None or other is None:
        return None
    value, other = float(value), float(other)
    if tile.get("shows") == "share":
        step = 100 * (value - other)
        shown = _("%(n)s points") % {"n": f"{abs(step):.0f}" if abs(step) >= 1 else f"{abs(step):.1f}"}
        same = abs(step) < 10 * SAME
    elif not other:
        step, shown, same = value, _("from none"), not value
    else:
        return by_share((value - other) / abs(other), str(tile.get("better") or ""))
    return Moved("=", _("no change"), "") if same else _told(step, shown, str(tile.get("better") or ""))


def by_share(change: float, better: str) -> Moved:
    """Return how a number moved that changed by a share of itself."""
    if abs(change) < SAME:
        return Moved("=", _("no change"), "")
    return _told(change, f"{100 * abs(change):,.0f}%", better)


def _told(step: float, shown: str, better: str) -> Moved:
    verdict = judged(better, step)
    word = {"better": _("better"), "worse": _("worse")}.get(verdict, "")
    return Moved(f"{'▲' if step > 0 else '▼'} {shown}", word, CSS.get(verdict, ""))


def judged(better: str, step: float) -> str:
    """Return better or worse; "" where neither way is good."""
    return "" if not better else "better" if (step > 0) == (better == "up") else "worse"


def alone(tile: Mapping[str, Any]) -> str:
    """Return the title of the number that should have moved with this one and did not; "" when all is well."""
    beside = tile.get("beside") or {}
    return said(beside.get("title")) if beside.get("alone") else ""
