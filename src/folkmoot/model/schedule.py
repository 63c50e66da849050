"""What people record about a calendar: changes of meetings, offers to host for each other, reminders that were sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from folkmoot.model.meeting import Departure, Does, key_of
from folkmoot.model.text import text_of

Verb = Literal["cancel", "move", "add", "host", "undo"]
Word = Literal["open", "accepted", "declined", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Change:
    """One recorded change of a meeting; ``undone``: a later one has taken it back."""

    id: int
    number: int  # of the changes of its series
    at: datetime
    who: str
    why: str
    group: str
    series: str
    day: date
    does: Verb
    to: date | None = None
    time: str = ""
    minutes: int | None = None
    title: str = ""
    url: str = ""
    host: str = ""
    undoes: int | None = None
    undone: bool = False

    @property
    def key(self) -> str:
        """The key of the occurrence that it is about."""
        return key_of(self.group, self.series, self.day)

    @property
    def departure(self) -> Departure | None:
        """Return what it means for the rule of the series; None for a host, an undoing, and what is undone."""
        if self.undone or self.does not in {Does.CANCEL, Does.MOVE, Does.ADD}:
            return None
        return Departure(
            self.day,
            Does(self.does),
            self.to,
            self.time,
            self.minutes,
            text_of(self.why),
            text_of(self.title),
            self.url,
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """``giver`` asks ``taker`` to host on ``day``, in return for ``back`` if there is one."""

    id: int
    at: datetime
    who: str
    why: str
    group: str
    series: str
    day: date
    giver: str
    taker: str
    back: date | None = None
    word: Word = "open"
    answered_at: datetime | None = None

    @property
    def key(self) -> str:
        """The key of the occurrence that it is about."""
        return key_of(self.group, self.series, self.day)


@dataclass(frozen=True, slots=True)
class Noted:
    """A version of how a series is declared, and when it was first seen."""

    number: int
    digest: str
    at: datetime
