"""Charts: a Vega-Lite specification with rows and the theme of the tokens becomes SVG, kept by its content.

Colours in the drawing are the tokens' own custom properties, so one drawing serves light and dark.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
SIZES = {"full": (760, 232), "half": (560, 228), "wall": (460, 330), "narrow": (344, 196)}
FONT = 12
NOISE = re.compile(
    r' (?:role|aria-roledescription|aria-hidden|pointer-events|font-family|class|version|xmlns:xlink)="[^"]*"'
)
LABELLED = re.compile(r'<path aria-label="([^"]*)"([^>]*?)/>')
ROUND = re.compile(r"\d+\.\d{2,}")
EMPTY = re.compile(
    r'<path class="(?:back|fore)ground"[^>]*/>|<path d="M0,0h0v0h0Z"/>|<path d=""[^>]*/>| (?:opacity|stroke-width)="1"'
)
SIZE = re.compile(r'^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>')
SERIES = tuple(f"var(--series-{number})" for number in range(1, 8))
REST = "var(--series-rest)"
GAP = "var(--gap)"

SNIPPET = "window.vegaEmbed = vegaEmbed;"

THEME: dict[str, Any] = {
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
class Chart:
    """A drawn chart: the same picture for wide and narrow screens, its key, and its words for those who hear it."""

    wide: SafeString
    narrow: SafeString
    series: tuple[Series, ...]
    says: str
    spec: str  # JSON, for the interactive drawing

    @property
    def data(self) -> SafeString:
        """The specification as a data block of a page; it cannot end the block."""
        escaped = self.spec.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
        return mark_safe(escaped)  # noqa: S308 — every sign that means something to HTML is escaped above

    @property
    def id(self) -> str:
        """A name that changes with the content."""
        return "chart-" + hashlib.blake2b(self.spec.encode(), digest_size=5).hexdigest()


def drawn(spec: Mapping[str, Any], series: tuple[Series, ...], says: str, size: str = "full") -> Chart:
    """Draw a specification that has its rows, once for wide and once for narrow screens."""
    whole = {**spec, "config": {**THEME, **spec.get("config", {})}}
    wide, narrow = _sized(whole, size), _sized(whole, "narrow")
    return Chart(svg(wide), svg(narrow), series, says, wide)


def _sized(spec: Mapping[str, Any], size: str) -> str:
    width, height = SIZES[size]
    fit = {"type": "fit", "contains": "padding"}
    return json.dumps({**spec, "width": width, "height": height, "autosize": fit}, separators=(",", ":"))


@lru_cache(maxsize=512)
def svg(spec: str) -> SafeString:
    """Return the SVG of a whole specification; the same one is drawn once."""
    import vl_convert

    return mark_safe(slim(vl_convert.vegalite_to_svg(spec)))  # noqa: S308 — vl-convert escapes what rows say


def slim(drawing: str) -> str:
    """Return the drawing without what a page does not need, and with each mark's label as its tooltip."""
    titled = LABELLED.sub(lambda match: f"<path{match[2]}><title>{_tidy(match[1])}</title></path>", drawing)
    bare = EMPTY.sub("", ROUND.sub(lambda match: f"{float(match[0]):.1f}", NOISE.sub("", titled)))
    return SIZE.sub(lambda m: f'<svg viewBox="0 0 {m[1]} {m[2]}" aria-hidden="true" focusable="false">', bare, count=1)


def _tidy(label: str) -> str:
    return label.replace(" : ", "").replace("; ", " · ")


@cache
def bundle() -> bytes:
    """Return Vega, Vega-Lite and their embedding as one module; takes a second or two, once."""
    import vl_convert

    return str(vl_convert.javascript_bundle(SNIPPET)).encode()


@cache
def bundle_version() -> str:
    """Return what the bundle's address carries: it changes with the versions in it."""
    import vl_convert

    lite = vl_convert.get_vegalite_versions()[-1]
    return f"{vl_convert.get_vega_version()}-{lite}-{vl_convert.get_vega_embed_version()}"


def warm() -> None:
    """Draw something small: the engine's first drawing takes half a second, later ones a twentieth."""
    svg(
        json.dumps(
            {"$schema": SCHEMA, "data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
        )
    )
