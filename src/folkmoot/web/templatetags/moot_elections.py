"""Tags of the pages of elections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.model.answer import Answer
from folkmoot.reports.elections import STAGE_NAMES
from folkmoot.web import words
from folkmoot.web.filters import Filters
from folkmoot.web.links import opened

register = template.Library()

SHAPES = {
    "upcoming": ("◌", ""), "nominations": ("◐", "accent"), "between": ("◐", ""), "voting": ("◐", "accent"), "closed": ("◌", "warn"),
    "counted": ("●", ""), "certified": ("●", "good"),
}  # fmt: skip
PROVEN = {"met": ("●", "good"), "not met": ("○", "bad"), "unknown": ("◌", "warn")}
OUTCOMES = {"elected": ("●", "good"), "tied": ("◌", "warn"), "passed over": ("–", "warn"), "": ("○", "")}
STEPS = 4  # of shade: how far one candidate is ahead of another
WIDE, HIGH = 100.0, 14


@register.filter
def stage_shape(stage: str) -> str:
    """Return the shape of a stage; a word stands beside it."""
    return SHAPES.get(stage, ("◌", ""))[0]


@register.filter
def stage_class(stage: str) -> str:
    """Return the colour of a stage."""
    return SHAPES.get(stage, ("◌", ""))[1]


@register.filter
def proof_shape(word: str) -> str:
    """Return the shape of a condition: met, not met or unknown."""
    return PROVEN[word][0]


@register.filter
def proof_class(word: str) -> str:
    """Return the colour of a condition."""
    return PROVEN[word][1]


@register.filter
def proof_word(word: str) -> str:
    """Return a condition's state in words."""
    return {"met": _("met"), "not met": _("not met"), "unknown": _("unknown")}[word]


@register.filter
def outcome_shape(state: str) -> str:
    """Return the shape of what became of a candidate."""
    return OUTCOMES[state][0]


@register.filter
def outcome_class(state: str) -> str:
    """Return the colour of what became of a candidate."""
    return OUTCOMES[state][1]


@register.filter
def fact_link(opens: str) -> str:
    """Return the address of the facts under a condition."""
    return opened(opens, {}, {}) if opens else ""


@register.filter
def election_stages(answer: Answer) -> list[tuple[str, str, int]]:
    """Return the stages in which there are elections: key, words, how many."""
    return [(key, words.said(STAGE_NAMES[key]), number) for key, number in answer.about["stages"].items() if number]


@register.filter
def elections_in(filters: Filters, stage: str) -> str:
    """Return the address of the list with one stage chosen; "" for all of them."""
    return filters.link(stage=stage or None)


@register.filter
def duel_lines(about: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the pairwise table by place: a line for each candidate, and in each cell how many prefer them to the other.

    The shade of a cell says how large a share of those who prefer one of the two that is; a mark says who is ahead.
    """
    matrix, names = about["pairwise"], about["order"]
    lines = []
    for row, name in enumerate(names):
        cells: list[dict[str, Any] | None] = []
        for column, other in enumerate(names):
            if row == column:
                cells.append(None)
                continue
            mine, theirs = matrix[row][column], matrix[column][row]
            share = mine / (mine + theirs) if mine + theirs else 0.5
            shade = min(STEPS, int((share - 0.5) * 2 * STEPS) + 1) if mine > theirs else 0
            says = _("%(mine)s rank %(name)s above %(other)s, %(theirs)s the other way round")
            title = says % {"mine": mine, "name": name, "other": other, "theirs": theirs}
            path = about["strongest"][row][column] if about["strongest"] else None
            cells.append({"said": mine, "shade": shade, "title": title, "ahead": mine > theirs, "path": path})
        lines.append({"number": row + 1, "name": name, "cells": cells})
    return lines


@register.simple_tag
def spread_bar(row: Mapping[str, Any]) -> SafeString:
    """Draw on how many ballots a candidate has which mark, the best on the left; the words beside it say the same."""
    whole = sum(number for _mark, number in row["counts"]) + row["none"] or 1
    place, parts = 0.0, []
    for step, (mark, number) in enumerate(row["counts"]):
        width = WIDE * number / whole
        parts.append((min(step, 5), f"{place:.2f}", f"{width:.2f}", f"{mark}: {number}"))
        place += width
    drawn = format_html_join(
        "", '<rect class="spread-{}" x="{}" width="{}" height="14"><title>{}</title></rect>', parts
    )
    rest = format_html(
        '<rect class="spread-none" x="{}" width="{}" height="14"><title>{}: {}</title></rect>', f"{place:.2f}",
        f"{WIDE - place:.2f}", _("no opinion"), row["none"],
    )  # fmt: skip
    return format_html(
        '<svg class="spread" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">{}{}</svg>', drawn, rest
    )


@register.filter
def spread_words(row: Mapping[str, Any]) -> str:
    """Say in words what the bar shows: how many ranked first, and how many had no opinion."""
    first = row["counts"][0][1] if row["counts"] else 0
    said = _("best mark: %(first)s, no opinion: %(none)s")
    return said % {"first": first, "none": row["none"]}
