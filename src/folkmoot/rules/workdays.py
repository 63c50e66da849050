"""Working days in a time zone: weekends and declared holidays do not count, weekend days that are worked do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from folkmoot.model.voting import Holiday

WEEKEND = frozenset({5, 6})  # Saturday and Sunday
_DAY = timedelta(days=1)


def is_working(day: date, off: Collection[date] = (), on: Collection[date] = ()) -> bool:
    """Return whether ``day`` is a working day. A day that is declared to be worked is one, whatever else is said of it."""
    return day in on or (day.weekday() not in WEEKEND and day not in off)


def after_working_days(
    start_at: datetime, days: int, zone: str, off: Collection[date] = (), on: Collection[date] = ()
) -> datetime:
    """Return the UTC moment at which the ``days``-th working day after ``start_at`` is over in ``zone``.

    Edges: the day of the start itself does not count, at whatever hour it was; with no days, the start. What began on a
    Thursday and lasts five working days is over when the next Thursday is.
    """
    if not days:
        return start_at
    day = _local(start_at, zone).date()
    left = days
    while left:
        day += _DAY
        left -= is_working(day, off, on)
    return _utc(datetime.combine(day + _DAY, time(), ZoneInfo(zone)))


def after_days(start_at: datetime, days: int, zone: str) -> datetime:
    """Return the UTC moment ``days`` days later at the same hour of ``zone``, also over a change of the clocks."""
    later = _local(start_at, zone).replace(tzinfo=None) + timedelta(days=days)
    return _utc(later.replace(tzinfo=ZoneInfo(zone)))


def near(holidays: Iterable[Holiday], start_at: datetime, days: int) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Return the holidays, and the weekend days that are worked, of ``days`` from ``start_at`` on: what a motion keeps of them."""
    first, last = start_at.date() - _DAY, start_at.date() + timedelta(days=days)
    off: set[date] = set()
    on: set[date] = set()
    for one in holidays:
        (on if one.works else off).update(day for day in one.days if first <= day <= last)
    return tuple(sorted(off)), tuple(sorted(on))


def _local(at: datetime, zone: str) -> datetime:
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)
