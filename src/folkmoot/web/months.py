"""Curves by month on a page: press draws them, in the page's size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.press import months
from folkmoot.press.chart import Series
from folkmoot.web.charts import Chart, drawn


def months_chart(
    rows: Sequence[Mapping[str, Any]], series: Sequence[Series], gaps: Mapping[str, float], *,
    language: str, says: str, unit: str, size: str,
) -> Chart:  # fmt: skip
    """Draw stacked bars by month for a page, as ``press.months`` does."""
    return drawn(months.months_chart(rows, series, gaps, language=language, says=says, unit=unit), size)
