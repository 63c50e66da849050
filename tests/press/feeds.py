"""Series as a feed tells them, and what other programs read from the feed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar

from folkmoot.model.groups import Group, Kind, Series
from folkmoot.model.meeting import Departure, Occurrence
from folkmoot.model.text import Text
from folkmoot.press.calendar import Entry, Heading, ics
from folkmoot.press.meetings import Voice, entries_of
from folkmoot.reports.calendar import Schedule
from folkmoot.reports.feeds import Told, told_of
from folkmoot.rules.recurrence import occurrences

KIT = Group(Kind.SIG, "kit", Text("Kit", "工具"))
TODAY = date(2026, 3, 1)
VOICE = Voice("en", "example.org", str.title, lambda key: f"https://moot.example.org/meetings/{key}/")
Read = tuple[datetime, str]
"""When it begins, as UTC, and its status."""


def telling(series: Series, *recorded: Departure, hosts: dict[date, str] | None = None, today: date = TODAY) -> Told:
    """Return how a feed tells a series of Kit."""
    schedule = Schedule(departures={("kit", "meeting"): recorded}, hosts={("kit", "meeting"): hosts or {}})
    return told_of(KIT, "meeting", series, schedule, None, today)


def feed(*told: Told, voice: Voice = VOICE, today: date = TODAY) -> bytes:
    """Return the file."""
    return ics(Heading("Kit", zone="UTC"), entries_of(told, voice), today)


def entries(*told: Told, voice: Voice = VOICE) -> list[Entry]:
    return list(entries_of(told, voice))


def ours(series: Series, since: datetime, until: datetime, *recorded: Departure) -> list[Read]:
    """Return what we say is in the window."""
    return [read(one) for one in occurrences("kit", "meeting", series, since, until, recorded=recorded)]


def read(one: Occurrence) -> Read:
    return one.starts_at, "CANCELLED" if one.cancelled else "CONFIRMED"


def theirs(file: bytes, since: datetime, until: datetime) -> list[Read]:
    """Read a file as RFC 5545 says, with the rule on local times and single occurrences in place of those they name."""
    found: list[Read] = []
    calendar = Calendar.from_ical(file)
    instead = {str(event["recurrence-id"].dt) for event in calendar.events if "recurrence-id" in event}
    for event in calendar.events:
        found += [
            (start.astimezone(UTC).replace(tzinfo=None), str(event["status"]))
            for start in _starts(event, until)
            if "recurrence-id" in event or "rrule" not in event or str(start) not in instead
        ]
    return sorted(one for one in found if since <= one[0] < until)


def _starts(event, until: datetime) -> Iterable[datetime]:
    start = event["dtstart"].dt
    if "rrule" not in event:
        return [start]
    rule = event["rrule"]
    ends = rule.pop("until", None)
    days = rruleset()
    days.rrule(rrulestr(rule.to_ical().decode(), dtstart=start.replace(tzinfo=None)))
    skipped = event.get("exdate", [])
    for one in skipped if isinstance(skipped, list) else [skipped]:
        for each in one.dts:
            days.exdate(each.dt.replace(tzinfo=None))
    found = (one.replace(tzinfo=start.tzinfo) for one in days.xafter(start.replace(tzinfo=None), inc=True, count=5000))
    kept = []
    for one in found:
        utc = one.astimezone(UTC)
        if utc.replace(tzinfo=None) > until + timedelta(days=2) or (ends and utc > ends[0]):
            break
        kept.append(one)
    return kept
