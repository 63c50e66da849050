"""Reviews of inactivity: what shows that somebody is still there, and what follows when nothing does and they do not answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.groups import Kind
from folkmoot.model.ladder import LENGTH, Clause
from folkmoot.model.people import STRICT
from folkmoot.model.rounds import RoundAct
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

VERBS = ("notify", "reply", "drop", "put", "decide", "apply", "cancel")
STATES = (
    "active", "unknown", "recent", "concerned", "noticed", "stays", "leaves", "silent", "voting", "granted", "kept", "dropped",
    "proposed", "applied", "gone",
)  # fmt: skip
"""Where somebody stands. Unknown: what would tell was not read, so nobody takes them for inactive. Granted: the change waits."""


@dataclass(frozen=True)
class InactivityPlan:
    """When somebody who holds a role is asked whether they still do: nothing shows it, although all that would was read."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["half-a-year"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["Nothing for half a year"])] = Text()
    groups: Annotated[
        tuple[str, ...], Field(description="Slugs of the groups that it is for.", examples=[["kit"]])
    ] = ()
    kinds: Annotated[tuple[Kind, ...], Field(description="Without `groups`: it is for groups of these kinds.")] = (
        Kind.SIG,
        Kind.WG,
    )
    roles: Annotated[
        tuple[str, ...],
        Field(description="Whose holders are asked; absent: every role but emeritus ones.", examples=[["maintainer"]]),
    ] = ()
    all: Annotated[tuple[Clause, ...], Field(description="Shows that somebody is there: all of these.")] = ()
    any: Annotated[
        tuple[Clause, ...],
        Field(
            description="Shows that somebody is there: one of these.",
            examples=[[{"count": {"kinds": ["change.merged", "change.reviewed"], "events": 1, "within": "6m"}}]],
        ),
    ] = ()
    after: Annotated[
        str, Field(description="Only those whose term has lasted so long are asked.", examples=["6m"], pattern=LENGTH)
    ] = ""
    reply_days: Annotated[
        int, Field(description="How many working days they have to answer.", ge=1, le=100, examples=[10])
    ] = 10
    decided: Annotated[
        Literal["motion", "lead"],
        Field(description="Who decides when nobody answers: a vote, or whoever leads the group."),
    ] = "motion"
    rule: Annotated[
        str, Field(description="The voting rule; absent: the group's for `emeritus`.", examples=["maintainers"])
    ] = ""
    at_most: Annotated[
        int, Field(description="How many people of a group are asked at once, at most.", ge=1, le=100)
    ] = 3
    becomes: Annotated[
        Literal["emeritus", "ends"],
        Field(description="What becomes of the term: it ends, and an emeritus one begins; or it only ends."),
    ] = "emeritus"
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Review:
    """A review of one group as it was opened, with what was found of everybody who holds one of the roles."""

    number: int
    plan: InactivityPlan
    group: str
    listed: Mapping[str, Mapping[str, Any]]  # by "person:role": the verdict and its clauses, as of then
    at: datetime
    by: str = ""


@dataclass(frozen=True)
class Reviewed:
    """Somebody in a review, for one role, as it stands."""

    person: str
    role: str
    state: str
    evidence: Mapping[str, Any]
    noticed_at: datetime | None = None
    until_at: datetime | None = None
    reply: str = ""  # "stay" or "leave"
    words: str = ""
    motions: tuple[int, ...] = ()
    applied: RoundAct | None = None

    @property
    def key(self) -> str:
        """Their name and the role."""
        return f"{self.person}:{self.role}"


@dataclass(frozen=True)
class Inquiry:
    """A review as it stands at a moment."""

    review: Review
    stage: str  # open, closed or cancelled
    people: tuple[Reviewed, ...] = ()

    def in_state(self, *states: str) -> tuple[Reviewed, ...]:
        """Return those who stand in one of the states."""
        return tuple(one for one in self.people if one.state in states)

    @property
    def asked(self) -> int:
        """How many are asked, or decided on, at this moment."""
        return len(self.in_state("noticed", "silent", "voting"))
