"""Tags of campaigns and partners: stages and verdicts with their shapes."""

from __future__ import annotations

from django import template

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
