"""Threads: who answered what was asked, when it was merged or closed, and what does not count as an answer."""

from __future__ import annotations

from datetime import datetime

from folkmoot.metrics.threads import threads
from tests.metrics.tables import rows_of


def test_the_first_answer_by_somebody_else(events):
    """
    2024-01-01T00:00  change.opened     kit!1  ann    title="Wheels"
    2024-01-01T01:00  change.commented  kit!1  ci-bot bot=yes
    2024-01-01T02:00  change.commented  kit!1  ann
    2024-01-01T03:00  change.labeled    kit!1  bo     label="bug"
    2024-01-01T06:00  change.reviewed   kit!1  bo
    2024-01-02T00:00  change.commented  kit!1  cy
    2024-01-03T00:00  change.merged     kit!1  ann    merged_by="bo" added=3 removed=1 files=2
    """
    (found,) = rows_of(threads(events))
    told = ("title", "first_response_at", "responder", "first_review_at", "merged_at", "merger", "closed_at")
    assert [found[name] for name in told] == [
        "Wheels", datetime(2024, 1, 1, 6), "bo", datetime(2024, 1, 1, 6), datetime(2024, 1, 3), "bo", datetime(2024, 1, 3),
    ]  # fmt: skip
    counted = ("reviews", "reviewers", "comments", "lines", "files", "good_first")
    assert [found[name] for name in counted] == [1, 1, 1, 4, 2, False]
