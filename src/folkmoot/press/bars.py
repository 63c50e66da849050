"""Bars that lie: amounts side by side, each with its figure; and levels, of which each holds the next."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.model.text import Text
from folkmoot.press.chart import REST, SERIES, Chart, Frame, Series, Spec, colour_of, nothing
from folkmoot.press.engrave import UNDRAWABLE
from folkmoot.press.figures import UNKNOWN, Measure, Words, figure, measure, said, width_of

Rows = Sequence[Mapping[str, Any]]
BAND, MARGIN = 24, 8
MORE = {"en": "and {n} more", "zh": "另有 {n} 项"}
AT_LEAST = Text("not reached yet: at least", "尚未达到，至少")  # what a pale bar stands for
QUIET, INK = "var(--ink-quiet)", "var(--ink)"


def bars_chart(  # noqa: PLR0913 — each of them is said of a bar
    rows: Rows, *, unit: Words = "", shows: str = "number", name: Words = "", other: Words = "", target: Words = "",
    least: Words = "", language: str = "en", says: str = "", most: int = 20,
) -> Chart:  # fmt: skip
    """Draw a bar for each row, in their order. ``rows``: label, value, and perhaps other and target, each a tick.

    ``name``, ``other``, ``target``: what the bars and the two ticks stand for. ``least``: what a pale bar stands for, of a row
    whose value nobody knows but that it is no less than its ``least``. ``most``: how many rows are drawn; the drawing says
    how many more there are. *Edges*: a value of None has no bar and a dash.
    """
    counted = measure(
        shows, unit, language, [row.get(part) for row in rows for part in ("value", "other", "target", "least")]
    )
    own = Series("value", said(name, language) or " ", SERIES[0])
    extra = tuple(
        Series(key, said(words, language), colour)
        for key, words, colour in (("other", other, QUIET), ("target", target, INK))
        if words and any(row.get(key) is not None for row in rows)
    )
    shown = list(rows[:most])
    pale = tuple(Series("least", said(least, language), REST) for row in shown if _is_bounded(row))[:1]
    values = [_row(row, place, pale[0] if _is_bounded(row) else own, counted) for place, row in enumerate(shown)]
    wide = max((width_of(row["figure"]) for row in values), default=0.0)
    left = MORE["zh" if language.startswith("zh") else "en"].format(n=len(rows) - most) if len(rows) > most else ""

    def make(frame: Frame) -> Spec:
        if not values:
            return nothing(frame, language)
        x: Spec = {"field": "v", "type": "quantitative", "axis": {"title": left or None, "labels": False, "grid": False, "domain": False,
                   "titleAnchor": "start", "titleAlign": "left"}, "scale": {"zero": True, "nice": False}}  # fmt: skip
        y = _labels([row["label"] for row in values], frame)
        colour = colour_of((own, *pale, *extra), frame)
        if not extra and not pale:
            colour["legend"] = None
        tips = [{"field": "label", "title": " "}, {"field": "said", "title": own.title}]
        layers: list[Spec] = [
            {"mark": {"type": "bar", "height": {"band": 0.66}}, "encoding": {"x": x, "y": y, "color": colour, "tooltip": tips}},
            *[layer for one in extra for layer in _ticks(values, one, x, y, colour, counted)],
            _figures(y, wide if extra else None),
        ]  # fmt: skip
        height = (
            BAND * len(values)
            + MARGIN
            + 22 * bool(left)
            + 22 * bool(counted.unit)
            + 26 * bool((extra or pale) and frame.key)
        )
        return {"data": {"values": values}, "height": height, "layer": layers, **_unit(counted.unit)}

    return Chart(make, (own, *pale, *extra) if extra or pale else (), says)


def _is_bounded(row: Mapping[str, Any]) -> bool:
    return row.get("value") is None and row.get("least") is not None


def _figures(y: Spec, column: float | None) -> Spec:
    """Return the figures: where each bar ends, or in a column of this width at the right where ticks would lie between."""
    text: Spec = {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "tooltip": None}
    x: Spec = {"field": "end", "type": "quantitative"}
    if column is not None:
        text, x = {**text, "align": "right", "dx": 12 + column}, {"value": "width"}
    return {"mark": text, "encoding": {"x": x, "y": y, "text": {"field": "figure"}}}


def _row(row: Mapping[str, Any], place: int, own: Series, counted: Measure) -> dict[str, Any]:
    bounded = _is_bounded(row)
    value = row.get("least") if bounded else row.get("value")
    drawn = {"value": counted.drawn(value), **{key: counted.drawn(row.get(key)) for key in ("other", "target")}}
    sign = "≥ " if bounded else ""
    return {
        "place": place, "label": str(row["label"]), "v": drawn["value"], "key": own.title,
        "figure": sign + figure(drawn["value"], counted.shows), "said": sign + counted.said(value),
        "end": max([0.0, *(value for value in drawn.values() if value is not None)]),
        "other": drawn["other"], "target": drawn["target"],
    }  # fmt: skip


def _labels(words: Sequence[str], frame: Frame) -> Spec:
    """Return the bands, each with its words; two with the same words stay two.

    *Edges*: the words stand in an expression, where an escaped control character would end the engine.
    """
    names = json.dumps([UNDRAWABLE.sub("", each) for each in words])
    return {
        "field": "place", "type": "ordinal", "title": None,
        "axis": {"labelExpr": f"{names}[datum.value]", "labelLimit": 116 if frame.small else 240, "labelColor": INK, "labelOverlap": False},
    }  # fmt: skip


def _ticks(values: Rows, one: Series, x: Spec, y: Spec, colour: Spec, counted: Measure) -> list[Spec]:
    rows = [
        {
            **row,
            "v": row[one.key],
            "key": one.title,
            "said": f"{figure(row[one.key], counted.shows)} {counted.unit}".strip(),
        }
        for row in values
        if row[one.key] is not None
    ]
    tips = [{"field": "label", "title": " "}, {"field": "said", "title": one.title}]
    tick = {"type": "tick", "opacity": 1, "height": {"band": 0.86}}
    return [
        {"data": {"values": rows}, "mark": {**tick, "thickness": 5.5, "color": "var(--sheet)", "tooltip": None}, "encoding": {"x": x, "y": y}},
        {"data": {"values": rows}, "mark": {**tick, "thickness": 2.5}, "encoding": {"x": x, "y": y, "color": colour, "tooltip": tips}},
    ]  # fmt: skip


def _unit(unit: str) -> Spec:
    if not unit:
        return {}
    return {
        "title": {
            "text": unit,
            "anchor": "start",
            "frame": "group",
            "color": QUIET,
            "fontWeight": "normal",
            "offset": 4,
        }
    }


def funnel_chart(levels: Rows, *, unit: Words = "", language: str = "en", says: str = "", reach: Words = "") -> Chart:
    """Draw levels of which each holds the next, and between them which share gets there. ``levels``: title, value.

    ``reach``: what stands behind a share, such as "become D1" with ``{title}`` for the next level's name.
    *Edges*: beside a level that is unknown there is no share; of nobody there is none either.
    """
    counted = measure("number", unit, language, [row["value"] for row in levels])
    form = said(reach, language) or ("成为 {title}" if language.startswith("zh") else "become {title}")
    values, words = [], []
    for place, row in enumerate(levels):
        title, value = str(row["title"]), row["value"]
        before = levels[place - 1]["value"] if place else None
        if place:
            known = value is not None and before
            share = f"↓ {figure(value / before, 'share')} {form.replace('{title}', title)}" if known else f"↓ {UNKNOWN}"
            values.append({"place": 2 * place - 1, "v": None, "end": 0, "share": share, "figure": ""})
            words.append("")
        words.append(title)
        values.append({"place": 2 * place, "v": value, "end": value or 0, "share": "", "figure": figure(value),
                       "label": title, "said": counted.said(value)})  # fmt: skip

    def make(frame: Frame) -> Spec:
        if not any(row["v"] is not None for row in values):
            return nothing(frame, language)
        x: Spec = {"field": "v", "type": "quantitative", "axis": None, "scale": {"zero": True, "nice": False}}
        y = _labels(words, frame)
        tips = [{"field": "label", "title": " "}, {"field": "said", "title": " "}]
        text = {"type": "text", "align": "left", "baseline": "middle", "tooltip": None}
        layers: list[Spec] = [
            {"mark": {"type": "bar", "height": {"band": 0.92}, "color": SERIES[0]}, "encoding": {"x": x, "y": y, "tooltip": tips}},
            {"mark": {**text, "dx": 6, "fontWeight": 600},
             "encoding": {"x": {"field": "end", "type": "quantitative"}, "y": y, "text": {"field": "figure"}}},
            {"mark": {**text, "dx": 2, "fill": QUIET}, "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "share"}}},
        ]  # fmt: skip
        height = (BAND + 2) * len(values) + MARGIN + 22 * bool(counted.unit)
        return {"data": {"values": values}, "height": height, "layer": layers, **_unit(counted.unit)}

    return Chart(make, (), says)
