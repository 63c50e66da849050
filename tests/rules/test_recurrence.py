"""When a series meets: rules on the clocks of a zone, departures, turns."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.groups import Group, Kind, Series, Subproject
from folkmoot.model.meeting import Departure, Does
from folkmoot.model.text import Text
from folkmoot.rules.recurrence import is_certain, occurrences, planned_days, rule_of, series_of

FORTNIGHTLY = Series(
    Text("Meeting"), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "19:00", "Europe/Berlin", date(2026, 1, 6), rota=("ann", "bo", "cy")
)  # fmt: skip
SINCE, UNTIL = datetime(2026, 2, 1), datetime(2026, 4, 20)


def at(series: Series, since=SINCE, until=UNTIL, *departures: Departure, hosts=None):
    return occurrences("kit", "meeting", series, since, until, recorded=departures, hosts=hosts)


def said(rule: str, time: str = "19:00", zone: str = "Europe/Berlin", starts: date | None = date(2026, 1, 6)) -> Series:
    return Series(Text("Meeting"), rule, time, zone, starts)


def test_clocks_go_forward_and_the_wall_clock_stays():
    assert [one.starts_at for one in at(FORTNIGHTLY)] == [
        datetime(2026, 2, 3, 18), datetime(2026, 2, 17, 18), datetime(2026, 3, 3, 18), datetime(2026, 3, 17, 18),
        datetime(2026, 3, 31, 17), datetime(2026, 4, 14, 17),
    ]  # fmt: skip
    assert at(FORTNIGHTLY)[0].key == "kit/meeting/2026-02-03"


@pytest.mark.parametrize(
    ("zone", "day", "time", "utc"),
    [
        ("Europe/Berlin", date(2026, 3, 29), "02:30", datetime(2026, 3, 29, 1, 30)),  # no such time: 03:30 in summer
        ("Europe/Berlin", date(2026, 10, 25), "02:30", datetime(2026, 10, 25, 0, 30)),  # twice: the first of the two
        ("America/Los_Angeles", date(2026, 3, 8), "02:30", datetime(2026, 3, 8, 10, 30)),
        ("America/Los_Angeles", date(2026, 11, 1), "01:30", datetime(2026, 11, 1, 8, 30)),
        ("Australia/Lord_Howe", date(2026, 10, 4), "02:15", datetime(2026, 10, 3, 15, 45)),  # half an hour forward
        ("Australia/Lord_Howe", date(2026, 4, 5), "01:45", datetime(2026, 4, 4, 14, 45)),
        ("Asia/Shanghai", date(2026, 3, 29), "02:30", datetime(2026, 3, 28, 18, 30)),
    ],
)
def test_times_that_do_not_exist_or_exist_twice(zone, day, time, utc):
    series = said("FREQ=DAILY", time, zone, day)
    assert at(series, datetime(2026, 1, 1), datetime(2027, 1, 1))[0].starts_at == utc


def test_cancelled_moved_added_and_skipped():
    found = at(
        FORTNIGHTLY, SINCE, UNTIL,
        Departure(date(2026, 2, 17), Does.CANCEL, reason=Text("Holidays")),
        Departure(date(2026, 3, 3), Does.MOVE, to=date(2026, 3, 5), time="20:30", minutes=90),
        Departure(date(2026, 3, 10), Does.ADD, time="08:00", minutes=30, title=Text("Rehearsal")),
        Departure(date(2026, 3, 17), Does.SKIP),
    )  # fmt: skip
    shown = [(one.day.isoformat(), one.starts_at.isoformat()[:16], one.cancelled, one.added, one.host) for one in found]
    assert shown == [
        ("2026-02-03", "2026-02-03T18:00", False, False, "cy"),
        ("2026-02-17", "2026-02-17T18:00", True, False, None),
        ("2026-03-03", "2026-03-05T19:30", False, False, "ann"),
        ("2026-03-10", "2026-03-10T07:00", False, True, None),
        ("2026-03-31", "2026-03-31T17:00", False, False, "bo"),
        ("2026-04-14", "2026-04-14T17:00", False, False, "cy"),
    ]
    moved, extra = found[2], found[3]
    assert (moved.key, moved.moved_from) == ("kit/meeting/2026-03-03", datetime(2026, 3, 3, 18))
    assert moved.ends_at - moved.starts_at == timedelta(minutes=90)
    assert (extra.title, extra.ends_at - extra.starts_at) == (Text("Rehearsal"), timedelta(minutes=30))
    assert str(found[1].reason) == "Holidays"


def test_the_last_word_about_a_day_holds():
    day = date(2026, 3, 3)
    declared = Series(
        Text("Meeting"), FORTNIGHTLY.rrule, "19:00", "Europe/Berlin", FORTNIGHTLY.starts,
        exceptions=(Departure(day, Does.CANCEL),),
    )  # fmt: skip
    assert at(declared)[2].cancelled
    assert not at(declared, SINCE, UNTIL, Departure(day, Does.MOVE, to=date(2026, 3, 4)))[2].cancelled
    added = Departure(date(2026, 3, 10), Does.ADD)
    gone = at(declared, SINCE, UNTIL, added, Departure(date(2026, 3, 10), Does.CANCEL))
    assert [one.cancelled for one in gone if one.added] == [True]


def test_one_that_is_moved_counts_where_it_is_now():
    far = Departure(date(2026, 1, 20), Does.MOVE, to=date(2026, 4, 1))
    assert "kit/meeting/2026-01-20" in [one.key for one in at(FORTNIGHTLY, SINCE, UNTIL, far)]
    away = Departure(date(2026, 3, 3), Does.MOVE, to=date(2026, 6, 1))
    assert "kit/meeting/2026-03-03" not in [one.key for one in at(FORTNIGHTLY, SINCE, UNTIL, away)]


def test_a_host_who_was_agreed_on_stands_before_the_turn():
    hosts = {date(2026, 2, 3): "dee", date(2026, 2, 17): "eve"}
    off = Departure(date(2026, 2, 17), Does.CANCEL)
    assert [one.host for one in at(FORTNIGHTLY, SINCE, UNTIL, off, hosts=hosts)] == [
        "dee",
        None,
        "ann",
        "bo",
        "cy",
        "ann",
    ]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=3", 3),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260120", 3),  # the whole last day
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260120T180000Z", 3),  # 19:00 in Berlin, the very moment
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260120T175959Z", 2),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260120T190000", 3),  # on the clocks of the series
        ("RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=2", 2),
        ("FREQ=WEEKLY;BYDAY=TU;BYHOUR=10", 0),
        ("FREQ=HOURLY", 0),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261340", 0),
        ("every week", 0),
    ],
)
def test_ends_of_rules(rule, days):
    assert len(planned_days(said(rule), date(2026, 1, 1), date(2026, 12, 31))[:4]) == days


@pytest.mark.parametrize(
    ("rule", "sure"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", True), ("FREQ=WEEKLY;INTERVAL=1;BYDAY=TU", True), ("BYDAY=TU;FREQ=WEEKLY", True),
        ("FREQ=MONTHLY;BYDAY=3TH", True), ("FREQ=MONTHLY;BYMONTHDAY=15", True), ("FREQ=DAILY", True),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=1MO", True), ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", False), ("FREQ=WEEKLY", False),
        ("FREQ=MONTHLY", False), ("FREQ=WEEKLY;BYDAY=TU;COUNT=5", False), ("FREQ=YEARLY;BYMONTH=3", False),
    ],
)  # fmt: skip
def test_without_a_first_day_nothing_is_promised_that_counts_from_it(rule, sure):
    assert is_certain(said(rule, starts=None)) is sure
    assert bool(at(said(rule, starts=None), datetime(2026, 1, 1), datetime(2027, 6, 1))) is sure
    assert is_certain(said(rule))


def test_what_is_not_declared_well_never_meets():
    for series in (
        said("FREQ=WEEKLY;BYDAY=TU", time="25:00"),
        said("FREQ=WEEKLY;BYDAY=TU", zone="Asia/Beijing"),
        said("", ""),
    ):
        assert at(series) == ()


def test_the_rule_for_calendars_ends_at_a_utc_moment():
    assert rule_of(said("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260120")) == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260120T225959Z"
    assert rule_of(said("rrule:freq=weekly;byday=tu")) == "FREQ=WEEKLY;BYDAY=TU"


def test_names_of_series():
    group = Group(
        Kind.SIG, "kit", Text("Kit"),
        meetings=(Series(Text("Weekly meeting")), Series(Text("", "例会")), Series(Text("Weekly  Meeting!")), Series(Text("x"), id="own")),
        subprojects=(Subproject("tools", meetings=(Series(Text("", "工具")),)),),
    )  # fmt: skip
    assert list(series_of(group)) == ["weekly-meeting", "meeting", "weekly-meeting-2", "own", "meeting-2"]


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 5),
    st.sampled_from(["Europe/Berlin", "America/Sao_Paulo"]),
)
def test_every_so_many_weeks_counted_by_hand(starts, weeks, zone):
    """Days in steps of whole weeks from the first one, at the same time on the wall."""
    day = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[starts.weekday()]
    series = said(f"FREQ=WEEKLY;INTERVAL={weeks};BYDAY={day}", "19:30", zone, starts)
    since = datetime(starts.year, starts.month, starts.day)
    expected = [starts + timedelta(weeks=weeks * number) for number in range(60)]
    found = at(series, since - timedelta(days=1), since + timedelta(weeks=weeks * 60))
    assert [one.day for one in found] == expected[: len(found)]
    assert len(found) >= 59
    local = {one.starts_at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).strftime("%H:%M") for one in found}
    assert local == {"19:30"}
