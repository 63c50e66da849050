"""A radar: several parts of one score on axes of one scale, for one group or a few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Any

from folkmoot.press.chart import Chart, Frame, Series, Spec, colour_of, nothing
from folkmoot.press.figures import clipped, figure

Rows = Sequence[Mapping[str, Any]]
RINGS = (0.25, 0.5, 0.75, 1.0)
LEAST = 3  # fewer axes make no area
X: Spec = {"field": "x", "type": "quantitative", "axis": None}
Y: Spec = {"field": "y", "type": "quantitative", "axis": None}


def radar_chart(
    axes: Sequence[Series], rows: Rows, series: Sequence[Series], *, language: str = "en", says: str = ""
) -> Chart:
    """Draw values from 0 to 1 around a centre. ``rows``: axis (a key of ``axes``), key (of ``series``), value.

    *Edges*: a value of None, or without a row, leaves its axis free and the outline open there; with fewer than three
    axes nothing is drawn.
    """
    shown = tuple(series)
    found = {(row["key"], row["axis"]): row["value"] for row in rows if row["value"] is not None}

    def make(frame: Frame) -> Spec:
        if len(axes) < LEAST or not found:
            return nothing(frame, language)
        height = 260 if frame.small else max(frame.height, 300)
        high, wide = 1.24, 1.24 * (frame.width - 4) / (height - 4 - (26 if frame.key else 0))
        scale = {"x": {"domain": [-wide, wide], "nice": False}, "y": {"domain": [-high, high], "nice": False}}
        x, y = {**X, "scale": scale["x"]}, {**Y, "scale": scale["y"]}
        colour = colour_of(shown, frame)
        if len(shown) < 2:
            colour["legend"] = None
        layers = [
            *_grid(axes, x, y),
            *_areas(axes, shown, found, x, y, colour),
            *_names(axes, x, y, frame.width / 2 / wide),
        ]
        return {"height": height, "layer": layers}

    return Chart(make, shown if len(shown) > 1 else (), says)


def _at(place: int, of: int, radius: float) -> dict[str, float]:
    angle = 2 * pi * place / of
    return {"x": round(radius * sin(angle), 4), "y": round(radius * cos(angle), 4)}


def _grid(axes: Sequence[Series], x: Spec, y: Spec) -> list[Spec]:
    of = len(axes)
    rings = [{**_at(place, of, ring), "ring": ring, "order": place} for ring in RINGS for place in range(of + 1)]
    spokes = [{"x": 0, "y": 0, "x2": end["x"], "y2": end["y"]} for end in (_at(place, of, 1) for place in range(of))]
    marks = [{"x": 0, "y": ring, "words": f"{100 * ring:.0f}"} for ring in (0.5, 1.0)]
    thin = {"type": "line", "color": "var(--line)", "strokeWidth": 1, "tooltip": None}
    return [
        {"data": {"values": rings}, "mark": thin,
         "encoding": {"x": x, "y": y, "detail": {"field": "ring"}, "order": {"field": "order", "type": "quantitative"}}},
        {"data": {"values": spokes}, "mark": {"type": "rule", "color": "var(--line)"},
         "encoding": {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}}},
        {"data": {"values": marks}, "mark": {"type": "text", "fontSize": 10, "fill": "var(--ink-quiet)", "align": "left", "dx": 4,
                                             "dy": 6, "tooltip": None},
         "encoding": {"x": x, "y": y, "text": {"field": "words"}}},
    ]  # fmt: skip


def _areas(
    axes: Sequence[Series], series: Sequence[Series], found: Mapping[tuple[str, str], float], x: Spec, y: Spec, colour: Spec
) -> list[Spec]:  # fmt: skip
    of, lines, points = len(axes), [], []
    for one in series:
        runs, run = 0, -1
        for step in range(of + 1):
            axis = axes[step % of]
            value = found.get((one.key, axis.key))
            if value is None:
                run = -1
                continue
            if run < 0:
                run, runs = runs, runs + 1
            spot = {**_at(step, of, min(1.0, max(0.0, value))), "key": one.title}
            lines.append({**spot, "run": run, "order": step})
            if step < of:
                points.append({**spot, "axis": axis.title, "said": figure(100 * value)})
    whole = [one.title for one in series if all((one.key, axis.key) in found for axis in axes)]
    lined = {"x": x, "y": y, "detail": {"field": "run"}, "order": {"field": "order", "type": "quantitative"}}
    tips = [{"field": "axis", "title": " "}, {"field": "said", "title": " "}, {"field": "key", "title": " "}]
    return [
        {"data": {"values": [row for row in lines if row["key"] in whole]},
         "mark": {"type": "line", "strokeWidth": 0, "fillOpacity": 0.12, "tooltip": None}, "encoding": {**lined, "fill": {**colour, "legend": None}}},
        {"data": {"values": lines}, "mark": {"type": "line", "tooltip": None}, "encoding": {**lined, "color": colour}},
        {"data": {"values": points}, "mark": {"type": "point", "size": 40}, "encoding": {"x": x, "y": y, "color": colour, "tooltip": tips}},
    ]  # fmt: skip


def _names(axes: Sequence[Series], x: Spec, y: Spec, unit: float) -> list[Spec]:
    """Return the axes' names around the outer ring; ``unit``: the pixels of the scale's one."""
    layers: list[Spec] = []
    of = len(axes)
    for align in ("left", "center", "right"):
        values = []
        for place, axis in enumerate(axes):
            spot = _at(place, of, 1.1)
            side = "center" if abs(spot["x"]) < 0.2 else "left" if spot["x"] > 0 else "right"
            if side == align:
                space = (x["scale"]["domain"][1] - abs(spot["x"])) * unit - 4
                room = 2 * space if side == "center" else space
                values.append({**spot, "words": clipped(axis.title, room)})
        if values:
            mark = {"type": "text", "align": align, "baseline": "middle", "tooltip": None}
            layers.append(
                {"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y, "text": {"field": "words"}}}
            )
    return layers
