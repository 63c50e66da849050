"""When something happened, in a community's own days: windows, months and weeks of a time zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import ibis

from folkmoot.model.event import CONTRIBUTIONS
from folkmoot.model.scope import Scope


def within(events: Any, scope: Scope) -> Any:
    """Return the events in the scope's window ``[since_at, until_at)``."""
    if scope.since_at is None and scope.until_at is None:
        return events
    return events.filter(is_within(events["at"], scope))


def is_within(moments: Any, scope: Scope) -> Any:
    """Return whether each moment is in the scope's window."""
    inside = moments.notnull()
    if scope.since_at is not None:
        inside &= moments >= scope.since_at
    if scope.until_at is not None:
        inside &= moments < scope.until_at
    return inside


def contributions(events: Any) -> Any:
    """Return the events that make somebody a contributor; stars, forks and watches only show interest."""
    return events.filter(is_contribution(events))


def is_contribution(events: Any) -> Any:
    """Return whether each event makes somebody a contributor."""
    return events.kind.isin(list(CONTRIBUTIONS))


@lru_cache(maxsize=32)
def offsets(zone: str) -> tuple[tuple[datetime, timedelta], ...]:
    """Return (UTC moment, offset from then on) of every change of the clocks from 1970 to 2040, the newest first.

    To the hour, which is where clocks change; found by halving between days whose offsets differ.
    """
    place, day = ZoneInfo(zone), timedelta(days=1)
    moment, found = datetime(1970, 1, 1), []
    last = _offset(moment, place)
    found.append((moment, last))
    while moment.year < 2041:
        if (new := _offset(moment + day, place)) != last:
            hour = next(h for h in range(1, 25) if _offset(moment + timedelta(hours=h), place) == new)
            found.append((moment + timedelta(hours=hour), new))
            last = new
        moment += day
    return tuple(reversed(found))


def _offset(moment: datetime, place: ZoneInfo) -> timedelta:
    return moment.replace(tzinfo=UTC).astimezone(place).utcoffset() or timedelta()


def local(moments: Any, zone: str) -> Any:
    """Return UTC ``moments`` as the clocks of ``zone`` showed them. Edges: before 1970 the offset of 1970 holds."""
    changes = offsets(zone)
    if len(changes) == 1:
        return moments if not changes[0][1] else moments + ibis.interval(seconds=int(changes[0][1].total_seconds()))
    branches = [(moments >= moment, _seconds(offset)) for moment, offset in changes[:-1]]
    shift = ibis.cases(*branches, else_=_seconds(changes[-1][1]))
    return moments + shift.as_interval("s")


def _seconds(offset: timedelta) -> Any:
    return ibis.literal(int(offset.total_seconds()), "int32")


def month(events: Any, scope: Scope) -> Any:
    """Return the first day of each event's month in the scope's zone."""
    return local(events["at"], scope.zone).truncate("M").date()


def week(events: Any, scope: Scope) -> Any:
    """Return the Monday of each event's week in the scope's zone."""
    return local(events["at"], scope.zone).truncate("W").date()
