"""The board's tags: tiles, what they open, the small curves, and the families."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from folkmoot.metrics.indicator import FAMILIES
from folkmoot.model.answer import Answer
from folkmoot.model.text import Text
from folkmoot.web import gauges, words
from folkmoot.web.drawing import curve
from folkmoot.web.filters import Filters
from folkmoot.web.links import opened
from folkmoot.web.templatetags.moot import around_of

register = template.Library()
register.filter("alone", gauges.alone)


@register.filter
def amount(tile: Mapping[str, Any]) -> str:
    """Return a tile's figure."""
    return gauges.amount(tile.get("value"), str(tile.get("shows")))


@register.filter
def unit(tile: Mapping[str, Any]) -> str:
    """Return the word after a tile's figure."""
    return gauges.unit_of(tile.get("value"), str(tile.get("shows")), tile.get("unit"))


@register.filter
def moved(tile: Mapping[str, Any], than: str) -> gauges.Moved | None:
    """Return how a tile's value moved from what it was."""
    return gauges.moved(tile, than)


@register.simple_tag
def small_curve(tile: Mapping[str, Any]) -> SafeString:
    """Draw a tile's months with their scale and its ends; what was not read is shaded."""
    return curve(tile.get("spark") or (), says=words.said(tile.get("title")))


@register.filter
def highest(tile: Mapping[str, Any]) -> str:
    """Return the largest number of a tile's curve, the upper end of its scale."""
    known = [number for number in tile.get("spark") or () if number is not None]
    return gauges.amount(max(known), str(tile.get("shows"))) if known else ""


@register.filter
def month_of(periods: Sequence[str], end: str) -> str:
    """Return the first or the last month of a curve, as ``2026-03``."""
    return periods[0 if end == "first" else -1][:7] if periods else ""


@register.simple_tag(takes_context=True)
def gauge_address(context: Context, tile: Mapping[str, Any]) -> str:
    """Return the address of a tile's own page, within this page's scope."""
    filters = context.get("filters")
    return opened("indicator?name={name}", tile, filters.shared if filters else around_of(context))


STEPS = (
    ("week", Text("Week", "周")),
    ("month", Text("Month", "月")),
    ("quarter", Text("Quarter", "季度")),
    ("year", Text("Year", "年")),
)


@register.filter
def steps(filters: Filters) -> list[tuple[str, str, str]]:
    """Return how long a period may be: key, words, address."""
    return [(key, words.said(title), filters.link(by=None if key == "month" else key)) for key, title in STEPS]


@register.simple_tag
def gauge_curve(answer: Answer) -> SafeString:
    """Draw an indicator's periods."""
    return curve([row["value"] for row in answer.rows], says=words.said(answer.sentence))


@register.simple_tag
def newest_first(answer: Answer) -> Answer:
    """Return the answer with its last row first."""
    return replace(answer, rows=tuple(reversed(answer.rows)))


@register.simple_tag(takes_context=True)
def counted_address(context: Context, tile: Mapping[str, Any]) -> str:
    """Return the address of what a tile counted; "" where nothing lists it."""
    said = str(tile.get("opens") or "")
    return opened(said, tile, around_of(context)) if said else ""


@register.filter
def is_evidence(address: str) -> bool:
    """Return whether an address opens beside the page: single events do."""
    return address.startswith("/events/")


@register.filter
def gap(tile: Mapping[str, Any]) -> str:
    """Return by how much a tile's number differs from the one beside it."""
    beside = tile.get("beside") or {}
    shows = str(tile.get("shows"))
    found = beside.get("gap")
    unit_word = gauges.unit_of(found, shows, tile.get("unit"))
    return f"{gauges.amount(found, shows)} {unit_word}".strip()


@register.simple_tag
def families() -> list[tuple[str, str, str]]:
    """Return the families of indicators: name, title, and the section under which their page stands."""
    return [(name, words.said(title), f"board-{name}") for name, title in FAMILIES.items()]
