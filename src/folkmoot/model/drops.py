"""How a dropped file is read: the declared mapping from its columns to events and measurements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT

PresetName = Literal[
    "",
    "zoom",
    "tencent-meeting",
    "welink",
    "bilibili",
    "douyin",
    "wechat-channels",
    "wechat-articles",
    "events",
    "numbers",
]
"""The mappings that come with the program; empty: none."""

FORGES = frozenset({"github", "gitee", "atomgit", "gitcode", "gitlab"})
"""Where a login is an identity: a person's name in a sheet never becomes an account of one of these."""


@dataclass(frozen=True, slots=True)
class DropActor:
    """Who a row is about: the first of login, mail and name that the row tells."""

    __pydantic_config__ = STRICT

    forge: Annotated[str, Field(description="Whose logins `login` tells.", examples=["gitee"])] = ""
    login: Annotated[str, Field(description="The login at that forge.", examples=["{Gitee ID|Gitee 账号}"])] = ""
    mail: Annotated[
        str, Field(description="The mail address; only its hash and its domain are kept.", examples=["{邮箱|Email}"])
    ] = ""
    name: Annotated[str, Field(description="The name; it becomes an account of `names`.", examples=["{姓名|Name}"])] = (
        ""
    )
    names: Annotated[
        str, Field(description="What accounts made of names are called: never a forge.", examples=["meeting", "wechat"])
    ] = ""
    part: Annotated[
        Literal["", "before", "inside"],
        Field(description="Which part of `Nick (Ann)` is the name; empty: all of it.", examples=["inside"]),
    ] = ""


@dataclass(frozen=True, slots=True)
class DropNumber:
    """One number that a row tells: it becomes a measurement."""

    __pydantic_config__ = STRICT

    name: Annotated[str, Field(description="What is measured.", examples=["views", "members"], pattern=r"^\S+$")]
    value: Annotated[str, Field(description="The column.", examples=["{播放量|Views}"])]
    unit: Annotated[str, Field(description="Its unit, where it is no plain count.", examples=["minutes"])] = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """Files of something without an API, and what their columns mean.

    Values are written as patterns: `{A|B}` is the cell under the first of these headings that is not empty, `{@file}`
    the file's name, `{@day}` the day in the file's name, `{@begins}` the first moment in the file, and everything else
    stands as it is written.
    """

    __pydantic_config__ = STRICT

    name: Annotated[
        str,
        Field(description="What it is called.", examples=["zoom"], pattern=r"^[a-z0-9][a-z0-9._-]*$"),
    ]
    files: Annotated[
        str, Field(description="Which files below the drop folder.", examples=["zoom/*.csv", "wechat/**/*.json"])
    ]
    preset: Annotated[
        PresetName, Field(description="A ready mapping; what is written here goes before it.", examples=["zoom"])
    ] = ""
    format: Annotated[
        Literal["", "csv", "json", "jsonl"], Field(description="Empty: by the file's ending.", examples=["csv"])
    ] = ""
    encoding: Annotated[
        str, Field(description="Empty: told by the file: UTF-8, UTF-16 or GB 18030.", examples=["gb18030"])
    ] = ""
    delimiter: Annotated[
        str, Field(description="Empty: comma, tab or semicolon, as the headings tell.", examples=[";"])
    ] = ""
    skip: Annotated[int, Field(description="Lines above the headings that are no data.", ge=0, examples=[2])] = 0
    rows: Annotated[
        str, Field(description="For JSON: where in an object the list of rows is.", examples=["data.list"])
    ] = ""
    zone: Annotated[
        str, Field(description="Time zone of its times; empty: the community's.", examples=["Asia/Shanghai"])
    ] = ""
    kind: Annotated[
        str, Field(description="The kind of event that a row is; empty: none.", examples=["meeting.attended"])
    ] = ""
    at: Annotated[str, Field(description="When it happened.", examples=["{入会时间|Join Time}"])] = ""
    at_format: Annotated[
        str,
        Field(description="How a time is written, as for strptime; empty: recognised.", examples=["%d.%m.%Y %H:%M"]),
    ] = ""
    order: Annotated[
        Literal["", "month-first", "day-first"],
        Field(description="Which comes first in 03/11/2026.", examples=["month-first"]),
    ] = ""
    actor: Annotated[DropActor, Field(description="Who did it.")] = DropActor()
    subject: Annotated[
        str, Field(description="What it was done to, or what is measured.", examples=["bilibili:{BV号}"])
    ] = ""
    group: Annotated[str, Field(description="The group's slug.", examples=["compiler", "{SIG}"])] = ""
    amount: Annotated[str, Field(description="How much: minutes of a meeting…", examples=["{时长|Duration}"])] = ""
    unit: Annotated[
        Literal["", "seconds", "minutes", "hours"],
        Field(description="The amount is a duration, in this unit.", examples=["minutes"]),
    ] = ""
    title: Annotated[str, Field(description="Its title.", examples=["{标题|Title}"])] = ""
    url: Annotated[str, Field(description="Its address.", examples=["{链接|URL}"])] = ""
    extra: Annotated[
        Mapping[str, str], Field(description="More about the event, by name.", examples=[{"role": "{身份|Role}"}])
    ] = field(default_factory=dict)
    numbers: Annotated[tuple[DropNumber, ...], Field(description="Numbers that a row tells.")] = ()
    numbers_at: Annotated[
        str, Field(description="When the numbers held; empty: as `at`.", examples=["{统计日期}", "{@day}"])
    ] = ""
    labels: Annotated[
        Mapping[str, str], Field(description="Labels of the numbers, by name.", examples=[{"region": "{地区}"}])
    ] = field(default_factory=dict)
    key: Annotated[
        tuple[str, ...],
        Field(description="What tells rows of one subject apart; absent: who and when.", examples=[["{消息ID}"]]),
    ] = ()
    together: Annotated[
        bool,
        Field(description="Rows of one key are one event: the first moment, the amounts added up."),
    ] = False
    ignore: Annotated[
        tuple[str, ...], Field(description="Rows that begin with one of these are no data.", examples=[["合计"]])
    ] = ("合计", "总计", "Total")
    strict: Annotated[bool, Field(description="A file with a bad row is refused whole.")] = False
    place: Place = field(default=Place(""), compare=False)
