"""Gatherings: what a chapter announces, who comes, and where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from folkmoot.model.text import Text

Stage = Literal["open", "closed", "running", "over", "cancelled"]
STAGES: Mapping[str, Text] = {
    "open": Text("takes registrations", "报名中"),
    "closed": Text("registration is over", "报名已截止"),
    "running": Text("runs now", "进行中"),
    "over": Text("over", "已结束"),
    "cancelled": Text("cancelled", "已取消"),
}
"""How far an event has come, in order."""
STANDS: Mapping[str, Text] = {
    "here": Text("was here", "已到场"),
    "seated": Text("has a seat", "已有席位"),
    "waiting": Text("on the waiting list", "候补中"),
    "absent": Text("did not come", "未到场"),
}
"""Where somebody stands who has registered, or came."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who presents what. ``person``: by declared id or by account."""

    person: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Announced:
    """What an event is said to be, as it was changed last. Moments are those that clocks in its zone show."""

    group: str
    title: Text
    says: Text = Text()
    venue: str = ""
    link: str = ""
    begins: str = ""  # 2026-11-24 19:00
    ends: str = ""
    until: str = ""  # the end of registration; empty: when it begins
    zone: str = "UTC"
    capacity: int = 0  # seats; 0: as many as come
    indicator: str = ""
    campaign: str = ""
    hosts: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who registered, or came without."""

    person: str
    ordinal: int  # of the act by which they are in the list
    at: datetime
    stands: str  # a key of ``STANDS``
    place: int = 0  # on the waiting list, from 1; else 0
    arrived_at: datetime | None = None
    by: str = ""  # how it is known: "code", "hand" or "ticket"
    walk_in: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What an organiser reports afterwards."""

    says: Text
    links: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Gathering:
    """An event of a chapter as it stands at a moment: everything follows from its acts."""

    id: str
    announced: Announced
    begins_at: datetime  # UTC without a zone, as all below
    ends_at: datetime
    until_at: datetime
    stage: Stage
    seats: tuple[Seat, ...]  # in the order in which they registered or came
    strangers: int = 0  # people counted at the door who gave no name
    told: Told | None = None
    cancelled_why: str = ""
    counted_at: datetime | None = None  # when its attendance was settled
    last: int = 0  # the ordinal of the last act
    announced_at: datetime | None = None
    changed_at: datetime | None = None
    changes: int = 0  # how often what calendars tell was changed

    def seat(self, person: str) -> Seat | None:
        """Return where somebody stands; None for who is not in the list."""
        return next((one for one in self.seats if one.person == person), None)

    def those(self, *stands: str) -> tuple[Seat, ...]:
        """Return the seats that stand so."""
        return tuple(one for one in self.seats if one.stands in stands)

    @property
    def attendance(self) -> int | None:
        """How many were there; None where nobody took it, or it has not begun."""
        here = len(self.those("here")) + self.strangers
        return here if here or self.told is not None or self.counted_at is not None else None

    @property
    def no_shows(self) -> int | None:
        """How many had a seat and did not come; None while it is not over, or where nobody took the attendance."""
        if self.stage != "over" or not self.attendance:
            return None
        return len(self.those("absent"))

    @property
    def left(self) -> int | None:
        """How many seats are free; None where there is no limit."""
        if not self.announced.capacity:
            return None
        return max(0, self.announced.capacity - len(self.those("here", "seated")) - self.strangers)
