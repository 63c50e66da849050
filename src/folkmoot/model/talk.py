"""Talks and topics that people propose to a group, as they stand; and calls for topics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from folkmoot.model.meeting import Occurrence
from folkmoot.model.sitting import Shared
from folkmoot.model.text import Text

STATES = {
    "planned": Text("on the agenda", "已列入议程"),
    "waiting": Text("waits for an answer", "待答复"),
    "displaced": Text("needs a new meeting", "待重新安排"),
    "given": Text("given", "已分享"),
    "past": Text("its day has passed; nothing is recorded", "日期已过，未见记录"),
    "declined": Text("declined", "未采纳"),
    "withdrawn": Text("withdrawn", "已撤回"),
}
"""Where a talk stands. Past: whether it was given is unknown. Displaced: its meeting was called off, or left it out."""
WHEN = {
    "ahead": ("planned",),
    "waiting": ("waiting", "displaced"),
    "past": ("given", "past"),
    "over": ("declined", "withdrawn"),
    "all": tuple(STATES),
}
"""The lists of talks, each with the states that it shows."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk or topic as it stands. ``number``: None of one that was put on an agenda directly, with who presents it."""

    number: int | None
    group: str
    title: Text
    state: str  # a key of STATES
    at: datetime  # when it was proposed
    person: str = ""  # who proposed it: a declared id, else an account at a forge, else the name of the account here
    by: str = ""  # the account here
    presents: bool = True  # who proposed it presents it, too
    abstract: str = ""
    minutes: int | None = None
    wish: str = ""  # the key of the meeting that is wished for; empty: any
    meeting: str = ""  # the key of the meeting on whose agenda it is, or was last
    topic: int = 0  # its number on that agenda
    where: Occurrence | None = None  # that meeting
    reason: str = ""  # of the last answer
    links: tuple[Shared, ...] = ()  # its own, then those of its meeting


@dataclass(frozen=True, slots=True)
class Call:
    """A group asks everybody for topics until a day, in the community's zone; that day counts."""

    number: int
    group: str
    says: Text
    until: date
    at: datetime
    by: str = ""
    closed_at: datetime | None = None  # when somebody closed it before its day

    def is_open(self, today: date) -> bool:
        """Whether topics are still asked for."""
        return self.closed_at is None and today <= self.until
