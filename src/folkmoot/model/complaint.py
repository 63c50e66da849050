"""Complaint conferences: who complains about what, how many agree, what is answered, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from pydantic import Field

from folkmoot.model.election import MOMENT
from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.targets import INDICATOR, NAME
from folkmoot.model.text import Text

PROGRAMME = "complaint"
"""Under which name the ledger keeps them: a log for each conference, and one for each complaint, ``conference/number``."""
STAGES: Mapping[str, Text] = {
    "announced": Text("not begun", "未开始"),
    "open": Text("open", "进行中"),
    "answering": Text("over, being answered", "已截止，答复中"),
    "done": Text("over, all answered", "已截止，全部答复"),
    "cancelled": Text("called off", "已取消"),
}
ANSWERS: Mapping[str, Text] = {
    "open": Text("not answered", "待答复"),
    "heard": Text("heard", "已听到"),
    "planned": Text("planned", "已计划"),
    "changed": Text("changed", "已改变"),
    "declined": Text("not planned", "不计划"),
}
NEXT: Mapping[str, tuple[str, ...]] = {
    "open": ("heard", "planned", "changed", "declined"),
    "heard": ("heard", "planned", "changed", "declined"),
    "planned": ("planned", "changed", "declined"),
    "declined": ("heard", "planned"),
    "changed": ("changed", "planned"),
}
"""Which answer may follow which: what was answered is not unheard, and what did not help is planned anew."""


@dataclass(frozen=True, slots=True)
class ComplaintArea:
    """What complaints are about, and which group answers them."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["install"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["Installation"])]
    group: Annotated[str, Field(description="Whose leads answer.", examples=["packaging"])] = ""


@dataclass(frozen=True, slots=True)
class ConferencePlan:
    """A complaint conference. Moments are of its zone; a day alone begins it at its start, and ends it at its end."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["tucao-2026"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["Complaint conference 2026"])]
    begins: Annotated[str, Field(description="The first day, or moment.", examples=["2026-11-01"], pattern=MOMENT)]
    ends: Annotated[str, Field(description="The last day, or moment.", examples=["2026-11-14"], pattern=MOMENT)]
    group: Annotated[
        str, Field(description="Of which group it is; its leads organise and answer. Absent: of the whole community.")
    ] = ""
    says: Annotated[Text, Field(description="What it is about, in a few sentences.")] = Text()
    zone: Annotated[str, Field(description="IANA time zone; absent: the community's.", examples=["Asia/Shanghai"])] = ""
    areas: Annotated[tuple[ComplaintArea, ...], Field(description="What complaints are about.")] = ()
    organizers: Annotated[
        tuple[str, ...], Field(description="Ids of people who merge, split and hide.", examples=[["ann"]])
    ] = ()
    answerers: Annotated[
        tuple[str, ...], Field(description="Ids of people who answer whatever nobody's area is.", examples=[["bo"]])
    ] = ()
    most: Annotated[int, Field(description="How many complaints one person has at most.", ge=1, le=1000)] = 10
    most_a_day: Annotated[
        int, Field(description="How many one person makes on one day of its zone at most.", ge=1, le=1000)
    ] = 5
    indicator: Annotated[
        str, Field(description="Which indicator it is to move.", examples=["active_people"], pattern=INDICATOR)
    ] = ""
    cancelled: Annotated[bool, Field(description="Whether it is called off.")] = False
    place: Place = field(default=Place(""), compare=False)

    def area(self, ident: str) -> ComplaintArea | None:
        """Return the area with an id, if there is one."""
        return next((one for one in self.areas if one.id == ident), None)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it was given."""

    ordinal: int
    at: datetime
    state: str
    words: str
    link: str = ""  # what changed: a change, an issue or a release
    by: str = ""  # the declared person who answers; else the name of the account


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint. ``person`` is the ledger's: it stands in no answer, and of the anonymous no name does."""

    number: int
    at: datetime
    person: str = field(repr=False)
    title: str
    words: str
    area: str = ""
    anonymous: bool = True
    hidden: str = ""  # why it is not shown; "": it is
    withdrawn: bool = False
    into: int = 0  # the complaint that it was merged into; 0: none
    voters: frozenset[str] = field(default=frozenset(), repr=False)
    links: tuple[str, ...] = ()
    answers: tuple[Answered, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether readers see it."""
        return not self.hidden and not self.withdrawn


@dataclass(frozen=True, slots=True)
class Cluster:
    """Complaints that say the same, the first of them in front. ``votes``: people who agree and did not complain themselves."""

    head: Complaint
    members: tuple[Complaint, ...]  # with the head, by number
    votes: int
    state: str
    answer: Answered | None = None  # the last one
    answers: tuple[Answered, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """Under which number it is found."""
        return self.head.number
