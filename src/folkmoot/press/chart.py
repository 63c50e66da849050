"""A chart: a Vega-Lite specification with its rows for any size, its key, and its words for those who hear it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from folkmoot.press.figures import width_of

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
SIZES = {
    "full": (760, 232), "half": (560, 228), "wall": (460, 330), "narrow": (344, 196),
    "print": (680, 240), "slide": (840, 372),
}  # fmt: skip
"""Width and height in pixels; a chart of rows, such as bars, takes its own height where it needs more or less."""
SMALL = 400
FONT = 12
LEGEND = 260.0  # a longer name is cut
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


def legend_of(frame: Frame, titles: Sequence[str]) -> Spec | None:
    """Return how a colour's legend is drawn in a frame: rows of squares above the drawing, or not at all."""
    if not frame.key:
        return None
    widest = max((min(LEGEND, width_of(title)) for title in titles), default=0.0)
    columns = int((frame.width - (110 if frame.small else 60)) / (widest + 28))
    return {
        "orient": "top", "title": None, "symbolType": "square", "symbolSize": 64, "symbolOpacity": 1, "symbolStrokeWidth": 0,
        "direction": "horizontal", "columnPadding": 14, "offset": 8, "labelLimit": LEGEND, "columns": max(1, min(columns, len(titles))),
    }  # fmt: skip


def colour_of(series: tuple[Series, ...], frame: Frame, extra: tuple[Series, ...] = ()) -> Spec:
    """Return the encoding that gives each series its own colour; ``extra`` stands in the key only."""
    shown = (*series, *extra)
    return {
        "field": "key",
        "type": "nominal",
        "scale": {"domain": [one.title for one in shown], "range": [one.colour for one in shown]},
        "legend": legend_of(frame, [one.title for one in shown]),
    }


def only_in_key(colour: Spec, shown: Sequence[Series]) -> Spec:
    """Return a colour's encoding whose key names these alone, because the others have their names in the drawing."""
    legend = colour["legend"]
    return {**colour, "legend": {**legend, "values": [one.title for one in shown]} if legend and shown else None}


def nothing(frame: Frame, language: str) -> Spec:
    """Return what is drawn where nothing is known: words, and no axes that would say nought."""
    words = "尚无数据" if language.startswith("zh") else "Nothing is known yet"
    return {
        "height": min(frame.height, 96),
        "data": {"values": [{"words": words}]},
        "mark": {"type": "text", "fill": "var(--ink-quiet)", "tooltip": None},
        "encoding": {"text": {"field": "words"}},
    }
