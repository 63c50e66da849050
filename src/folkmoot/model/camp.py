"""Camps: days in a row with a task each, and who has checked in on which of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.link import Link
from folkmoot.model.people import STRICT
from folkmoot.model.targets import INDICATOR, NAME
from folkmoot.model.text import Text

DAY = r"^\d{4}-\d\d-\d\d$"
MOST_DAYS = 120
PROGRAMME = "camp"
"""Under which name the ledger keeps what is done in camps: one log for each person in each camp."""
Proof = Literal["none", "words", "link", "change"]
PROOFS: Mapping[str, Text] = {
    "none": Text("a check-in is enough", "打卡即可"),
    "words": Text("a few words about it", "写几句话"),
    "link": Text("a link to it", "提交链接"),
    "change": Text("a merged change", "已合入的变更"),
}
"""How somebody shows that they did a day's task."""
State = Literal["ahead", "open", "done", "late", "made", "waiting", "refused", "makeup", "missed"]
STATES: Mapping[str, Text] = {
    "done": Text("done", "已完成"),
    "late": Text("done late", "延后完成"),
    "made": Text("made up", "已补卡"),
    "waiting": Text("waits for its proof", "待确认"),
    "refused": Text("not accepted", "未通过"),
    "open": Text("open", "可打卡"),
    "makeup": Text("can be made up", "可补卡"),
    "missed": Text("missed", "缺卡"),
    "ahead": Text("ahead", "未开始"),
}
"""What a day of somebody's camp can be."""
COUNTED = frozenset({"done", "late", "made"})
STAGES: Mapping[str, Text] = {
    "announced": Text("not begun", "未开始"),
    "running": Text("running", "进行中"),
    "closing": Text("late check-ins and make-ups", "补卡期"),
    "over": Text("over", "已结束"),
    "cancelled": Text("called off", "已取消"),
}


@dataclass(frozen=True, slots=True)
class CampDay:
    """One day: its task, and how somebody shows that they did it."""

    __pydantic_config__ = STRICT

    title: Annotated[Text, Field(description="What the day is about.", examples=["Recognise mushrooms"])]
    task: Annotated[Text, Field(description="What is to be done.", examples=["Train the model on ten pictures."])] = (
        Text()
    )
    links: Annotated[tuple[Link, ...], Field(description="What to read or watch.")] = ()
    proof: Annotated[
        Proof, Field(description="How somebody shows that they did it: nothing, words, a link, or a merged change.")
    ] = "words"
    event: Annotated[
        str,
        Field(
            description="With `link`: the link counts when it is the address of an event of this kind by whoever checks in.",
            examples=["post.published"],
        ),
    ] = ""
    repo: Annotated[
        str, Field(description="The change, or the event, only in this repository.", examples=["gitee:example/kit"])
    ] = ""
    coach: Annotated[bool, Field(description="Whether it counts only when a coach has confirmed it.")] = False


@dataclass(frozen=True, slots=True)
class CampPlan:
    """A camp: so many days in a row from its first one, each in the camp's zone."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["mushrooms-21"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["21 days of mushrooms"])]
    begins: Annotated[str, Field(description="Its first day.", examples=["2026-10-12"], pattern=DAY)]
    group: Annotated[str, Field(description="Of which group it is; who leads it coaches.", examples=["modelzoo"])] = ""
    says: Annotated[Text, Field(description="What it is about, in a few sentences.")] = Text()
    length: Annotated[
        int, Field(description="How many days it has; 0: as many as are listed.", ge=0, le=MOST_DAYS, examples=[21])
    ] = 0
    zone: Annotated[str, Field(description="IANA time zone; absent: the community's.", examples=["Asia/Shanghai"])] = ""
    days: Annotated[tuple[CampDay, ...], Field(description="Its days, in order.", max_length=MOST_DAYS)] = ()
    sign_up_until: Annotated[
        str, Field(description="The last day to sign up; absent: the last day of the camp.", pattern=f"{DAY}|^$")
    ] = ""
    need: Annotated[
        int, Field(description="How many days complete it; 0: all of them.", ge=0, le=MOST_DAYS, examples=[18])
    ] = 0
    late: Annotated[
        int, Field(description="How many days after its day a check-in still counts as one.", ge=0, le=60, examples=[1])
    ] = 0
    make_ups: Annotated[
        int, Field(description="How many days may be made up later than that.", ge=0, le=MOST_DAYS, examples=[3])
    ] = 0
    grace: Annotated[
        int, Field(description="How many days after the last one days are made up.", ge=0, le=60, examples=[3])
    ] = 0
    coaches: Annotated[tuple[str, ...], Field(description="Ids of further people who coach.", examples=[["ann"]])] = ()
    certificate: Annotated[bool, Field(description="Whether those who complete it can have a certificate.")] = False
    indicator: Annotated[
        str, Field(description="Which indicator it is to move.", examples=["new_people"], pattern=INDICATOR)
    ] = ""
    cancelled: Annotated[bool, Field(description="Whether it is called off.")] = False
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one day of somebody's camp has come to. ``key``: the ordinal of the check-in that it stands on; 0: none."""

    number: int  # from 1
    day: date
    state: State
    key: int = 0
    at: datetime | None = None
    words: str = ""
    link: str = ""
    why: str = ""  # of a coach
    by: str = ""  # what made it count: "rule", "lake" or "coach"


@dataclass(frozen=True, slots=True)
class Walk:
    """How far somebody has come. ``streak``: days in a row up to now; ``can``: whether they can still complete it."""

    person: str
    since: datetime
    named: bool
    left: bool
    marks: tuple[Mark, ...]
    counted: int = 0
    streak: int = 0
    longest: int = 0
    make_ups: int = 0  # how many are used
    can: bool = True
    completed_at: datetime | None = None  # when it was recorded
    complete: bool = False  # recorded, or reached and not recorded yet
    last: int = 0  # the ordinal of the last act

    def mark(self, number: int) -> Mark | None:
        """Return the mark of a day; None: the camp has no such day."""
        return self.marks[number - 1] if 0 < number <= len(self.marks) else None
