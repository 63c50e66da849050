"""Chapters: what sort one is and where, how to reach it, what a club looks into, and the steps of its learning path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.link import Link
from folkmoot.model.people import STRICT
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

Sort = Literal["city", "university", "company", "club"]
Proof = Literal["merged", "event", "task", "word"]
SORTS: Mapping[str, Text] = {
    "city": Text("City", "城市"),
    "university": Text("University", "高校"),
    "company": Text("Company", "企业"),
    "club": Text("Club", "社团"),
}
"""What a chapter is of."""
PROOFS: Mapping[str, Text] = {
    "merged": Text("a merged change", "一个已合入的变更"),
    "event": Text("an event attended", "参加一场活动"),
    "task": Text("a task delivered", "交付一项任务"),
    "word": Text("a mentor's word", "导师认可"),
}
"""What shows that somebody has taken a step of a learning path."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a chapter is: on a map, as far as latitude and longitude are told."""

    __pydantic_config__ = STRICT

    city: Annotated[Text, Field(description="The city.", examples=[{"en": "Hangzhou", "zh": "杭州"}])] = Text()
    country: Annotated[str, Field(description="ISO 3166 code.", examples=["CN"], pattern=r"^([A-Z]{2})?$")] = ""
    latitude: Annotated[
        float | None, Field(description="Degrees; north is positive.", examples=[30.27], ge=-90, le=90)
    ] = None
    longitude: Annotated[
        float | None, Field(description="Degrees; east is positive.", examples=[120.15], ge=-180, le=180)
    ] = None


@dataclass(frozen=True, slots=True)
class Direction:
    """What a club looks into."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["compilers"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["AI compilers"])] = Text()
    says: Annotated[Text, Field(description="What is explored, in a sentence.")] = Text()


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a learning path, and what proves that somebody has taken it."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["first-change"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["A first change"])]
    proof: Annotated[
        Proof,
        Field(
            description="What proves it: a merged change, an event of the chapter attended, a task delivered, or a mentor's word.",
            examples=["merged"],
        ),
    ]
    says: Annotated[Text, Field(description="What one learns, and how to begin.")] = Text()
    links: Annotated[tuple[Link, ...], Field(description="What to read or watch.")] = ()
    repos: Annotated[
        tuple[str, ...],
        Field(description="merged: only in these repositories; absent: in all.", examples=[["gitee:example/kit"]]),
    ] = ()
    times: Annotated[int, Field(description="How many of them it takes.", ge=1, le=100)] = 1


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a group of the kind `chapter` says beside what every group does."""

    __pydantic_config__ = STRICT

    sort: Annotated[Sort, Field(description="What it is of.", examples=["city"])]
    where: Annotated[Spot, Field(description="Where it is.")] = Spot()
    zone: Annotated[
        str, Field(description="IANA time zone of its events; absent: the community's.", examples=["Asia/Shanghai"])
    ] = ""
    host: Annotated[
        Text, Field(description="The university or company that it belongs to.", examples=["Lakemere University"])
    ] = Text()
    contact: Annotated[
        Text,
        Field(
            description="How to reach those who organise it, and what becomes of what one tells them.",
            examples=["Write to the list; we answer within three days."],
        ),
    ] = Text()
    directions: Annotated[tuple[Direction, ...], Field(description="What it looks into.")] = ()
    mentors: Annotated[
        tuple[str, ...],
        Field(description="Ids of those whose word counts on the learning path, beside its leads.", examples=[["ann"]]),
    ] = ()
    path: Annotated[tuple[PathStep, ...], Field(description="The learning path: its steps, in their order.")] = ()
    place: Place = field(default=Place(""), compare=False)

    def step(self, ident: str) -> PathStep | None:
        """Return a step of the learning path by its id, if there is one."""
        return next((one for one in self.path if one.id == ident), None)
