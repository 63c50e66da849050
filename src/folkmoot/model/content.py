"""Content: channels as declared; pieces from an idea to what was published, where, by whom, and how often it was viewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.programme import Act
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

KINDS: Mapping[str, Text] = {
    "article": Text("Article", "文章"), "video": Text("Video", "视频"), "podcast": Text("Podcast", "播客"),
    "live": Text("Live stream", "直播"), "course": Text("Course", "课程"), "series": Text("Series", "系列"),
}  # fmt: skip
HOLDERS = ("course", "series")
"""Kinds that are made of parts in an order."""
STATES: Mapping[str, Text] = {
    "idea": Text("Idea", "选题"), "taken": Text("Taken", "已认领"), "draft": Text("Draft", "草稿"),
    "review": Text("In review", "审核中"), "scheduled": Text("Scheduled", "已排期"), "published": Text("Published", "已发布"),
    "dropped": Text("Dropped", "已放弃"),
}  # fmt: skip
"""The pipeline, in its order."""
OPEN = ("idea", "taken", "draft", "review", "scheduled")
LEVELS: Mapping[str, Text] = {
    "users": Text("Users", "用户"), "D0": Text("D0: participants", "D0：参与者"), "D1": Text("D1: contributors", "D1：贡献者"),
    "D2": Text("D2: core developers", "D2：核心开发者"),
}  # fmt: skip
"""Whom a piece is made for."""
LANGUAGES: Mapping[str, Text] = {"zh": Text("Chinese", "中文"), "en": Text("English", "英文")}
Counts = Literal["cumulative", "daily"]
COUNTS: Mapping[str, Text] = {
    "cumulative": Text("views since it was published", "发布以来的累计浏览量"), "daily": Text("views of that one day", "当日浏览量"),
}  # fmt: skip
"""What a reading says: everything up to its moment, or one day alone."""


@dataclass(frozen=True, slots=True)
class ViewsSeries:
    """Which measurements tell how often what is published on a channel was viewed."""

    __pydantic_config__ = STRICT

    subject: Annotated[
        str,
        Field(
            description="What is measured; `{id}` is the last step of the address, `{url}` all of it, `{piece}` the number.",
            examples=["bilibili:{id}"],
            min_length=1,
        ),
    ]
    name: Annotated[str, Field(description="The measurement.", examples=["views"], min_length=1)] = "views"
    counts: Annotated[Counts, Field(description="Whether a number tells all views so far, or those of its day.")] = (
        "cumulative"
    )


@dataclass(frozen=True, slots=True)
class ContentChannel:
    """A place where content is published, with its audience."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["bilibili"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["Bilibili"])]
    kind: Annotated[
        Literal["site", "articles", "video", "short-video", "podcast", "live", "courses", "mail"],
        Field(description="What is published there.", examples=["video"]),
    ] = "site"
    url: Annotated[str, Field(description="Its address.", examples=["https://space.example/kit"])] = ""
    languages: Annotated[tuple[str, ...], Field(description="Languages of its audience.", examples=[["zh"]])] = ()
    zone: Annotated[
        str, Field(description="Time zone of its audience; absent: the community's.", examples=["Asia/Shanghai"])
    ] = ""
    level: Annotated[
        Literal["", "users", "D0", "D1", "D2"], Field(description="Whom it reaches; absent: everybody.")
    ] = ""
    group: Annotated[str, Field(description="Which group looks after it.", examples=["docs"])] = ""
    views: Annotated[ViewsSeries | None, Field(description="Which measurements tell views, where any do.")] = None
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Publication:
    """A piece as it stands on one channel in one language."""

    channel: str
    language: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """How often something was viewed, as somebody read it or a source measured it.

    ``counts``: up to ``at`` since the beginning, or on the day of ``at`` alone. ``by``: who wrote it down; "" a source.
    """

    at: datetime
    amount: float
    counts: Counts = "cumulative"
    by: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What is planned of a piece; all of it can be changed until it is published."""

    title: Text
    kind: str
    group: str
    says: str = ""
    channels: tuple[str, ...] = ()
    language: str = ""
    level: str = ""
    indicator: str = ""
    campaign: str = ""
    planned_at: datetime | None = None
    holder: int = 0  # the number of the course or series that it is a part of
    part: int = 0  # which part
    release: str = ""  # of which release it tells
    byline: str = ""  # how its author wants to be named


@dataclass(frozen=True, slots=True)
class Written:
    """A reading that somebody wrote down: of which channel, language and day. ``amount`` None: taken back."""

    channel: str
    language: str
    day: date
    amount: float | None
    counts: Counts
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of content as it stands."""

    number: int
    details: Details
    state: str  # a key of STATES
    acts: tuple[Act, ...] = ()
    proposer: str = ""  # a declared id, an account at a forge, or the name of the account here
    proposed_by: str = ""  # the account here
    author: str = ""
    author_by: str = ""  # the account here
    draft: str = ""  # the link of the draft
    publications: tuple[Publication, ...] = ()
    written: tuple[Written, ...] = ()
    thanks: str = ""
    reason: str = ""  # why it was last sent back, or dropped

    @property
    def proposed_at(self) -> datetime:
        """When it was proposed."""
        return self.acts[0].at

    @property
    def published_at(self) -> datetime | None:
        """When it was published first."""
        return min((one.at for one in self.publications), default=None)

    @property
    def last(self) -> int:
        """The ordinal of the last act."""
        return self.acts[-1].ordinal if self.acts else 0

    def is_overdue(self, now: datetime) -> bool:
        """Whether its planned moment has passed and it is not published."""
        planned = self.details.planned_at
        return self.state in OPEN and planned is not None and planned < now
