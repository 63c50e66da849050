"""Motions: a question, who may vote on it, what happened to it, where it stands, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from folkmoot.model.text import Text
from folkmoot.model.voting import CHANNELS, KINDS, Bar, Holiday, Portion, Stage, VotingRule

__all__ = [
    "CHANNELS", "CHOICES", "KINDS", "OPEN", "VERBS", "Act", "Bar", "Count", "Elector", "Holiday", "Motion", "Needs",
    "Objection", "Outcome", "Portion", "Span", "Stage", "Standing", "Vote", "VotingRule",
]  # fmt: skip

CHOICES = ("yes", "no", "abstain")
VERBS = ("vote", "object", "retract", "recuse", "present", "stage", "join", "part", "close", "withdraw")
"""What may happen to a motion; nothing does after ``close`` or ``withdraw``.

``join``: two of its electors turn out to be one person; ``part``: they are not after all.
"""
Word = Literal["open", "passed", "failed", "lapsed", "withdrawn"]
"""``lapsed``: it fell, since too few took part. A motion that nobody objected to *passed*, through the channel lapse."""
OPEN: Literal["open"] = "open"


@dataclass(frozen=True, slots=True)
class Elector:
    """Somebody of the electorate as it was when the motion was opened. ``votes`` is false for who only stands in the list."""

    person: str  # the declared id
    roles: tuple[str, ...] = ()
    organization: str | None = None  # None: not known; it is never taken for somebody else's
    since: date | None = None  # of the longest of the terms that make them an elector
    votes: bool = True
    why: str = ""  # of who has no vote: "subject", or "seats"
    same: tuple[str, ...] = ()  # further declared ids of the same person


@dataclass(frozen=True)
class Motion:
    """A question put to a vote, with everything that decides it frozen at the moment of opening."""

    number: int
    group: str
    kind: str
    title: Text
    rule: VotingRule
    electors: tuple[Elector, ...]
    opened_at: datetime
    opened_by: str = ""
    text: str = ""
    about: str = ""  # key of the thing that it is about
    why: str = ""
    secret: bool = False
    zone: str = "UTC"
    first_ends_at: datetime | None = None  # when the first stage ends, where whoever opened it said so
    days_off: tuple[date, ...] = ()  # holidays near the window
    days_on: tuple[date, ...] = ()  # days of a weekend that are worked
    authorises: Mapping[str, Any] = field(default_factory=dict)  # the charter change that follows when it passes
    charter: str = ""  # the charter's commit when it was opened

    def elector(self, *people: str) -> Elector | None:
        """Return the elector whom one of these ids is; None where none is."""
        wanted = set(people)
        return next((one for one in self.electors if wanted & {one.person, *one.same}), None)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happened to a motion, in its order."""

    ordinal: int
    at: datetime
    verb: str
    by: str = ""  # the account that did it
    elector: str = ""
    choice: str = ""
    channel: str = ""
    why: str = ""
    people: tuple[str, ...] = ()  # of a roll call: the electors who are there
    content: Mapping[str, Any] = field(default_factory=dict)  # of a close: the outcome and its arithmetic


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote that counts: the last one of its elector. ``elector`` is "" where the vote is secret."""

    elector: str
    choice: str
    at: datetime | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection that stands."""

    elector: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A stage in time: from, until (None: not known yet), and how it ended."""

    channel: str
    begins_at: datetime
    ends_at: datetime | None = None
    ended: str = ""  # "", "decided" or "no quorum"


@dataclass(frozen=True, slots=True)
class Count:
    """The arithmetic, in electors. ``electors`` are those who may vote; those who recuse themselves are none of them."""

    electors: int = 0
    recused: int = 0
    yes: int = 0
    no: int = 0
    abstain: int = 0
    here: int = 0  # who takes part: present in a live stage, else whoever has voted
    objections: int = 0
    whole: int = 0  # what the threshold is a share of

    @property
    def cast(self) -> int:
        """How many have voted, also those who abstain."""
        return self.yes + self.no + self.abstain

    @property
    def silent(self) -> int:
        """How many may still vote for the first time."""
        return self.electors - self.cast


@dataclass(frozen=True, slots=True)
class Needs:
    """What a motion still needs to pass. None: it cannot be reached any more, however the rest vote."""

    quorum: int | None = 0  # how many more must take part
    yes: int | None = 0  # how many more votes in favour, if nobody else votes
    says: Text = Text()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a motion stands at a moment. ``word`` is what it comes to; with ``due`` that is still to be recorded."""

    word: Word
    channel: str  # of the stage that runs, or that decided
    spans: tuple[Span, ...]
    count: Count
    why: Text
    needs: Needs = Needs()
    quorate: bool = True
    settled: str = ""  # "passed" or "failed" when votes not yet cast can change nothing
    due: bool = False
    at: datetime | None = None  # when it was decided
    votes: tuple[Vote, ...] = ()
    objections: tuple[Objection, ...] = ()
    recused: tuple[str, ...] = ()
    present: tuple[str, ...] = ()

    @property
    def ends_at(self) -> datetime | None:
        """When the stage that runs ends."""
        return self.spans[-1].ends_at if self.spans and self.word == OPEN else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a motion. ``word``: passed, failed, lapsed, withdrawn or open."""

    word: Word
    why: Text
    channel: str = ""
    at: datetime | None = None
    count: Count = Count()

    @property
    def passed(self) -> bool:
        """Whether what it asked for is agreed to."""
        return self.word == "passed"
