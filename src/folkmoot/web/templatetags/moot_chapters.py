"""Tags of chapters and their events: the map, QR codes, states with their shapes, and moments on an event's own clocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from folkmoot.model.chapter import SORTS
from folkmoot.model.ladder import Verdict
from folkmoot.model.text import Text
from folkmoot.press.dot_map import Dot, dot_map
from folkmoot.press.qr import qr_svg
from folkmoot.web import words
from folkmoot.web.filters import Filters

register = template.Library()

STAGES = {
    "open": ("◌", "accent"), "announced": ("◌", ""), "closed": ("◌", "warn"), "running": ("◐", "accent"), "over": ("●", ""),
    "cancelled": ("○", "bad"),
}  # fmt: skip
SIGNS = {"met": ("○", "warn"), "not met": ("●", "good"), "unknown": ("◌", "")}
STANDS = {"here": ("●", "good"), "seated": ("◐", "accent"), "waiting": ("◌", "warn"), "absent": ("○", "")}
STEPS = {Verdict.MET: ("●", "good"), Verdict.NOT_MET: ("○", ""), Verdict.UNKNOWN: ("◌", "warn")}
SIZES = {"wide": (760, 400), "narrow": (360, 320)}
DAYS = Text("Mon Tue Wed Thu Fri Sat Sun", "周一 周二 周三 周四 周五 周六 周日")


def dots_of(rows: Iterable[Mapping[str, Any]]) -> list[Dot]:
    """Return the chapters that tell where they are, as dots: their size is how often people came."""
    return [
        Dot(
            words.said(row["name"]), float(row["latitude"]), float(row["longitude"]), float(row["attendance"] or 0),
            f"is-{row['sort'] or 'city'}", f"/chapters/{row['group']}/",
            f"{words.said(row['name'])}: {_('%(n)s events') % {'n': words.figure(row['events'])}}",
        )
        for row in rows if row["latitude"] is not None and row["longitude"] is not None
    ]  # fmt: skip


@register.simple_tag
def chapter_map(rows: Iterable[Mapping[str, Any]], size: str = "wide") -> SafeString:
    """Draw where chapters are; nothing where none tells it."""
    found, (width, height) = dots_of(rows), SIZES[size]
    if not found:
        return SafeString("")
    svg = dot_map(found, width=width, height=height, says=_("Chapters on a map"))
    return mark_safe(svg)  # noqa: S308 — every word in it is escaped by the drawing


@register.simple_tag
def qr(address: str, says: str) -> SafeString:
    """Draw the QR code of an address."""
    return mark_safe(qr_svg(address, says))  # noqa: S308 — the one word in it is escaped


@register.simple_tag
def own_clock(moment: datetime, zone: str, form: str = "") -> SafeString:
    """Say a moment as clocks in ``zone`` show it, with its day of the week; ``form``: ``time`` for the time alone."""
    local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    day = words.said(DAYS).split()[local.weekday()]
    shown = f"{local:%H:%M}" if form == "time" else f"{local:%Y-%m-%d} {day} {local:%H:%M}"
    return format_html(
        '<time datetime="{}Z" title="{} UTC">{}</time>',
        moment.isoformat(timespec="seconds"),
        f"{moment:%Y-%m-%d %H:%M}",
        shown,
    )


@register.filter
def gathering_shape(stage: str) -> str:
    """Return the shape of how far an event or a round has come."""
    return STAGES.get(stage, ("◌", ""))[0]


@register.filter
def gathering_class(stage: str) -> str:
    """Return the colour of how far an event or a round has come."""
    return STAGES.get(stage, ("◌", ""))[1]


@register.filter
def sign_shape(word: str) -> str:
    """Return the shape of a chapter's signs of life."""
    return SIGNS.get(word, ("◌", ""))[0]


@register.filter
def sign_class(word: str) -> str:
    """Return the colour of a chapter's signs of life."""
    return SIGNS.get(word, ("◌", ""))[1]


@register.filter
def stands_shape(stands: str) -> str:
    """Return the shape of where somebody stands."""
    return STANDS.get(stands, ("◌", ""))[0]


@register.filter
def stands_class(stands: str) -> str:
    """Return the colour of where somebody stands."""
    return STANDS.get(stands, ("◌", ""))[1]


@register.filter
def step_shape(word: Verdict) -> str:
    """Return the shape of where somebody stands on a step."""
    return STEPS[word][0]


@register.filter
def step_class(word: Verdict) -> str:
    """Return the colour of where somebody stands on a step."""
    return STEPS[word][1]


@register.filter
def sort_with(filters: Filters, sort: str) -> str:
    """Return the address of the chapters of one sort."""
    return filters.link(sort=sort or None)


@register.filter
def state_with(filters: Filters, state: str) -> str:
    """Return the address of the events in one state."""
    return filters.link(state=state or None)


@register.filter
def word_name(word: Verdict) -> str:
    """Return what it is called where somebody stands on a step."""
    return {Verdict.MET: _("taken"), Verdict.NOT_MET: _("not taken yet"), Verdict.UNKNOWN: _("unknown")}[word]


@register.simple_tag
def chapter_sorts() -> list[tuple[str, str]]:
    """Return what a chapter may be of: the word of the charter, and its name."""
    return [(key, words.said(name)) for key, name in SORTS.items()]
