"""Tags of selection rounds: stages and states with their shapes, what somebody may do about a candidate, differences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

STAGES = {
    "upcoming": ("◌", ""), "nominations": ("◐", "accent"), "due": ("◐", "warn"), "voting": ("◐", "accent"),
    "decided": ("◐", "warn"), "closed": ("●", "good"), "cancelled": ("◌", ""),
}  # fmt: skip
STATES = {
    "nominated": ("◌", ""), "standing": ("◐", "accent"), "declined": ("◌", ""), "withdrawn": ("◌", ""), "silent": ("◌", "warn"),
    "gone": ("◌", "warn"), "short": ("○", "bad"), "ready": ("◐", "accent"), "voting": ("◐", "accent"), "granted": ("●", "good"),
    "refused": ("○", "bad"), "proposed": ("◐", "good"), "promoted": ("●", "good"),
    "active": ("●", "good"), "unknown": ("◌", "warn"), "recent": ("●", ""), "concerned": ("○", "bad"), "noticed": ("◐", "accent"),
    "stays": ("●", "good"), "leaves": ("◐", "warn"), "kept": ("●", "good"), "dropped": ("◌", ""), "applied": ("●", ""),
}  # fmt: skip
REVIEWS = {"open": ("◐", "accent"), "closed": ("●", "good"), "cancelled": ("◌", "")}
LINES = {"+": "added", "-": "removed", "@": "where"}


@register.filter
def round_shape(stage: str) -> str:
    """Return the shape of a stage; a word stands beside it."""
    return STAGES.get(stage, ("◌", ""))[0]


@register.filter
def round_class(stage: str) -> str:
    """Return the colour of a stage."""
    return STAGES.get(stage, ("◌", ""))[1]


@register.filter
def review_shape(stage: str) -> str:
    """Return the shape of a review's stage."""
    return REVIEWS.get(stage, ("◌", ""))[0]


@register.filter
def review_class(stage: str) -> str:
    """Return the colour of a review's stage."""
    return REVIEWS.get(stage, ("◌", ""))[1]


@register.filter
def candidate_shape(state: str) -> str:
    """Return the shape of where a candidate stands."""
    return STATES.get(state, ("◌", ""))[0]


@register.filter
def candidate_class(state: str) -> str:
    """Return the colour of where a candidate stands."""
    return STATES.get(state, ("◌", ""))[1]


@register.filter
def step_shape(step: Mapping[str, Any]) -> str:
    """Return the shape of a stage on the timeline."""
    return "◐" if step["now"] else "●" if step["over"] else "○"


@register.filter
def may_about(own: Mapping[str, Any], row: Mapping[str, Any]) -> Mapping[str, bool]:
    """Return what who reads may do about a candidate."""
    found: Mapping[str, bool] = own["about"].get(f"{row['person']}:{row['role']}", {})
    return found


@register.filter
def as_difference(diff: str) -> SafeString:
    """Return a difference to read: each line marked as added, removed, place or head; it scrolls by keyboard too."""
    lines = format_html_join("", '<span class="diff-{}">{}\n</span>', map(_sorted_line, diff.splitlines()))
    return format_html('<pre class="diff" tabindex="0" aria-label="{}"><code>{}</code></pre>', _("Difference"), lines)


def _sorted_line(line: str) -> tuple[str, str]:
    return "head" if line.startswith(("--- ", "+++ ")) else LINES.get(line[:1], "same"), line


@register.filter
def anchor_of(row: Mapping[str, Any]) -> str:
    """Return the name of a candidate's place on the page."""
    return f"{row['person']}-{row['role']}"
