"""Which reminders of meetings are due at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from folkmoot.model.meeting import Occurrence

OFF = "off"
"""In place of how long before: the meeting of which people were reminded is cancelled."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """People are to be reminded of a meeting ``ahead`` (such as 7d) of its start."""

    meeting: Occurrence
    ahead: str
    due_at: datetime


def length_of(ahead: str) -> timedelta:
    """Return how long ``7d`` or ``12h`` is."""
    return timedelta(days=int(ahead[:-1])) if ahead.endswith("d") else timedelta(hours=int(ahead[:-1]))


def due(occurrences: Iterable[Occurrence], aheads: Iterable[str], now: datetime) -> Iterator[Reminder]:
    """Yield the reminder that is due of each meeting ahead, if there is one.

    Edges: of several whose time has come only the last one is due: who was not reminded in time is not reminded twice at
    once. None of a meeting that has begun. Of a cancelled one its being off is due, from when the first reminder would be.
    """
    lengths = sorted(set(aheads), key=length_of)
    for one in occurrences:
        come = [ahead for ahead in lengths if one.starts_at - length_of(ahead) <= now < one.starts_at]
        if not come:
            continue
        if one.cancelled:
            yield Reminder(one, OFF, one.starts_at - length_of(come[-1]))
        else:
            yield Reminder(one, come[0], one.starts_at - length_of(come[0]))


def coming(
    occurrences: Iterable[Occurrence], aheads: Iterable[str], now: datetime, until: datetime
) -> Iterator[Reminder]:
    """Yield every reminder whose time comes after ``now`` and before ``until``."""
    lengths = sorted(set(aheads), key=length_of)
    for one in occurrences:
        for ahead in lengths:
            due_at = one.starts_at - length_of(ahead)
            if not one.cancelled and now < due_at < until:
                yield Reminder(one, ahead, due_at)
