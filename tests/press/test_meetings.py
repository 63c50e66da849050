"""Series in a calendar file: what other programs read is what we say, in every zone and over years."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from folkmoot.model.groups import Series
from folkmoot.model.meeting import Departure, Does
from folkmoot.model.text import Text
from folkmoot.press.calendar import Entry, Heading, ics
from folkmoot.press.timezones import timezone_of
from folkmoot.rules.recurrence import planned_days
from tests.press.feeds import TODAY, VOICE, entries, feed, ours, telling, theirs

ZONES = ("Europe/Berlin", "America/Los_Angeles", "Asia/Shanghai", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC",
         "Africa/Casablanca", "Asia/Kathmandu")  # fmt: skip
RULES = ("FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;BYDAY=2TH",
         "FREQ=WEEKLY;BYDAY=MO,SU;COUNT=90", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYMONTHDAY=31",
         "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261028", "FREQ=WEEKLY;BYDAY=SU;UNTIL=20260329T010000Z",
         "FREQ=MONTHLY;BYDAY=WE;BYMONTHDAY=23,24,25,26,27,28,29", "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU")  # fmt: skip
SINCE, UNTIL = datetime(2024, 1, 1), datetime(2028, 1, 1)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Series, tuple[Departure, ...]]:
    """Draw a series that begins in 2024 or 2025, and departures from it on days on which it meets."""
    time = f"{draw(st.integers(0, 23)):02}:{draw(st.sampled_from(['00', '30', '59']))}"
    starts = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 700)))
    series = Series(
        Text("Meeting"), draw(st.sampled_from(RULES)), time, draw(st.sampled_from(ZONES)), starts,
        minutes=draw(st.sampled_from([30, 60, 90])),
    )  # fmt: skip
    days = planned_days(series, starts, date(2027, 12, 1))
    found = []
    for day in draw(st.lists(st.sampled_from(days), max_size=4, unique=True)) if days else ():
        does = draw(st.sampled_from([Does.CANCEL, Does.MOVE, Does.SKIP]))
        to = day + timedelta(days=draw(st.integers(-9, 9))) if does is Does.MOVE else None
        found.append(Departure(day, does, to, draw(st.sampled_from(["", "02:30"])) if to else ""))
    free = sorted({starts + timedelta(days=number) for number in range(300, 330)} - set(days))
    found += (
        [Departure(day, Does.ADD) for day in draw(st.lists(st.sampled_from(free), max_size=2, unique=True))]
        if free
        else []
    )
    return series, tuple(found)


@settings(deadline=None)  # the first look at a zone takes longer
@given(cases())
def test_what_is_read_from_a_feed_is_what_we_say(case):
    series, departures = case
    assert theirs(feed(telling(series, *departures)), SINCE, UNTIL) == ours(series, SINCE, UNTIL, *departures)


@settings(deadline=None)  # the first look at a zone takes longer
@given(cases())
def test_another_program_reads_the_same(case):
    other = pytest.importorskip("recurring_ical_events", reason="recurring-ical-events is not installed here")
    series, departures = case
    calendar = Calendar.from_ical(feed(telling(series, *departures)))
    found = other.of(calendar).between(SINCE.replace(tzinfo=UTC), UNTIL.replace(tzinfo=UTC))
    read = [(one["dtstart"].dt.astimezone(UTC).replace(tzinfo=None), str(one["status"])) for one in found]
    assert sorted(one for one in read if one[0] >= SINCE) == ours(series, SINCE, UNTIL, *departures)


FORTNIGHTLY = Series(
    Text("Meeting; weekly, or so", "例会"), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "19:00", "Europe/Berlin", date(2026, 1, 6),
    url="https://meet.example.org/kit", agenda_url="https://notes.example.org/kit", tags=("planning",), reminders=("7d", "2h"),
)  # fmt: skip
DEPARTED = (
    Departure(date(2026, 3, 17), Does.CANCEL, reason=Text("Holidays")),
    Departure(date(2026, 3, 31), Does.MOVE, to=date(2026, 4, 1), time="20:00"),
    Departure(date(2026, 4, 10), Does.ADD, title=Text("Rehearsal")),
    Departure(date(2026, 4, 14), Does.SKIP),
)


def lines(file: bytes) -> list[str]:
    return file.decode().replace("\r\n ", "").split("\r\n")


def test_what_stands_in_the_file():
    file = feed(telling(FORTNIGHTLY, *DEPARTED))
    said = lines(file)
    for line in (
        "METHOD:PUBLISH", "X-WR-CALNAME:Kit", "REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H", "TZID:Europe/Berlin",
        "UID:kit/meeting@example.org", "DTSTART;TZID=Europe/Berlin:20260106T190000", "DTEND;TZID=Europe/Berlin:20260106T200000",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "EXDATE;TZID=Europe/Berlin:20260414T190000",
        "RECURRENCE-ID;TZID=Europe/Berlin:20260317T190000", "STATUS:CANCELLED",
        "RECURRENCE-ID;TZID=Europe/Berlin:20260331T190000", "DTSTART;TZID=Europe/Berlin:20260401T200000",
        "UID:kit/meeting/2026-04-10@example.org", r"SUMMARY:Cancelled: Kit: Meeting\; weekly\, or so", "CATEGORIES:kit,planning",
        "URL:https://moot.example.org/meetings/kit/meeting/2026-03-17/", r"SUMMARY:Kit: Rehearsal",
    ):  # fmt: skip
        assert line in said, line
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert b"\n" not in file.replace(b"\r\n", b"")


def test_the_same_gives_the_same_bytes():
    assert feed(telling(FORTNIGHTLY, *DEPARTED)) == feed(telling(FORTNIGHTLY, *DEPARTED))


def test_hosts_and_reminders_stand_in_ones_own_feed():
    hosts = {date(2026, 3, 3): "ann", date(2026, 3, 17): "bo"}
    told = telling(FORTNIGHTLY, hosts=hosts)
    own = lines(feed(told, voice=replace(VOICE, me="ann", alarms=True)))
    assert r"SUMMARY:[You host] Kit: Meeting\; weekly\, or so" in own
    assert "TRIGGER:-P7D" in own
    assert "TRIGGER:-PT2H" in own
    public = "\n".join(lines(feed(told)))
    assert "Host: Ann" in public
    assert "You host" not in public
    assert "VALARM" not in public


@pytest.mark.parametrize(("zone", "day", "time", "minutes", "says"), [
    ("America/New_York", date(2027, 11, 7), "01:30", 30, "DURATION:PT30M"),  # ends when clocks show 01:00 the second time
    ("Europe/London", date(2027, 3, 28), "00:30", 60, "DURATION:PT1H"),  # clocks never show 01:30
    ("Europe/London", date(2027, 3, 28), "00:30", 120, "DURATION:PT2H"),
    ("Europe/London", date(2027, 3, 28), "03:00", 60, "DTEND;TZID=Europe/London:20270328T040000"),
])  # fmt: skip
def test_an_end_that_clocks_do_not_tell_is_said_as_a_duration(zone, day, time, minutes, says):
    """Else an event would end before it begins, or each of a series be an hour too long or too short."""
    series = Series(Text("Weekly"), "FREQ=WEEKLY;BYDAY=SU", time, zone, day, minutes)
    for departures in ((), (Departure(day, Does.MOVE, day, time),)):
        said = feed(telling(series, *departures)).decode()
        assert says in said
        [first, *_rest] = [event for event in Calendar.from_ical(said).events if event["dtstart"].dt.date() == day]
        begins, ends = (each.astimezone(UTC) for each in (first.start, first.end))
        assert says.startswith("DURATION") or ends - begins == timedelta(minutes=minutes)


@pytest.mark.parametrize("end", ["\n", "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n", "\r", "\u2028", "\x0b"])
def test_no_line_break_in_words_or_addresses_ends_a_line_of_the_file(end):
    """A charter's YAML may end an address with a line break, and somebody may type one on purpose."""
    series = Series(
        Text(f"Weekly{end}x"),
        "FREQ=WEEKLY;BYDAY=SU",
        "10:00",
        "UTC",
        date(2027, 3, 28),
        url=f"https://example.org/{end}x",
    )
    lines = feed(telling(series)).split(b"\r\n")
    assert not [line for line in lines if b"\n" in line or b"\r" in line]
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == 1
    assert len(Calendar.from_ical(b"\r\n".join(lines)).events) == 1


def test_chinese_words():
    said = "\n".join(lines(feed(telling(FORTNIGHTLY, DEPARTED[0]), voice=replace(VOICE, language="zh"))))
    assert "SUMMARY:已取消：工具：例会" in said
    assert "原因：Holidays" in said


def test_a_series_whose_days_cannot_be_told_has_only_what_was_added():
    loose = replace(FORTNIGHTLY, starts=None)
    assert entries(telling(loose)) == []
    assert [one.uid for one in entries(telling(loose, DEPARTED[2]))] == ["kit/meeting/2026-04-10@example.org"]


def test_a_whole_day_for_plans_of_other_kinds():
    file = ics(Heading("Plan"), [Entry("x@example.org", "Branch", date(2026, 3, 2), date(2026, 3, 4))], TODAY)
    said = lines(file)
    assert "DTSTART;VALUE=DATE:20260302" in said
    assert "DTEND;VALUE=DATE:20260305" in said
    assert "BEGIN:VTIMEZONE" not in said


@pytest.mark.parametrize(
    "name",
    ["Europe/Berlin", "America/Los_Angeles", "Asia/Shanghai", "Australia/Lord_Howe", "Asia/Jerusalem", "Africa/Casablanca",
     "America/Sao_Paulo", "Europe/Dublin", "Pacific/Apia"],
)  # fmt: skip
def test_another_reader_of_time_zones_sees_the_same_clocks(name):
    """dateutil reads VTIMEZONE by itself; an hour that exists twice is left out, of which RFC 5545 means the first."""
    calendar = Calendar()
    calendar.add_component(timezone_of(name, 2009, 2026))
    other = tzical(StringIO(calendar.to_ical().decode().replace("\r\n ", "").replace("\r\n", "\n"))).get()
    zone, half = ZoneInfo(name), timedelta(minutes=30)
    for number in range(365 * 20):
        day = datetime(2010, 1, 1) + timedelta(days=number)
        turns = day.replace(tzinfo=zone).utcoffset() != (day + timedelta(days=1)).replace(tzinfo=zone).utcoffset()
        for moment in [day + half * each for each in range(48)] if turns else [day][: number % 9 == 0]:
            own = moment.replace(tzinfo=zone)
            if own.utcoffset() == own.replace(fold=1).utcoffset():
                assert moment.replace(tzinfo=other).utcoffset() == own.utcoffset(), moment
