"""Months that no reading reached are gaps, not zeros."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from folkmoot.model.event import Coverage
from folkmoot.model.scope import Question, Scope
from folkmoot.reports.gaps import gaps
from folkmoot.reports.series import every_month
from tests.reports.facts import KIT, asking, homes_of, readings

TODAY = date(2026, 6, 15)
EVER = Question("overview", Scope(zone="Asia/Shanghai"), TODAY)


def reading(until: str, *, kind="commit.authored", complete=True):
    moment = datetime.fromisoformat(until)
    return Coverage("git", "gitee:example/kit", kind, None, moment, moment, complete)


def test_what_was_read_today_has_no_gap():
    assert gaps([reading("2026-06-15T03:00")], ["2026-01"], EVER) == {}


def test_yesterday_is_good_enough():
    assert gaps([reading("2026-06-14T00:00")], ["2026-01"], EVER) == {}


def test_months_after_the_last_reading_are_missing_whole_and_its_own_month_in_part():
    assert gaps([reading("2026-03-20T00:00")], ["2026-01"], EVER) == dict.fromkeys(
        ["2026-03", "2026-04", "2026-05", "2026-06"], 1.0
    )


def test_a_month_is_missed_by_the_share_of_readings_that_end_before():
    rows = [
        reading("2026-03-31T16:00"),
        reading("2026-06-15T00:00"),
        reading("2026-06-15T00:00"),
        reading("2026-06-15T00:00"),
    ]
    assert gaps(rows, ["2026-03"], EVER) == dict.fromkeys(["2026-04", "2026-05", "2026-06"], 0.25)


def test_a_reading_that_broke_off_is_doubtful_everywhere():
    rows = [reading("2026-06-15T00:00", complete=False), reading("2026-06-15T00:00")]
    assert gaps(rows, ["2026-05"], EVER) == {"2026-05": 0.5, "2026-06": 0.5}


def test_the_future_and_what_lies_before_the_window_are_no_gap():
    asked = replace(EVER, scope=Scope(datetime(2026, 4, 30, 16), datetime(2027, 1, 1), zone="Asia/Shanghai"))
    assert list(gaps([reading("2025-01-01T00:00")], [], asked)) == ["2026-05", "2026-06"]


@pytest.mark.parametrize("rows", [[], [reading("2020-01-01T00:00", kind="measured.stars")]])
def test_nothing_read_is_unknown_rather_than_a_gap(rows):
    assert gaps(rows, ["2026-01"], EVER) == {}


def test_a_curve_has_none_where_nothing_was_read():
    rows = [{"month": "2026-01", "n": 3}, {"month": "2026-03", "n": 2}]
    assert every_month(rows, "n", {"2026-03": 1.0, "2026-04": 1.0, "2026-02": 0.5}) == [3, 0, 2, None]


def test_the_overview_tells_its_gaps(tmp_path):
    words = "2024-01-02T00:00  commit.authored  kit@b   ann"
    assert asking(homes_of(tmp_path / "whole", words))("overview", since="2024-01-01").parts["activity"].gaps == {}
    stale = tuple(replace(row, until_at=datetime(2024, 4, 30, 16)) for row in readings(KIT))
    answer = asking(homes_of(tmp_path / "stale", words, coverage=stale))("overview", since="2024-01-01")
    assert answer.parts["activity"].gaps == {"2024-05": 1.0, "2024-06": 1.0}
    assert answer.about["tiles"][0]["spark"] == [1, 0, 0, 0, None, None]


def test_a_reading_that_broke_off_misses_only_what_no_earlier_one_had_read():
    broken = replace(reading("2026-06-15T00:00", complete=False), sure_until_at=datetime(2026, 4, 30, 16))
    assert gaps([broken], ["2026-03"], EVER) == {"2026-05": 1.0, "2026-06": 1.0}
