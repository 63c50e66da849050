"""Labels that stand in the drawing: at the ends of lines, above rules, told apart where they would meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from folkmoot.press.chart import FONT, Frame, Series, Spec
from folkmoot.press.figures import Measure, apart, clipped, width_of

LINE = 15  # pixels between two lines of words
AXIS = 24  # pixels of an axis of time with its labels
PAD = 2
HALO: Spec = {"stroke": "var(--sheet)", "strokeWidth": 3, "strokeJoin": "round", "fill": "var(--sheet)"}


@dataclass(frozen=True)
class Room:
    """How many pixels of a frame are about left for the drawing itself; Vega makes room for what stands around it."""

    width: float
    height: float


def room_of(frame: Frame, *, marks: Sequence[float], measure: Measure | None, top: float, right: float) -> Room:
    """Return what is left of a frame beside an axis with these marks, ``top`` and ``right`` pixels, and a key."""
    left = max((width_of(measure.label(mark)) for mark in marks), default=0.0) + 8 if measure else 0.0
    key = 26 if frame.key else 0
    height = frame.height - AXIS - top - key - 2 * PAD
    return Room(frame.width - left - right - 2 * PAD, height)


def value_axis(measure: Measure, marks: Sequence[float], above: float = 0) -> Spec:
    """Return an upright axis with these marks; its unit stands above it, ``above`` pixels higher than usual."""
    axis: Spec = {"values": list(marks), "tickCount": len(marks), "labelExpr": measure.labels}
    if not measure.unit:
        return {"title": None, "axis": axis}
    place = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "start", "titleBaseline": "bottom"}
    return {"title": measure.unit, "axis": {**axis, **place, "titleX": 0, "titleY": -8 - above}}


def end_labels(
    ends: Sequence[tuple[Series, float]], domain: tuple[float, float], room: Room, limit: float
) -> list[dict[str, Any]]:
    """Return a row for each line's name at the right edge: key, words, and the place of its label on the scale."""
    low, high = domain
    pixel = (high - low) / max(1.0, room.height)
    places = apart([value for _, value in ends], LINE * pixel, low + 4 * pixel, high)
    return [
        {"key": one.title, "words": clipped(one.title, limit), "v": place}
        for (one, _), place in zip(ends, places, strict=True)
    ]


def end_layers(rows: Sequence[dict[str, Any]], y: Spec, colour: Spec) -> list[Spec]:
    """Return the layers of the names at the right edge: a square in the line's colour, then words in ink."""
    place: Spec = {"x": {"value": "width"}, "y": y}
    return [
        {
            "data": {"values": list(rows)},
            "mark": {"type": "square", "size": 56, "xOffset": 10, "opacity": 1, "tooltip": None},
            "encoding": {**place, "color": colour},
        },
        {
            "data": {"values": list(rows)},
            "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 18, "tooltip": None},
            "encoding": {**place, "text": {"field": "words"}},
        },
    ]


def end_room(series: Sequence[Series], limit: float) -> float:
    """Return how many pixels the names at the right edge take."""
    return max((min(limit, width_of(one.title)) for one in series), default=0.0) + 22


@dataclass(frozen=True)
class Flag:
    """A label above a rule: its place in pixels from the left, its words, its row, and which way it is written."""

    at: float
    words: str
    row: int
    align: str


def flags(places: Sequence[tuple[float, str]], width: float, rows: int, limit: float = 120) -> list[Flag | None]:
    """Return where the words of each place stand in at most ``rows`` rows; None where there is no room for them.

    ``places``: pixels from the left, in their order, with the words.
    """
    ends = [-1.0] * rows
    found: list[Flag | None] = []
    for at, words in places:
        short = clipped(words, limit, FONT - 1)
        wide = width_of(short, FONT - 1)
        right = at + wide > width
        start = at - wide if right else at
        row = next((row for row in range(rows) if ends[row] + 8 <= start), None)
        if row is None:
            found.append(None)
            continue
        ends[row] = start + wide
        found.append(Flag(at, short, row, "right" if right else "left"))
    return found
