"""Tags of campaigns and partners: stages and verdicts with their shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from folkmoot.model.answer import Answer

register = template.Library()

SHAPES = {
    "planned": ("◌", ""), "running": ("◐", "accent"), "over": ("●", ""), "reviewed": ("●", "good"), "cancelled": ("◌", ""),
    "effect": ("●", "good"), "no-effect": ("○", "warn"), "unknown": ("◌", ""), "brand": ("◌", ""), "lead": ("◌", ""), "talking": ("◐", ""),
    "agreed": ("◐", "accent"), "active": ("●", "good"), "paused": ("○", "warn"), "ended": ("○", ""),
}  # fmt: skip


@register.filter
def shape_of(word: str) -> str:
    """Return the shape of a stage or a verdict; a word stands beside it."""
    return SHAPES.get(word, ("◌", ""))[0]


@register.filter
def colour_of(word: str) -> str:
    """Return the colour of a stage or a verdict."""
    return SHAPES.get(word, ("◌", ""))[1]


@register.simple_tag
def verdict_of(brought: Answer | None, ident: str) -> Mapping[str, Any] | None:
    """Return what a campaign that is over brought; None of one that is not."""
    return next((row for row in brought.rows if row["id"] == ident), None) if brought else None


@register.inclusion_tag("campaigns/counted.html", takes_context=True)
def came_by(context: Context) -> dict[str, Any]:
    """Say by which code the reader came, where their browser remembers one, and let them forget it."""
    from folkmoot.web.growing.outward.touches import COOKIE, remembered  # its pages load these tags

    request = context.get("request")
    found = remembered(request) if request is not None and request.COOKIES.get(COOKIE) else None
    on_its_page = found is not None and request is not None and request.path == reverse("campaign", args=[found[0].id])
    told = {"plan": found[0], "touch": found[1]} if found and not on_its_page else {}
    return {**told, "request": request, "csrf_token": context.get("csrf_token")}
