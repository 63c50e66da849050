"""Voting rules: who votes, how many must take part, how much is enough, and which stages a motion goes through."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

KINDS = ("motion", "promotion", "emeritus", "minutes", "proposal", "sig", "lifecycle", "release")
"""What a motion may be about."""
CHANNELS = ("live", "mail", "lapse")
"""How a stage hears people: in a meeting, from afar for some days, or by nobody's objecting."""
BAR = r"^((more than|at least) (\d{1,6}/[1-9]\d{0,5}|\d{1,3}(\.\d{1,6})? ?%|\d{1,6}))?$"
"""How a bar is written: ``more than 1/2``, ``at least 2/3``, ``more than 65 %``, ``at least 3``; empty: none."""
_BAR = re.compile(BAR)


@dataclass(frozen=True, slots=True)
class Bar:
    """How much is enough: a share of something, or a plain number. Exact: no rounding anywhere."""

    amount: Fraction
    strict: bool  # more than, not at least
    share: bool

    @classmethod
    def read(cls, said: str) -> Bar | None:
        """Return the bar that the words give; None for none. Errors: ValueError for words that are no bar."""
        found = _BAR.fullmatch(said)
        if found is None:
            raise ValueError(
                f"'{said}' is no bar: write 'more than 1/2', 'at least 2/3', 'more than 65 %' or 'at least 3'"
            )
        if not said:
            return None
        words = found[3]
        share = "/" in words or "%" in words
        amount = Fraction(words.rstrip("% ")) / 100 if "%" in words else Fraction(words)
        return cls(amount, found[2] == "more than", share)

    def of(self, whole: int) -> Fraction:
        """Return where the bar stands for ``whole``: a number of votes, perhaps a broken one."""
        return self.amount * whole if self.share else self.amount

    def met(self, part: int, whole: int) -> bool:
        """Return whether ``part`` is enough. Edges: no share of nothing is enough."""
        if self.share and not whole:
            return False
        return part > self.of(whole) if self.strict else part >= self.of(whole)

    def least(self, whole: int) -> int:
        """Return the least whole number that is enough for ``whole``."""
        bound = self.of(whole)
        return int(bound // 1) + 1 if self.strict else -int(-bound // 1)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a vote. A stage that ends without its quorum gives way to the next; after the last one nothing is decided."""

    __pydantic_config__ = STRICT

    channel: Annotated[
        Literal["live", "mail", "lapse"],
        Field(description="live: in a meeting; mail: from afar; lapse: agreed unless an objection stands."),
    ]
    days: Annotated[int, Field(description="How long it lasts; 0 of a lapse: not at all.", ge=0, le=366, examples=[7])]
    working: Annotated[bool, Field(description="Whether only working days count, to the end of the last one.")] = False


@dataclass(frozen=True, slots=True)
class Portion:
    """A further condition: so many votes in favour from electors of some roles."""

    __pydantic_config__ = STRICT

    roles: Annotated[tuple[str, ...], Field(description="The roles.", examples=[["maintainer"]], min_length=1)]
    threshold: Annotated[
        str,
        Field(description="How many of them must be in favour.", pattern=BAR, examples=["at least 2"], min_length=1),
    ]


@dataclass(frozen=True, slots=True)
class VotingRule:
    """How one kind of motion is decided. Recusals take a person out of the electorate and out of the quorum's base."""

    __pydantic_config__ = STRICT

    name: Annotated[str, Field(description="A short stable name.", examples=["maintainers"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["Majority of the maintainers"])] = Text()
    kinds: Annotated[
        tuple[Literal["motion", "promotion", "emeritus", "minutes", "proposal", "sig", "lifecycle", "release"], ...],
        Field(
            description="Kinds of motion that it decides; none: only where a motion names it.", examples=[["promotion"]]
        ),
    ] = ()
    groups: Annotated[
        tuple[str, ...],
        Field(
            description="Only in these groups: slugs, or kinds of group; none: in every group.",
            examples=[["dx"], ["sig"]],
        ),
    ] = ()
    group: Annotated[str, Field(description="Who votes: people of this group; absent: of the motion's own.")] = ""
    roles: Annotated[
        tuple[str, ...],
        Field(description="Who votes: these roles; none: everybody who serves. `leads` stands for every leading role.",
              examples=[["maintainer"], ["leads"]]),
    ] = ()  # fmt: skip
    seats_per_organization: Annotated[
        int | None, Field(description="No organisation has more votes than this.", ge=1, le=1000, examples=[2])
    ] = None
    seats_by: Annotated[
        Literal["longest", "declared"],
        Field(
            description="Who votes where an organisation has too many: those who serve longest, or who are declared first."
        ),
    ] = "longest"
    quorum: Annotated[
        str,
        Field(description="How many electors must take part.", pattern=BAR, examples=["more than 1/2", "at least 5"]),
    ] = ""
    threshold: Annotated[
        str,
        Field(description="How many must be in favour; absent: nobody need be, if nobody objects.", pattern=BAR,
              examples=["more than 1/2", "at least 2/3", "more than 65 %", "at least 3"]),
    ] = ""  # fmt: skip
    of: Annotated[
        Literal["electors", "cast", "present"],
        Field(
            description="Of what the threshold is a share: of all electors, of votes cast, or of those who take part."
        ),
    ] = "cast"
    abstentions: Annotated[
        bool, Field(description="Whether an abstention is a vote cast. It takes part in the quorum in any case.")
    ] = False
    also: Annotated[tuple[Portion, ...], Field(description="Further conditions.")] = ()
    objections: Annotated[
        int, Field(description="So many standing objections stop the motion in any stage; 0: none do.", ge=0, le=1000)
    ] = 0
    casting: Annotated[bool, Field(description="Whether the one chair's vote decides a tie of votes cast.")] = False
    proxies: Annotated[
        bool,
        Field(
            description="Whether somebody represented in a meeting counts as being there, and their holder votes for them."
        ),
    ] = False
    stages: Annotated[
        tuple[Stage, ...], Field(description="The stages, in their order.", min_length=1, max_length=6)
    ] = (Stage("mail", 7),)
    early: Annotated[bool, Field(description="Whether it closes as soon as votes not yet cast can change nothing.")] = (
        False
    )
    zone: Annotated[
        str, Field(description="IANA zone of its days; absent: the community's.", examples=["Asia/Shanghai"])
    ] = ""
    secret: Annotated[bool, Field(description="Whether votes are secret; a secret vote cannot be changed.")] = False
    place: Place = field(default=Place(""), compare=False)

    @property
    def is_lazy(self) -> bool:
        """Return whether silence alone may pass the motion in its first stage."""
        return self.stages[0].channel == "lapse"


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days on which nobody is expected to work; or, with ``works``, a day of the weekend on which people do."""

    __pydantic_config__ = STRICT

    day: Annotated[date, Field(description="The day, or the first of several.", examples=["2026-10-01"])]
    until: Annotated[date | None, Field(description="The last day.", examples=["2026-10-07"])] = None
    title: Annotated[Text, Field(description="What it is called.", examples=["National Day"])] = Text()
    works: Annotated[bool, Field(description="A working day after all, such as a Sunday worked instead.")] = False
    place: Place = field(default=Place(""), compare=False)

    @property
    def days(self) -> tuple[date, ...]:
        """Each day of it; none where it ends before it begins, and a year of them at most."""
        last = self.until or self.day
        return tuple(self.day + timedelta(days=number) for number in range(min((last - self.day).days + 1, 366)))
