"""Tags of the pages on which groups are founded, rest, are revived, merged or archived."""

from __future__ import annotations

from typing import Any

from django import template

from folkmoot.model.answer import Answer
from folkmoot.model.text import Text
from folkmoot.reports.petitioned import STAGES

register = template.Library()

SHAPES = {
    "lacking": ("◌", "warn"), "discussed": ("◔", "accent"), "ready": ("◑", "accent"), "voting": ("◐", "accent"),
    "agreed": ("◕", "warn"), "done": ("●", "good"), "refused": ("○", "bad"), "withdrawn": ("–", ""),
}  # fmt: skip
JOINS = {"asked": ("◐", "accent"), "accepted": ("●", "good"), "refused": ("○", "bad"), "withdrawn": ("–", "")}
LACKS = {"met": "○", "not met": "●", "unknown": "◌"}
SIGNALS = {"dormant": "○", "alive": "●", "unknown": "◌"}
WAY = (
    (("lacking", "discussed", "ready"), Text("discussed for a week", "公示讨论一周")),
    (("voting",), Text("the committee votes", "委员会表决")),
    (("agreed",), Text("written into the charter", "写入章程")),
    (("done",), Text("done", "完成")),
)
"""The way of a petition about a group, and the stages in which it stands at each place."""


@register.filter
def stage_shape(stage: str) -> str:
    """Return the shape of a petition's stage; a word stands beside it."""
    return SHAPES.get(stage, ("◌", ""))[0]


@register.filter
def stage_class(stage: str) -> str:
    """Return the colour of a petition's stage."""
    return SHAPES.get(stage, ("◌", ""))[1]


@register.filter
def join_shape(state: str) -> str:
    """Return the shape of an application's state; a word stands beside it."""
    return JOINS.get(state, ("●", ""))[0]


@register.filter
def join_class(state: str) -> str:
    """Return the colour of an application's state."""
    return JOINS.get(state, ("●", ""))[1]


@register.filter
def stages_there(answer: Answer) -> list[tuple[str, Text, int]]:
    """Return the stages in which there is anything: key, name, how many."""
    return [(key, STAGES[key], number) for key, number in answer.about["states"].items() if number]


@register.filter
def way_of(stage: str) -> list[dict[str, Any]]:
    """Return the places of the way: what happens there, whether it is over, and whether it stands there now."""
    at = next(
        (number for number, (stages, _name) in enumerate(WAY) if stage in stages), 0 if stage == "withdrawn" else 1
    )
    over = stage in ("refused", "withdrawn")
    return [
        {"name": name, "past": number < at or stage == "done", "here": number == at and stage != "done", "stopped": over and number == at,
         "never": over and number > at}
        for number, (_stages, name) in enumerate(WAY)
    ]  # fmt: skip


@register.filter
def lack_shape(word: str) -> str:
    """Return the shape of a clause of a rule of dormancy: what is lacking is empty."""
    return LACKS.get(word, "◌")


@register.filter
def signal_shape(word: str) -> str:
    """Return the shape of what a rule of dormancy says of a group."""
    return SIGNALS.get(word, "◌")
