"""Days of a window in the community's zone, and the window just before it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from folkmoot.model.length import length_of
from folkmoot.model.scope import Scope

CALENDAR = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}


def local_day(moment: datetime, zone: str) -> date:
    """Return the day that ``zone`` had at a UTC ``moment``."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def first_and_last(scope: Scope) -> tuple[date | None, date | None]:
    """Return the window's first and last day, both included."""
    first = local_day(scope.since_at, scope.zone) if scope.since_at else None
    last = local_day(scope.until_at - timedelta(microseconds=1), scope.zone) if scope.until_at else None
    return first, last


def window_before(scope: Scope, now: datetime) -> Scope | None:
    """Return the window of the same length that ends where this one begins; None when this one has no beginning."""
    if scope.since_at is None:
        return None
    length = (scope.until_at or now) - scope.since_at
    return scope.with_(since_at=scope.since_at - length, until_at=scope.since_at) if length > timedelta() else None


def window_of(said: str, today: date) -> tuple[date, date]:
    """Return the first and last day of a declared window: ``90d`` and the like end today, ``month`` is the last whole one."""
    if said not in CALENDAR:
        return today - length_of(said) + timedelta(days=1), today
    begins = {
        "day": today,
        "week": today - timedelta(days=today.weekday()),
        "month": today.replace(day=1),
        "quarter": today.replace(month=today.month - (today.month - 1) % 3, day=1),
        "year": today.replace(month=1, day=1),
    }[said]
    return begins - CALENDAR[said], begins - timedelta(days=1)
