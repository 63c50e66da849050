"""A chart: a Vega-Lite specification with its rows for any size, its key, and its words for those who hear it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
SIZES = {
    "full": (760, 232), "half": (560, 228), "wall": (460, 330), "narrow": (344, 196),
    "print": (680, 240), "slide": (840, 372),
}  # fmt: skip
"""Width and height in pixels; a chart of rows, such as bars, takes its own height where it needs more or less."""
SMALL = 400
FONT = 12
SERIES = tuple(f"var(--series-{number})" for number in range(1, 8))
REST = "var(--series-rest)"
GAP = "var(--gap)"

THEME: Mapping[str, Any] = {
    "background": None,
    "font": "sans-serif",
    "padding": 2,
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--ink-quiet)",
        "titleColor": "var(--ink-quiet)",
        "labelFontSize": FONT,
        "titleFontSize": FONT,
        "titleFontWeight": "normal",
        "domain": False,
        "ticks": False,
        "gridColor": "var(--line)",
        "labelPadding": 6,
        "labelLimit": 220,
    },
    "axisX": {"grid": False, "domain": True, "domainColor": "var(--line-firm)"},
    "axisY": {"tickCount": 4, "labelFlush": False},
    "text": {"fill": "var(--ink)", "fontSize": FONT},
    "rule": {"color": "var(--line-firm)"},
    "line": {"strokeWidth": 2, "strokeJoin": "round", "strokeCap": "round"},
    "point": {"size": 36, "filled": True},
    "range": {"category": list(SERIES)},
    "legend": {"labelColor": "var(--ink-quiet)", "titleColor": "var(--ink-quiet)", "labelFontSize": FONT},
    "title": {"color": "var(--ink)", "fontSize": FONT},
}


@dataclass(frozen=True)
class Series:
    """One colour of a chart: the column or value it stands for, its name, and its token."""

    key: str
    title: str
    colour: str


@dataclass(frozen=True)
class Frame:
    """The room a chart is drawn in. ``key``: whether its key stands inside, because nothing beside it shows one."""

    width: int
    height: int
    key: bool = False

    @property
    def small(self) -> bool:
        """Whether it is a phone's."""
        return self.width < SMALL


@dataclass(frozen=True)
class Chart:
    """What is to be drawn. ``series`` is the key of what has no label in the drawing; ``says`` is the chart in words."""

    make: Callable[[Frame], Spec]
    series: tuple[Series, ...] = ()
    says: str = ""

    def spec(self, size: str = "full", *, key: bool = False) -> Spec:
        """Return the whole specification for a size of ``SIZES``; colours are the tokens' custom properties.

        ``key``: draw the key inside. Errors: KeyError for a size that there is not.
        """
        frame = Frame(*SIZES[size], key=key)
        made = self.make(frame)
        return {
            "$schema": SCHEMA,
            "width": frame.width,
            "height": frame.height,
            "autosize": {"type": "fit", "contains": "padding"},
            **made,
            "config": {**THEME, **made.get("config", {})},
        }


def legend_of(frame: Frame) -> Spec | None:
    """Return how a colour's legend is drawn in a frame: a row of squares above the drawing, or not at all."""
    if not frame.key:
        return None
    return {
        "orient": "top", "title": None, "symbolType": "square", "symbolSize": 64, "symbolOpacity": 1, "symbolStrokeWidth": 0,
        "direction": "horizontal", "columnPadding": 16, "offset": 8, "labelLimit": 160, "columns": 3 if frame.small else 6,
    }  # fmt: skip


def colour_of(series: tuple[Series, ...], frame: Frame, extra: tuple[Series, ...] = ()) -> Spec:
    """Return the encoding that gives each series its own colour; ``extra`` stands in the key only."""
    shown = (*series, *extra)
    return {
        "field": "key",
        "type": "nominal",
        "scale": {"domain": [one.title for one in shown], "range": [one.colour for one in shown]},
        "legend": legend_of(frame),
    }
