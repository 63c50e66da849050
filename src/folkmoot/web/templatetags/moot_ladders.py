"""Tags of ladders: the shape and colour of a verdict, the figure in a cell, the address of its proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.urls import reverse

from folkmoot.charter.ladders import ladder_of
from folkmoot.model.text import Text
from folkmoot.reports.ladder import STATE_NAMES
from folkmoot.web.filters import Filters
from folkmoot.web.house import house
from folkmoot.web.words import figure, said

register = template.Library()

VERDICTS = {"met": ("●", "good"), "not met": ("○", "bad"), "unknown": ("◌", "warn")}
UNITS = {"days": Text("days", "天"), "months": Text("months", "个月")}
STATES = {
    "holds": ("●", "good"),
    "met": ("●", "good"),
    "ready": ("●", "accent"),
    "unknown": ("◌", "warn"),
    "short": ("○", ""),
}


@register.filter
def clause_shape(word: str) -> str:
    """Return the shape of a verdict; its word stands beside it."""
    return VERDICTS.get(word, ("◌", ""))[0]


@register.filter
def clause_class(word: str) -> str:
    """Return the colour of a verdict."""
    return VERDICTS.get(word, ("◌", ""))[1]


@register.filter
def standing_shape(state: str) -> str:
    """Return the shape of somebody's standing before a role."""
    return STATES.get(state, ("◌", ""))[0]


@register.filter
def standing_class(state: str) -> str:
    """Return the colour of somebody's standing before a role."""
    return STATES.get(state, ("◌", ""))[1]


@register.filter
def clause_figure(leaf: Mapping[str, Any]) -> str:
    """Return what was counted, short enough for a cell: ``16``, or ``3 / 5`` where it is not enough; of several the worst."""
    tallies = [one for one in leaf["tallies"] if one["have"] is not None]
    if not tallies:
        return ""
    worst = min(tallies, key=lambda one: min(1.0, one["have"] / one["need"]))
    have, unit = figure(worst["have"]), UNITS.get(worst["of"], Text())
    shown = have if worst["have"] >= worst["need"] else f"{have} / {figure(worst['need'])}"
    return f"{shown} {said(unit)}".strip()


@register.filter
def proof_address(leaf: Mapping[str, Any]) -> str:
    """Return the address of the events that a clause counted; "" where there are none to show."""
    some = any(one["have"] for one in leaf["tallies"])
    return f"{reverse('proof')}?{urlencode(leaf['proof'])}" if leaf["proof"] and some else ""


@register.filter
def standing_word(state: str) -> str:
    """Return somebody's standing in words."""
    return said(STATE_NAMES.get(state, state))


@register.filter
def with_role(filters: Filters, role: str) -> str:
    """Return the page's address for one role, or for all."""
    return filters.link(role=role, page=None, state=None)


@register.filter
def ladder_roles(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the ladder's roles with their names."""
    return [(key, said(title)) for key, title in about["steps"]]


@register.simple_tag
def standing_address(group: str, person: str, role: str = "") -> str:
    """Return the address of one person's standing in a group."""
    address = reverse("standing", args=[group, person])
    return f"{address}#{quote(role)}" if role else address


@register.simple_tag
def has_ladder(slug: str) -> bool:
    """Return whether a ladder holds for a group."""
    charter = house().charter
    group = charter.group_by_slug.get(slug)
    return group is not None and ladder_of(charter, group) is not None
