"""Tags of tasks: stages and proofs with their shapes."""

from __future__ import annotations

from django import template

register = template.Library()

STAGES = {
    "soon": ("◌", ""), "open": ("○", "accent"), "claimed": ("◐", ""), "delivered": ("◐", "warn"), "accepted": ("●", "good"),
    "over": ("◌", ""),
}  # fmt: skip
PROOFS = {"proven": ("●", "good"), "reviewed": ("●", ""), "unknown": ("◌", "warn"), "not-proven": ("○", "bad")}


@register.filter
def task_shape(stage: str) -> str:
    """Return the shape of a task's stage; a word stands beside it."""
    return STAGES.get(stage, ("◌", ""))[0]


@register.filter
def task_class(stage: str) -> str:
    """Return the colour of a task's stage."""
    return STAGES.get(stage, ("◌", ""))[1]


@register.filter
def proof_shape(state: str) -> str:
    """Return the shape of a proof."""
    return PROOFS.get(state, ("◌", ""))[0]


@register.filter
def proof_class(state: str) -> str:
    """Return the colour of a proof."""
    return PROOFS.get(state, ("◌", ""))[1]
