"""Tags of the pages of content: states with their shapes, choices that keep the other filters, steps of heat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from folkmoot.model.text import Text
from folkmoot.web import words
from folkmoot.web.filters import Filters

register = template.Library()

STATES = {
    "idea": ("◌", ""), "taken": ("◔", ""), "draft": ("◑", ""), "review": ("◕", "accent"), "scheduled": ("◷", "accent"),
    "published": ("●", "good"), "dropped": ("–", ""),
}  # fmt: skip


@register.filter
def content_shape(state: str) -> str:
    """Return the shape of a piece's state; a word stands beside it."""
    return STATES.get(state, ("◌", ""))[0]


@register.filter
def content_class(state: str) -> str:
    """Return the colour of a piece's state."""
    return STATES.get(state, ("", ""))[1]


@register.filter
def state_links(filters: Filters, states: Iterable[tuple[str, Text]]) -> list[tuple[str, str, str, bool]]:
    """Return the states to choose from: key, name, address, and whether it is the one in force."""
    current = filters.own.get("state", "")
    return [
        (key, words.said(title), filters.link(state=key or None, page=None), key == current) for key, title in states
    ]


@register.filter
def month_link(filters: Filters, month: str) -> str:
    """Return the address of another month."""
    return filters.link(month=month or None)


@register.filter
def about(amount: Any, exact: Any) -> str:
    """Return a number of views: with ≈ where it is reckoned, a dash where it is unknown."""
    shown = words.figure(amount)
    return f"≈ {shown}" if amount is not None and exact is False else shown
