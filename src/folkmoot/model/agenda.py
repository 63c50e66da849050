"""What a meeting talks about: a declared template, what people propose, and what is due by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.link import Link
from folkmoot.model.people import STRICT
from folkmoot.model.text import Text

BRINGS = {
    "roll": Text("the roll call", "点名"),
    "minutes": Text("minutes that wait for approval", "待批准的会议纪要"),
    "actions": Text("open action items", "未完成的行动项"),
    "tasks": Text("tasks in progress", "进行中的任务"),
    "gatherings": Text("events of chapters that are coming or not reported", "即将举办或尚无报告的分会活动"),
    "contests": Text("contests in which something is to be decided", "有待决事项的大赛"),
    "motions": Text("open motions", "进行中的动议"),
    "promotions": Text("promotions that are due", "待处理的晋升"),
    "proposals": Text("proposals that wait for a decision", "待决定的提案"),
    "groups": Text("groups that need attention", "需要关注的小组"),
    "releases": Text("the release plan", "版本计划"),
    "rounds": Text("selection rounds that are due", "待处理的选拔"),
    "reviews": Text("reviews of inactivity that are due", "待处理的不活跃复核"),
    "lifecycle": Text("groups to be founded or changed", "拟成立或变更的小组"),
    "dormant": Text("groups that look dormant", "疑似休眠的小组"),
    "targets": Text("yearly targets and reports that are due", "待提交的年度目标与报告"),
    "progress": Text("the community's numbers", "社区进展数据"),
}
"""What a topic may bring along by itself."""


@dataclass(frozen=True, slots=True)
class TemplateTopic:
    """A topic that every meeting has, or that it may take up."""

    __pydantic_config__ = STRICT

    title: Annotated[Text, Field(description="What it is about.", examples=["Release plan review"])]
    minutes: Annotated[int | None, Field(description="How long it may take.", ge=1, le=480, examples=[10])] = None
    brings: Annotated[
        tuple[str, ...],
        Field(description=f"What stands under it by itself: {', '.join(BRINGS)}.", examples=[["minutes", "actions"]]),
    ] = ()


@dataclass(frozen=True, slots=True)
class AgendaTemplate:
    """The agenda that meetings begin with: of a series, a group, a kind of groups, or of all."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="Its short name.", examples=["committee"])]
    group: Annotated[str, Field(description="Only meetings of this group.", examples=["compiler"])] = ""
    kind: Annotated[str, Field(description="Only meetings of groups of this kind.", examples=["committee"])] = ""
    series: Annotated[
        str, Field(description="Only meetings of the series with this title.", examples=["Weekly meeting"])
    ] = ""
    fixed: Annotated[tuple[TemplateTopic, ...], Field(description="Topics of every meeting, in order.")] = ()
    optional: Annotated[tuple[TemplateTopic, ...], Field(description="Topics that a meeting may take up.")] = ()
    notice: Annotated[
        Text,
        Field(description="What is read out first, such as an antitrust notice.", examples=["Keep to the agenda."]),
    ] = Text()
    links: Annotated[tuple[Link, ...], Field(description="Useful links.")] = ()
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due by itself, with the page where it is dealt with."""

    kind: str  # one of BRINGS
    title: Text
    url: str = ""  # an address of the portal, or of elsewhere; empty: it has none
    note: Text = Text()
    overdue: bool = False
    key: str = ""  # what it is about, such as "minutes:steering/monthly/2026-03-12"
    owner: str = ""  # who sees to it, as they may be seen
    why: Text = Text()  # why it is due


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One line of a meeting's agenda, with what is due under it."""

    ref: str  # "fixed:0", "due:motions" or "topic:12": stable within a meeting
    title: Text
    minutes: int | None = None
    presenter: str = ""  # a declared person's id
    by: str = ""  # who proposed it: a person's id, else the name of the account
    text: str = ""
    suggested: bool = False  # by somebody who does not serve; the leads have not taken it up
    due: tuple[Due, ...] = ()
