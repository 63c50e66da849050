"""Curves by month: stacked bars, of amounts or of shares, with the months that were not read shaded behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.press.chart import Chart, Frame, Series, Spec, colour_of, nothing, only_in_key
from folkmoot.press.figures import Measure, figure
from folkmoot.press.labels import end_labels, end_layers, end_room, room_of
from folkmoot.press.timeline import gap_series, month_axis, shades, words_in

Rows = Sequence[Mapping[str, Any]]
NAMED = 7  # more shares than these have a key instead of names beside the last month


def months_chart(
    rows: Rows, series: Sequence[Series], gaps: Mapping[str, float], *, language: str, says: str, unit: str
) -> Chart:
    """Draw stacked bars by month. ``rows``: month (``2025-03``), key (a series), amount.

    ``gaps``: the share of readings that miss a month; its shade is that deep, and its name stands in the key.
    """
    return _stacked(rows, series, gaps, language, says, unit)


def stacked_chart(
    rows: Rows, series: Sequence[Series], gaps: Mapping[str, float] | None = None, *,
    language: str, says: str = "", unit: str = "",
) -> Chart:  # fmt: skip
    """Draw what each month is made of, as shares of its whole. ``rows``: month, key (a series), amount.

    Edges: a month without amounts has no bar; an amount of None is left out of the whole.
    """
    return _stacked(rows, series, gaps or {}, language, says, unit, shares=True)


def _stacked(
    rows: Rows, series: Sequence[Series], gaps: Mapping[str, float], language: str, says: str, unit: str, *,
    shares: bool = False,
) -> Chart:  # fmt: skip
    shown = tuple(series)
    unread = (gap_series(language),) if gaps else ()
    values = _values(rows, shown, unit, shares=shares)
    months = sorted({str(row["month"])[:7] for row in rows} | set(gaps))
    ends = _ends(values, shown) if shares else []

    def make(frame: Frame) -> Spec:
        if not values:
            return nothing(frame, language)
        x = month_axis(months, language)
        bars: Spec = {
            "data": {"values": values},
            "mark": {"type": "bar", "timeUnitBandSize": 0.8},
            "encoding": {
                "x": x,
                "y": _shares() if shares else {"field": "amount", "type": "quantitative", "title": None, "axis": {"format": ",d"}},
                "color": colour_of(shown, frame, unread),
                "order": {"field": "place", "type": "quantitative"},
                "tooltip": _tooltip(words_in(language)["M"], unit, shares=shares),
            },
        }  # fmt: skip
        layers = [shades(gaps, x), bars] if gaps else [bars]
        if ends:
            limit = 84 if frame.small else 150
            room = room_of(
                frame, marks=[0, 1], measure=Measure("share", "", language), top=0, right=end_room(shown, limit)
            )
            rows = end_labels(ends, (0.0, 1.0), room, limit)
            y: Spec = {"field": "v", "type": "quantitative"}
            layers += end_layers(rows, y, {**colour_of(shown, frame), "legend": None})
            bars["encoding"]["color"] = only_in_key(bars["encoding"]["color"], unread)
        return {"layer": layers} if len(layers) > 1 else bars

    return Chart(make, (() if ends else shown) + unread, says)


def _ends(values: Sequence[Mapping[str, Any]], series: Sequence[Series]) -> list[tuple[Series, float]]:
    """Return the middle of each series in the last month; nothing where one is missing there and would have no name."""
    last = max((row["month"] for row in values), default="")
    found = {row["key"]: row["amount"] for row in values if row["month"] == last}
    if not 1 < len(series) <= NAMED or any(one.title not in found for one in series):
        return []
    whole, below, ends = sum(found.values()), 0.0, []
    for one in series:
        ends.append((one, (below + found[one.title] / 2) / whole))
        below += found[one.title]
    return ends


def _shares() -> Spec:
    return {
        "field": "amount", "type": "quantitative", "stack": "normalize", "title": None,
        "axis": {"format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1], "tickCount": 5},
    }  # fmt: skip


def _values(rows: Rows, series: Sequence[Series], unit: str, *, shares: bool) -> list[dict[str, Any]]:
    order = {one.key: place for place, one in enumerate(series)}
    names = {one.key: one.title for one in series}
    whole: Counter[str] = Counter()
    for row in rows:
        if row["key"] in order:
            whole[str(row["month"])[:7]] += row["amount"] or 0
    found = []
    for row in rows:
        if row["key"] in order and row["amount"]:
            month = str(row["month"])[:7]
            value = {
                "month": f"{month}-01",
                "key": names[row["key"]],
                "place": order[row["key"]],
                "amount": row["amount"],
            }
            if shares:
                value["said"] = (
                    f"{figure(row['amount'] / whole[month], 'share')} · {figure(row['amount'])} {unit}".rstrip()
                )
            found.append(value)
    return found


def _tooltip(month: str, unit: str, *, shares: bool) -> list[Spec]:
    amount = {"field": "amount", "type": "quantitative", "format": ",d", "title": unit}
    return [
        {"field": "month", "type": "temporal", "timeUnit": "utcyearmonth", "format": "%Y-%m", "title": month},
        {"field": "said", "type": "nominal", "title": " "} if shares else amount,
        {"field": "key", "type": "nominal", "title": " "},
    ]
