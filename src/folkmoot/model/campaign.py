"""Campaigns as declared before they begin: what they are to move, whom they reach, what they cost, and beside what they are judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.targets import INDICATOR, NAME
from folkmoot.model.text import Text

STAGES: Mapping[str, Text] = {
    "planned": Text("Planned", "未开始"), "running": Text("Running", "进行中"), "over": Text("Over", "已结束"),
    "reviewed": Text("Reviewed", "已复盘"), "cancelled": Text("Called off", "已取消"),
}  # fmt: skip
"""In their order."""
SORTS: Mapping[str, Text] = {"conversion": Text("Conversion", "转化"), "brand": Text("Brand", "品牌")}
AUDIENCES: Mapping[str, Text] = {
    "everybody": Text("Everybody", "所有人"), "users": Text("Users", "用户"), "D0": Text("D0: participants", "D0：参与者"),
    "D1": Text("D1: contributors", "D1：贡献者"), "D2": Text("D2: core developers", "D2：核心开发者"),
}  # fmt: skip
METHODS: Mapping[str, Text] = {
    "controls": Text("Beside named controls", "与指定对照比较"), "series": Text("Beside its own past", "与自身历史比较"),
    "none": Text("No comparison", "不作比较"),
}  # fmt: skip
UNITS: Mapping[str, Text] = {
    "groups": Text("Groups", "小组"), "chapters": Text("Chapters and cities", "分会与城市"), "repositories": Text("Repositories", "代码仓"),
    "organizations": Text("Organisations", "组织"), "indicators": Text("Levels, by their indicators", "级别（按指标）"),
}  # fmt: skip
CODE = r"^[a-z0-9][a-z0-9-]{1,39}$"


@dataclass(frozen=True, slots=True)
class Cost:
    """Money and hours."""

    __pydantic_config__ = STRICT

    amount: Annotated[float, Field(description="Money.", examples=[8000], ge=0)] = 0.0
    currency: Annotated[str, Field(description="In which currency.", examples=["CNY"], pattern=r"^[A-Z]{3}$")] = "CNY"
    hours: Annotated[float, Field(description="Hours of work.", examples=[60], ge=0)] = 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Beside what the effect is judged: units that were not touched, or what its own past lets expect."""

    __pydantic_config__ = STRICT

    method: Annotated[
        Literal["controls", "series", "none"],
        Field(description="controls: difference-in-differences; series: an interrupted series, always weak; or none."),
    ] = "none"
    of: Annotated[
        Literal["groups", "chapters", "repositories", "organizations", "indicators"],
        Field(description="What the units are."),
    ] = "groups"
    treated: Annotated[
        tuple[str, ...],
        Field(description="Where something is done; of a series absent: everywhere.", examples=[["shanghai"]]),
    ] = ()
    controls: Annotated[
        tuple[str, ...],
        Field(description="Where nothing is done: three at least.", examples=[["berlin", "xian", "wuhan"]]),
    ] = ()


@dataclass(frozen=True, slots=True)
class Touch:
    """A code on a poster, in a mail or below a video, by which people come: ``/t/CODE/``."""

    __pydantic_config__ = STRICT

    code: Annotated[str, Field(description="Short, unique.", examples=["spring-poster"], pattern=CODE)]
    title: Annotated[Text, Field(description="Where it stands.", examples=["Poster in the canteen"])] = Text()
    url: Annotated[
        str, Field(description="Where it leads; absent: the campaign's page.", examples=["https://example.org/camp"])
    ] = ""


@dataclass(frozen=True, slots=True)
class Views:
    """Measurements that tell how often something of the campaign was seen."""

    __pydantic_config__ = STRICT

    subject: Annotated[str, Field(description="What is measured.", examples=["bilibili:BV1xx"], min_length=1)]
    name: Annotated[str, Field(description="The measurement.", examples=["views"])] = "views"
    counts: Annotated[
        Literal["daily", "cumulative"], Field(description="Whether a number tells its day, or everything so far.")
    ] = "daily"


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """A campaign. Days are of the community's zone. What moves it and beside what it is judged stand here before it begins."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["spring-camp"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["Spring camp"])]
    begins: Annotated[date, Field(description="Its first day.", examples=["2026-03-02"])]
    ends: Annotated[date, Field(description="Its last day.", examples=["2026-03-22"])]
    says: Annotated[Text, Field(description="What is done, in a few sentences.")] = Text()
    owner: Annotated[str, Field(description="The id of the person who answers for it.", examples=["ann"])] = ""
    group: Annotated[str, Field(description="Of which group it is.", examples=["shanghai"])] = ""
    sort: Annotated[
        Literal["conversion", "brand"], Field(description="Brand: it makes no claim that anybody did anything for it.")
    ] = "conversion"
    indicator: Annotated[
        str, Field(description="Which indicator it is to move.", examples=["new_people"], pattern=INDICATOR)
    ] = ""
    audience: Annotated[Literal["everybody", "users", "D0", "D1", "D2"], Field(description="Whom it is for.")] = (
        "everybody"
    )
    lasts: Annotated[
        int, Field(description="For how many days after its end an effect is still looked for.", ge=0, le=180)
    ] = 0
    budget: Annotated[Cost | None, Field(description="What it may cost.")] = None
    cost: Annotated[
        Cost | None, Field(description="What it has cost, known afterwards; the review may say it too.")
    ] = None
    comparison: Annotated[Comparison, Field(description="Beside what it is judged.")] = Comparison()
    expects: Annotated[
        float | None, Field(description="Which effect is expected, in the indicator's unit.", examples=[40])
    ] = None
    guards: Annotated[
        tuple[str, ...], Field(description="Indicators that it must not hurt.", examples=[["change_first_response"]])
    ] = ()
    touch: Annotated[tuple[Touch, ...], Field(description="Codes by which people come.")] = ()
    views: Annotated[tuple[Views, ...], Field(description="Measurements of its reach.")] = ()
    contests: Annotated[tuple[str, ...], Field(description="Ids of contests that belong to it.")] = ()
    content: Annotated[tuple[str, ...], Field(description="Numbers of pieces of content that belong to it.")] = ()
    gatherings: Annotated[tuple[str, ...], Field(description="Keys of events of chapters that belong to it.")] = ()
    tasks: Annotated[tuple[str, ...], Field(description="Ids of task batches that belong to it.")] = ()
    lessons: Annotated[Text, Field(description="What was learnt, added afterwards.")] = Text()
    cancelled: Annotated[bool, Field(description="Whether it is called off.")] = False
    place: Place = field(default=Place(""), compare=False)

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.ends - self.begins).days + 1
