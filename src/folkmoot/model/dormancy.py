"""When a group looks dormant: what it must lack, and what was found of each of these; unread is unknown, never dormant."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.groups import Kind
from folkmoot.model.ladder import Verdict
from folkmoot.model.people import STRICT
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

SHOWS = (
    "commit.authored", "change.opened", "change.merged", "change.reviewed", "change.commented", "issue.opened", "issue.commented",
)  # fmt: skip
"""What shows that somebody works in a group, where a rule does not say."""


@dataclass(frozen=True, slots=True)
class DormancyRule:
    """When a group looks dormant: in a window it has less of everything that is asked. A number of 0 is not asked."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["quiet"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["Quiet for half a year"])] = Text()
    groups: Annotated[
        tuple[str, ...], Field(description="Slugs of the groups that it is for.", examples=[["kit"]])
    ] = ()
    kinds: Annotated[tuple[Kind, ...], Field(description="Without `groups`: it is for groups of these kinds.")] = (
        Kind.SIG,
        Kind.WG,
    )
    within: Annotated[
        str, Field(description="The window, which ends today.", examples=["6m"], pattern=r"^[1-9][0-9]{0,3}[dwmy]$")
    ] = "6m"
    events: Annotated[
        int, Field(description="Fewer events than this in what it looks after; 0: not asked.", ge=0, le=100_000)
    ] = 10
    meetings: Annotated[int, Field(description="Fewer meetings held than this; 0: not asked.", ge=0, le=1000)] = 1
    leads: Annotated[
        int, Field(description="Fewer leads than this with any activity in the group; 0: not asked.", ge=0, le=100)
    ] = 1
    shows: Annotated[
        tuple[str, ...],
        Field(description="Kinds of event that count; absent: commits, changes, reviews, issues, comments.",
              examples=[["commit.authored", "change.merged"]]),
    ] = SHOWS  # fmt: skip
    place: Place = field(default=Place(""), compare=False)


USUAL = DormancyRule("usual", Text("Quiet for half a year", "半年无活动"))
"""What holds for a working group where a charter declares no rule."""
USUAL_CHAPTER = DormancyRule(
    "usual-chapter", Text("No event and no meeting for half a year", "半年无活动、无例会"), kinds=(Kind.CHAPTER,), events=1, meetings=1,
    leads=0, shows=("event.attended", "event.hosted", "event.presented"),
)  # fmt: skip
"""What holds for a chapter then."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """What is known of a group in the window. None is unknown; a count that is not ``sure`` may in truth be higher."""

    events: int | None = None
    events_sure: bool = False
    last_on: date | None = None  # of the newest event that counts, whenever it was
    meetings: int | None = None
    meetings_sure: bool = False
    met_on: date | None = None
    leads: int = 0  # declared
    active_leads: int | None = None
    leads_sure: bool = False
    unread: tuple[str, ...] = ()  # kinds of event that were not read whole


@dataclass(frozen=True, slots=True)
class Lack:
    """One clause: whether the group has less than asked. *Met* speaks for dormancy."""

    name: str  # "events", "meetings", "leads" or "age"
    word: Verdict
    says: Text
    found: int | None = None
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """What the rule says of a group, with every clause."""

    rule: DormancyRule
    since: date
    until: date
    word: Verdict  # met: it looks dormant
    lacks: tuple[Lack, ...]

    @property
    def dormant(self) -> bool:
        """Whether everything that was asked is lacking, and was read."""
        return self.word is Verdict.MET
