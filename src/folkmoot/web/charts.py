"""Charts: a Vega-Lite specification with rows and the theme of the tokens becomes SVG, kept by its content.

Colours in the drawing are the tokens' own custom properties, so one drawing serves light and dark.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
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

MONTH_EN = "utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%Y') : utcFormat(datum.value, '%b')"
MONTH_ZH = "utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%Y') : (utcmonth(datum.value) + 1) + '月'"


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


def months_chart(
    rows: Sequence[Mapping[str, Any]], series: Sequence[Series], *, language: str, says: str, unit: str, size: str
) -> Chart:
    """Draw stacked bars by month. ``rows``: month (``2025-03``), key (a series), amount. No row, no bar: a gap."""
    order = {one.key: place for place, one in enumerate(series)}
    names = {one.key: one.title for one in series}
    values = [
        {"month": f"{row['month']}-01", "key": names[row["key"]], "place": order[row["key"]], "amount": row["amount"]}
        for row in rows
        if row["key"] in order and row["amount"]
    ]
    months = _every_month(sorted({str(row["month"]) for row in rows}))
    title = "月份" if language == "zh" else "Month"
    spec: dict[str, Any] = {
        "$schema": SCHEMA,
        "data": {"values": values},
        "mark": {"type": "bar", "timeUnitBandSize": 0.8},
        "encoding": {
            "x": {
                "field": "month",
                "type": "temporal",
                "timeUnit": "utcyearmonth",
                "title": None,
                "axis": {
                    "values": [{"year": int(one[:4]), "month": int(one[5:7]), "utc": True} for one in _marks(months)],
                    "labelExpr": MONTH_ZH if language == "zh" else MONTH_EN,
                    "labelAlign": "left",
                    "labelOffset": 0,
                    "labelFlush": False,
                },
            },
            "y": {"field": "amount", "type": "quantitative", "title": None, "axis": {"format": ",d"}},
            "color": {
                "field": "key",
                "type": "nominal",
                "scale": {"domain": [one.title for one in series], "range": [one.colour for one in series]},
                "legend": None,
            },
            "order": {"field": "place", "type": "quantitative"},
            "tooltip": [
                {"field": "month", "type": "temporal", "timeUnit": "utcyearmonth", "format": "%Y-%m", "title": title},
                {"field": "amount", "type": "quantitative", "format": ",d", "title": unit},
                {"field": "key", "type": "nominal", "title": " "},
            ],
        },
    }
    return drawn(spec, tuple(series), says, size)


def _every_month(seen: Sequence[str]) -> list[str]:
    """Return all months from the first to the last one seen."""
    if not seen:
        return []
    first, last = (12 * int(month[:4]) + int(month[5:7]) - 1 for month in (seen[0], seen[-1]))
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


def _marks(months: Sequence[str]) -> list[str]:
    """Return the months that get a label: quarters up to three years, then years, then every second or fifth."""
    if len(months) <= 14:
        return list(months)[:: 2 if len(months) > 7 else 1]
    if len(months) <= 38:
        return [month for month in months if month[5:7] in ("01", "04", "07", "10")]
    years = sorted({month[:4] for month in months if month[5:7] == "01"})
    step = 1 if len(years) <= 10 else 2 if len(years) <= 20 else 5
    return [f"{year}-01" for year in years[::step]]


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
