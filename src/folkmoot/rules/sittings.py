"""How far a meeting has come, and when its attendance may be counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from folkmoot.model.groups import LEADS
from folkmoot.model.rollcall import Seat
from folkmoot.model.sitting import Sitting

SETTLES = timedelta(days=14)
"""After so long without approved minutes a roll call counts as it stands."""


def stage_of(sitting: Sitting, *, approved: bool, cancelled: bool = False) -> str:
    """Return how far a meeting has come: a word of ``STAGES``. ``approved``: a vote on its minutes has passed."""
    if sitting.is_open:
        return "open"
    if sitting.last("publish"):
        return "published"
    if approved:
        return "approved"
    if sitting.closed_at:
        return "drafted" if sitting.texts else "closed"
    return "cancelled" if cancelled else "planned"


def may_count(sitting: Sitting, *, approved: bool, now: datetime) -> bool:
    """Return whether the attendance is settled: the minutes are approved, or it is long since the meeting closed."""
    closed = sitting.closed_at
    if closed is None or sitting.last("count"):
        return False
    return approved or now >= closed + SETTLES


def host_of(sitting: Sitting, planned: str | None) -> str:
    """Return who hosted: whoever opened it, where that is a declared person, else whose turn it was; "": unknown."""
    step = next((one for one in sitting.steps if one.word == "open"), None)
    return str(step.content.get("host") or "") if step and step.content.get("host") else planned or ""


def prominent(seats: Iterable[Seat], most: int) -> tuple[tuple[Seat, ...], tuple[Seat, ...]]:
    """Return the seats to call first, and the others: in a large group those who lead or decide come first."""
    said = tuple(seats)
    if len(said) <= most:
        return said, ()
    first = tuple(one for one in said if one.role in LEADS)
    return first, tuple(one for one in said if one not in first)
