"""The log of a contest and what follows from it: acts and events go in, awards, ranks and standings come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from folkmoot.model.contest import ContestPlan

VERBS = (
    "start", "enter", "leave", "found", "join", "part", "verify", "disqualify", "appeal", "answer", "approve", "answerkey",
)  # fmt: skip
"""What is recorded. Start: the declaration is frozen. Part: somebody leaves their team and stays in the contest.
Answerkey: the right answers of a submission contest were laid down."""
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ContestAct:
    """One thing that was recorded about a contest, in its order. ``person``: by declared id or by account."""

    ordinal: int
    at: datetime
    verb: str
    by: str = ""
    person: str = ""
    team: str = ""
    why: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deed:
    """An event as a contest judges it. What is None was not told: unknown, and never judged as no."""

    id: str
    at: datetime
    kind: str
    account: str
    person: str
    repo: str = ""
    subject: str = ""
    title: str = ""
    url: str = ""
    labels: frozenset[str] = frozenset()
    folders: tuple[str, ...] | None = None
    merger: str | None = None  # the person who merged it
    known_at: datetime | None = None  # when the account was made, or at the latest was there
    born_at: datetime | None = None  # when the account was made, as the forge tells
    undone_at: datetime | None = None  # when a merged change was reverted
    home: str = ""  # one name for the repository and its mirrors; empty: it is the only one


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of a contest in UTC without a zone."""

    sign_up: datetime | None
    begins: datetime
    ends: datetime
    freeze: datetime | None
    review_until: datetime
    appeals_until: datetime
    zone: str = "UTC"

    def every(self) -> tuple[datetime, ...]:
        """Return all of them, in order of time."""
        known = (self.sign_up, self.begins, self.ends, self.freeze, self.review_until, self.appeals_until)
        return tuple(sorted(one for one in known if one is not None))


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in a contest. ``teams``: in the order in which they came to them; more than one only by two accounts."""

    person: str
    at: datetime
    city: str = ""
    teams: tuple[str, ...] = ()
    out: str = ""  # why they are disqualified; "" while they are not

    @property
    def team(self) -> str:
        """The team that they were in first."""
        return self.teams[0] if self.teams else ""


@dataclass(frozen=True, slots=True)
class TeamSeen:
    """A team of a contest."""

    id: str
    name: str
    members: tuple[str, ...] = ()
    city: str = ""
    founder: str = ""
    out: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """What one event came to by one rule. ``state``: counted, pending or taken; ``by``: the rule that took it or holds it."""

    deed: Deed
    rule: str
    points: Decimal
    state: str
    by: str = ""
    note: str = ""  # a name or number that the words about ``by`` speak of

    @property
    def key(self) -> str:
        """Its name in the log."""
        return f"{self.deed.id}:{self.rule}"


@dataclass(frozen=True, slots=True)
class Rank:
    """A line of a table. ``rank`` None: not ranked, for the reason in ``out``."""

    id: str
    rank: int | None
    points: Decimal
    by_rule: Mapping[str, Decimal]
    counted: int
    pending: int
    taken: int
    last_at: datetime | None
    size: int = 1
    out: str = ""


@dataclass(frozen=True, slots=True)
class Appeal:
    """Somebody says that it is wrong; ``answer`` None: nobody has answered yet."""

    ordinal: int
    at: datetime
    person: str
    words: str
    key: str = ""  # the award that it is about; "" : another thing
    answer: ContestAct | None = None


@dataclass(frozen=True)
class Standings:
    """All that follows from a declaration, a log and a moment."""

    plan: ContestPlan
    moments: Moments
    at: datetime
    stage: str
    entries: Mapping[str, Entry]
    teams: Mapping[str, TeamSeen]
    awards: Mapping[str, tuple[Award, ...]]  # of each person, in order of time
    people_ranked: tuple[Rank, ...]
    teams_ranked: tuple[Rank, ...]
    cities_ranked: tuple[Rank, ...]
    appeals: tuple[Appeal, ...] = ()
    approved: ContestAct | None = None

    def table(self, name: str) -> tuple[Rank, ...]:
        """Return the table called people, teams or cities."""
        return {"people": self.people_ranked, "teams": self.teams_ranked, "cities": self.cities_ranked}[name]
