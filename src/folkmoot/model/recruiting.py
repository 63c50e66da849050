"""Recruitment rounds of chapters: from when until when which teams take people in, and how far a round has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from folkmoot.model.text import Text

Stage = Literal["announced", "open", "over"]
STAGES: Mapping[str, Text] = {
    "announced": Text("not open yet", "尚未开始"),
    "open": Text("takes applications", "接受申请"),
    "over": Text("over", "已结束"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a round says of itself. Moments are those that clocks in its zone show."""

    group: str  # the chapter
    title: Text
    says: Text = Text()
    asks: Text = Text()  # what applicants are asked, beside why they come
    begins: str = ""
    ends: str = ""
    zone: str = "UTC"
    teams: tuple[str, ...] = ()  # slugs: the chapter itself or its teams


@dataclass(frozen=True, slots=True)
class Recruitment:
    """A recruitment round as it stands at a moment."""

    id: str
    wanted: Wanted
    begins_at: datetime  # UTC without a zone
    ends_at: datetime
    stage: Stage
    last: int

    @property
    def group(self) -> str:
        """The slug of its chapter."""
        return self.wanted.group
