"""Tags of contests: stages and states with their shapes, and cells of the table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import template

from folkmoot.web.house import community

register = template.Library()

STAGES = {
    "announced": ("◌", ""), "running": ("◐", "accent"), "frozen": ("◐", "warn"), "review": ("◐", "warn"), "final": ("●", "good"),
    "cancelled": ("◌", ""),
}  # fmt: skip
ENTRIES = {
    "waiting": ("◌", ""), "running": ("◐", "accent"), "scored": ("●", "good"), "refused": ("○", "bad"), "failed": ("○", "bad"),
    "timed-out": ("○", "bad"), "out-of-memory": ("○", "bad"), "broke": ("◌", "warn"), "withdrawn": ("◌", ""),
}  # fmt: skip
STATES = {"counted": ("●", "good"), "pending": ("◌", "warn"), "taken": ("○", "bad")}


@register.filter
def contest_shape(stage: str) -> str:
    """Return the shape of a stage; a word stands beside it."""
    return STAGES.get(stage, ("◌", ""))[0]


@register.filter
def contest_class(stage: str) -> str:
    """Return the colour of a stage."""
    return STAGES.get(stage, ("◌", ""))[1]


@register.filter
def award_shape(state: str) -> str:
    """Return the shape of what became of an event."""
    return STATES.get(state, ("◌", ""))[0]


@register.filter
def award_class(state: str) -> str:
    """Return the colour of what became of an event."""
    return STATES.get(state, ("◌", ""))[1]


@register.filter
def last_minute(moment: datetime | None) -> datetime | None:
    """Return the last minute of a day that ends something, for its midnight is the next day's; any other moment as it is."""
    if moment is None:
        return None
    shown = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(community().zone))
    return moment if (shown.hour, shown.minute) != (0, 0) else moment - timedelta(minutes=1)


@register.filter
def cell(row: Mapping[str, Any], name: str) -> Any:
    """Return a value of a row."""
    return row.get(name)


@register.filter
def step_mark(step: Mapping[str, Any]) -> str:
    """Return the shape of a stage on the timeline."""
    return "◐" if step["now"] else "●" if step["over"] else "○"


@register.filter
def entry_shape(state: str) -> str:
    """Return the shape of an entry's state; a word stands beside it."""
    return ENTRIES.get(state, ("◌", ""))[0]


@register.filter
def entry_class(state: str) -> str:
    """Return the colour of an entry's state."""
    return ENTRIES.get(state, ("◌", ""))[1]


@register.filter
def scores(row: Mapping[str, Any]) -> list[Any]:
    """Return the values of a row of the leaderboard, metric by metric."""
    return [value for name, value in row.items() if name.startswith("metric_")]
