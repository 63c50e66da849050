"""What stands at the ends of periods: open from one moment until another."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.periods import Periods
from folkmoot.metrics.windows import local

LASTS = {"W": 7, "M": 1, "Q": 3, "Y": 12}  # days, else months


def standing(rows: Any, left: Any, periods: Periods) -> Any:
    """Return ``rows`` (with ``at``) once for each period at whose end they had come and not ``left``: period, until_at.

    ``left`` is the moment of each row at which it went, not before ``at``; null: it is still there.
    """
    number = len(periods.spans)
    kept = rows.mutate(until_=left)
    kept = kept.filter(kept["at"] < periods.until_at, (kept.until_ >= periods.spans[0].until_at) | kept.until_.isnull())
    first, last = _ended(periods, kept["at"]), _ended(periods, kept.until_).coalesce(number)
    kept = kept.mutate(first_=first, last_=last)
    kept = kept.filter(kept.first_ < kept.last_)
    each = kept.mutate(k=ibis.range(kept.first_, kept.last_).unnest()).drop("until_", "first_", "last_")
    ends = periods.table()
    ends = ends.mutate(k=ibis.row_number().over(order_by="until_at"))
    return each.join(ends.select("k", "period", "until_at"), "k")


def _ended(periods: Periods, moments: Any) -> Any:
    """Return how many of the periods are over at each moment; null stays null."""
    if not periods.length:
        over = [(moments >= span.until_at).cast("int64") for span in periods.spans]
        return sum(over[1:], over[0])
    first, unit = periods.spans[0].first, LASTS[periods.length]
    day = local(moments, periods.zone).date()
    if periods.length == "W":
        passed = day.delta(ibis.literal(first), unit="D") // unit
    else:
        passed = (day.year() * 12 + day.month() - (first.year * 12 + first.month)) // unit
    inside = ibis.greatest(ibis.least(passed, len(periods.spans)), 0)
    return ibis.ifelse(moments.isnull(), ibis.null("int64"), inside.cast("int64"))
