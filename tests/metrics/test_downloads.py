"""How many downloads there were, of what they are made up, and how they grow."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics.downloads import (
    download_composition,
    download_growth,
    downloads,
    downloads_by_label,
    downloads_by_month,
    pulls,
    release_downloads,
    release_downloads_by_month,
)
from folkmoot.metrics.periods import Periods
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_measurements, rows_of

JANUARY = Scope(datetime(2024, 1, 1), datetime(2024, 2, 1))
QUARTER = Periods.between([date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1)], "UTC", "M")


@pytest.fixture
def measured(request):
    """The measurements in the test's docstring."""
    return read_measurements(request.function.__doc__)


def values(indicator, facts, periods=QUARTER):
    return {row["period"].month: row["value"] for row in rows_of(indicator(facts, Scope(), periods))}


def test_months_are_compared_with_the_month_before(measured):
    """
    2023-12-05  downloads  pypi:kit    40
    2024-01-01  downloads  pypi:kit    50   installer=pip
    2024-01-01  downloads  pypi:kit    10   installer=uv
    2024-03-01  downloads  pypi:kit    30
    2024-01-09  downloads  pypi:other   7
    2024-01-09  views      site:kit   999
    """
    kit = {"subject": "pypi:kit"}
    assert rows_of(downloads_by_month(measured, Scope(datetime(2024, 1, 1)))) == [
        {"month": date(2024, 1, 1), **kit, "downloads": 60, "days": 1, "before": 40, "growth": 0.5},
        {"month": date(2024, 1, 1), "subject": "pypi:other", "downloads": 7, "days": 1, "before": None, "growth": None},
        {"month": date(2024, 3, 1), **kit, "downloads": 30, "days": 1, "before": None, "growth": None},
    ]
    assert values(downloads, measured) == {1: 67, 3: 30}
    assert values(download_growth, measured) == {1: pytest.approx(0.675), 3: None}


def test_a_month_that_the_window_cuts_counts_what_is_in_it(measured):
    """
    2024-01-05  downloads  pypi:kit  40
    2024-01-20  downloads  pypi:kit   9
    2024-02-05  downloads  pypi:kit  98
    """
    rows = rows_of(downloads_by_month(measured, Scope(datetime(2024, 1, 10))))
    assert [(row["downloads"], row["before"], row["growth"]) for row in rows] == [(9, None, None), (98, 49, 1.0)]


def test_two_sources_of_one_subject_are_never_added_up(measured):
    """
    2024-01-01  downloads  pypi:kit   5  source=pypi
    2024-01-02  downloads  pypi:kit   6  source=pypi
    2024-01-02  downloads  pypi:kit  90  source=table
    2024-01-02  downloads_with_mirrors  pypi:kit  500  source=pypi
    2024-02-01  downloads  pypi:kit   7  source=table
    """
    assert values(downloads, measured) == {1: 11, 2: 7}


def test_sources_that_tell_of_equally_many_days_go_by_their_names(measured):
    """
    2024-01-02  downloads  pypi:kit   6  source=b
    2024-01-02  downloads  pypi:kit  90  source=a
    """
    assert values(downloads, measured) == {1: 90}


def test_shares_are_of_the_known_and_absent_is_not_unknown(measured):
    """
    2024-01-01  downloads  pypi:kit  30  installer=pip      country=CN
    2024-01-02  downloads  pypi:kit  10  installer=uv       country=unknown
    2024-01-03  downloads  pypi:kit  20  installer=unknown  country=unknown
    2024-01-04  downloads  pypi:kit  40
    2024-02-04  downloads  pypi:kit  99  system=Linux
    """
    rows = rows_of(download_composition(measured, JANUARY))
    assert [(row["label"], row["value"], row["state"], row["downloads"], row["share"]) for row in rows] == [
        ("country", None, "untold", 40, None),
        ("country", "CN", "known", 30, 1.0),
        ("country", None, "unknown", 30, None),
        ("installer", None, "untold", 40, None),
        ("installer", "pip", "known", 30, 0.75),
        ("installer", None, "unknown", 20, None),
        ("installer", "uv", "known", 10, 0.25),
    ]


def test_each_part_has_its_months(measured):
    """
    2024-01-01  downloads  pypi:kit  30  version=1.0  country=CN
    2024-01-02  downloads  pypi:kit  10  version=1.0  country=CN
    2024-02-02  downloads  pypi:kit   4  version=2.0
    """
    rows = sorted(rows_of(downloads_by_label(measured, Scope())), key=lambda row: row["month"])
    assert [(row["month"].month, row["version"], row["country"], row["system"], row["downloads"]) for row in rows] == [
        (1, "1.0", "CN", None, 40),
        (2, "2.0", None, None, 4),
    ]


def test_a_running_total_counts_what_it_rose_by(measured):
    """
    2023-12-31  release_downloads  github:kit  100  version=v1  file=a.zip
    2024-01-10  release_downloads  github:kit  130  version=v1  file=a.zip
    2024-01-31  release_downloads  github:kit  150  version=v1  file=a.zip
    2024-03-02  release_downloads  github:kit  190  version=v1  file=a.zip
    2024-01-31  release_downloads  github:kit    8  version=v2  file=b.zip
    2024-01-15  pulls  docker:kit  1000
    2024-01-16  pulls  docker:kit  1010
    """
    assert values(release_downloads, measured) == {1: 58, 3: 40}
    assert values(pulls, measured) == {1: 10}
    rows = [row for row in rows_of(release_downloads_by_month(measured, Scope())) if row["version"] == "v1"]
    assert [(row["month"].isoformat()[:7], row["downloads"], row["total"], row["since_at"]) for row in rows] == [
        ("2023-12", None, 100, None),
        ("2024-01", 50, 150, datetime(2023, 12, 31)),
        ("2024-03", 40, 190, datetime(2024, 1, 31)),
    ]


def test_a_total_that_fell_began_anew(measured):
    """
    2024-01-01  release_downloads  github:kit  100  version=v1  file=a.zip
    2024-01-02  release_downloads  github:kit    7  version=v1  file=a.zip
    2024-01-03  release_downloads  github:kit    9  version=v1  file=a.zip
    """
    assert values(release_downloads, measured) == {1: 9}


def test_the_first_reading_alone_tells_nothing(measured):
    """
    2024-01-01  pulls  docker:kit  100
    """
    assert values(pulls, measured) == {}
    assert rows_of(release_downloads_by_month(measured, Scope()))[0]["downloads"] is None


def test_growth_without_a_calendar_looks_at_the_same_length_before(measured):
    """
    2023-12-30  downloads  pypi:kit  50
    2024-01-04  downloads  pypi:kit  75
    """
    ten = Periods.one(datetime(2024, 1, 1), datetime(2024, 1, 11), "UTC")
    assert values(download_growth, measured, ten) == {1: 0.5}


READINGS = st.lists(
    st.tuples(st.integers(0, 89), st.sampled_from(["a", "b"]), st.sampled_from(["s", "t"]), st.integers(0, 500)),
    min_size=1, max_size=25, unique_by=lambda one: one[:2],
)  # fmt: skip


@given(readings=READINGS, shuffled=st.randoms(use_true_random=False))
@settings(max_examples=5, deadline=None)
def test_neither_order_nor_telling_twice_changes_anything_and_parts_add_up(readings, shuffled):
    def table(rows):
        return read_measurements("\n".join(
            f"{datetime.fromordinal(738886 + day).date()} {name} kit{part} {amount} source={source}"
            for day, part, source, amount in rows for name in ("downloads", "pulls")
        ))  # fmt: skip

    twice = [*readings, *readings[:5]]
    shuffled.shuffle(twice)
    whole = Periods.one(datetime(2024, 1, 1), datetime(2024, 4, 1), "UTC")
    for indicator in (downloads, pulls):
        monthly = values(indicator, table(readings))
        assert values(indicator, table(twice)) == monthly
        assert sum(values(indicator, table(readings), whole).values()) == sum(monthly.values())
    assert rows_of(downloads_by_month(table(twice), Scope())) == rows_of(downloads_by_month(table(readings), Scope()))
