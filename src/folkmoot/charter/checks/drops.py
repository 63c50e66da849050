"""Checks of the mappings by which dropped files are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from folkmoot.charter.charter import Charter
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.drops import FORGES, Drop
from folkmoot.model.event import KINDS
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.text import Text

_PLACE = re.compile(r"\{([^{}]+)\}")
_NAMES = re.compile(r"姓名|昵称|名字|nick|(?<!user)(?<!user )name", re.IGNORECASE)


@check(
    "drop-outside",
    Severity.ERROR,
    zh="投放文件的路径都在投放目录之内。",
    mend=Text("Write a pattern below the drop folder, such as zoom/*.csv.", "请写投放目录内的路径，例如 zoom/*.csv。"),
)
def drop_outside(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The files of a drop are named below the drop folder."""
    for drop in charter.drops:
        path = PurePosixPath(drop.files.replace("\\", "/"))
        if not drop.files.strip() or path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", drop.files):
            says = Text(f"'{drop.files}' of {drop.name} is no path below the drop folder.",
                        f"{drop.name} 的“{drop.files}”不是投放目录内的路径。")  # fmt: skip
            yield asks.at(drop.place, says, subject=drop.name)


@check(
    "drop-brings-nothing",
    Severity.ERROR,
    zh="每个投放映射都带来事件或数字，并写明时间。",
    mend=Text(
        "Name a preset, or write 'at' and one of 'kind' and 'numbers'.",
        "请指定 preset，或写明 at 以及 kind 或 numbers。",
    ),
)
def drop_brings_nothing(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every drop brings events or numbers, and says when they were."""
    for drop in charter.drops:
        if drop.preset:
            continue
        missing = [] if drop.kind or drop.numbers else [Text("neither events nor numbers", "既无事件也无数字")]
        missing += [] if drop.at or (drop.numbers_at and not drop.kind) else [Text("no moment", "没有时间")]
        for what in missing:
            yield asks.at(
                drop.place, Text(f"{drop.name} brings {what.en}.", f"{drop.name} {what.zh}。"), subject=drop.name
            )


@check(
    "drop-kind",
    Severity.ERROR,
    zh="投放映射的事件类型是已知的。",
    mend=Text("Write a kind of event.", "请写已知的事件类型。"),
)
def drop_kind(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The kind of event that a drop brings is a known one."""
    for drop in charter.drops:
        if drop.kind and drop.kind not in KINDS:
            says = Text(
                f"'{drop.kind}' of {drop.name} is no kind of event.", f"{drop.name} 的“{drop.kind}”不是事件类型。"
            )
            near = [kind for kind in KINDS if kind.partition(".")[0] == drop.kind.partition(".")[0]]
            yield asks.at(drop.place, says, mend=mend_word(drop.kind, near or KINDS), subject=drop.name)


@check(
    "drop-name-as-login",
    Severity.WARNING,
    zh="人名不会被当作代码托管平台的账号。",
    mend=Text(
        "Put the column under 'name', or name the one that holds logins.", "请把该列写在 name 下，或改为保存账号的列。"
    ),
)
def drop_name_as_login(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A column of people's names is not read as logins of a forge."""
    for drop in charter.drops:
        who = drop.actor
        if who.names.lower() in FORGES | {"mail"}:
            says = Text(
                f"{drop.name} makes accounts of {who.names} out of names.", f"{drop.name} 用人名生成 {who.names} 账号。"
            )
            mend = Text("Call them otherwise, such as 'meeting'.", "请改用其他名称，例如 meeting。")
            yield asks.at(drop.place, says, mend=mend, subject=drop.name)
        if who.forge.lower() in FORGES and (column := _named(who.login)):
            says = Text(
                f"{drop.name} reads '{column}' as logins of {who.forge}.",
                f"{drop.name} 把“{column}”当作 {who.forge} 账号。",
            )
            yield asks.at(drop.place, says, subject=drop.name)


def _named(words: str) -> str:
    columns = [name.strip() for inside in _PLACE.findall(words) for name in inside.split("|")]
    return next((column for column in columns if _NAMES.search(column)), "")


@check(
    "drop-pattern",
    Severity.ERROR,
    zh="投放映射中的花括号成对，并且指明列名；时区是已知的。",
    mend=Text("Write columns as {Heading}, and zones as Asia/Shanghai.", "列请写成 {列名}，时区请写成 Asia/Shanghai。"),
)
def drop_pattern(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The patterns of a drop have matching braces with columns in them, and its time zone is known."""
    for drop in charter.drops:
        for field, words in _patterns(drop):
            left = _PLACE.sub("", words)
            if "{" in left or "}" in left:
                says = Text(f"The braces of '{words}' ({field}) of {drop.name} do not match.",
                            f"{drop.name} 的 {field}“{words}”花括号不成对。")  # fmt: skip
                yield asks.at(drop.place, says, subject=drop.name)
        if drop.at and "{" not in drop.at:
            says = Text(f"'at' of {drop.name} names no column, so all rows would be of one moment.",
                        f"{drop.name} 的 at 没有指明列，所有行会是同一时间。")  # fmt: skip
            yield asks.at(drop.place, says, subject=drop.name)
        if drop.zone and not _is_zone(drop.zone):
            says = Text(f"There is no time zone '{drop.zone}'.", f"没有时区“{drop.zone}”。")
            yield asks.at(drop.place, says, subject=drop.name)


def _patterns(drop: Drop) -> Iterator[tuple[str, str]]:
    names = ("at", "subject", "group", "amount", "title", "url", "numbers_at")
    yield from ((name, getattr(drop, name)) for name in names)
    yield from (("actor", words) for words in (drop.actor.login, drop.actor.mail, drop.actor.name))
    yield from (("key", words) for words in drop.key)
    yield from (("numbers", one.value) for one in drop.numbers)
    yield from (("extra", words) for words in drop.extra.values())
    yield from (("labels", words) for words in drop.labels.values())


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return False
    return True
