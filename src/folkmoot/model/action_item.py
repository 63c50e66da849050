"""Action items: what somebody has taken on at a meeting, followed to its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from folkmoot.model.text import Text

OPEN, DONE, DROPPED = "open", "done", "dropped"
STATES = {
    OPEN: Text("open", "进行中"),
    DONE: Text("done", "已完成"),
    DROPPED: Text("dropped", "已取消"),
}


@dataclass(frozen=True, slots=True)
class ActionChange:
    """One thing that was said of an action item: another state, owner or day, and why."""

    at: datetime
    who: str
    state: str
    owner: str
    due: date | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ActionItem:
    """What somebody has taken on, as it stands now."""

    id: int
    group: str
    meeting: str  # the meeting's key; empty: taken on elsewhere
    says: Text
    owner: str  # a declared person's id; empty: nobody yet
    due: date | None
    state: str
    at: datetime  # when it was taken on
    who: str
    changes: tuple[ActionChange, ...] = ()

    @property
    def moved(self) -> int:
        """How often its day was moved."""
        days = [self.changes[0].due, *(one.due for one in self.changes)] if self.changes else []
        return sum(1 for before, after in pairwise(days) if before != after)

    def as_of(self, moment: datetime) -> ActionItem | None:
        """Return it as it stood before a moment; None where it was taken on later."""
        said = tuple(one for one in self.changes if one.at < moment)
        if not said:
            return None
        return replace(self, owner=said[-1].owner, due=said[-1].due, state=said[-1].state, changes=said)

    def is_overdue(self, today: date) -> bool:
        """Return whether it is open after its day."""
        return self.state == OPEN and self.due is not None and self.due < today
