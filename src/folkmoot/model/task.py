"""Tasks as declared: batches with their window and rules of claiming, tasks with mentor, day, points and what is accepted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.targets import INDICATOR, NAME
from folkmoot.model.text import Text

QUARTER = re.compile(r"(\d{4})-Q([1-4])")
DAYS = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
WINDOW = rf"^({QUARTER.pattern}|{DAYS.pattern})$"
Difficulty = Literal["easy", "medium", "hard"]
DIFFICULTIES: Mapping[str, Text] = {
    "easy": Text("easy", "入门"),
    "medium": Text("medium", "中等"),
    "hard": Text("hard", "困难"),
}
KINDS: Mapping[str, Text] = {
    "internship": Text("internship", "开源实习"),
    "community": Text("community tasks", "社区任务"),
}
CONTEST = "contest"
"""What a rule of points counts beside kinds of events: the points of contests whose result is final."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task that one person takes on."""

    __pydantic_config__ = STRICT

    id: Annotated[
        str, Field(description="A short name, stable within its batch.", examples=["quickstart"], pattern=NAME)
    ]
    title: Annotated[Text, Field(description="What is to be done.", examples=["Rewrite the quick start"])]
    points: Annotated[
        Decimal,
        Field(
            description="What it is worth; exact, two decimals at most.",
            examples=[20],
            ge=0,
            max_digits=9,
            decimal_places=2,
        ),
    ] = Decimal(0)
    says: Annotated[Text, Field(description="What it is about, in a few sentences.")] = Text()
    area: Annotated[str, Field(description="Of which field it is.", examples=["docs"])] = ""
    difficulty: Annotated[Difficulty, Field(description="How hard it is.")] = "medium"
    mentor: Annotated[
        str,
        Field(
            description="Id of the declared person who helps and reviews; absent: those who lead the group.",
            examples=["bo"],
        ),
    ] = ""
    due: Annotated[
        date | None, Field(description="The last day; absent: the last one of the window.", examples=["2026-12-20"])
    ] = None
    criteria: Annotated[
        tuple[Text, ...], Field(description="What must hold before it is accepted.", examples=[["It runs on Windows"]])
    ] = ()
    issue: Annotated[
        str,
        Field(
            description="The issue on the forge: `forge:owner/name#number`, or its address.",
            examples=["gitee:example/kit#I4RS73"],
        ),
    ] = ""
    repo: Annotated[
        str, Field(description="Where the change is made; absent: wherever.", examples=["gitee:example/kit"])
    ] = ""
    proof: Annotated[
        Literal["change", "review"],
        Field(description="What proves a delivery: a merged change, or for what is no code the reviewer's word."),
    ] = "change"
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class TaskBatch:
    """Tasks that are given out together, mostly for a quarter."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["modelzoo-2026-q4"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["Internship tasks, autumn 2026"])]
    window: Annotated[
        str,
        Field(
            description="A quarter, or a first and a last day.",
            examples=["2026-Q4", "2026-10-01/2026-12-20"],
            pattern=WINDOW,
        ),
    ]
    tasks: Annotated[tuple[Task, ...], Field(description="The tasks.", min_length=1)]
    kind: Annotated[
        Literal["internship", "community"], Field(description="For interns, or for everybody in the community.")
    ] = "community"
    group: Annotated[
        str,
        Field(
            description="Of which group it is, whose leads review; absent: of the whole community.",
            examples=["modelzoo"],
        ),
    ] = ""
    says: Annotated[Text, Field(description="What it is about, in a few sentences.")] = Text()
    claims: Annotated[
        int, Field(description="How many of its tasks one person holds at a time; 0: without limit.", ge=0, le=1000)
    ] = 1
    claim_days: Annotated[
        int, Field(description="After how many days without a delivery a claim times out.", ge=1, le=366)
    ] = 14
    indicator: Annotated[
        str, Field(description="Which indicator it is to move.", examples=["new_people"], pattern=INDICATOR)
    ] = ""
    place: Place = field(default=Place(""), compare=False)

    def task(self, ident: str) -> Task | None:
        """Return the task with an id, if there is one."""
        return next((one for one in self.tasks if one.id == ident), None)


@dataclass(frozen=True, slots=True)
class PointRule:
    """What gives points beside tasks: events of one kind, or the points of contests."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["talk"], pattern=NAME)]
    kind: Annotated[
        str,
        Field(
            description="Which kind of event; or `contest`: what people gathered in contests whose result is final.",
            examples=["meeting.presented"],
            min_length=1,
        ),
    ]
    points: Annotated[
        Decimal,
        Field(
            description="For each event; of contests, for each point. Exact, two decimals at most.",
            examples=[5],
            gt=0,
            max_digits=9,
            decimal_places=2,
        ),
    ]
    title: Annotated[Text, Field(description="What it is called.", examples=["Talk given"])] = Text()
    groups: Annotated[
        tuple[str, ...], Field(description="Only in these groups; absent: everywhere.", examples=[["modelzoo"]])
    ] = ()
    since: Annotated[
        date | None, Field(description="The first day on which it counts; absent: always.", examples=["2026-01-01"])
    ] = None
    until: Annotated[date | None, Field(description="The last day on which it counts; absent: for ever.")] = None
    most_a_month: Annotated[
        int, Field(description="How often it counts for one person in one month; 0: without limit.", ge=0)
    ] = 0
    place: Place = field(default=Place(""), compare=False)


def span_of(window: str) -> tuple[date, date] | None:
    """Return the first and the last day of a window; None where it names days that there are not."""
    try:
        if quarter := QUARTER.fullmatch(window):
            year, month = int(quarter[1]), 3 * int(quarter[2]) - 2
            after = date(year + 1, 1, 1) if month == 10 else date(year, month + 3, 1)
            return date(year, month, 1), after - timedelta(days=1)
        days = DAYS.fullmatch(window)
        return (date.fromisoformat(days[1]), date.fromisoformat(days[2])) if days else None
    except ValueError:
        return None


def window_words(window: str) -> Text:
    """Return a window in words."""
    if quarter := QUARTER.fullmatch(window):
        return Text(f"Q{quarter[2]} {quarter[1]}", f"{quarter[1]} 年第{'一二三四'[int(quarter[2]) - 1]}季度")
    days = DAYS.fullmatch(window)
    return Text(f"{days[1]} to {days[2]}", f"{days[1]} 至 {days[2]}") if days else Text(window)
