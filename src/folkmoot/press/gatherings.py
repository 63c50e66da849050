"""Events of chapters as entries of a calendar file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from folkmoot.model.gathering import Gathering
from folkmoot.model.groups import Group
from folkmoot.model.text import Text
from folkmoot.press.calendar import Entry
from folkmoot.press.meetings import CANCELLED, JOIN, REASON, Voice
from folkmoot.rules.gatherings import as_said

SPEAKS = Text("Speaks", "分享")
HOSTS = Text("Hosts", "主持")


def gathering_entries(
    found: Iterable[Gathering], group_of: Callable[[str], Group], voice: Voice, page_of: Callable[[str], str]
) -> Iterator[Entry]:  # fmt: skip
    """Yield the entries of some events. ``page_of``: where the portal shows one, "" where nobody knows.

    Edges: a cancelled one is among them and says so, so that calendars take it out.
    """
    for one in found:
        said = one.announced
        begins, ends = as_said(said.begins), as_said(said.ends)
        if begins is None or ends is None:
            continue
        yield Entry(
            uid=f"gatherings/{one.id}@{voice.home}", title=_title(one, group_of(said.group), voice), begins=begins, ends=ends,
            zone=said.zone, cancelled=one.stage == "cancelled", about=_about(one, voice), url=page_of(one.id) or said.link,
            place=voice.masked(said.venue) or said.link, tags=(said.group,), sequence=one.changes,
            changed_at=one.changed_at or datetime(2000, 1, 1), lasts=one.ends_at - one.begins_at,
        )  # fmt: skip


def _title(one: Gathering, group: Group, voice: Voice) -> str:
    said, name = voice.masked(one.announced.title.said_in(voice.language)), group.name.said_in(voice.language)
    between = "：" if voice.language.startswith("zh") else ": "
    title = said if name.lower() in said.lower() else f"{name}{between}{said}"
    return CANCELLED.said_in(voice.language) + title if one.stage == "cancelled" else title


def _about(one: Gathering, voice: Voice) -> str:
    said, between = one.announced, "：" if voice.language.startswith("zh") else ": "
    lines = [voice.masked(said.says.said_in(voice.language))]
    told = [(HOSTS, voice.name_of(who)) for who in said.hosts]
    told += [(SPEAKS, f"{voice.name_of(each.person)}{between}{each.title}" if each.title else voice.name_of(each.person))
             for each in said.speakers]  # fmt: skip
    told += [(JOIN, said.link), (REASON, one.cancelled_why)]
    lines += [f"{name.said_in(voice.language)}{between}{voice.masked(words)}" for name, words in told if words]
    return "\n".join(line for line in lines if line)
