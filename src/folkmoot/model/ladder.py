"""Ladders: the roles of a group with what each of them asks, as trees of clauses; and what was found of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.groups import Kind
from folkmoot.model.people import STRICT
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

LENGTH = r"^([1-9][0-9]{0,3}[dwmy])?$"
"""How a length of time is written: ``30d``, ``6w``, ``3m``, ``2y``."""

ANY = "any"
"""Stands for "whichever group"."""

SAYINGS = ("all", "any", "count", "role", "sponsors", "vote", "judged")
"""The fields of a clause of which exactly one says what it asks."""

PEOPLE = frozenset({"sponsors", "vote", "judged"})
"""Those of them that only people can meet: no activity does."""


@dataclass(frozen=True, slots=True)
class Count:
    """What somebody has done, counted: events of some kinds that are at least so many, each counted once.

    Of `events`, `subjects`, `amount`, `months` and `age` one or more say how many; each that is said must be reached.
    """

    __pydantic_config__ = STRICT

    kinds: Annotated[tuple[str, ...], Field(description="Kinds of event.", examples=[["change.merged"]], min_length=1)]
    events: Annotated[float | None, Field(description="At least so many of them.", examples=[10], gt=0)] = None
    subjects: Annotated[
        float | None,
        Field(
            description="To at least so many different things: changes, issues, meetings, tasks.", examples=[2], gt=0
        ),
    ] = None
    amount: Annotated[
        float | None, Field(description="Their amounts are at least this much in all.", examples=[100], gt=0)
    ] = None
    months: Annotated[
        int | None, Field(description="In at least so many different months.", examples=[3], ge=1, le=1200)
    ] = None
    age: Annotated[
        str, Field(description="The first of them is at least so long ago.", examples=["3m"], pattern=LENGTH)
    ] = ""
    where: Annotated[
        Literal["group", "main", "anywhere"],
        Field(
            description="Where: in what the group looks after; there and in the ladder's `repos`; or anywhere.",
        ),
    ] = "group"
    repos: Annotated[
        tuple[str, ...],
        Field(description="Only in these repositories, whatever `where` says.", examples=[["gitee:example/kit"]]),
    ] = ()
    within: Annotated[
        str, Field(description="Only in so long a time before today; absent: ever.", examples=["12m"], pattern=LENGTH)
    ] = ""
    others: Annotated[bool, Field(description="Only on changes and issues that somebody else opened.")] = False
    label: Annotated[
        str, Field(description="Only of things with this label; case does not matter.", examples=["intern"])
    ] = ""
    words: Annotated[
        str, Field(description="Only with these words in the title; case does not matter.", examples=["new model"])
    ] = ""


@dataclass(frozen=True, slots=True)
class Sponsors:
    """People who stand up for somebody, on record."""

    __pydantic_config__ = STRICT

    at_least: Annotated[int, Field(description="How many.", examples=[2], ge=1, le=100)] = 1
    roles: Annotated[
        tuple[str, ...],
        Field(description="They hold one of these roles; absent: any role.", examples=[["reviewer", "approver"]]),
    ] = ()
    group: Annotated[
        str, Field(description="In this group; absent: in the ladder's own; `any`: in whichever.", examples=["any"])
    ] = ""
    organizations: Annotated[
        int, Field(description="They come from at least so many different organisations.", examples=[2], ge=1, le=100)
    ] = 1


@dataclass(frozen=True, slots=True)
class AskedVote:
    """A vote of people: only a motion that passed meets it, whatever somebody has done."""

    __pydantic_config__ = STRICT

    rule: Annotated[
        str, Field(description="The voting rule by which it is decided.", examples=["maintainers-majority"])
    ] = ""
    group: Annotated[str, Field(description="The group that votes; absent: the ladder's own.", examples=["tsc"])] = ""
    recused: Annotated[bool, Field(description="Whoever it is about has no vote in it.")] = True


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition, or several: exactly one of its fields `all`, `any`, `count`, `role`, `sponsors`, `vote` and `judged`."""

    __pydantic_config__ = STRICT

    title: Annotated[
        Text, Field(description="The condition in the community's own words.", examples=["Reviewed two changes"])
    ] = Text()
    all: Annotated[tuple[Clause, ...], Field(description="Met when all of these are.")] = ()
    any: Annotated[tuple[Clause, ...], Field(description="Met when one of these is.")] = ()
    count: Annotated[Count | None, Field(description="Met by what somebody has done.")] = None
    role: Annotated[
        str,
        Field(description="Met by whoever holds this role, or one above it on this ladder.", examples=["reviewer"]),
    ] = ""
    lasting: Annotated[
        str, Field(description="With `role`: held without a break for so long.", examples=["3m"], pattern=LENGTH)
    ] = ""
    group: Annotated[
        str,
        Field(
            description="With `role`: in this group; absent: in the ladder's own; `any`: in whichever.",
            examples=["any"],
        ),
    ] = ""
    sponsors: Annotated[Sponsors | None, Field(description="Met by people who stand up for somebody.")] = None
    vote: Annotated[AskedVote | None, Field(description="Met by a motion that passed, and by nothing else.")] = None
    judged: Annotated[
        Text,
        Field(description="Met when people have said so: what nothing can count.", examples=["Knows the code base"]),
    ] = Text()
    place: Place = field(default=Place(""), compare=False)

    @property
    def sayings(self) -> tuple[str, ...]:
        """The fields that say what it asks: exactly one, in a clause that is right."""
        return tuple(name for name in SAYINGS if getattr(self, name))

    @property
    def asks(self) -> str:
        """What sort of clause it is: the first of ``SAYINGS`` that is declared; "" for none."""
        return next((name for name in SAYINGS if getattr(self, name)), "")

    @property
    def below(self) -> tuple[Clause, ...]:
        """The clauses it is made of; none for a leaf."""
        return self.all or self.any

    def leaves(self) -> Iterator[Clause]:
        """Yield the conditions at the ends of the tree, in order."""
        if not self.below:
            yield self
        for clause in self.below:
            yield from clause.leaves()


@dataclass(frozen=True)
class LadderStep:
    """One role of a ladder, and what it asks."""

    __pydantic_config__ = STRICT

    role: Annotated[str, Field(description="The role, in lower case.", examples=["reviewer"], pattern=NAME)]
    title: Annotated[Text, Field(description="What the role is called.", examples=["Reviewer"])] = Text()
    does: Annotated[Text, Field(description="What whoever holds it does.")] = Text()
    all: Annotated[tuple[Clause, ...], Field(description="Asked: all of these.")] = ()
    any: Annotated[tuple[Clause, ...], Field(description="Asked: one of these.")] = ()
    place: Place = field(default=Place(""), compare=False)

    @cached_property
    def clause(self) -> Clause:
        """What the role asks, as one tree; `all` and `any` both given: both are asked."""
        if self.all and self.any:
            return Clause(all=(*self.all, Clause(any=self.any, place=self.place)), place=self.place)
        return Clause(all=self.all, any=self.any, place=self.place)

    @cached_property
    def leaves(self) -> tuple[Clause, ...]:
        """The conditions at the ends of the tree, in order."""
        return tuple(self.clause.leaves())


@dataclass(frozen=True, slots=True)
class Ladder:
    """The roles of groups, lowest first, with what each asks. A group's own ladder comes before the community's.

    With `use` the steps are those of a ladder that comes with the program; steps declared here take their roles' places.
    """

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["sig"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["Roles of a SIG"])] = Text()
    use: Annotated[
        str, Field(description="The id of a ladder that comes with the program.", examples=["mindspore-sig"])
    ] = ""
    groups: Annotated[
        tuple[str, ...], Field(description="Slugs of the groups whose own it is.", examples=[["compiler"]])
    ] = ()
    kinds: Annotated[
        tuple[Kind, ...], Field(description="Without `groups`: it is the community's, for groups of these kinds.")
    ] = (Kind.SIG, Kind.WG)
    repos: Annotated[
        tuple[str, ...],
        Field(
            description="Repositories that count beside the group's where a clause says `where: main`.",
            examples=[["gitee:example/main"]],
        ),
    ] = ()
    steps: Annotated[tuple[LadderStep, ...], Field(description="Its roles, lowest first.")] = ()
    sources: Annotated[
        tuple[str, ...], Field(description="Where it was agreed.", examples=[["https://example.org/governance"]])
    ] = ()
    place: Place = field(default=Place(""), compare=False)

    def step(self, role: str) -> LadderStep | None:
        """Return the step of a role, if there is one."""
        return next((step for step in self.steps if step.role == role), None)

    def from_(self, role: str) -> tuple[str, ...]:
        """Return a role and those above it on this ladder; a role that is no step alone."""
        roles = [step.role for step in self.steps]
        return tuple(roles[roles.index(role) :]) if role in roles else (role,)


class Verdict(StrEnum):
    """What is known of a condition. *Unknown* is never "not met": what would tell was not read, or nobody has said."""

    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of something there is, and how much is asked. ``have`` None: nothing tells."""

    of: str  # events, subjects, amount, months, days, sponsors, organizations
    have: float | None
    need: float

    @property
    def lacks(self) -> float | None:
        """How much is missing; 0: nothing; None: nothing tells."""
        return None if self.have is None else max(0.0, self.need - self.have)


@dataclass(frozen=True, slots=True)
class ClauseVerdict:
    """What was found of one clause for one person, with what was counted and where the events stand that prove it."""

    clause: Clause
    word: Verdict
    tallies: tuple[Tally, ...] = ()
    why: Text = Text()  # in words: what was found, and what is missing
    proof: Mapping[str, str] = field(default_factory=dict)  # options of the report ``proof``; empty: no events prove it
    unread: tuple[str, ...] = ()  # kinds of event that would tell and were not read (in the whole window)
    below: tuple[ClauseVerdict, ...] = ()

    def leaves(self) -> Iterator[ClauseVerdict]:
        """Yield what was found of the conditions at the ends of the tree, in order."""
        if not self.below:
            yield self
        for one in self.below:
            yield from one.leaves()


@dataclass(frozen=True, slots=True)
class LadderVerdict:
    """How somebody stands before one role of a group, as of a moment.

    ``word``: of the whole tree. ``ready``: the same if everything that only people can meet (a vote, sponsors, what is
    judged) were met: what is left when it is met is theirs to decide. Nothing is granted by ``ready`` alone.
    """

    group: str
    person: str
    role: str
    at: datetime
    word: Verdict
    ready: Verdict
    root: ClauseVerdict
    near: float  # from 0 to 1: how much of what can be counted is there
    holds: bool = False  # the role, or one above it
