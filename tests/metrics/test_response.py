"""How soon somebody answers; what nobody has answered is not forgotten."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics import answering
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.response import (
    first_response,
    half_answered,
    issue_first_response,
    time_to_close,
    time_to_merge,
    unanswered,
)
from folkmoot.metrics.threads import threads
from folkmoot.model.scope import Scope
from folkmoot.rules.survival import median, survival
from tests.metrics.tables import read_table, rows_of, run

EVER = Scope()
JANUARY = Scope(datetime(2024, 1, 1), datetime(2024, 2, 1))
STARTS = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]
MONTHS = Periods.between(STARTS, "UTC", "M")


def values(indicator, events, periods=MONTHS):
    rows = rows_of(indicator(run(threads(events)), EVER, periods))
    return {row["period"].month: (row["value"], row["n"]) for row in rows}


def test_a_reply_after_the_window_counts(events):
    """
    2024-01-31T20:00  change.opened    kit!1  ann
    2024-02-01T02:00  change.reviewed  kit!1  bo
    """
    assert rows_of(first_response(events, JANUARY)) == [
        {"subject": "kit!1", "asked_at": datetime(2024, 1, 31, 20), "hours": 6.0}
    ]


def test_only_changes_opened_in_the_window_and_answered(events):
    """
    2023-12-31T20:00  change.opened    kit!1  ann
    2024-01-01T02:00  change.reviewed  kit!1  bo
    2024-01-02T00:00  change.opened    kit!2  ann
    2024-01-02T01:00  change.commented kit!2  ann
    2024-01-02T00:00  issue.opened     kit#3  ann
    2024-01-02T12:00  issue.commented  kit#3  bo
    """
    assert rows_of(first_response(events, JANUARY)) == []
    assert [row["hours"] for row in rows_of(issue_first_response(events, JANUARY))] == [12.0]


def test_many_unanswered_do_not_look_quick(events):
    """
    2024-01-01T00:00  change.opened    kit!1  ann
    2024-01-01T02:00  change.reviewed  kit!1  bo
    2024-01-01T00:00  change.opened    kit!2  ann
    2024-01-02T00:00  change.opened    kit!3  ann
    2024-01-03T00:00  change.opened    kit!4  ann
    2024-01-20T00:00  change.opened    kit!5  ann
    """
    (found,) = rows_of(half_answered(events, JANUARY))
    assert found == {"kind": "change.opened", "asked": 5, "answered": 1, "hours": 2.0, "half": None}


def test_half_of_two_is_the_first(events):
    """
    2024-01-01T00:00  issue.opened     kit#1  ann
    2024-01-01T02:00  issue.commented  kit#1  bo
    2024-01-01T00:00  issue.opened     kit#2  ann
    2024-01-01T06:00  issue.commented  kit#2  bo
    """
    (found,) = rows_of(half_answered(events, JANUARY))
    assert (found["hours"], found["half"]) == (4.0, 2.0)


def test_who_took_their_own_back_is_no_longer_waited_for(events):
    """
    2024-01-01T00:00  issue.opened     kit#1  ann
    2024-01-01T01:00  issue.closed     kit#1  ann
    2024-01-01T00:00  issue.opened     kit#2  ann
    2024-01-01T06:00  issue.commented  kit#2  bo
    """
    # 1 of 2 is censored after an hour, so the one that is left is all: it is answered after 6 hours
    assert rows_of(half_answered(events, JANUARY))[0]["half"] == 6.0


def test_unanswered_is_open_and_silent_at_the_end(events):
    """
    2024-01-01T00:00  change.opened    kit!1  ann
    2024-01-02T00:00  change.opened    kit!2  ann
    2024-01-03T00:00  change.closed    kit!2  ann
    2024-01-04T00:00  change.opened    kit!3  ann
    2024-02-05T00:00  change.reviewed  kit!3  bo
    2024-01-31T00:00  issue.opened     kit#4  cy
    2024-02-10T00:00  issue.opened     kit#5  cy
    """
    found = {row["subject"]: row["hours"] for row in rows_of(unanswered(events, JANUARY))}
    assert found == {"kit!1": 31 * 24.0, "kit!3": 28 * 24.0, "kit#4": 24.0}
    now = {row["subject"]: row["hours"] for row in rows_of(unanswered(events, EVER))}
    assert now == {"kit!1": 40 * 24.0, "kit#4": 10 * 24.0, "kit#5": 0.0}


def test_times_to_an_end_are_of_what_ended_in_the_window(events):
    """
    2023-12-31T00:00  change.opened  kit!1  ann
    2024-01-02T00:00  change.merged  kit!1  ann  merged_by="bo"
    2024-01-01T00:00  change.opened  kit!2  ann
    2024-01-03T12:00  change.closed  kit!2  ann
    2024-01-01T00:00  issue.opened   kit#3  ann
    2024-01-02T00:00  issue.closed   kit#3  bo
    2024-01-03T00:00  issue.reopened kit#3  ann
    2024-01-11T00:00  issue.closed   kit#3  bo
    2024-01-05T00:00  issue.opened   kit#4  ann
    2024-02-05T00:00  issue.closed   kit#4  bo
    """
    assert {row["subject"]: row["hours"] for row in rows_of(time_to_merge(events, JANUARY))} == {"kit!1": 48.0}
    closed = {row["subject"]: row["hours"] for row in rows_of(time_to_close(events, JANUARY))}
    assert closed == {"kit!1": 48.0, "kit!2": 60.0, "kit#3": 240.0}


def test_indicators_of_answers(events):
    """
    2024-01-01T00:00  change.opened    kit!1  ann
    2024-01-01T02:00  change.reviewed  kit!1  bo
    2024-01-02T00:00  change.opened    kit!2  ann
    2024-01-06T04:00  change.reviewed  kit!2  bo
    2024-01-03T00:00  change.opened    kit!3  ann
    2024-01-03T05:00  change.closed    kit!3  ann
    2024-01-04T00:00  change.opened    kit!4  cy
    2024-01-31T23:00  issue.opened     kit#5  ann
    2024-02-01T05:00  issue.closed     kit#5  bo
    2024-02-02T00:00  change.opened    kit!6  ann
    2024-02-02T06:00  change.merged    kit!6  ann  merged_by="bo"
    """
    assert values(answering.change_first_response, events) == {1: (51.0, 2), 2: (6.0, 1)}
    assert values(answering.issue_first_response, events) == {1: (6.0, 1)}
    # kit!3 ended within two days, so it says nothing; kit!4 has waited for weeks
    assert values(answering.answered_within_two_days, events) == {1: (pytest.approx(1 / 3), 3), 2: (1.0, 1)}
    assert values(answering.issues_answered_within_two_days, events) == {1: (1.0, 1)}
    # at risk 4, 3, 2: 3/4, then 3/4 after the censored one, then 3/8
    assert values(answering.change_half_answered, events) == {1: (100.0, 4), 2: (6.0, 1)}
    assert values(answering.issue_half_answered, events) == {1: (6.0, 1)}
    assert values(answering.time_to_merge, events) == {2: (6.0, 1)}
    assert values(answering.issue_time_to_close, events) == {2: (0.25, 1)}


def test_what_is_too_young_cannot_be_late(events):
    """
    2024-01-01T00:00  change.opened  kit!1  ann
    2024-01-02T00:00  issue.opened   kit#2  ann
    """
    january = Periods.between(STARTS[:2], "UTC", "M")
    assert values(answering.answered_within_two_days, events, january) == {}
    # once January is over, silence has lasted
    assert values(answering.answered_within_two_days, events) == {1: (0.0, 1)}


WAITED = st.lists(st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=15)


@given(waited=WAITED)
@settings(max_examples=8, deadline=None)
def test_the_censored_median_is_that_of_survival(waited):
    lines = []
    for number, (hours, answered) in enumerate(waited):
        ended = (datetime(2024, 1, 1) + timedelta(hours=hours)).isoformat()
        kind, who = ("issue.commented", "bo") if answered else ("issue.closed", "ann")
        lines += [f"2024-01-01T00:00 issue.opened kit#{number} ann", f"{ended} {kind} kit#{number} {who}"]
    (found,) = rows_of(half_answered(read_table("\n".join(lines)), EVER))
    assert found["half"] == median(survival((hours, answered, 1) for hours, answered in waited))


@given(days=st.lists(st.integers(0, 59), min_size=1, max_size=10), cut=st.integers(1, 59))
@settings(max_examples=5, deadline=None)
def test_a_split_period_has_the_same_answers(days, cut):
    lines = []
    for number, day in enumerate(days):
        asked = datetime(2024, 1, 1) + timedelta(days=day)
        lines += [f"{asked.isoformat()} change.opened kit!{number} ann"]
        lines += [f"{(asked + timedelta(hours=number)).isoformat()} change.reviewed kit!{number} bo"]
    events, middle = read_table("\n".join(lines)), datetime(2024, 1, 1) + timedelta(days=cut)

    def answered(since, until):
        return sorted(row["hours"] for row in rows_of(first_response(events, Scope(since, until))))

    parts = answered(datetime(2024, 1, 1), middle) + answered(middle, datetime(2024, 3, 1))
    assert sorted(parts) == answered(datetime(2024, 1, 1), datetime(2024, 3, 1))
