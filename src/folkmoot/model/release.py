"""Release plans: the days of a release as planned and as they went, its components, its exit criteria, its life."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

StageKind = Literal["planning", "coding", "review", "testing", "branch", "bugfix", "publish", "video", "rest", "other"]
STAGE_KINDS: dict[str, Text] = {
    "planning": Text("Planning", "规划"),
    "coding": Text("Coding", "开发"),
    "review": Text("Notes review", "发布说明评审"),
    "testing": Text("Pre-release test", "预发布测试"),
    "branch": Text("Branch", "拉取分支"),
    "bugfix": Text("Bug fixing", "问题修复"),
    "publish": Text("Publish", "发布"),
    "video": Text("Videos", "视频"),
    "rest": Text("Days off", "休息"),
    "other": Text("Other", "其他"),
}


class Phase(StrEnum):
    """The phases of a release's life, in their order."""

    PLANNING = "planning"
    DEVELOPMENT = "development"
    MAINTAINED = "maintained"
    UNMAINTAINED = "unmaintained"
    END_OF_LIFE = "eol"


PHASES: dict[Phase, Text] = {
    Phase.PLANNING: Text("Planning", "规划中"),
    Phase.DEVELOPMENT: Text("Development", "开发中"),
    Phase.MAINTAINED: Text("Maintained", "维护中"),
    Phase.UNMAINTAINED: Text("Unmaintained", "停止主动维护"),
    Phase.END_OF_LIFE: Text("End of life", "停止维护（EOL）"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One stretch of the calendar: a day, or several, on which something is done; what was done instead, if it differs."""

    __pydantic_config__ = STRICT

    day: Annotated[date, Field(description="The first day, as planned.", examples=["2026-03-17"])]
    title: Annotated[Text, Field(description="What is done.", examples=["First pre-release test"])]
    kind: Annotated[StageKind, Field(description="What sort of work it is.", examples=["testing"])] = "other"
    until: Annotated[date | None, Field(description="The last day, as planned; absent: the same day.")] = None
    actual: Annotated[
        date | None, Field(description="The day on which it really began; absent: read from the data, or not yet.")
    ] = None
    actual_until: Annotated[date | None, Field(description="The day on which it was really over.")] = None
    owner: Annotated[str, Field(description="The id of the person who sees to it.", examples=["ann"])] = ""
    note: Annotated[Text, Field(description="Why it went otherwise.")] = Text()
    place: Place = field(default=Place(""), compare=False)

    @property
    def ends(self) -> date:
        """The last day, as planned."""
        return self.until or self.day


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One thing that a component is to bring."""

    __pydantic_config__ = STRICT

    title: Annotated[Text, Field(description="What it is.", examples=["Dynamic shapes on GPU"])]
    issue: Annotated[
        str,
        Field(
            description="Its issue or change; done when that is closed or merged.", examples=["gitee:example/kit#12"]
        ),
    ] = ""
    owner: Annotated[str, Field(description="The id of the person who sees to it.", examples=["ann"])] = ""
    done: Annotated[bool | None, Field(description="Said by hand; absent: as its issue says.")] = None
    highlight: Annotated[bool, Field(description="Belongs among the highlights.")] = False


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the release: where it is made, who answers for it, what it is to bring."""

    __pydantic_config__ = STRICT

    name: Annotated[Text, Field(description="Its name.", examples=["Compiler"])]
    repos: Annotated[tuple[str, ...], Field(description="Where it is made.", examples=[["gitee:example/kit"]])] = ()
    paths: Annotated[
        tuple[str, ...], Field(description="Only these folders of them.", examples=[["src/compiler"]])
    ] = ()
    group: Annotated[str, Field(description="The slug of the group that answers for it.", examples=["compiler"])] = ""
    owner: Annotated[str, Field(description="The id of the person who answers for it.", examples=["ann"])] = ""
    items: Annotated[tuple[PlannedItem, ...], Field(description="What it is to bring.")] = ()


@dataclass(frozen=True, slots=True)
class ExitCriterion:
    """What must hold before the release goes out: issues with a label, an indicator, or somebody's word."""

    __pydantic_config__ = STRICT

    title: Annotated[Text, Field(description="The condition in words.", examples=["No blocker is open"])]
    label: Annotated[str, Field(description="Judged by open issues with this label.", examples=["release-blocker"])] = (
        ""
    )
    repos: Annotated[tuple[str, ...], Field(description="Only in these; absent: those of all components.")] = ()
    indicator: Annotated[str, Field(description="Judged by an indicator.", examples=["build_pass_rate"])] = ""
    window: Annotated[str, Field(description="Over so long a time before today.", examples=["14d"])] = ""
    at_most: Annotated[float | None, Field(description="It may be this much at most.", examples=[0])] = None
    at_least: Annotated[float | None, Field(description="It must be this much at least.", examples=[0.95])] = None
    met: Annotated[bool | None, Field(description="Said by hand.")] = None
    by: Annotated[str, Field(description="Who said so.", examples=["ann"])] = ""
    on: Annotated[date | None, Field(description="When it was said.")] = None


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """One release of the community's software, from planning to the end of its life."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name, used in links.", examples=["kit-1.1.0"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["Kit 1.1.0"])]
    version: Annotated[str, Field(description="The version, as its tag says it.", examples=["1.1.0"])] = ""
    previous: Annotated[str, Field(description="The version before it, where its notes begin.", examples=["1.0.1"])] = (
        ""
    )
    branch: Annotated[str, Field(description="The branch it comes from.", examples=["r1.1"])] = ""
    repos: Annotated[tuple[str, ...], Field(description="Where its tag is set; absent: those of all components.")] = ()
    group: Annotated[str, Field(description="The slug of the group that runs it.", examples=["release"])] = ""
    owner: Annotated[str, Field(description="The id of the release manager.", examples=["ann"])] = ""
    planning_since: Annotated[date | None, Field(description="First day of planning.")] = None
    development_since: Annotated[
        date | None, Field(description="First day of development; absent: of its first stage.")
    ] = None
    planned_on: Annotated[
        date | None, Field(description="The day it is to be published; absent: of its stage `publish`.")
    ] = None
    released_on: Annotated[
        date | None, Field(description="The day it was published; absent: as its tag tells, or not yet.")
    ] = None
    unmaintained_on: Annotated[date | None, Field(description="From this day only security is mended.")] = None
    eol_on: Annotated[date | None, Field(description="From this day nothing is mended.")] = None
    stages: Annotated[tuple[Stage, ...], Field(description="Its calendar.")] = ()
    components: Annotated[tuple[Component, ...], Field(description="Its parts.")] = ()
    exit: Annotated[tuple[ExitCriterion, ...], Field(description="What must hold before it goes out.")] = ()
    highlights: Annotated[tuple[Text, ...], Field(description="What is to be told first.")] = ()
    sources: Annotated[tuple[str, ...], Field(description="Where it was agreed.")] = ()
    place: Place = field(default=Place(""), compare=False)

    @property
    def publishes(self) -> date | None:
        """The day it is to be published; None: nobody said."""
        planned = [stage.ends for stage in self.stages if stage.kind == "publish"]
        return self.planned_on or (max(planned) if planned else None)

    @property
    def every_repo(self) -> tuple[str, ...]:
        """The repositories that its tag is set in, or else those of its components."""
        return self.repos or tuple(dict.fromkeys(repo for one in self.components for repo in one.repos))
