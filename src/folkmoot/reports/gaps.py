"""Which months of a curve rest on readings that did not reach them: a gap is drawn as a gap, never as zero."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

from folkmoot.model.event import Coverage
from folkmoot.model.scope import Question, day_start
from folkmoot.reports.days import first_and_last

GRACE = timedelta(days=1)  # yesterday's events may be told today
MEASURED = "measured."
LEAST = 0.01  # a share that would not be seen


def gaps(covering: Iterable[Coverage], months: Iterable[str], question: Question) -> dict[str, float]:
    """Return the share of readings that miss each month (``2026-03``), or a part of it; months without a gap are absent.

    The months run from the first one given, or the window's, to the end of the window, or today.
    Edges: of a reading that is cut or broke off nothing is sure but what an earlier one had read whole. Before the
    oldest fact of a complete reading there was nothing to see, which is no gap. Nothing read at all is no gap either:
    it is unknown, and said so.
    """
    rows = [row for row in covering if not row.kind.startswith(MEASURED)]
    sure = sorted(at for row in rows if (at := row.sure_at))
    doubtful = len(rows) - len(sure)
    found: dict[str, float] = {}
    zone, today = question.scope.zone, day_start(question.today, question.scope.zone)
    for first, after in pairwise(_starts(months, question) if rows else ()):
        since, until = day_start(first, zone), min(day_start(after, zone), today - GRACE)
        missing = doubtful + (bisect_left(sure, until) if until > since else 0)
        if missing and missing >= LEAST * len(rows) and since < today:
            found[f"{first:%Y-%m}"] = missing / len(rows)
    return found


def _starts(months: Iterable[str], question: Question) -> list[date]:
    """Return the first day of each month of the curve, and that of the month after it."""
    seen = sorted(months)
    first, last = first_and_last(question.scope)
    begin = date(int(seen[0][:4]), int(seen[0][5:7]), 1) if seen else first
    end = min(last or question.today, question.today)
    if begin is None or begin > end:
        return []
    number, stop = begin.year * 12 + begin.month - 1, end.year * 12 + end.month
    return [date(one // 12, one % 12 + 1, 1) for one in range(number, stop + 1)]


def whole(found: Mapping[str, float], month: str) -> bool:
    """Return whether no reading reaches a month: what was counted in it is unknown."""
    return found.get(month, 0.0) >= 1.0
