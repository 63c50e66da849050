"""Tags of what is judged: states with their shape, bars, and the choice of group, repository and state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.utils.translation import gettext as _

from folkmoot.reports.alerts import STATES as ALERTS
from folkmoot.reports.evaluation import STATES
from folkmoot.web import judging, words
from folkmoot.web.choices import group_choices, repository_choices
from folkmoot.web.filters import Filters

register = template.Library()
register.filter("states_bar", judging.states_bar)
register.filter("bound_words", judging.bound_words)
register.filter("value_words", judging.value_words)
register.filter("channel_words", judging.channel_words)


@register.filter
def verdict_shape(state: str) -> str:
    """Return the shape of a state."""
    return judging.shape_of(state)[0]


@register.filter
def verdict_class(state: str) -> str:
    """Return the colour of a state; its shape and word say the same."""
    return judging.shape_of(state)[1]


@register.filter
def verdict_word(state: str) -> str:
    """Return the word of a state."""
    return words.term_for(STATES, state)


@register.inclusion_tag("health/choose.html", takes_context=True)
def judged_bar(context: Context, choices: Any = (), title: str = "", per: str = "") -> dict[str, Any]:
    """Show the filter bar: which evaluation or score, and of which group or repository. ``per``: only ``group`` or ``repo``."""
    filters: Filters = context["filters"]
    return {
        "filters": filters, "title": title, "current": context["about"]["id"] if choices else "",
        "choices": [(one["id"], words.said(one["title"])) for one in choices] if len(choices) > 1 else (),
        "groups": () if per == "repo" else group_choices(), "repos": () if per == "group" else repository_choices(),
        "own": {name: value for name, value in filters.own.items() if name != "id"}, "clear": filters.path,
    }  # fmt: skip


@register.simple_tag(takes_context=True)
def state_choices(context: Context, counts: Mapping[str, int]) -> list[tuple[str, str, int, str, bool]]:
    """Return the states to choose from: shape, word, how many, address, and whether it is the one in force."""
    filters: Filters = context["filters"]
    now = filters.own.get("state", "")
    told = [
        (judging.shape_of(state)[0], words.term_for(STATES, state), number, filters.link(state=state), state == now)
        for state, number in counts.items()
    ]
    return [("", _("All"), sum(counts.values()), filters.link(state=None), not now), *told]


@register.simple_tag(takes_context=True)
def alert_choices(context: Context) -> list[tuple[str, str, bool]]:
    """Return the states of alerts to choose from: words, address, and whether it is the one in force."""
    filters: Filters = context["filters"]
    now = filters.own.get("state", "")
    told = [(words.said(title), filters.link(state=state), state == now) for state, title in ALERTS.items()]
    return [(_("All"), filters.link(state=None), not now), *told]


@register.simple_tag(takes_context=True)
def evidence_address(context: Context, row: Mapping[str, Any]) -> str:
    """Return the address of an item's evidence, of the same group or repository; "" where there is none to open."""
    said = str(row.get("opens") or "")
    if not said.startswith("/"):
        return said if said.startswith(("https://", "http://")) else ""
    filters: Filters = context["filters"]
    kept = urlencode({name: filters.shared[name] for name in ("group", "repo") if name in filters.shared})
    return f"{said}{'&' if '?' in said else '?'}{kept}" if kept else said


@register.simple_tag
def sort_address(kept: Mapping[str, str], by: str) -> str:
    """Return the address of the same page sorted by a column."""
    return f"?{urlencode({**kept, 'sort': by})}"


@register.filter
def is_slug(thing: Any) -> bool:
    """Return whether a thing is a group, by its short name."""
    return bool(thing) and ":" not in str(thing) and "/" not in str(thing)
