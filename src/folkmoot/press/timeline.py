"""Time axes: which months have a label, what is shaded because it was not read, and where a period begins and ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal

from dateutil.relativedelta import relativedelta

from folkmoot.press.chart import GAP, Series, Spec

Step = Literal["D", "W", "M", "Q", "Y"]
STEPS: Mapping[str, relativedelta] = {
    "D": relativedelta(days=1),
    "W": relativedelta(weeks=1),
    "M": relativedelta(months=1),
    "Q": relativedelta(months=3),
    "Y": relativedelta(years=1),
}
MONTH_EN = "utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%Y') : utcFormat(datum.value, '%b')"
MONTH_ZH = "utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%Y') : (utcmonth(datum.value) + 1) + '月'"
DAY_EN = "utcFormat(datum.value, '%-d %b')"
DAY_ZH = "(utcmonth(datum.value) + 1) + '月' + utcdate(datum.value) + '日'"
QUARTER = "utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%Y') : utcFormat(datum.value, 'Q%q')"
WORDS = {
    "en": {"D": "Day", "W": "Week of", "M": "Month", "Q": "Quarter", "Y": "Year", "unread": "not read"},
    "zh": {"D": "日期", "W": "周（起）", "M": "月份", "Q": "季度", "Y": "年份", "unread": "未读取"},
}


def words_in(language: str) -> Mapping[str, str]:
    """Return the words of time axes in a language."""
    return WORDS["zh" if language.startswith("zh") else "en"]


def gap_series(language: str) -> Series:
    """Return the key's entry for what was not read."""
    return Series("gap", words_in(language)["unread"], GAP)


def day_of(at: Any) -> date:
    """Return the day of a date, a moment, ``2026-03-01`` or ``2026-03``."""
    if isinstance(at, datetime):
        return at.date()
    if isinstance(at, date):
        return at
    said = str(at)
    return date.fromisoformat(f"{said}-01" if len(said) == 7 else said[:10])


def periods_between(first: date, last: date, step: str) -> list[date]:
    """Return the first days of all periods from ``first`` to the one that begins on or before ``last``."""
    found, at = [], first
    while at <= last:
        found.append(at)
        at = first + STEPS[step] * len(found)
    return found


def end_of(first: date, step: str) -> date:
    """Return the day on which the next period begins."""
    return first + STEPS[step]


def middle(first: date, step: str) -> str:
    """Return the middle of a period, as a chart's row says it."""
    start = datetime(first.year, first.month, first.day)
    return (start + timedelta(days=(end_of(first, step) - first).days / 2)).isoformat() + "Z"


def period_name(first: date, step: str) -> str:
    """Return a period's name: 2026-03-02, 2026-03, 2026 Q1, 2026."""
    if step == "M":
        return f"{first:%Y-%m}"
    if step == "Q":
        return f"{first.year} Q{(first.month + 2) // 3}"
    return f"{first.year}" if step == "Y" else first.isoformat()


def time_axis(first: date, last: date, step: str, language: str, most: int = 12) -> Spec:
    """Return the labels between two days: months, quarters or years, and days where there are few."""
    zh = language.startswith("zh")
    if (last - first).days <= 62:
        starts = periods_between(first, last - timedelta(days=1), "D" if step == "D" else "W")
        shown, expression = starts[:: -(-len(starts) // min(most, 8))], DAY_ZH if zh else DAY_EN
    else:
        begin = first if first.day == 1 else first.replace(day=1) + relativedelta(months=1)
        months = [f"{day:%Y-%m}" for day in periods_between(begin, last - timedelta(days=1), "M")]
        labelled = [date.fromisoformat(f"{month}-01") for month in marks(months, most)]
        shown = [
            day for day in labelled if step not in ("Q", "Y") or day.month in ((1, 4, 7, 10) if step == "Q" else (1,))
        ]
        expression = QUARTER if step == "Q" else MONTH_ZH if zh else MONTH_EN
    return axis_of([{"year": day.year, "month": day.month, "date": day.day, "utc": True} for day in shown], expression)


def axis_of(values: Sequence[Spec], expression: str) -> Spec:
    """Return an axis with labels that begin where their period does."""
    return {"values": values, "labelExpr": expression, "labelAlign": "left", "labelOffset": 0, "labelFlush": False}


def month_axis(months: Sequence[str], language: str) -> Spec:
    """Return the encoding of a band for each month between the first and the last of ``months``."""
    values = [{"year": int(one[:4]), "month": int(one[5:7]), "utc": True} for one in marks(every_month(months))]
    return {
        "field": "month",
        "type": "temporal",
        "timeUnit": "utcyearmonth",
        "title": None,
        "axis": axis_of(values, MONTH_ZH if language.startswith("zh") else MONTH_EN),
    }


def shades(gaps: Mapping[str, float], x: Mapping[str, Any]) -> Spec:
    """Return the layer of months that were not read; the least share of them can still be seen."""
    values = [{"month": f"{month}-01", "deep": 0.12 + 0.88 * share} for month, share in sorted(gaps.items())]
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "timeUnitBandSize": 1, "color": GAP, "tooltip": None},
        "encoding": {"x": x, **DEEP},
    }


DEEP: Mapping[str, Any] = {
    "y": {"value": 0},
    "y2": {"value": "height"},
    "opacity": {"field": "deep", "type": "quantitative", "scale": None, "legend": None},
}
"""A shade from top to bottom, as deep as its row says."""


def every_month(seen: Sequence[str]) -> list[str]:
    """Return all months from the first to the last one seen."""
    if not seen:
        return []
    first, last = (12 * int(month[:4]) + int(month[5:7]) - 1 for month in (seen[0], seen[-1]))
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


def marks(months: Sequence[str], most: int = 14) -> list[str]:
    """Return the months that get a label: quarters up to three years, then years, then every second or fifth."""
    if len(months) <= 14:
        return list(months)[:: 2 if len(months) > 7 else 1]
    if len(months) <= 38:
        return [month for month in months if month[5:7] in (("01", "04", "07", "10") if most > 7 else ("01", "07"))]
    years = sorted({month[:4] for month in months if month[5:7] == "01"})
    step = 1 if len(years) <= 10 else 2 if len(years) <= 20 else 5
    return [f"{year}-01" for year in years[::step]]
