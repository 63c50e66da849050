"""Tags of the pages of talks: states with their shapes, the lists to choose from, one's own words in the page's language."""

from __future__ import annotations

from django import template

from folkmoot.model.answer import Answer
from folkmoot.model.text import Text
from folkmoot.web import words
from folkmoot.web.filters import Filters

register = template.Library()

STATES = {
    "planned": ("◐", "accent"), "waiting": ("◌", ""), "displaced": ("↷", "warn"), "given": ("●", "good"), "past": ("◌", ""),
    "declined": ("○", ""), "withdrawn": ("–", ""),
}  # fmt: skip
NAMES = {
    "ahead": Text("Ahead", "即将举行"),
    "waiting": Text("Waiting", "待答复"),
    "past": Text("Past", "往期"),
    "over": Text("Declined or withdrawn", "未采纳或已撤回"),
    "all": Text("All", "全部"),
}
KINDS = {"slides": Text("Slides", "演示文稿"), "recording": Text("Recording", "录像"), "other": Text("Link", "链接")}


@register.filter
def talk_shape(state: str) -> str:
    """Return the shape of a talk's state; a word stands beside it."""
    return STATES.get(state, ("◌", ""))[0]


@register.filter
def talk_class(state: str) -> str:
    """Return the colour of a talk's state."""
    return STATES.get(state, ("", ""))[1]


@register.filter
def talk_lists(answer: Answer, filters: Filters) -> list[tuple[str, str, int, str]]:
    """Return the lists to choose from: key, name, how many, address."""
    return [
        (key, words.said(NAMES[key]), count, filters.link(when=None if key == "ahead" else key, page=None))
        for key, count in answer.about["counted"].items()
    ]


@register.filter
def link_kind(kind: str) -> str:
    """Return what a link leads to."""
    return words.said(KINDS.get(kind, KINDS["other"]))
