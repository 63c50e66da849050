"""Who is there: seats with affiliations, marks of the roll call, and a quorum as a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from folkmoot.model.text import Text

STATES = {
    "present": Text("present", "出席"),
    "absent": Text("absent", "缺席"),
    "excused": Text("excused", "请假"),
    "proxy": Text("by proxy", "委托出席"),
    "unmarked": Text("not called yet", "未点名"),
}
Span = tuple[datetime, datetime | None]  # from, until; None: still there


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who serves in the group on the day of the meeting."""

    person: str
    name: str
    role: str
    organization: str | None = None  # None: unknown
    votes: bool = True  # whether they are among those who decide


@dataclass(frozen=True, slots=True)
class Mark:
    """What was said last of one person: the whole truth about them at this meeting."""

    person: str  # a declared person's id; empty: a guest who is none
    state: str
    guest: str = ""  # the name of a guest whom the charter does not declare
    organization: str = ""  # of a guest
    holder: str = ""  # who votes for somebody who is absent
    spans: tuple[Span, ...] = ()  # when they were there
    at: datetime | None = None
    who: str = ""

    @property
    def key(self) -> str:
        """Whom it is about."""
        return self.person or f"guest:{self.guest.casefold()}"


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of those who decide are there, and how many are needed. ``needed`` is None where no rule says so."""

    electors: int
    present: int
    by_proxy: int  # represented by somebody who is present
    proxies_count: bool
    needed: int | None

    @property
    def counted(self) -> int:
        """How many count."""
        return self.present + (self.by_proxy if self.proxies_count else 0)

    @property
    def missing(self) -> int | None:
        """How many more are needed; None: no number is asked for."""
        return None if self.needed is None else max(0, self.needed - self.counted)

    @property
    def reached(self) -> bool | None:
        """Whether decisions can be made; None where no rule says so."""
        return None if self.needed is None else self.counted >= self.needed
