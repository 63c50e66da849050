"""Working days over weekends, holidays and zones."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.voting import Bar, Holiday
from folkmoot.rules.workdays import after_days, after_working_days, is_working, near

OFF = (date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 5))
ON = (date(2026, 10, 10),)  # a Saturday that is worked


@pytest.mark.parametrize(("start", "days", "zone", "end"), [
    # Monday, one day: Tuesday is over at midnight
    ("2026-03-02T09:00", 1, "UTC", "2026-03-04T00:00"),
    ("2026-03-02T09:00", 5, "UTC", "2026-03-10T00:00"),
    # Friday evening: the weekend does not count
    ("2026-03-06T22:00", 1, "UTC", "2026-03-10T00:00"),
    # from a Saturday: Monday is the first
    ("2026-03-07T12:00", 1, "UTC", "2026-03-10T00:00"),
    # Friday 22:00 in UTC is Saturday in Shanghai; its Monday ends at 16:00 UTC
    ("2026-03-06T22:00", 1, "Asia/Shanghai", "2026-03-09T16:00"),
    ("2026-03-06T10:00", 1, "Asia/Shanghai", "2026-03-09T16:00"),
    # and in Los Angeles still Friday
    ("2026-03-07T02:00", 1, "America/Los_Angeles", "2026-03-10T07:00"),
    # a night in which clocks change, in the zone
    ("2026-03-27T12:00", 1, "Europe/Berlin", "2026-03-30T22:00"),
    # holidays from Thursday the 1st to Monday the 5th, and a Saturday that is worked
    ("2026-09-30T01:00", 1, "Asia/Shanghai", "2026-10-06T16:00"),
    ("2026-10-08T01:00", 2, "Asia/Shanghai", "2026-10-10T16:00"),
    ("2026-03-02T09:00", 0, "UTC", "2026-03-02T09:00"),
])  # fmt: skip
def test_the_end_of_working_days(start, days, zone, end):
    assert after_working_days(datetime.fromisoformat(start), days, zone, OFF, ON) == datetime.fromisoformat(end)


def test_days_keep_the_hour_of_the_zone_over_a_change_of_clocks():
    start = datetime(2026, 3, 25, 12)
    assert after_days(start, 7, "UTC") == datetime(2026, 4, 1, 12)
    assert after_days(start, 7, "Europe/Berlin") == datetime(2026, 4, 1, 11)


def test_a_day_that_is_worked_is_one_whatever_else_is_said():
    saturday = date(2026, 10, 10)
    assert is_working(saturday, off=(saturday,), on=(saturday,))
    assert not is_working(saturday)
    assert not is_working(date(2026, 10, 1), OFF)


def test_what_a_motion_keeps_of_the_holidays():
    said = (Holiday(date(2026, 10, 1), date(2026, 10, 3)), Holiday(date(2020, 1, 1)), Holiday(date(2026, 10, 10), works=True),
            Holiday(date(2026, 10, 9), date(2026, 10, 8)))  # fmt: skip
    off, on = near(said, datetime(2026, 9, 30), 60)
    assert off == (date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 3))
    assert on == (date(2026, 10, 10),)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)), st.integers(1, 40),
       st.sampled_from(["UTC", "Asia/Shanghai", "Europe/Berlin", "America/Los_Angeles"]))  # fmt: skip
def test_more_days_end_later_and_a_holiday_never_earlier(start, days, zone):
    end = after_working_days(start, days, zone)
    assert end < after_working_days(start, days + 1, zone)
    assert end - start >= timedelta(days=days)
    assert after_working_days(start, days, zone, off=((start + timedelta(days=2)).date(),)) >= end


@pytest.mark.parametrize(("said", "whole", "least"), [
    ("more than 1/2", 4, 3), ("more than 1/2", 5, 3), ("at least 1/2", 4, 2), ("at least 1/2", 5, 3), ("at least 2/3", 9, 6),
    ("more than 2/3", 9, 7), ("more than 65 %", 20, 14), ("more than 65%", 10, 7), ("at least 33.4 %", 3, 2), ("at least 3", 99, 3),
    ("more than 3", 99, 4), ("at least 1/1", 7, 7),
])  # fmt: skip
def test_a_bar_is_exact(said, whole, least):
    bar = Bar.read(said)
    assert bar is not None
    assert bar.least(whole) == least
    assert bar.met(least, whole)
    assert not bar.met(least - 1, whole)


def test_words_that_are_no_bar():
    assert Bar.read("") is None
    for said in ("half", "more than", "1/2", "at least 1/0", "at least -1", "more than 1/2 of them"):
        with pytest.raises(ValueError, match="is no bar"):
            Bar.read(said)
    assert not Bar(Bar.read("at least 1/2").amount, strict=False, share=True).met(0, 0)
