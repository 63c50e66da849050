"""Calendar files of a workspace: which series are in them, in whose words, under which address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from folkmoot.jobs.noting import note_series
from folkmoot.model.gathering import Gathering
from folkmoot.model.text import Text, slug_of
from folkmoot.press.calendar import Heading, ics
from folkmoot.press.gatherings import gathering_entries
from folkmoot.press.meetings import Voice, entries_of
from folkmoot.reports.calendar import all_series
from folkmoot.reports.feeds import newest_change, told
from folkmoot.reports.gathering_course import chapters_of, every, family_of
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import serving_on
from folkmoot.wiring.alerting import ROBOT
from folkmoot.wiring.clock import clock
from folkmoot.wiring.house import House

ABOUT = Text("Meetings as the community declares and records them.", "社区声明并记录的会议安排。")
MEETINGS = Text("meetings", "会议")
TALKS = Text("talks", "分享")


@dataclass(frozen=True)
class Wanted:
    """Which meetings: of everybody, of a ``group``, of one of its ``series``, of a declared ``person``, or those with ``talks``."""

    group: str = ""
    series: str = ""
    person: str = ""
    talks: bool = False  # only the meetings that have talks ahead
    private: bool = False  # read by that person alone: with reminders, and a word on what they host


@dataclass(frozen=True)
class File:
    """A calendar file and when what it tells last changed."""

    content: bytes
    changed_at: datetime


def calendar_file(
    house: House, wanted: Wanted, *, language: str = "", base: str = "", now: datetime | None = None
) -> File | None:
    """Return the calendar file of a group, series or person, or of the community; None when there is no such thing.

    ``base``: where the portal stands, if the settings do not say. Edges: a hidden person has only a private one.
    """
    now = now or clock()
    homes = house.homes()
    group = homes.charter.group_by_slug.get(wanted.group)
    if wanted.group and (group is None or (wanted.series and wanted.series not in all_series(homes, group))):
        return None
    if wanted.person and (
        wanted.person not in homes.charter.person_by_id or (homes.faces.is_hidden(wanted.person) and not wanted.private)
    ):
        return None
    note_series(homes, actor=ROBOT, now=now)
    today = house.today()
    found = told(homes, today, group=wanted.group, series=wanted.series, person=wanted.person, talks=wanted.talks)
    language = language or homes.charter.community.languages[0]
    address = house.settings.address.rstrip("/") or base.rstrip("/")
    voice = Voice(
        language, home_of(house), homes.faces.name_of, lambda key: f"{address}/meetings/{key}/" if address and key.count("/") > 1 else "",
        masked=homes.faces.masked_words, me=wanted.person, alarms=wanted.private,
    )  # fmt: skip
    heading = Heading(
        _name(house, wanted, language), ABOUT.said_in(language), homes.charter.community.zone,
        f"{address}/meetings/" if address else "", language,
    )  # fmt: skip
    held = _gatherings(homes, wanted, now)
    beside = gathering_entries(
        held, lambda slug: homes.charter.group_by_slug[slug], voice, lambda one: f"{address}/gatherings/{one}/" if address else "",
    )  # fmt: skip
    changed = max([newest_change(found), *(one.changed_at for one in held if one.changed_at)])
    return File(ics(heading, [*entries_of(found, voice), *beside], today), changed)


def _gatherings(homes: Homes, wanted: Wanted, now: datetime) -> tuple[Gathering, ...]:
    """Return the events of chapters that belong in a file: all, a group's and its teams', or those of somebody's groups.

    Edges: what somebody has registered for is in their private file alone.
    """
    if wanted.series or wanted.talks:
        return ()
    found = every(homes, now)
    if wanted.group:
        group = homes.charter.group_by_slug[wanted.group]
        own = family_of(homes, group) if group in chapters_of(homes) else frozenset({group.slug})
        return tuple(one for one in found if one.announced.group in own)
    if not wanted.person:
        return found
    groups = {one.slug for one in homes.charter.groups if wanted.person in serving_on(one, now.date())}
    me = homes.identity.person_of.get(wanted.person, wanted.person)
    return tuple(
        one for one in found if one.announced.group in groups or (wanted.private and one.seat(me) is not None)
    )  # fmt: skip


def home_of(house: House) -> str:
    """Return what the ids of this community's meetings end with: its home page's host, else its name."""
    community = house.charter.community
    name = slug_of(community.name.said_in("en"), most=None) or "community"
    return urlsplit(community.url).hostname or f"{name}.folkmoot.invalid"


def _name(house: House, wanted: Wanted, language: str) -> str:
    homes, between = house.homes(), " · "
    parts = [homes.charter.community.name.said_in(language)]
    if wanted.group:
        group = homes.charter.group_by_slug[wanted.group]
        parts.append(group.name.said_in(language))
        if wanted.series:
            parts.append(all_series(homes, group)[wanted.series].title.said_in(language))
    if wanted.person:
        parts.append(homes.faces.name_of(wanted.person))
    if wanted.talks:
        parts.append(TALKS.said_in(language))
    return between.join(parts) if len(parts) > 1 else f"{parts[0]}{between}{MEETINGS.said_in(language)}"
