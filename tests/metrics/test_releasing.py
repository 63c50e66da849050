"""How many releases there are, how often, and how long ago the last one was."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from folkmoot.metrics.periods import Periods
from folkmoot.metrics.releasing import days_since_release, release_rhythm, releases, releases_by_month
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_table, rows_of

MONTHS = Periods.between([date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)], "UTC", "M")


def values(indicator, facts):
    return {row["period"].month: row["value"] for row in rows_of(indicator(facts, Scope(), MONTHS))}


def test_prereleases_stand_apart_and_a_version_is_released_once(events):
    """
    2024-01-02T00:00  release.published  kit@v1.0       bo
    2024-01-02T01:00  release.published  kit@v1.0       bo
    2024-01-12T00:00  release.published  kit@v1.1-rc1   bo
    2024-01-22T00:00  release.published  kit@v1.1       bo
    2024-02-11T00:00  release.published  kit@v1.2       bo
    2024-02-12T00:00  release.published  kit@nightly    bo  prerelease=true
    2024-02-12T00:00  release.published  docs@2.0       bo
    """
    assert rows_of(releases_by_month(events, Scope())) == [
        {"month": date(2024, 1, 1), "repo": "kit", "releases": 2, "prereleases": 1},
        {"month": date(2024, 2, 1), "repo": "docs", "releases": 1, "prereleases": 0},
        {"month": date(2024, 2, 1), "repo": "kit", "releases": 1, "prereleases": 1},
    ]
    docs, kit = rows_of(release_rhythm(events, Scope(until_at=datetime(2024, 2, 21))))
    assert (kit["version"], kit["days_between"], kit["days_since"]) == ("v1.2", 20.0, 10.0)
    assert (docs["days_between"], docs["releases"]) == (None, 1)
    assert values(releases, events) == {1: 2, 2: 2}
    assert values(days_since_release, events) == {1: 10.0, 2: 18.0}


@pytest.mark.parametrize(
    ("version", "early"),
    [
        ("v1.0-rc1", 1),
        ("2.0b3", 1),
        ("3.1.dev2", 1),
        ("1.0.0-alpha.2", 1),
        ("1.0", 0),
        ("v2024.1", 0),
        ("1.0-post1", 0),
    ],
)
def test_a_version_tells_whether_it_is_a_prerelease(version, early):
    table = read_table(f"2024-01-02T00:00 release.published kit@{version} bo")
    assert rows_of(releases_by_month(table, Scope()))[0]["prereleases"] == early
