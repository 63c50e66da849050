"""When to publish: the free moments at which most of an audience is active."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

APART = timedelta(hours=2)  # two pieces stand at least so far apart
SOON = timedelta(hours=1)  # nothing is suggested for the next hour
HOUR = timedelta(hours=1)
Hours = Mapping[tuple[int, int], int]
"""How many people were active, by weekday (0: Monday) and hour of the audience's clocks."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A free moment: UTC without a zone, as the audience's clocks show it, and how many people are usually active."""

    at: datetime
    local: datetime
    people: int


def slots(
    hours: Hours, taken: Iterable[datetime], *, zone: str, now: datetime, days: int = 14, most: int = 5
) -> tuple[Slot, ...]:
    """Return the best free moments of the next ``days``, the best first, one a day at most; none when nothing is known.

    ``taken``: the moments for which something is planned. Edges: an hour that the clocks skip is no moment; of one that they show
    twice, the first is meant. Of two hours with as many people the sooner one is first.
    """
    busy, place = tuple(taken), ZoneInfo(zone)
    today = now.replace(tzinfo=UTC).astimezone(place).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    found: dict[object, Slot] = {}
    for step in range(days * 24 + 1):
        local = today + step * HOUR
        people = hours.get((local.weekday(), local.hour), 0)
        at = _moment(local, place)
        if not people or at is None or at < now + SOON or any(abs(at - one) < APART for one in busy):
            continue
        best = found.get(local.date())
        if best is None or people > best.people:
            found[local.date()] = Slot(at, local, people)
    return tuple(sorted(found.values(), key=lambda one: (-one.people, one.at))[:most])


def _moment(local: datetime, place: ZoneInfo) -> datetime | None:
    """Return the UTC moment at which clocks show this; None for what they skip."""
    aware = local.replace(tzinfo=place).astimezone(UTC)
    shown = aware.astimezone(place).replace(tzinfo=None)
    return aware.replace(tzinfo=None) if shown == local else None
