"""Curves by month: stacked bars, with the months that were not read shaded behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.web.charts import GAP, SCHEMA, Chart, Series, drawn

MONTH_EN = "utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%Y') : utcFormat(datum.value, '%b')"
MONTH_ZH = "utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%Y') : (utcmonth(datum.value) + 1) + '月'"
WORDS = {"en": ("Month", "not read"), "zh": ("月份", "未读取")}


def months_chart(
    rows: Sequence[Mapping[str, Any]], series: Sequence[Series], gaps: Mapping[str, float], *,
    language: str, says: str, unit: str, size: str,
) -> Chart:  # fmt: skip
    """Draw stacked bars by month. ``rows``: month (``2025-03``), key (a series), amount.

    ``gaps``: the share of readings that miss a month; its shade is that deep, and its name stands in the key.
    """
    month, unread = WORDS["zh" if language == "zh" else "en"]
    x = _months(sorted({str(row["month"]) for row in rows} | set(gaps)), language)
    bars = _bars(rows, series, x, (month, unit))
    spec: dict[str, Any] = {"$schema": SCHEMA, **bars}
    shown = tuple(series)
    if gaps:
        spec = {"$schema": SCHEMA, "layer": [_shades(gaps, x), bars]}
        shown = (*shown, Series("gap", unread, GAP))
    return drawn(spec, shown, says, size)


def _months(months: Sequence[str], language: str) -> dict[str, Any]:
    marks = [{"year": int(one[:4]), "month": int(one[5:7]), "utc": True} for one in _marks(_every_month(months))]
    return {
        "field": "month",
        "type": "temporal",
        "timeUnit": "utcyearmonth",
        "title": None,
        "axis": {
            "values": marks,
            "labelExpr": MONTH_ZH if language == "zh" else MONTH_EN,
            "labelAlign": "left",
            "labelOffset": 0,
            "labelFlush": False,
        },
    }


def _bars(
    rows: Sequence[Mapping[str, Any]], series: Sequence[Series], x: Mapping[str, Any], titles: tuple[str, str]
) -> dict[str, Any]:
    order = {one.key: place for place, one in enumerate(series)}
    names = {one.key: one.title for one in series}
    values = [
        {"month": f"{row['month']}-01", "key": names[row["key"]], "place": order[row["key"]], "amount": row["amount"]}
        for row in rows
        if row["key"] in order and row["amount"]
    ]
    month, unit = titles
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "timeUnitBandSize": 0.8},
        "encoding": {
            "x": x,
            "y": {"field": "amount", "type": "quantitative", "title": None, "axis": {"format": ",d"}},
            "color": {
                "field": "key",
                "type": "nominal",
                "scale": {"domain": [one.title for one in series], "range": [one.colour for one in series]},
                "legend": None,
            },
            "order": {"field": "place", "type": "quantitative"},
            "tooltip": [
                {"field": "month", "type": "temporal", "timeUnit": "utcyearmonth", "format": "%Y-%m", "title": month},
                {"field": "amount", "type": "quantitative", "format": ",d", "title": unit},
                {"field": "key", "type": "nominal", "title": " "},
            ],
        },
    }


def _shades(gaps: Mapping[str, float], x: Mapping[str, Any]) -> dict[str, Any]:
    """Return the layer of gaps; the least of them can still be seen."""
    values = [{"month": f"{month}-01", "deep": 0.12 + 0.88 * share} for month, share in sorted(gaps.items())]
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "timeUnitBandSize": 1, "color": GAP, "tooltip": None},
        "encoding": {
            "x": x,
            "y": {"value": 0},
            "y2": {"value": "height"},
            "opacity": {"field": "deep", "type": "quantitative", "scale": None, "legend": None},
        },
    }


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
