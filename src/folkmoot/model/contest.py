"""Contests as declared: when, in which teams, what gives how many points, what takes them away, who decides, what is won."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.election import MOMENT
from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.submission import EvaluationPlan
from folkmoot.model.targets import INDICATOR, NAME
from folkmoot.model.text import Text

OPTIONAL = f"{MOMENT}|^$"
STAGES = ("announced", "running", "frozen", "review", "final", "cancelled")
"""In their order. Frozen: it runs, and the public table stands still. Review: it is over, and decisions are made."""
GuardName = Literal[
    "withdrawn-star", "first-star", "fresh-account", "self-merged", "reverted", "linked-accounts", "one-team"
]
GUARDS: tuple[GuardName, ...] = (
    "one-team", "withdrawn-star", "reverted", "self-merged", "linked-accounts", "first-star", "fresh-account",
)  # fmt: skip
"""The rules against gaming, in the order in which they are asked: the first that says no is told."""
TeamKind = Literal["none", "city", "chapter", "university", "free"]
TIES = ("earliest", "shared")
"""How a tie is broken, beside the ids of scoring rules: who had their points first; or not at all, which also comes last."""


@dataclass(frozen=True, slots=True)
class City:
    """A city, or another place, that takes part: people name theirs, and it has a table of its own."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["shanghai"], pattern=NAME)]
    title: Annotated[Text, Field(description="Its name.", examples=[{"en": "Shanghai", "zh": "上海"}])] = Text()
    day: Annotated[
        str, Field(description="The day of its own event.", examples=["2020-12-14"], pattern=r"^(\d{4}-\d\d-\d\d)?$")
    ] = ""


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """What gives points: events of one kind, perhaps only some of them, with caps."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["bugfix"], pattern=NAME)]
    kind: Annotated[str, Field(description="Which kind of event.", examples=["change.merged"], min_length=1)]
    points: Annotated[
        Decimal,
        Field(
            description="For each; exact, with two decimals at most.",
            examples=[100],
            gt=0,
            max_digits=9,
            decimal_places=2,
        ),
    ]
    title: Annotated[Text, Field(description="What it is called.", examples=["Bug fixed"])] = Text()
    repos: Annotated[
        tuple[str, ...], Field(description="Only in these repositories; absent: all.", examples=[["gitee:example/kit"]])
    ] = ()
    path: Annotated[
        str, Field(description="Only what touches this folder, where the source tells folders.", examples=["official"])
    ] = ""
    label: Annotated[str, Field(description="Only with this label; case does not matter.", examples=["kind/bug"])] = ""
    words: Annotated[
        str, Field(description="Only with these words in the title; case does not matter.", examples=["new model"])
    ] = ""
    most_each: Annotated[int, Field(description="How often it counts for one person; 0: without limit.", ge=0)] = 0
    most_a_day: Annotated[
        int,
        Field(description="How often it counts for one person on one day of the contest's zone; 0: no limit.", ge=0),
    ] = 0
    most_team: Annotated[int, Field(description="How often it counts for one team; 0: without limit.", ge=0)] = 0
    verify: Annotated[
        Literal["automatic", "review"],
        Field(description="Whether it counts by itself, or when a reviewer of the contest has nodded."),
    ] = "automatic"


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule against gaming, by its name, with its parameters."""

    __pydantic_config__ = STRICT

    rule: Annotated[GuardName, Field(description="Which rule.", examples=["withdrawn-star"])]
    days: Annotated[
        int,
        Field(
            description="fresh-account: how old an account must be. withdrawn-star, reverted: how long after the end it is looked at.",
            ge=0,
            le=3650,
            examples=[7],
        ),
    ] = 0
    keep: Annotated[
        Literal["first", "none"],
        Field(description="one-team: whether the team that somebody was in first keeps their points, or none does."),
    ] = "first"


@dataclass(frozen=True, slots=True)
class Prize:
    """What is won."""

    __pydantic_config__ = STRICT

    title: Annotated[Text, Field(description="What it is.", examples=["A developer board"])]
    table: Annotated[
        Literal["people", "teams", "cities"], Field(description="In which table.", examples=["people"])
    ] = "people"
    ranks: Annotated[int, Field(description="For the first so many.", ge=1, examples=[3])] = 1


@dataclass(frozen=True, slots=True)
class ContestPlan:
    """A contest. Moments are of its zone; a day alone begins something at its start, and ends something at its end."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["mindcon-2020"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["MindCon 2020"])]
    begins: Annotated[str, Field(description="The first day, or moment.", examples=["2020-12-14"], pattern=MOMENT)]
    ends: Annotated[str, Field(description="The last day, or moment.", examples=["2020-12-26"], pattern=MOMENT)]
    scoring: Annotated[tuple[ScoringRule, ...], Field(description="What gives points, of a contest of events.")] = ()
    kind: Annotated[
        Literal["events", "submissions"],
        Field(description="`events`: what people do is scored. `submissions`: what they hand in is."),
    ] = "events"
    evaluation: Annotated[
        EvaluationPlan | None, Field(description="How entries are scored, of a contest of submissions.")
    ] = None
    group: Annotated[str, Field(description="Of which group it is; who leads it organises.", examples=["shanghai"])] = (
        ""
    )
    organizers: Annotated[
        tuple[str, ...], Field(description="Ids of further people who organise it.", examples=[["ann"]])
    ] = ()
    reviewers: Annotated[
        tuple[str, ...],
        Field(description="Ids of people who verify; absent: those who organise it.", examples=[["bo"]]),
    ] = ()
    says: Annotated[Text, Field(description="What it is about, in a few sentences.")] = Text()
    zone: Annotated[str, Field(description="IANA time zone; absent: the community's.", examples=["Asia/Shanghai"])] = ""
    sign_up: Annotated[
        str, Field(description="From when people sign up; absent: as soon as it is declared.", pattern=OPTIONAL)
    ] = ""
    freeze: Annotated[
        str,
        Field(
            description="From when the public tables stand still until the end is approved; absent: never.",
            examples=["2020-12-25"],
            pattern=OPTIONAL,
        ),
    ] = ""
    review_until: Annotated[
        str, Field(description="Until when what is left is verified; absent: a week after the end.", pattern=OPTIONAL)
    ] = ""
    appeals_until: Annotated[
        str,
        Field(description="Until when people appeal; absent: as long as what is left is verified.", pattern=OPTIONAL),
    ] = ""
    teams: Annotated[
        TeamKind,
        Field(
            description="What a team is: nothing; the city one names; a chapter of the charter; a university or any team founded in the portal.",
            examples=["city"],
        ),
    ] = "none"
    team_least: Annotated[int, Field(description="How many people a team needs to be ranked.", ge=1)] = 1
    team_most: Annotated[int, Field(description="How many people a team takes; 0: without limit.", ge=0)] = 0
    cities: Annotated[tuple[City, ...], Field(description="The cities that take part.")] = ()
    ties: Annotated[
        tuple[str, ...],
        Field(
            description="How ties are broken, in this order: `earliest`, `shared`, or the id of a scoring rule whose points go first.",
            examples=[["model", "earliest"]],
        ),
    ] = ()
    guards: Annotated[tuple[Guard, ...], Field(description="Rules against gaming.")] = ()
    prizes: Annotated[tuple[Prize, ...], Field(description="What is won.")] = ()
    indicator: Annotated[
        str, Field(description="Which indicator it is to move.", examples=["new_people"], pattern=INDICATOR)
    ] = ""
    cancelled: Annotated[bool, Field(description="Whether it is called off.")] = False
    place: Place = field(default=Place(""), compare=False)

    def rule(self, ident: str) -> ScoringRule | None:
        """Return the scoring rule with an id, if there is one."""
        return next((one for one in self.scoring if one.id == ident), None)
