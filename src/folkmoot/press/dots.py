"""Dots: things by two numbers at once, each with its name where there is room for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from folkmoot.model.text import Text
from folkmoot.press.chart import FONT, SERIES, Chart, Frame, Spec, nothing
from folkmoot.press.figures import Measure, Words, clipped, measure, said, scale_of, width_of
from folkmoot.press.labels import room_of

Rows = Sequence[Mapping[str, Any]]
MEDIAN = Text("median", "中位数")
SIZE = 11  # of the names
RULED = 4  # fewer dots have no median worth a rule
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Axis:
    """What one direction counts: its name, what it shows, and its unit."""

    title: Words
    shows: str = "number"
    unit: Words = ""


@dataclass(frozen=True)
class _Side:
    """One direction of the drawing: its measure, marks and title."""

    measure: Measure
    marks: tuple[float, ...]
    title: str

    @property
    def scale(self) -> Spec:
        """The scale, from the first mark to the last."""
        return {"domain": [self.marks[0], self.marks[-1]], "nice": False, "zero": False}

    def part(self, value: float) -> float:
        """Where a value stands, from 0 to 1."""
        return (value - self.marks[0]) / (self.marks[-1] - self.marks[0])


def dots_chart(rows: Rows, x: Axis, y: Axis, *, language: str = "en", says: str = "") -> Chart:
    """Draw a dot for each row and the medians as rules. ``rows``: label, x, y; the first rows get names first.

    *Edges*: a row in which a number is None has no dot. A name that would lie on another is left out; its tooltip says it.
    """
    known = [row for row in rows if row["x"] is not None and row["y"] is not None]
    sides = {key: _side([row[key] for row in known], axis, language) for key, axis in (("x", x), ("y", y))}
    values = [
        {"x": sides["x"].measure.drawn(row["x"]), "y": sides["y"].measure.drawn(row["y"]), "label": str(row["label"]),
         "sx": sides["x"].measure.said(row["x"]), "sy": sides["y"].measure.said(row["y"])}
        for row in known
    ]  # fmt: skip

    def make(frame: Frame) -> Spec:
        if not values:
            return nothing(frame, language)
        height = max(frame.height, 260)
        room = room_of(Frame(frame.width, height), marks=sides["y"].marks, measure=sides["y"].measure, top=20, right=0)
        return {
            "height": height,
            "layer": [*_rules(values, sides, language), *_dots(values, sides, room.width, room.height - 20)],
        }

    return Chart(make, (), says)


def _side(numbers: Sequence[float], axis: Axis, language: str) -> _Side:
    counted = measure(axis.shows, axis.unit, language, numbers)
    drawn = [value for number in numbers if (value := counted.drawn(number)) is not None]
    title = said(axis.title, language)
    if counted.unit:
        title = f"{title}（{counted.unit}）" if language.startswith("zh") else f"{title} ({counted.unit})"
    return _Side(counted, tuple(scale_of(drawn, axis.shows, zero=True)), title)


def _encoded(sides: Mapping[str, _Side]) -> tuple[Spec, Spec]:
    across, up = sides["x"], sides["y"]
    x: Spec = {"field": "x", "type": "quantitative", "title": f"{across.title} →", "scale": across.scale,
               "axis": {"values": list(across.marks), "tickCount": len(across.marks), "labelExpr": across.measure.labels, "grid": True,
                        "titleAnchor": "end", "titleAlign": "right"}}  # fmt: skip
    y: Spec = {"field": "y", "type": "quantitative", "title": f"↑ {up.title}", "scale": up.scale,
               "axis": {"values": list(up.marks), "tickCount": len(up.marks), "labelExpr": up.measure.labels, "titleAngle": 0,
                        "titleAlign": "left", "titleAnchor": "start", "titleBaseline": "bottom", "titleX": 0, "titleY": -8}}  # fmt: skip
    return x, y


def _rules(values: Rows, sides: Mapping[str, _Side], language: str) -> list[Spec]:
    if len(values) < RULED:
        return []
    x, y = _encoded(sides)
    middle = {key: median(row[key] for row in values) for key in ("x", "y")}
    rule = {"type": "rule", "strokeDash": [3, 3], "color": "var(--line-firm)"}
    words = {"field": "words", "title": " "}
    rows = {"data": {"values": [{**middle, "words": said(MEDIAN, language)}]}}
    text = {"type": "text", "fontSize": 10, "fill": "var(--ink-quiet)", "tooltip": None}
    return [
        {**rows, "mark": rule, "encoding": {"x": x, "tooltip": words}},
        {**rows, "mark": rule, "encoding": {"y": y, "tooltip": words}},
        {**rows, "mark": {**text, "align": "left", "baseline": "top", "dx": 3, "dy": 2},
         "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "words"}}},
        {**rows, "mark": {**text, "align": "right", "baseline": "bottom", "dy": -3},
         "encoding": {"x": {"value": "width"}, "y": y, "text": {"field": "words"}}},
    ]  # fmt: skip


def _dots(values: Rows, sides: Mapping[str, _Side], width: float, height: float) -> list[Spec]:
    x, y = _encoded(sides)
    tips = [
        {"field": "label", "title": " "},
        {"field": "sx", "title": sides["x"].title},
        {"field": "sy", "title": sides["y"].title},
    ]
    spots = [(sides["x"].part(row["x"]) * width, (1 - sides["y"].part(row["y"])) * height) for row in values]
    middle = {key: median(spot[at] for spot in spots) for at, key in enumerate("xy")}
    rules = [(middle["x"], 0.0, middle["x"] + 44, 14.0), (width - 44, middle["y"] - 15, width, middle["y"])]
    named = _named([str(row["label"]) for row in values], spots, width, rules if len(values) >= RULED else [])
    layers: list[Spec] = [
        {"data": {"values": list(values)}, "mark": {"type": "point", "size": 64, "color": SERIES[0], "opacity": 0.85},
         "encoding": {"x": x, "y": y, "tooltip": tips}},
    ]  # fmt: skip
    for align in ("left", "right"):
        rows = [{**row, "words": name[1]} for row, name in zip(values, named, strict=True) if name and name[0] == align]
        if rows:
            mark = {
                "type": "text",
                "align": align,
                "baseline": "middle",
                "dx": 8 if align == "left" else -8,
                "fontSize": SIZE,
                "tooltip": None,
            }
            layers.append(
                {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y, "text": {"field": "words"}}}
            )
    return layers


def _named(
    labels: Sequence[str], spots: Sequence[tuple[float, float]], width: float, rules: Sequence[Box]
) -> list[tuple[str, str] | None]:
    """Return on which side of its dot each name stands, and its words; None where it would lie on something."""
    taken: list[Box] = [*((x - 5, y - 5, x + 5, y + 5) for x, y in spots), *rules]
    found: list[tuple[str, str] | None] = []
    for label, (x, y) in zip(labels, spots, strict=True):
        words = clipped(label, 130 if width > 400 else 84, SIZE)
        wide = width_of(words, SIZE)
        sides = (("left", (x + 7, y - 7, x + 9 + wide, y + 7)), ("right", (x - 9 - wide, y - 7, x - 7, y + 7)))
        free = next(
            (side for side in sides if side[1][0] >= 0 and side[1][2] <= width + FONT and not _meets(side[1], taken)),
            None,
        )
        found.append((free[0], words) if free else None)
        if free:
            taken.append(free[1])
    return found


def _meets(box: Box, taken: Sequence[Box]) -> bool:
    return any(box[0] < one[2] and one[0] < box[2] and box[1] < one[3] and one[1] < box[3] for one in taken)
