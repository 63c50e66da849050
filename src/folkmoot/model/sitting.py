"""What is recorded of one meeting: its steps, topics, roll call, notes, minutes, links and action items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from folkmoot.model.action_item import ActionItem
from folkmoot.model.rollcall import Mark
from folkmoot.model.text import Text

STAGES = {
    "planned": Text("planned", "已计划"),
    "open": Text("in session", "进行中"),
    "closed": Text("closed", "已结束"),
    "drafted": Text("minutes drafted", "纪要已起草"),
    "approved": Text("minutes approved", "纪要已批准"),
    "published": Text("published", "已发布"),
    "cancelled": Text("called off", "已取消"),
}
"""How far a meeting has come, in order; the last one is no step of the way."""
STEPS = ("open", "close", "put", "count", "publish")
"""What may be recorded as a step: opened, closed, minutes put to a vote, attendance counted, notes published."""
NOTES = {"note": Text("Note", "记录"), "decision": Text("Decision", "决定")}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a meeting, with what was fixed by it."""

    word: str
    at: datetime
    who: str
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that somebody proposed for a meeting, as it stands now."""

    id: int
    title: Text
    text: str
    minutes: int | None
    presenter: str
    by: str
    at: datetime
    state: str  # suggested, accepted or withdrawn


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a line stands in the agenda, and what was said of it for this meeting."""

    ref: str
    minutes: int | None = None
    presenter: str = ""
    out: bool = False  # left out of this meeting


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was noted or decided without a count, under a line of the agenda."""

    id: int
    ref: str
    kind: str
    says: Text
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class MinutesText:
    """One version of the minutes, in both languages."""

    number: int
    says: Text
    at: datetime
    who: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """A recording, slides or something else to look at."""

    kind: str  # recording, slides or other
    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is recorded of one meeting, oldest first. One that nobody touched has no facts."""

    key: str
    group: str
    steps: tuple[Step, ...] = ()
    topics: tuple[Topic, ...] = ()
    order: tuple[Placed, ...] = ()
    marks: tuple[Mark, ...] = ()  # every mark: the last one of a person counts
    notes: tuple[Note, ...] = ()
    texts: tuple[MinutesText, ...] = ()
    links: tuple[Shared, ...] = ()
    actions: tuple[ActionItem, ...] = ()

    def last(self, *words: str) -> Step | None:
        """Return the newest of these steps."""
        return next((step for step in reversed(self.steps) if step.word in words), None)

    @property
    def is_open(self) -> bool:
        """Whether it is in session."""
        step = self.last("open", "close")
        return bool(step and step.word == "open")

    @property
    def opened_at(self) -> datetime | None:
        """When it was opened first."""
        return next((step.at for step in self.steps if step.word == "open"), None)

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed; None while it is not."""
        step = self.last("open", "close")
        return step.at if step and step.word == "close" else None

    @property
    def text(self) -> MinutesText | None:
        """The newest minutes."""
        return self.texts[-1] if self.texts else None
