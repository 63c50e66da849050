"""Calendar files (iCalendar, RFC 5545 and 7986) that calendar programs subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vDuration, vRecur

from folkmoot.press.timezones import timezone_of

PRODUCT = "-//Folkmoot//Calendar//EN"
AGAIN = timedelta(hours=4)  # how often a program should look again
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar. ``begins``: a day, or a moment that clocks in ``zone`` show (UTC without a zone).

    ``replaces``: the planned begin of the occurrence of the same ``uid`` in whose place this stands. ``rule``: how it recurs,
    with its end as UTC. ``skipped``: planned begins at which it does not recur.
    """

    uid: str
    title: str
    begins: datetime | date
    ends: datetime | date | None = None  # None: a whole day, or a moment
    zone: str = ""
    rule: str = ""
    skipped: tuple[datetime, ...] = ()
    replaces: datetime | None = None
    cancelled: bool = False
    about: str = ""
    url: str = ""
    place: str = ""
    tags: tuple[str, ...] = ()
    sequence: int = 0
    changed_at: datetime = datetime(2000, 1, 1)
    alarms: tuple[timedelta, ...] = ()  # how long before
    lasts: timedelta | None = None  # where clocks are changed in between, ``ends`` does not tell


@dataclass(frozen=True, slots=True)
class Heading:
    """What a calendar is called, the zone it is best shown in, and where the portal shows the same."""

    name: str
    about: str = ""
    zone: str = "UTC"
    url: str = ""
    language: str = "en"


def ics(heading: Heading, entries: Iterable[Entry], today: date) -> bytes:
    """Return a calendar file: lines folded and ended as RFC 5545 wants, with the rules of every zone in it.

    Edges: the same entries give the same bytes, so that a file can be told by its digest.
    """
    found = sorted(entries, key=lambda one: (one.uid, str(one.replaces or ""), str(one.begins)))
    calendar = Calendar()
    for name, said in _head(heading).items():
        calendar.add(name, said)
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(AGAIN))
    for zone, since in sorted(_zones(found).items()):
        calendar.add_component(timezone_of(zone, since, today.year))
    for one in found:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def _head(heading: Heading) -> dict[str, str]:
    said = {
        "version": "2.0", "prodid": PRODUCT, "calscale": "GREGORIAN", "method": "PUBLISH", "name": heading.name,
        "x-wr-calname": heading.name, "description": heading.about, "x-wr-caldesc": heading.about,
        "x-wr-timezone": heading.zone, "url": heading.url,
    }  # fmt: skip
    return {name: words for name, words in said.items() if words}


def _zones(entries: Iterable[Entry]) -> dict[str, int]:
    """Return the zones that the entries are in, each with the year of the first one."""
    found: dict[str, int] = {}
    for one in entries:
        if one.zone and one.zone != "UTC":
            begins = min(one.begins.year, one.replaces.year if one.replaces else one.begins.year)
            found[one.zone] = min(found.get(one.zone, begins), begins)
    return found


def _event(one: Entry) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.changed_at.replace(tzinfo=UTC))
    event.add("last-modified", one.changed_at.replace(tzinfo=UTC))
    event.add("sequence", one.sequence)
    event.add("summary", " ".join(one.title.split()))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    _when(event, one)
    address = "".join(one.url.split())  # a line break in one, as YAML may end it with, is no reason to give no calendar
    for name, said in (("description", one.about), ("location", one.place.strip()), ("url", address)):
        if said:
            event.add(name, said)
    if one.tags:
        event.add("categories", list(one.tags))
    if one.cancelled or not isinstance(one.begins, datetime):
        event.add("transp", "TRANSPARENT")  # nobody is busy then
    for before in () if one.cancelled else one.alarms:
        event.add_component(_alarm(one, before))
    return event


def _when(event: Event, one: Entry) -> None:
    if not isinstance(one.begins, datetime):
        event.add("dtstart", one.begins)
        event.add("dtend", (one.ends or one.begins) + ONE_DAY)
        return
    event.add("dtstart", _at(one.begins, one.zone))
    if isinstance(one.ends, datetime):
        spans = {_utc(one.ends.replace(fold=fold), one.zone) - _utc(one.begins, one.zone) for fold in (0, 1)}
        if one.lasts is None or spans == {one.lasts}:
            event.add("dtend", _at(one.ends, one.zone))
        else:  # an end that clocks show twice, or never: readers would take it for another, even one before the begin
            event.add("duration", one.lasts)
    if one.rule:
        event.add("rrule", vRecur.from_ical(one.rule))
    for skipped in one.skipped:
        event.add("exdate", _at(skipped, one.zone))
    if one.replaces:
        event.add("recurrence-id", _at(one.replaces, one.zone))


def _at(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone) if zone and zone != "UTC" else UTC)


def _utc(local: datetime, zone: str) -> datetime:
    return _at(local, zone).astimezone(UTC)


def _alarm(one: Entry, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", " ".join(one.title.split()))
    alarm.add("trigger", -before)
    return alarm
