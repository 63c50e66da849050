"""What is open, closed and merged, how old and how large, and who reviews it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics import working
from folkmoot.metrics.backlog import backlog, change_sizes, closure_ratio
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.reviewing import change_reviews, review_load, reviewer_concentration
from folkmoot.metrics.threads import threads
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_table, rows_of, run

EVER = Scope()
JANUARY = Scope(datetime(2024, 1, 1), datetime(2024, 2, 1))
STARTS = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]
MONTHS = Periods.between(STARTS, "UTC", "M")


def values(indicator, facts, periods=MONTHS):
    rows = rows_of(indicator(facts, EVER, periods))
    return {row["period"].month: (row["value"], row["n"]) for row in rows}


WORK = """
    2023-12-02T00:00  change.opened    kit!1  ann
    2024-01-11T00:00  change.merged    kit!1  ann  merged_by="bo" added=10 removed=2 files=3
    2024-01-10T00:00  change.reviewed  kit!1  bo
    2024-01-22T00:00  change.opened    kit!2  ann
    2024-01-28T00:00  change.opened    kit!3  cy
    2024-02-05T00:00  change.merged    kit!3  cy   merged_by="cy"
    2024-02-05T00:00  issue.opened     kit#4  cy
    2024-02-11T00:00  issue.closed     kit#4  cy
    2024-01-12T00:00  issue.opened     kit#5  cy
    2024-02-08T00:00  issue.commented  kit#5  bo
"""


def test_the_backlog_at_the_end_of_a_window():
    found = {row["kind"]: row for row in rows_of(backlog(read_table(WORK), JANUARY))}
    assert found["change.opened"] == {
        "kind": "change.opened", "open": 2, "unanswered": 2, "median_days": 7.0, "p90_days": pytest.approx(9.4),
        "oldest_days": 10.0,
    }  # fmt: skip
    assert (found["issue.opened"]["open"], found["issue.opened"]["unanswered"]) == (1, 1)
    now = {row["kind"]: row for row in rows_of(backlog(read_table(WORK), EVER))}
    assert (now["change.opened"]["open"], now["issue.opened"]["unanswered"]) == (1, 0)


def test_closed_for_each_opened():
    found = {row["kind"]: row for row in rows_of(closure_ratio(read_table(WORK), JANUARY))}
    assert found["change.opened"] == {"kind": "change.opened", "opened": 2, "closed": 1, "merged": 1, "ratio": 0.5}
    assert found["issue.opened"]["ratio"] == 0.0


def test_nothing_opened_has_no_ratio():
    found = {row["kind"]: row for row in rows_of(closure_ratio(read_table(WORK), Scope(datetime(2024, 2, 4))))}
    assert (found["change.opened"]["closed"], found["change.opened"]["ratio"]) == (1, None)


def test_the_size_that_is_told():
    rows = {row["subject"]: (row["lines"], row["files"]) for row in rows_of(change_sizes(read_table(WORK), EVER))}
    assert rows == {"kit!1": (12, 3), "kit!3": (None, None)}


def test_who_looked_at_what_was_merged():
    rows = {row["subject"]: row for row in rows_of(change_reviews(read_table(WORK), EVER))}
    assert {name: (row["reviews"], row["self_merged"]) for name, row in rows.items()} == {
        "kit!1": (1, False), "kit!3": (0, True),
    }  # fmt: skip


def test_indicators_of_what_happens_in_a_period():
    events = read_table(WORK)
    asked = run(threads(events))
    assert values(working.opened_changes, asked) == {1: (2, 2)}
    assert values(working.opened_issues, asked) == {1: (1, 1), 2: (1, 1)}
    assert values(working.merged_changes, events) == {1: (1, 1), 2: (1, 1)}
    assert values(working.closed_issues, asked) == {2: (1, 1)}
    assert values(working.change_closure_ratio, asked) == {1: (0.5, 3), 2: (None, 1)}
    assert values(working.issue_closure_ratio, asked) == {1: (0.0, 1), 2: (1.0, 2)}
    assert values(working.change_size, asked) == {1: (12.0, 1)}
    assert values(working.unreviewed_share, asked) == {1: (0.0, 1), 2: (1.0, 1)}
    assert values(working.self_merged_share, asked) == {1: (0.0, 1), 2: (1.0, 1)}


@pytest.mark.parametrize("length", ["M", ""])
def test_indicators_of_what_stands_at_the_end_of_a_period(length):
    asked, months = run(threads(read_table(WORK))), Periods.between(STARTS, "UTC", length)
    assert values(working.open_changes, asked, months) == {1: (2, 2), 2: (1, 1)}
    assert values(working.open_issues, asked, months) == {1: (1, 1), 2: (1, 1)}
    assert values(working.unanswered_changes, asked, months) == {1: (2, 2), 2: (1, 1)}
    assert values(working.unanswered_issues, asked, months) == {1: (1, 1)}
    # nothing is known beyond 11 February
    assert values(working.open_change_age, asked, months) == {1: (7.0, 2), 2: (20.0, 1)}
    assert values(working.open_issue_age, asked, months) == {1: (20.0, 1), 2: (30.0, 1)}


def test_reviews_of_one_s_own_changes_are_none(events):
    """
    2024-01-01T00:00  change.opened    kit!1  gitee:ann   person=ann
    2024-01-02T00:00  change.reviewed  kit!1  github:ann  person=ann
    2024-01-02T00:00  change.reviewed  kit!1  bo
    2024-01-03T00:00  change.reviewed  kit!1  bo
    2024-01-04T00:00  change.reviewed  kit!1  bo          id=again
    2024-01-04T00:00  change.reviewed  kit!1  bo          id=again
    2024-01-05T00:00  change.reviewed  kit!1  cy
    2024-01-06T00:00  change.reviewed  kit!1  ci-bot      bot=yes
    2024-02-06T00:00  change.reviewed  kit!2  cy
    """
    load = sorted(rows_of(review_load(events, JANUARY)), key=lambda row: row["person"])
    assert [(row["person"], row["reviews"], row["changes"]) for row in load] == [("bo", 3, 1), ("cy", 1, 1)]
    assert rows_of(reviewer_concentration(events, JANUARY)) == [
        {"reviews": 4, "reviewers": 2, "busiest_share": 0.75, "factor": 1}
    ]
    assert values(working.reviews, events) == {1: (4, 4), 2: (1, 1)}
    assert values(working.reviewers, events) == {1: (2, 4), 2: (1, 1)}
    assert values(working.reviewer_concentration, events) == {1: (0.75, 4), 2: (1.0, 1)}


def test_nobody_reviewed(events):
    """
    2024-01-01T00:00  change.opened  kit!1  ann
    """
    assert rows_of(reviewer_concentration(events, EVER)) == [
        {"reviews": 0, "reviewers": 0, "busiest_share": None, "factor": None}
    ]


LIVES = st.lists(st.tuples(st.integers(-40, 130), st.none() | st.integers(0, 100)), min_size=1, max_size=12)


@pytest.mark.parametrize("length", ["W", "M", "Q", "Y", ""])
@given(lives=LIVES)
@settings(max_examples=3, deadline=None)
def test_what_stands_is_what_came_and_did_not_go(length, lives):
    day = datetime(2024, 1, 1)
    steps = {"W": 7, "": 10}.get(length)
    if steps:
        starts = [day.date() + timedelta(days=steps * number) for number in range(9)]
    elif length == "Y":
        starts = [date(2024, 1, 1), date(2025, 1, 1)]
    else:
        starts = [date(2024, 1 + number, 1) for number in range(0, 7, 3 if length == "Q" else 1)]
    periods, lines, known = Periods.between(starts, "Asia/Shanghai", length), [], []
    for number, (came, stayed) in enumerate(lives):
        opened = day + timedelta(days=came)
        closed = opened + timedelta(days=stayed) if stayed is not None else None
        known.append((opened, closed))
        lines.append(f"{opened.isoformat()} issue.opened kit#{number} ann")
        lines += [f"{closed.isoformat()} issue.closed kit#{number} ann"] if closed else []
    found = rows_of(working.open_issues(run(threads(read_table("\n".join(lines)))), EVER, periods))
    wanted = {
        span.first: count
        for span in periods.spans
        if (count := sum(o < span.until_at and (c is None or c >= span.until_at) for o, c in known))
    }
    assert {row["period"]: row["value"] for row in found} == wanted
