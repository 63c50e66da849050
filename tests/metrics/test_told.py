"""A fact that a table tells twice is one fact, for every metric and every indicator."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from folkmoot.metrics import reference
from folkmoot.metrics.concentration import contributor_absence_factor, onion
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.registry import METRICS
from folkmoot.metrics.told import apart
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_measurements, read_table, rows_of

DECLARED = reference.DECLARED
WINDOW = Scope(datetime(2024, 1, 1), datetime(2024, 3, 1))
MONTHS = Periods.between([date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)], "UTC", "M")
EVENTS = """
2024-01-02T00:00  change.opened  kit!1  ann  org=acme  group=core  title="docs:_a"
2024-01-02T01:00  change.reviewed  kit!1  bo  org=zoo  group=core
2024-01-02T02:00  change.commented  kit!1  bo  org=zoo  group=core
2024-01-03T00:00  change.merged  kit!1  ann  org=acme  group=core  merged_by="bo"  added=3  removed=1
2024-01-04T00:00  issue.opened  kit#2  cy  group=core  title="b"
2024-01-04T01:00  issue.labeled  kit#2  ci-bot  bot=yes  label="good_first_issue"
2024-01-05T00:00  mail.sent  list  cy  group=core
2024-01-06T00:00  post.published  topic/1  cy
2024-01-07T00:00  meeting.attended  weekly  ann  group=core
2024-01-07T00:00  meeting.presented  weekly  bo
2024-01-08T00:00  content.published  blog  bo
2024-01-09T00:00  build.finished  kit!1  ci-bot  bot=yes  conclusion="success"  amount=60
2024-01-10T00:00  release.published  kit@v1  bo
2024-01-11T00:00  repo.starred  kit  dee
2024-02-01T00:00  commit.authored  kit@1  ann  org=acme  group=core
"""
MEASURED = """
2024-01-01  downloads  pypi:kit  40
2024-01-01  stars  kit  7
2024-02-01  stars  kit  9
2024-01-01  pulls  kit  5
2024-02-01  pulls  kit  8
"""


def alike(table: Any) -> list[str]:
    return sorted(str(sorted(row.items())) for row in rows_of(table))


def facts(of: Any) -> Any:
    return read_measurements(MEASURED) if of == "measurements" else read_table(EVENTS)


def of(name: str) -> str:
    """Return what a metric is made of: its first argument."""
    return next(iter(METRICS[name].make.__code__.co_varnames))


@pytest.mark.parametrize(
    "name", [name for name in sorted(METRICS) if of(name) != "asked"]
)  # of threads, each told once
def test_an_id_told_twice_changes_no_metric(name):
    metric = METRICS[name]
    table = facts(of(name))
    assert alike(metric(table.union(table), WINDOW)) == alike(metric(table, WINDOW))


@pytest.mark.parametrize("name", [name for name, one in sorted(INDICATORS.items()) if one.of != "threads"])
def test_an_id_told_twice_changes_no_indicator(name):
    indicator = INDICATORS[name]
    table = facts(indicator.of)
    assert alike(indicator(table.union(table), WINDOW, MONTHS)) == alike(indicator(table, WINDOW, MONTHS))


def test_a_row_told_twice_does_not_make_its_author_the_core():
    """
    2024-01-01T00:00  commit.authored  kit@1  ann  id=1
    2024-01-01T00:00  commit.authored  kit@1  ann  id=1
    2024-01-02T00:00  commit.authored  kit@2  bo   id=2
    2024-01-03T00:00  commit.authored  kit@3  cy   id=3
    """
    table = read_table(test_a_row_told_twice_does_not_make_its_author_the_core.__doc__ or "")
    assert rows_of(contributor_absence_factor(table, Scope())) == [{"factor": 2, "people": 3, "contributions": 3}]
    assert {row["contributions"] for row in rows_of(onion(table, Scope()))} == {1}


def test_an_event_of_two_groups_stays_in_both():
    """
    2024-01-01T00:00  commit.authored  kit@1  ann  id=1  group=core
    2024-01-01T00:00  commit.authored  kit@1  ann  id=1  group=docs
    """
    table = read_table(test_an_event_of_two_groups_stays_in_both.__doc__ or "")
    assert len(rows_of(apart(table))) == 2
