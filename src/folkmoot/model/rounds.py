"""Selection rounds: who is nominated for which role, on what evidence, with which votes, and the change that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from folkmoot.model.election import MOMENT
from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

STAGES = ("upcoming", "nominations", "due", "voting", "decided", "closed", "cancelled")
"""In their order. Due: the deadline has passed, and nobody has frozen the evidence yet. Decided: a change waits."""
VERBS = ("nominate", "accept", "decline", "withdraw", "sponsor", "freeze", "put", "apply", "cancel")
"""What is recorded about a round, in its order."""
STATES = (
    "nominated", "standing", "declined", "withdrawn", "silent", "gone", "short", "ready", "voting", "granted", "refused",
    "proposed", "promoted",
)  # fmt: skip
"""Where a candidate stands. Silent: no consent by the deadline. Short: the frozen evidence is not enough. Proposed: the change
lies on a branch or in a patch. Granted: what the ladder asks is met, and the change of the charter waits."""


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round in which roles of a group are given: until when people are nominated, and what counts. Moments are of its zone.

    A day alone begins something at its start, and ends something at its end.
    """

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["kit-half-yearly"], pattern=NAME)]
    group: Annotated[str, Field(description="Of which group the roles are: its slug.", examples=["compiler"])]
    roles: Annotated[
        tuple[str, ...],
        Field(
            description="Which roles of its ladder are given.",
            examples=[["reviewer", "committer", "maintainer"]],
            min_length=1,
        ),
    ]
    opens: Annotated[str, Field(description="When nominations begin.", examples=["2026-03-01"], pattern=MOMENT)]
    nominations_until: Annotated[
        str,
        Field(
            description="When nominations, applications and consents end, and the evidence is frozen.",
            examples=["2026-03-14"],
            pattern=MOMENT,
        ),
    ]
    title: Annotated[Text, Field(description="What it is called.", examples=["Spring round 2026"])] = Text()
    evidence_until: Annotated[
        str,
        Field(
            description="What happened until then counts; absent: until nominations end.",
            examples=["2026-02-28"],
            pattern=f"{MOMENT}|^$",
        ),
    ] = ""
    every_months: Annotated[
        int, Field(description="It comes again after so many months; 0: it is held once.", ge=0, le=24, examples=[6])
    ] = 0
    rule: Annotated[
        str,
        Field(
            description="The voting rule by which every candidate is decided; absent: what the ladder says, and no vote where it asks for none.",
            examples=["maintainers"],
        ),
    ] = ""
    nominators: Annotated[
        tuple[str, ...],
        Field(
            description="Roles of the group that may nominate others; absent: all who serve.", examples=[["maintainer"]]
        ),
    ] = ()
    exceptions: Annotated[
        bool,
        Field(description="Somebody whose evidence is not enough may be put to the vote all the same, with a reason."),
    ] = False
    lower: Annotated[
        Literal["ends", "stays"],
        Field(description="What becomes of the roles below the new one that somebody holds in the group."),
    ] = "ends"
    zone: Annotated[
        str, Field(description="IANA time zone of its moments; absent: the community's.", examples=["Asia/Shanghai"])
    ] = ""
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it was opened: nothing of it changes, whatever the charter says later. Moments are UTC without a zone."""

    number: int
    plan: RoundPlan
    key: str  # of the declared round and when it comes; "" of one that was opened by hand
    opens_at: datetime
    until_at: datetime
    evidence_at: datetime
    opened_at: datetime
    opened_by: str = ""

    @property
    def group(self) -> str:
        """The slug of the group."""
        return self.plan.group


@dataclass(frozen=True, slots=True)
class RoundAct:
    """One thing that was done about a round, or a review, in its order. ``person``: by the id of the charter."""

    ordinal: int
    at: datetime
    verb: str
    by: str = ""  # the account that did it
    person: str = ""
    role: str = ""
    why: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sponsorship:
    """Somebody stands up for a person who shall have a role."""

    person: str
    role: str
    group: str
    sponsor: str
    at: datetime


@dataclass(frozen=True)
class Candidacy:
    """Somebody in a round, for one role, as it stands."""

    person: str
    role: str
    state: str
    at: datetime
    by: str = ""  # the id of who nominated them; their own: they applied
    words: str = ""
    sponsors: tuple[str, ...] = ()
    evidence: Mapping[str, Any] | None = None  # as frozen
    motions: tuple[int, ...] = ()
    reason: str = ""  # why somebody whose evidence is not enough was put to the vote
    applied: RoundAct | None = None

    @property
    def key(self) -> str:
        """Their name and the role, as the frozen evidence knows them."""
        return f"{self.person}:{self.role}"

    @property
    def word(self) -> str:
        """What the frozen evidence says of all that a vote does not decide: met, not met or unknown; "" before."""
        return str(self.evidence["word"]) if self.evidence else ""


@dataclass(frozen=True)
class Course:
    """A round as it stands at a moment."""

    round: Round
    stage: str
    candidacies: tuple[Candidacy, ...] = ()
    frozen: RoundAct | None = None

    def of(self, person: str, role: str) -> Candidacy | None:
        """Return the candidacy of somebody for a role, if there is one."""
        return next((one for one in self.candidacies if (one.person, one.role) == (person, role)), None)

    def in_state(self, *states: str) -> tuple[Candidacy, ...]:
        """Return the candidacies in one of the states."""
        return tuple(one for one in self.candidacies if one.state in states)
