"""Up to when silence is known: the end of the window, or the newest event that was told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import ibis

from folkmoot.metrics.periods import Periods
from folkmoot.model.scope import Scope


def ended(events: Any, scope: Scope) -> Any:
    """Return the moment up to which something is known: the window's end, or, where it is open, the newest event's."""
    return _moment(scope.until_at) if scope.until_at is not None else events["at"].max().as_scalar()


def last_moment(events: Any, scope: Scope) -> Any:
    """Return the last moment of which something is known: the window's last, or, where it is open, the newest event's."""
    return _moment(scope.until_at - timedelta(microseconds=1)) if scope.until_at is not None else ended(events, scope)


def ended_in(events: Any, periods: Periods) -> Any:
    """Return the moment up to which something is known of the periods: the newest event's, at least the last one's beginning.

    Edges: all periods but the last are over, so that those who left a place where nothing happens any more are seen to be gone.
    """
    return ibis.greatest(events["at"].max().as_scalar(), _moment(periods.spans[-1].since_at))


def _moment(moment: datetime) -> Any:
    return ibis.literal(moment, "timestamp(6)")
