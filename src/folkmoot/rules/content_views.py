"""How often something was viewed by a moment, as far as readings tell: all so far, or day by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from folkmoot.model.content import Reading

DAY = timedelta(days=1)
NEAR = timedelta(hours=12)  # a reading so near to a moment tells of that moment
STALE = timedelta(days=7)  # a reading that is later than a moment by more than this tells nothing of it


@dataclass(frozen=True, slots=True)
class Known:
    """How many views are known. ``exact``: read, not reckoned between two readings. ``at``: of when the newest reading is."""

    amount: float
    at: datetime
    exact: bool = True


def newest(readings: Iterable[Reading], published_at: datetime, now: datetime) -> Known | None:
    """Return how often something was viewed up to the newest reading; None: nobody has read it yet, which is not zero.

    Edges: where both kinds of readings are there, those that tell everything so far go first. Of readings for single days the
    sum is what is known at least: exact only when no day since it was published is missing.
    """
    so_far, daily = _kinds(readings, published_at, now)
    if so_far:
        return Known(so_far[-1].amount, so_far[-1].at)
    if not daily:
        return None
    return Known(sum(one.amount for one in daily), daily[-1].at, exact=_whole(daily, published_at, daily[-1].at))


def after(readings: Iterable[Reading], published_at: datetime, days: int, now: datetime) -> Known | None:
    """Return how often something was viewed in its first ``days``; None while they are not over, or when nothing tells it.

    Edges: nothing was viewed before it was published, so that one later reading is enough to reckon from, when it was made
    within a week of the moment. Of readings for single days each of the days must be there.
    """
    until = published_at + days * DAY
    if until > now:
        return None
    so_far, daily = _kinds(readings, published_at, now)
    if so_far:
        return _between(so_far, published_at, until)
    return _summed(daily, published_at.date(), days)


def growth(readings: Iterable[Reading], published_at: datetime, now: datetime, days: int = 7) -> float | None:
    """Return how many views came in the ``days`` before the newest reading; None when that is not known."""
    kept = tuple(readings)
    last = newest(kept, published_at, now)
    if last is None:
        return None
    before = last.at - days * DAY
    if before <= published_at:
        return last.amount if last.exact else None
    so_far, daily = _kinds(kept, published_at, now)
    if so_far:
        earlier = _between(so_far, published_at, before) if so_far[0].at <= before + NEAR else None
        return None if earlier is None else max(0.0, last.amount - earlier.amount)
    found = _summed(daily, last.at.date() - (days - 1) * DAY, days)
    return None if found is None else found.amount


def _kinds(readings: Iterable[Reading], published_at: datetime, now: datetime) -> tuple[list[Reading], list[Reading]]:
    """Return the readings so far and by day, in the order of time, those of before it was published or of later left out."""
    kept = sorted(
        (one for one in readings if published_at - DAY <= one.at <= now + DAY), key=lambda one: (one.at, one.amount)
    )
    so_far = [one for one in kept if one.counts == "cumulative"]
    days: dict[object, Reading] = {one.at.date(): one for one in kept if one.counts == "daily"}
    return so_far, list(days.values())


def _between(so_far: Sequence[Reading], published_at: datetime, moment: datetime) -> Known | None:
    near = min(so_far, key=lambda one: abs(one.at - moment))
    if abs(near.at - moment) <= NEAR:
        return Known(near.amount, near.at)
    later = next((one for one in so_far if one.at > moment), None)
    if later is None:
        return None
    earlier = next((one for one in reversed(so_far) if one.at <= moment), Reading(published_at, 0.0))
    if later.at - moment > STALE:
        return None
    span = (later.at - earlier.at).total_seconds()
    share = (moment - earlier.at).total_seconds() / span if span > 0 else 1.0
    return Known(earlier.amount + (later.amount - earlier.amount) * max(0.0, min(1.0, share)), later.at, exact=False)


def _summed(daily: Sequence[Reading], first: date, days: int) -> Known | None:
    wanted = {first + n * DAY for n in range(days)}
    inside = [one for one in daily if one.at.date() in wanted]
    return Known(sum(one.amount for one in inside), inside[-1].at) if len(inside) == days else None


def _whole(daily: Sequence[Reading], published_at: datetime, last: datetime) -> bool:
    return len(daily) >= (last.date() - published_at.date()).days + 1
