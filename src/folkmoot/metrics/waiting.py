"""How long threads wait, and after how long half of them are answered, where some are still waiting."""

from __future__ import annotations

import math
from typing import Any

import ibis

from folkmoot.metrics.periods import Periods
from folkmoot.metrics.threads import threads
from folkmoot.metrics.told import NO
from folkmoot.model.scope import Scope

PROMISE = 48  # hours
HOUR, DAY = 3.6e9, 8.64e10  # microseconds
HALF = math.log(0.5) + 1e-9  # what is exactly a half may come out a hair above it


def passed(since: Any, until: Any, unit: float = HOUR) -> Any:
    """Return how long it is from one moment to another, in hours or another unit."""
    return until.delta(since, unit="us") / unit


def seen_until(asked: Any) -> Any:
    """Return the newest moment that the threads tell of: up to it silence is known."""
    known = (asked[name].coalesce(asked["at"]) for name in ("first_response_at", "merged_at", "closed_at"))
    return ibis.greatest(asked["at"], *known).max().as_scalar()


def known_until(asked: Any, periods: Periods) -> Any:
    """Return up to when silence is known of periods: the newest moment, and all but the last of them are over."""
    return ibis.greatest(seen_until(asked), ibis.literal(periods.spans[-1].since_at, asked["at"].type()))


def known_of(rows: Any, now: Any) -> Any:
    """Return up to when silence is known of each thread: what it says itself (``known_at``), or else ``now``."""
    return rows.known_at.coalesce(now) if "known_at" in rows.columns else now


def waits(asked: Any, now: Any = None) -> Any:
    """Add to threads ``hours``, how long they waited for an answer, and ``answered``.

    Edges: what is not answered has waited until it was closed, or else until its own ``known_at``, or ``now``, or the newest
    moment that is known; longer than that nobody knows, so these waits are censored.
    """
    now = known_of(asked, seen_until(asked) if now is None else now)
    until = asked.first_response_at.coalesce(asked.closed_at, ibis.greatest(now, asked["at"]))
    return asked.mutate(hours=passed(asked["at"], until), answered=asked.first_response_at.notnull())


def half_within(waited: Any, *by: str) -> Any:
    """Return after how many hours half of the waits are over, where some are censored: the Kaplan–Meier median.

    ``waited`` has ``hours`` and ``answered``. Rows: one for each ``by``: half (null: fewer than half are, as far as is known),
    asked, answered.
    Edges: a wait that is censored at a moment is still open there. With nothing censored it is the first moment
    at which at least half are answered, not the middle of two.
    Source: https://doi.org/10.1080/01621459.1958.10501452
    """
    steps = waited.group_by([*by, "hours"]).agg(asked=waited.count(), answered=waited.answered.sum())
    still = steps.asked.sum().over(ibis.window(preceding=None, following=0, group_by=by, order_by=steps.hours.desc()))
    steps = steps.mutate(left=1 - steps.answered / still)
    log = ibis.greatest(steps.left, 1e-300).ln()
    steps = steps.mutate(log=log.sum().over(ibis.window(preceding=None, following=0, group_by=by, order_by="hours")))
    grouped = steps.group_by(list(by)) if by else steps
    return grouped.agg(
        half=steps.hours.min(where=steps.log <= HALF), asked=steps.asked.sum(), answered=steps.answered.sum()
    )


def open_at_end(events: Any, scope: Scope) -> Any:
    """Return the threads that are open when the window ends, whenever they were opened, with ``days`` and ``answered``.

    Edges: without an end of the window it is the newest moment that is known.
    """
    asked = threads(events)
    if scope.until_at is None:
        now = seen_until(asked)
        found = asked.mutate(days=passed(asked["at"], now, DAY), answered=asked.first_response_at.notnull())
        return found.filter(found.closed_at.isnull())
    end = ibis.literal(scope.until_at, asked["at"].type())
    answered = (asked.first_response_at < end).fill_null(NO)
    found = asked.mutate(days=passed(asked["at"], end, DAY), answered=answered)
    return found.filter(found["at"] < end, found.closed_at.isnull() | (found.closed_at >= end))


def judged(waited: Any, hours: float) -> Any:
    """Add to waits ``kept``: whether they were answered within a promise; null: that cannot be told.

    Edges: what is too young to be judged, and what ended before the promise ran out without an answer (its asker took it back,
    or nobody knows who merged it), is null.
    """
    in_time = waited.answered & (waited.hours <= hours)
    late = waited.hours > hours
    return waited.mutate(kept=ibis.cases((in_time, True), (late, NO), else_=ibis.null("boolean")))
