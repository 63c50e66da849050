"""A gauge compares as much time as has passed, and knows nothing of time that was not read."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from folkmoot.model.event import Coverage
from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.reports.gauges import Gauge, apart, coverage_for, curve_of, gauge, indicator_named
from folkmoot.reports.homes import Homes
from tests.reports.facts import BEGAN, DOCS, KIT, TODAY, homes_of

ZONE = "Asia/Shanghai"
WORDS = """
2023-01-10T00:00  commit.authored  kit@1  cy
2023-03-01T00:00  commit.authored  kit@2  bo
2023-08-01T00:00  commit.authored  kit@3  dora
2024-05-01T00:00  commit.authored  kit@4  ann
"""  # today is 2024-06-15: Ann will have been silent for 90 days on 2024-07-30 only


@pytest.fixture
def homes(tmp_path: Path) -> Homes:
    return homes_of(tmp_path, WORDS)


def about(homes: Homes, name: str, first: date, after: date) -> Gauge:
    scope = Scope(day_start(first, ZONE), day_start(after, ZONE), zone=ZONE)
    return gauge(homes, Question("board", scope, TODAY), indicator_named(name), curve=False)


def test_nobody_has_left_yet_who_may_leave_before_the_window_ends(homes):
    found = about(homes, "left_people", date(2024, 1, 1), date(2025, 1, 1))
    assert found.value == 0


def test_a_year_that_runs_is_compared_with_as_much_of_the_year_before(homes):
    """By 15 June two of last year's people had come; the third came in August."""
    found = about(homes, "active_people", date(2024, 1, 1), date(2025, 1, 1))
    assert (found.value, found.year_ago) == (1, 2)
    assert found.before == 1  # of the 167 days before New Year: Dora


def test_of_what_has_not_begun_nothing_is_known(homes):
    found: dict[str, Any] = {
        name: about(homes, name, date(2024, 7, 1), date(2024, 8, 1)) for name in ("active_people", "left_people")
    }
    assert {name: (one.value, bool(one.why.en)) for name, one in found.items()} == dict.fromkeys(found, (None, True))


def test_who_stayed_is_unknown_where_the_time_before_was_not_read(tmp_path):
    """Read from 2023 on: of those who were there in 2022 nothing is known, so nobody can say how many of them stayed in 2023."""
    read = datetime(2024, 6, 15)
    told = tuple(Coverage("test", repo, "commit.authored", datetime(2022, 12, 31), read, read) for repo in (KIT, DOCS))
    homes = homes_of(tmp_path, WORDS, coverage=told)
    found = about(homes, "retained_share", date(2024, 1, 1), date(2025, 1, 1))
    assert (found.value, found.year_ago) == (0, None)
    assert about(homes, "retained_share", date(2023, 1, 1), date(2024, 1, 1)).value is None


def test_what_no_reading_reaches_is_unknown_and_what_was_read_is_zero(tmp_path):
    read = datetime(2024, 2, 15)
    told = tuple(Coverage("test", repo, "commit.authored", BEGAN, read, read) for repo in (KIT, DOCS))
    homes = homes_of(tmp_path, "2024-01-10T00:00  commit.authored  kit@1  ann", coverage=told)
    assert about(homes, "active_people", date(2024, 4, 1), date(2024, 5, 1)).value is None
    assert about(homes, "active_people", date(2023, 4, 1), date(2023, 5, 1)).value == 0


def test_a_quarter_of_which_only_a_part_was_read_is_no_whole_one(tmp_path):
    read = datetime(2024, 2, 15)
    told = tuple(Coverage("test", repo, "commit.authored", BEGAN, read, read) for repo in (KIT, DOCS))
    homes = homes_of(tmp_path, "2023-10-10T00:00  commit.authored  kit@1  ann", coverage=told)
    active, asked = indicator_named("active_people"), Question("board", Scope(zone=ZONE), TODAY)
    covering = coverage_for(homes, active, asked.scope)
    points = {one.first: one for one in curve_of(homes, asked, active, covering, "quarter")}
    assert (points[date(2023, 10, 1)].value, points[date(2023, 10, 1)].partial) == (1, False)
    assert (points[date(2024, 1, 1)].value, points[date(2024, 1, 1)].partial) == (None, True)


def test_a_year_before_that_is_the_year_ago_too_is_asked_once_under_both_names():
    year = {"now": (date(2023, 6, 16), date(2024, 6, 16)), "before": (date(2022, 6, 16), date(2023, 6, 16))}
    windows = {name: (day_start(first, ZONE), day_start(after, ZONE)) for name, (first, after) in year.items()}
    [(periods, names)] = apart({**windows, "year_ago": windows["before"]}, ZONE)
    assert [span.first for span in periods.spans] == [date(2022, 6, 16), date(2023, 6, 16)]
    assert names == (("before", "year_ago"), ("now",))


def test_windows_that_overlap_are_asked_apart():
    windows = {
        name: (datetime(2024, first, 1), datetime(2024, first + 2, 1)) for name, first in (("now", 3), ("before", 2))
    }
    assert [names for _periods, names in apart(windows, "UTC")] == [(("before",),), (("now",),)]
