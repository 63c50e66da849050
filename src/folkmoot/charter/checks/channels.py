"""Checks of channels of content: their audience's zone is there, their address can be opened, their views tell pieces apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from folkmoot.charter.charter import Charter
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.content import LANGUAGES
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.text import Text

PLACES = ("id", "url", "piece", "channel", "language")
TELLING = ("id", "url", "piece")
_PLACE = re.compile(r"\{([^{}]*)\}")


@check(
    "channel-audience",
    Severity.ERROR,
    zh="渠道受众的时区存在，语言为门户支持的语言。",
    mend=Text("Write a zone such as Asia/Shanghai, and zh or en.", "请写 Asia/Shanghai 这样的时区，语言写 zh 或 en。"),
)
def channel_audience(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The zone of a channel's audience exists, and its languages are those that content has here."""
    for one in charter.channels:
        if one.zone and one.zone not in available_timezones():
            says = Text(f"{one.id}: '{one.zone}' is no time zone.", f"{one.id}：“{one.zone}”不是时区。")
            yield asks.at(one.place, says)
        for name in one.languages:
            if name not in LANGUAGES:
                says = Text(f"{one.id}: '{name}' is no language of content.", f"{one.id}：“{name}”不是内容语言。")
                yield asks.at(one.place, says, mend=mend_word(name, LANGUAGES))


@check(
    "channel-group",
    Severity.ERROR,
    zh="渠道提到的小组已声明。",
    mend=Text("Name a declared group, or none.", "请填写已声明的小组，或留空。"),
)
def channel_group(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The group that looks after a channel is declared."""
    for one in charter.channels:
        if one.group and one.group not in charter.group_by_slug:
            says = Text(f"{one.id} names the group '{one.group}', which is not declared.",
                        f"{one.id} 提到的小组“{one.group}”未声明。")  # fmt: skip
            yield asks.at(one.place, says, mend=mend_word(one.group, charter.group_by_slug))


@check(
    "channel-link",
    Severity.WARNING,
    zh="渠道写明以 http 或 https 开头的地址。",
    mend=Text("Write its address: readers want to follow it.", "请填写地址，便于读者关注。"),
)
def channel_link(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A channel says where it is, as an address of the web."""
    for one in charter.channels:
        parts = urlsplit(one.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            said = one.url or "–"
            yield asks.at(one.place, Text(f"{one.id}: '{said}' is no address.", f"{one.id}：“{said}”不是有效地址。"))


@check(
    "channel-views",
    Severity.ERROR,
    zh="渠道的浏览量测量项能区分每件内容。",
    mend=Text("Put {id}, {url} or {piece} into the subject.", "请在 subject 中写入 {id}、{url} 或 {piece}。"),
)
def channel_views(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The measurements that tell a channel's views tell its pieces apart, by places that there are."""
    for one in charter.channels:
        if one.views is None:
            continue
        places = _PLACE.findall(one.views.subject)
        for name in places:
            if name not in PLACES:
                says = Text(
                    f"{one.id}: there is no place '{{{name}}}' in a subject.",
                    f"{one.id}：subject 中没有“{{{name}}}”这一占位符。",
                )
                yield asks.at(one.place, says, mend=mend_word(name, PLACES))
        if not set(places) & set(TELLING):
            says = Text(
                f"{one.id}: every piece would have the views of '{one.views.subject}'.",
                f"{one.id}：所有内容都会得到“{one.views.subject}”的浏览量。",
            )
            yield asks.at(one.place, says)
