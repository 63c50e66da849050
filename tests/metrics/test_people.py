"""Who takes part: active, new and returning people, and what each did."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics.people import contributors, newcomers, people_by_month, people_in_window
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_table, rows_of

JANUARY = Scope(datetime(2024, 1, 1), datetime(2024, 2, 1))


def test_new_is_the_first_contribution_ever(events):
    """
    2023-06-01T00:00  commit.authored  kit@a  ann
    2024-01-02T00:00  commit.authored  kit@b  ann
    2024-01-02T00:00  issue.opened     kit#1  cy
    2024-01-20T00:00  issue.opened     kit#2  cy
    2024-02-02T00:00  issue.opened     kit#3  cy
    """
    assert rows_of(people_by_month(events, Scope(datetime(2024, 1, 1)))) == [
        {"month": date(2024, 1, 1), "active": 2, "new": 1, "returning": 1},
        {"month": date(2024, 2, 1), "active": 1, "new": 0, "returning": 1},
    ]


def test_a_star_makes_nobody_a_contributor(events):
    """
    2024-01-02T00:00  repo.starred  kit    cy
    2024-02-02T00:00  issue.opened  kit#1  cy
    """
    assert rows_of(people_by_month(events, Scope())) == [
        {"month": date(2024, 2, 1), "active": 1, "new": 1, "returning": 0}
    ]


def test_the_first_month_is_the_zone_s_too(events):
    """
    2024-01-31T17:00  commit.authored  kit@a  ann
    2024-02-20T00:00  commit.authored  kit@b  ann
    """
    assert rows_of(people_by_month(events, Scope(zone="Asia/Shanghai"))) == [
        {"month": date(2024, 2, 1), "active": 1, "new": 1, "returning": 0}
    ]


def test_a_window_counts_people_once(events):
    """
    2023-12-31T00:00  commit.authored  kit@a  ann
    2024-01-02T00:00  commit.authored  kit@b  ann
    2024-01-03T00:00  change.merged    kit!1  bo
    2024-01-04T00:00  change.reviewed  kit!1  bo
    2024-01-05T00:00  repo.starred     kit    cy
    2024-02-01T00:00  issue.opened     kit#1  cy
    """
    (found,) = rows_of(people_in_window(events, JANUARY))
    assert {name: found[name] for name in ("events", "contributions", "people", "new", "merged")} == {
        "events": 4, "contributions": 3, "people": 2, "new": 1, "merged": 1,
    }  # fmt: skip


def test_nobody_in_a_window_is_one_row_of_nothing(events):
    """
    2023-12-31T00:00  commit.authored  kit@a  ann
    """
    (found,) = rows_of(people_in_window(events, JANUARY))
    assert (found["events"], found["people"]) == (0, 0)


def test_a_person_of_two_accounts_has_one_row(events):
    """
    2024-01-02T00:00  commit.authored  kit@a  mail-ann   person=ann  org=University
    2024-01-03T00:00  commit.authored  kit@m  gitee:ann  person=ann  org=University  merge=yes
    2024-01-04T00:00  change.merged    kit!1  gitee:ann  person=ann  org=Company
    2024-01-05T00:00  change.reviewed  kit!1  gitee:bo   person=bo
    """
    ann, bo = sorted(rows_of(contributors(events, JANUARY)), key=lambda row: row["person"])
    assert ann == {
        "person": "ann", "events": 3, "contributions": 3, "commits": 1, "merges": 1, "merged": 1, "reviews": 0,
        "first_at": datetime(2024, 1, 2), "last_at": datetime(2024, 1, 4), "organization": "Company",
    }  # fmt: skip
    assert (bo["person"], bo["reviews"], bo["organization"]) == ("bo", 1, None)


def test_an_organisation_known_before_but_not_at_the_last_event_is_unknown(events):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann  org=University
    2024-01-04T00:00  commit.authored  kit@b  ann
    """
    assert rows_of(contributors(events, JANUARY))[0]["organization"] is None


def test_newcomers_contributed_for_the_first_time_in_the_window(events):
    """
    2023-12-31T00:00  commit.authored  kit@a  ann
    2024-01-02T00:00  commit.authored  kit@b  ann
    2024-01-03T00:00  repo.starred     kit    bo
    2024-01-05T00:00  issue.opened     kit#1  cy   org=University
    2024-01-06T00:00  issue.opened     kit#2  cy   org=Company
    2024-02-06T00:00  issue.opened     kit#3  cy
    2024-02-06T00:00  issue.opened     kit#4  bo
    """
    assert rows_of(newcomers(events, JANUARY)) == [
        {"person": "cy", "first_at": datetime(2024, 1, 5), "contributions": 2, "organization": "University"}
    ]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai"])
@given(happened=st.lists(st.tuples(st.sampled_from(["ann", "bo", "cy"]), st.integers(0, 400)), min_size=1, max_size=30))
@settings(max_examples=15, deadline=None)
def test_everybody_is_new_once(zone, happened):
    lines = [
        f"{(datetime(2024, 1, 1) + timedelta(days=day, hours=17)).isoformat()} commit.authored kit@{number} {who}"
        for number, (who, day) in enumerate(happened)
    ]
    rows = rows_of(people_by_month(read_table("\n".join(lines)), Scope(zone=zone)))
    assert sum(row["new"] for row in rows) == len({who for who, _ in happened})
    assert all(row["active"] == row["new"] + row["returning"] for row in rows)
