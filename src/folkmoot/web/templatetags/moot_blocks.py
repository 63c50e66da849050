"""Blocks of a family's page: an answer with its sentence, chart, table and evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django import template
from django.template.context import Context

from folkmoot.model.answer import Answer
from folkmoot.web import charts, words
from folkmoot.web.blocks import Shown, shown_of, shown_on
from folkmoot.web.plots import (
    bars_of,
    chosen_number,
    columns_chart,
    compared_of,
    funnel_of,
    gauge_chart,
    spans_of,
    stacked_chart,
    survival_of,
)

register = template.Library()
COHORTS, MONTHS = 18, 13


@register.simple_tag(takes_context=True)
def blocks(context: Context, family: str) -> list[Shown]:
    """Return the blocks of a family's page."""
    return shown_on(family, context["answer"])


@register.simple_tag
def every_block(answer: Answer) -> list[Shown]:
    """Return the parts of one report's answer."""
    return shown_of(answer)


@register.inclusion_tag("parts/chart.html", takes_context=True)
def block_chart(context: Context, shown: Shown) -> dict[str, Any]:
    """Draw a block's chart."""
    block, answer = shown.block, shown.answer
    size = "full" if block.wide else "half"
    draw: dict[str, Callable[[], charts.Chart | None]] = {
        "lines": lambda: columns_chart(answer, block.names, size),
        "stacked": lambda: stacked_chart(answer, block.names, size, block.by),
        "bars": lambda: bars_of(answer, block.names[0], size),
        "funnel": lambda: funnel_of(answer, size),
        "spans": lambda: spans_of(answer, size),
        "survival": lambda: survival_of(answer, size),
    }
    chart = draw[block.chart]()
    return _framed(context, shown.answer, chart)


@register.inclusion_tag("parts/chart.html", takes_context=True)
def gauge_curve(context: Context, answer: Answer) -> dict[str, Any]:
    """Draw an indicator's periods, with the target that speaks of it."""
    goal = (context.get("goals") or {}).get(answer.about["tile"]["name"])
    monthly = goal is not None and goal.get("goal") is not None and goal.get("nature") != "adds"
    return _framed(context, answer, gauge_chart(answer, goal if monthly else None, "full"))


@register.inclusion_tag("parts/chart.html", takes_context=True)
def compared_chart(context: Context, answer: Answer) -> dict[str, Any]:
    """Draw the chosen number of a comparison."""
    return _framed(context, answer, compared_of(answer, "full"))


@register.simple_tag
def compared_number(answer: Answer) -> dict[str, Any]:
    """Return which number of a comparison is drawn, and of which things it is unknown."""
    name = chosen_number(answer)
    unknown = [words.said(row["name"]) for row in answer.rows if row[name] is None and not row.get("few")]
    title = next((one["title"] for one in answer.about["indicators"] if one["name"] == name), "")
    return {
        "title": title,
        "unknown": len(unknown),
        "names": ("、" if words.language() == "zh" else ", ").join(unknown),
    }


def _framed(context: Context, answer: Answer, chart: charts.Chart | None) -> dict[str, Any]:
    return {
        "chart": chart,
        "answer": answer,
        "vega": charts.bundle_version() if chart else "",
        "zone": context.get("zone"),
    }


@register.simple_tag
def newest_first(answer: Answer) -> Answer:
    """Return the answer with its last row first."""
    return replace(answer, rows=tuple(reversed(answer.rows)))


@register.simple_tag
def triangle(answer: Answer) -> dict[str, Any]:
    """Return cohorts by month as rows of shares: the newest cohorts, each as far as it is over."""
    cells: dict[str, dict[int, Mapping[str, Any]]] = {}
    for row in answer.rows:
        cells.setdefault(str(row["cohort"]), {})[int(row["months"])] = row
    shown = sorted(cells)[-COHORTS:]
    most = min(MONTHS, max((month for cohort in shown for month in cells[cohort]), default=0) + 1)
    lines = [
        {"cohort": cohort, "people": cells[cohort].get(0, {}).get("people"), "cells": [_cell(cells[cohort].get(month)) for month in range(most)]}
        for cohort in shown
    ]  # fmt: skip
    return {"months": range(most), "lines": lines}


def _cell(row: Mapping[str, Any] | None) -> dict[str, Any]:
    if row is None or row.get("share") is None:
        return {"said": "", "level": ""}
    share = float(row["share"])
    level = 0 if not share else min(4, 1 + int(share * 4))
    return {"said": words.share(share), "level": level, "open": not row.get("over"), "people": row.get("active")}
