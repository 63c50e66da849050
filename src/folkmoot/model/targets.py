"""Targets: what is to be reached, in which span, how it is counted, by whose work; a tree of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.text import Text

NAME = r"^[a-z0-9][a-z0-9._-]*$"
INDICATOR = r"^([a-z][a-z0-9_]*)?$"
MEASURES = ("indicator", "events", "roles", "measurement", "values")
"""The fields of a target of which one says how it is counted."""


@dataclass(frozen=True, slots=True)
class CountedEvents:
    """What happened, counted: events of some kinds, perhaps only those with a label or a word in the title."""

    __pydantic_config__ = STRICT

    kinds: Annotated[tuple[str, ...], Field(description="Kinds of event.", examples=[["change.merged"]], min_length=1)]
    label: Annotated[
        str, Field(description="Only of changes and issues with this label; case does not matter.", examples=["model"])
    ] = ""
    words: Annotated[
        str, Field(description="Only with these words in the title; case does not matter.", examples=["new model"])
    ] = ""
    count: Annotated[
        Literal["events", "subjects", "people"],
        Field(description="What is counted: the events, the different things they were done to, or who did them."),
    ] = "events"


@dataclass(frozen=True, slots=True)
class CountedMeasurement:
    """A number that sources measure, such as downloads or views: its newest value, subjects added up."""

    __pydantic_config__ = STRICT

    name: Annotated[str, Field(description="What is measured.", examples=["stars", "views"], min_length=1)]
    subject: Annotated[
        str, Field(description="Only of this repository, package or channel.", examples=["pypi:example"])
    ] = ""


@dataclass(frozen=True, slots=True)
class KeptValue:
    """A value that somebody wrote down by hand."""

    __pydantic_config__ = STRICT

    day: Annotated[date, Field(description="On which day it held.", examples=["2026-03-31"])]
    value: Annotated[float, Field(description="How many.", examples=[4])]
    url: Annotated[str, Field(description="Where it can be read.", examples=["https://example.org/models"])] = ""
    source: Annotated[str, Field(description="Who or what says so.", examples=["survey of users"])] = ""
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that is done so that a target is reached."""

    __pydantic_config__ = STRICT

    title: Annotated[Text, Field(description="What is done.", examples=["Model reproduction contest"])]
    url: Annotated[str, Field(description="Where it is described.", examples=["https://example.org/contest"])] = ""
    day: Annotated[date | None, Field(description="When it is, or begins.", examples=["2026-05-09"])] = None
    serves: Annotated[Text, Field(description="How it helps.", examples=["Brings models from outside"])] = Text()
    owner: Annotated[str, Field(description="The id of the person who sees to it.", examples=["ann"])] = ""
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached by a day: a number of something, in a group, a repository or everywhere.

    One of `indicator`, `events`, `roles`, `measurement` and `values` says how it is counted. A target above others
    may have none of them and say `sum: true`: it is reached as far as those below it are, by their weights.
    """

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name, used in links.", examples=["models-2026"], pattern=NAME)]
    title: Annotated[
        Text,
        Field(
            description="The target in words.",
            examples=["Ten models from outside", {"en": "Ten models from outside", "zh": "外部贡献十个模型"}],
        ),
    ]
    goal: Annotated[float | None, Field(description="How many; absent only with `sum`.", examples=[10])] = None
    year: Annotated[int | None, Field(description="Its span is this year.", examples=[2026], ge=1990, le=2200)] = None
    since: Annotated[date | None, Field(description="First day of its span.", examples=["2026-01-01"])] = None
    until: Annotated[
        date | None, Field(description="The day by which it is to be reached.", examples=["2028-12-31"])
    ] = None
    indicator: Annotated[
        str, Field(description="How it is counted: an indicator.", examples=["reviewers"], pattern=INDICATOR)
    ] = ""
    events: Annotated[CountedEvents | None, Field(description="How it is counted: what happened in the span.")] = None
    roles: Annotated[
        tuple[str, ...],
        Field(
            description="How it is counted: the people who hold one of these roles.",
            examples=[["reviewer", "committer"]],
        ),
    ] = ()
    measurement: Annotated[
        CountedMeasurement | None, Field(description="How it is counted: a number that sources measure.")
    ] = None
    values: Annotated[
        tuple[KeptValue, ...], Field(description="How it is counted: by hand; the newest day counts.")
    ] = ()
    group: Annotated[str, Field(description="Only in this group: its slug.", examples=["modelzoo"])] = ""
    repo: Annotated[str, Field(description="Only in this repository.", examples=["gitee:example/kit"])] = ""
    org: Annotated[str, Field(description="Only people of this organisation.", examples=["Example University"])] = ""
    outside: Annotated[
        tuple[str, ...],
        Field(description="Only people who are known not to belong to these.", examples=[["Example Company"]]),
    ] = ()
    better: Annotated[
        Literal["", "up", "down"], Field(description="Which way is good; empty: as the indicator says, or up.")
    ] = ""
    start: Annotated[
        float | None, Field(description="The value at the beginning; absent: read from the data.", examples=[3])
    ] = None
    owner: Annotated[str, Field(description="The id of the person who answers for it.", examples=["ann"])] = ""
    activities: Annotated[tuple[Activity, ...], Field(description="What is done so that it is reached.")] = ()
    parent: Annotated[
        str, Field(description="The id of the target that this one serves.", examples=["known-everywhere"])
    ] = ""
    sum: Annotated[bool, Field(description="It is reached as far as those below it are.")] = False
    weight: Annotated[
        float, Field(description="How much it counts for a `sum` above it.", gt=0, le=1000, examples=[2])
    ] = 1.0
    beside: Annotated[
        str,
        Field(
            description="A second indicator to look at beside it, so that a rise can be believed.",
            examples=["active_people"],
            pattern=INDICATOR,
        ),
    ] = ""
    vanity: Annotated[bool, Field(description="It can rise without anybody being helped; it is marked so.")] = False
    sources: Annotated[
        tuple[str, ...], Field(description="Where it was agreed.", examples=[["https://example.org/minutes/12"]])
    ] = ()
    place: Place = field(default=Place(""), compare=False)

    @property
    def begins(self) -> date | None:
        """The first day of its span; None: nobody said."""
        return self.since or (date(self.year, 1, 1) if self.year else None)

    @property
    def ends(self) -> date | None:
        """The day by which it is to be reached; None: nobody said."""
        return self.until or (date(self.year, 12, 31) if self.year else None)

    @property
    def measures(self) -> tuple[str, ...]:
        """The fields that say how it is counted: one, in a target that is right; none in words alone or with ``sum``."""
        return tuple(name for name in MEASURES if getattr(self, name))

    @property
    def measure(self) -> str:
        """The field that says how it is counted: the first of ``MEASURES`` that is declared; "" for none."""
        return next(iter(self.measures), "")
