"""Elections: what a charter declares of one, what is recorded about it, and who may vote in it and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

MOMENT = r"^\d{4}-\d\d-\d\d( \d\d:\d\d)?$"
STAGES = ("upcoming", "nominations", "between", "voting", "closed", "counted", "certified")
"""In their order. Between: nominations are over, and voting has not begun."""
VERBS = (
    "nominate", "accept", "decline", "withdraw", "statement", "endorse", "request", "grant", "refuse", "open", "close", "certify",
)  # fmt: skip
"""What is recorded: of candidates, of exceptions for voters, and of the election itself."""


@dataclass(frozen=True, slots=True)
class Entitled:
    """Who may vote, or stand: whoever fulfils all that is said here. Nothing said: everybody whom the charter declares."""

    __pydantic_config__ = STRICT

    groups: Annotated[
        tuple[str, ...], Field(description="Who serves in one of these groups: slugs.", examples=[["compiler"]])
    ] = ()
    roles: Annotated[
        tuple[str, ...],
        Field(
            description="Who holds one of these roles, in those groups or in any.",
            examples=[["committer", "maintainer"]],
        ),
    ] = ()
    at_least: Annotated[
        int,
        Field(description="Who has at least so many events in the months before voting opens.", ge=0, examples=[50]),
    ] = 0
    kinds: Annotated[
        tuple[str, ...],
        Field(
            description="Kinds of event that count; none: all contributions.",
            examples=[["change.merged", "change.reviewed"]],
        ),
    ] = ()
    months: Annotated[int, Field(description="How many months are looked at.", ge=1, le=120, examples=[12])] = 12


@dataclass(frozen=True, slots=True)
class Election:
    """An election: for which seats, when, by whom, and how it is counted. Moments are of its zone: `2026-09-01 18:00`.

    A day alone begins something at its start, and ends something at its end.
    """

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["steering-2026"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["Steering election 2026"])]
    group: Annotated[str, Field(description="Of which group the seats are: its slug.", examples=["steering"])]
    nominations: Annotated[str, Field(description="When nominations begin.", examples=["2026-08-01"], pattern=MOMENT)]
    nominations_until: Annotated[
        str, Field(description="When nominations end.", examples=["2026-08-20"], pattern=MOMENT)
    ]
    opens: Annotated[str, Field(description="When voting begins.", examples=["2026-09-01 00:00"], pattern=MOMENT)]
    closes: Annotated[str, Field(description="When voting ends.", examples=["2026-09-14"], pattern=MOMENT)]
    exceptions_until: Annotated[
        str,
        Field(
            description="Until when exceptions may be asked for; absent: until voting begins.", pattern=f"{MOMENT}|^$"
        ),
    ] = ""
    zone: Annotated[str, Field(description="IANA time zone of these moments; absent: the community's.",
                               examples=["Asia/Shanghai", "Etc/GMT+12"])] = ""  # fmt: skip
    office: Annotated[Text, Field(description="What the seats are.", examples=["Member of the committee"])] = Text()
    says: Annotated[Text, Field(description="What a voter should know.")] = Text()
    seats: Annotated[int, Field(description="How many seats.", ge=1, le=1000, examples=[3])] = 1
    term_since: Annotated[date | None, Field(description="First day of the term.", examples=["2026-10-01"])] = None
    term_until: Annotated[date | None, Field(description="Last day of the term.", examples=["2028-09-30"])] = None
    method: Annotated[
        Literal["schulze", "approval", "plurality", "star"],
        Field(description="How it is counted. schulze: ranked ballots, by the strongest paths."),
    ] = "schulze"
    per_organization: Annotated[
        int | None, Field(description="Most seats of one organisation in the whole group.", ge=1, examples=[2])
    ] = None
    continuing: Annotated[
        tuple[str, ...],
        Field(description="Ids of those who keep their seats: they count for their organisations.", examples=[["bo"]]),
    ] = ()
    tie: Annotated[
        Literal["stays", "lot", "runoff"],
        Field(description="What a tie for a seat leads to: it stays, lots are drawn, or there is a runoff."),
    ] = "stays"
    seed: Annotated[str, Field(description="For lots: words that they are drawn from, together with the ballots.")] = ""
    voters: Annotated[Entitled, Field(description="Who may vote.", examples=[{"at_least": 50}])] = Entitled()
    candidates: Annotated[Entitled, Field(description="Who may stand.", examples=[{"roles": ["maintainer"]}])] = (
        Entitled()
    )
    endorsements: Annotated[
        int, Field(description="How many voters must endorse a candidate.", ge=0, le=1000, examples=[3])
    ] = 0
    officers: Annotated[
        tuple[str, ...],
        Field(description="Ids of the election officers; they cannot stand. None: the operators.", examples=[["cy"]]),
    ] = ()
    publish_from: Annotated[
        int, Field(description="Single ballots are published from so many on; below that, what they add up to.", ge=0)
    ] = 10
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class ElectionAct:
    """What somebody did about an election. ``person``: whom it is about, by the id of the charter."""

    ordinal: int
    at: datetime
    verb: str
    by: str
    person: str = ""
    why: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who was nominated. ``state``: nominated, standing, declined or withdrawn."""

    person: str
    nominated_by: str
    at: datetime
    state: str = "nominated"
    statement: Text = Text()
    endorsed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExceptionCase:
    """Somebody asks to vote though the rule says no. ``granted`` is None while nobody has decided."""

    person: str
    why: str
    at: datetime
    granted: bool | None = None
    decided_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """One condition of being entitled. ``word``: met, not met or unknown; ``opens``: the facts under it, as in a column."""

    word: str
    says: Text
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Whether somebody is entitled, and why, condition by condition."""

    person: str
    proofs: tuple[Proof, ...] = ()

    @property
    def word(self) -> str:
        """The worst of the conditions: met, unknown or not met."""
        words = {proof.word for proof in self.proofs}
        return "not met" if "not met" in words else "unknown" if "unknown" in words else "met"


@dataclass(frozen=True, slots=True)
class Moments:
    """When an election's stages begin and end, in UTC without a zone."""

    nominations: datetime
    nominations_until: datetime
    exceptions_until: datetime
    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class Course:
    """An election as it stands: its moments, its stage, and what the recorded acts come to."""

    election: Election
    moments: Moments
    stage: str
    candidates: tuple[Candidate, ...] = ()
    cases: tuple[ExceptionCase, ...] = ()
    roll: tuple[str, ...] | None = None  # None: not frozen yet
    frozen: Mapping[str, Any] = field(default_factory=dict)  # what was frozen when voting opened
    counted: Mapping[str, Any] | None = None
    certified: ElectionAct | None = None

    @property
    def standing(self) -> tuple[Candidate, ...]:
        """Those who stand, with as many endorsements as are needed."""
        needed = self.election.endorsements
        return tuple(one for one in self.candidates if one.state == "standing" and len(one.endorsed_by) >= needed)
