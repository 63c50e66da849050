"""How waiting times spread: who is answered by when, with those who wait and those who gave up kept apart."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics.spread import SPANS, at_least, waiting_times
from folkmoot.metrics.threads import threads
from folkmoot.metrics.waiting import half_within, waits
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_table, rows_of, run

JANUARY = Scope(datetime(2024, 1, 1), datetime(2024, 2, 1))


def told(events) -> dict[int, tuple[int, int, int, float | None]]:
    rows = rows_of(waiting_times(events, JANUARY))
    return {
        row["since"]: (
            row["answered"],
            row["waiting"],
            row["ended"],
            None if row["within"] is None else round(row["within"], 4),
        )
        for row in rows
    }


def test_the_answered_the_waiting_and_those_that_ended_stand_apart(events):
    """
    2024-01-01T00:00  change.opened    kit!1  ann
    2024-01-01T00:30  change.reviewed  kit!1  bo
    2024-01-02T00:00  change.opened    kit!2  ann
    2024-01-02T06:00  change.reviewed  kit!2  bo
    2024-01-03T00:00  change.opened    kit!3  ann
    2024-01-03T02:00  change.closed    kit!3  ann
    2024-01-04T00:00  change.opened    kit!4  ann
    2024-01-05T00:00  change.opened    kit!5  ann
    2024-01-05T12:00  change.reviewed  kit!5  bo
    2023-12-01T00:00  issue.opened     kit#6  ann
    2023-12-01T00:10  issue.commented  kit#6  bo
    """
    # Of five one is answered after half an hour: 1/5. Ann takes one back after two hours: of the three that are left one is
    # answered after six hours, 1 - 4/5 * 2/3; one of two after twelve. The fourth is 36 hours old when the newest is told.
    assert told(events) == {
        0: (1, 0, 0, 0.2), 1: (0, 0, 1, 0.2), 4: (1, 0, 0, round(1 - 0.8 * 2 / 3, 4)),
        12: (1, 0, 0, round(1 - 0.8 / 3, 4)), 24: (0, 1, 0, round(1 - 0.8 / 3, 4)),
    }  # fmt: skip


def test_the_last_span_has_no_end_and_no_share(events):
    """
    2024-01-01T00:00  change.opened    kit!1  ann
    2024-06-01T00:00  change.reviewed  kit!1  bo
    """
    assert told(events) == {SPANS[-1]: (1, 0, 0, None)}


HOURS = st.lists(st.tuples(st.integers(0, 99), st.booleans()), min_size=1, max_size=12)


@given(HOURS)
@settings(max_examples=10, deadline=None)
def test_half_takes_no_less_than_at_least(waited):
    words = [f"2024-01-01T00:00  issue.opened  kit#{place}  ann" for place in range(len(waited))]
    for place, (hours, answered) in enumerate(waited):
        kind, who = ("issue.commented", "bo") if answered else ("issue.closed", "ann")
        words.append(f"{datetime(2024, 1, 1) + timedelta(hours=hours):%Y-%m-%dT%H:%M}  {kind}  kit#{place}  {who}")
    found = waits(run(threads(read_table("\n".join(words)))))
    (half,), (least,) = rows_of(half_within(found, "kind")), rows_of(at_least(found))
    assert least["least"] == sorted(hours for hours, _ in waited)[(len(waited) - 1) // 2]
    assert half["half"] is None or half["half"] >= least["least"]
    shares = [
        row["within"]
        for row in rows_of(waiting_times(read_table("\n".join(words)), JANUARY))
        if row["within"] is not None
    ]
    assert sorted(shares) == pytest.approx(shares)
