"""How much happened: by kind, month, repository, group and organisation."""

from __future__ import annotations

from datetime import date, datetime

from folkmoot.metrics.activity import activity, groups, kinds, organizations, repositories
from folkmoot.model.scope import Scope
from tests.metrics.tables import rows_of

JANUARY = Scope(datetime(2024, 1, 1), datetime(2024, 2, 1))


def test_each_month_and_kind_has_its_events(events):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann
    2024-01-30T00:00  commit.authored  kit@b  bo
    2024-01-30T00:00  change.merged    kit!1  ann
    2024-03-01T00:00  commit.authored  kit@c  ann
    """
    found = sorted((row["month"], row["kind"], row["events"]) for row in rows_of(activity(events, Scope())))
    assert found == [
        (date(2024, 1, 1), "change.merged", 1),
        (date(2024, 1, 1), "commit.authored", 2),
        (date(2024, 3, 1), "commit.authored", 1),
    ]


def test_months_are_those_of_the_zone(events):
    """
    2024-01-31T17:00  commit.authored  kit@a  ann
    """
    assert rows_of(activity(events, Scope(zone="Asia/Shanghai")))[0]["month"] == date(2024, 2, 1)


def test_nothing_gives_no_row(events):
    """Nothing happened."""
    assert rows_of(activity(events, JANUARY)) == []
    assert rows_of(kinds(events, JANUARY)) == []
    assert rows_of(repositories(events, JANUARY)) == []


def test_a_kind_counts_events_and_people_in_the_window(events):
    """
    2023-12-31T23:59  change.reviewed  kit!1  cy
    2024-01-02T00:00  change.reviewed  kit!1  bo
    2024-01-03T00:00  change.reviewed  kit!2  bo
    2024-01-03T00:00  change.reviewed  kit!2  ann-home  person=ann
    2024-01-03T00:00  change.reviewed  kit!3  ann
    2024-01-04T00:00  repo.starred     kit    cy
    """
    found = {row["kind"]: (row["events"], row["people"]) for row in rows_of(kinds(events, JANUARY))}
    assert found == {"change.reviewed": (4, 2), "repo.starred": (1, 1)}


def test_merge_commits_stand_beside_the_commits_of_a_repository(events):
    """
    2024-01-02T00:00  commit.authored  kit@a    ann
    2024-01-02T00:00  commit.authored  kit@b    bo
    2024-01-03T00:00  commit.authored  kit@m    bo   merge=yes
    2024-01-03T00:00  change.merged    kit!1    ann
    2024-01-04T00:00  change.reviewed  kit!1    bo
    2024-01-05T00:00  commit.authored  tools@a  cy
    """
    kit, tools = sorted(rows_of(repositories(events, JANUARY)), key=lambda row: row["repo"])
    assert kit == {
        "repo": "kit", "events": 5, "people": 2, "commits": 2, "merges": 1, "merged": 1, "reviews": 1,
        "first_at": datetime(2024, 1, 2), "last_at": datetime(2024, 1, 4),
    }  # fmt: skip
    assert (tools["repo"], tools["commits"], tools["merges"], tools["merged"]) == ("tools", 1, 0, 0)


def test_an_event_of_two_groups_counts_for_both(events):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann  group=compiler
    2024-01-02T00:00  commit.authored  kit@a  ann  group=docs
    2024-01-03T00:00  commit.authored  kit@b  bo   group=docs
    """
    found = {row["group"]: (row["events"], row["people"]) for row in rows_of(groups(events, JANUARY))}
    assert found == {"compiler": (1, 1), "docs": (2, 2)}


def test_people_of_unknown_organisation_stand_apart(events):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann  org=University
    2024-01-03T00:00  commit.authored  kit@b  bo   org=University
    2024-01-03T00:00  commit.authored  kit@c  ann  org=Company
    2024-01-04T00:00  commit.authored  kit@d  cy
    2024-01-04T00:00  repo.starred     kit    cy   org=Company
    """
    found = {row["organization"]: (row["events"], row["people"]) for row in rows_of(organizations(events, JANUARY))}
    assert found == {"University": (2, 2), "Company": (1, 1), None: (1, 1)}
