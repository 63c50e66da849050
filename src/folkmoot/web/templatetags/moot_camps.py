"""Tags of camps and complaints: stages, days and answers with their shapes."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.template.context import Context

from folkmoot.model.answer import Answer
from folkmoot.model.camp import STATES
from folkmoot.model.text import Text

register = template.Library()

STAGES = {
    "announced": ("◌", ""), "running": ("◐", "accent"), "open": ("◐", "accent"), "closing": ("◐", "warn"), "answering": ("◐", "warn"),
    "over": ("●", "good"), "done": ("●", "good"), "cancelled": ("◌", ""),
}  # fmt: skip
MARKS = {
    "done": "●", "late": "◕", "made": "◒", "waiting": "◌", "refused": "✕", "open": "○", "makeup": "◇", "missed": "–", "ahead": "·",
}  # fmt: skip
ANSWERS = {
    "open": ("◌", ""), "heard": ("○", ""), "planned": ("◐", "accent"), "changed": ("●", "good"), "declined": ("✕", "warn"),
}  # fmt: skip
LINKS = {"open": "○", "closed": "●", "merged": "●", "published": "●"}


@register.filter
def camp_shape(stage: str) -> str:
    """Return the shape of a stage; a word stands beside it."""
    return STAGES.get(stage, ("◌", ""))[0]


@register.filter
def camp_class(stage: str) -> str:
    """Return the colour of a stage."""
    return STAGES.get(stage, ("◌", ""))[1]


@register.filter
def mark_shape(state: str) -> str:
    """Return the shape of a day."""
    return MARKS.get(state, "·")


@register.filter
def mark_key(_said: str) -> list[tuple[str, Text]]:
    """Return what the shapes of days mean."""
    return list(STATES.items())


@register.filter
def answer_shape(state: str) -> str:
    """Return the shape of an answer."""
    return ANSWERS.get(state, ("◌", ""))[0]


@register.filter
def answer_class(state: str) -> str:
    """Return the colour of an answer."""
    return ANSWERS.get(state, ("◌", ""))[1]


@register.filter
def link_shape(state: str | None) -> str:
    """Return the shape of what a source tells of a link; the unknown has its own."""
    return LINKS.get(state or "", "◌")


@register.filter
def is_web(link: str) -> bool:
    """Return whether a link is an address of the web."""
    return str(link).startswith(("https://", "http://"))


@register.filter
def short_link(link: str) -> str:
    """Return an address without what every address has."""
    return str(link).partition("://")[2].rstrip("/")


@register.simple_tag(takes_context=True)
def sorted_by(context: Context, key: str) -> str:
    """Return the address of this page in another order, with what else was chosen."""
    found: str = context["filters"].link(sort=key, page=None)
    return found


@register.filter
def part_named(parts: Mapping[str, Answer], name: str) -> Answer | None:
    """Return a part of an answer by its name."""
    return parts.get(name)
