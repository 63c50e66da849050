"""Which issues invite newcomers."""

from __future__ import annotations

import pytest

from folkmoot.model.event import Coverage
from tests.reports.facts import BEGAN, KIT, READ, asking, homes_of


@pytest.fixture
def asked(request, tmp_path):
    """Ask the small community, of which everything in the test's docstring was read."""
    kinds = (
        "issue.labeled",
        "issue.assigned",
    )
    coverage = tuple(Coverage("test", KIT, kind, BEGAN, READ, READ) for kind in kinds)
    return asking(homes_of(tmp_path / "lake", request.function.__doc__ or "", coverage=coverage))


def test_what_is_free_comes_first(asked):
    """
    2024-05-01T00:00  issue.labeled   kit#1  ci-bot  label="good-first-issue"
    2024-05-03T00:00  issue.assigned  kit#1  ci-bot  assignee="gitee:cy"
    2024-06-14T00:00  issue.labeled   kit#2  ci-bot  label="help-wanted"
    """
    answer = asked("newcomer-help")
    assert [(row["subject"][-1], row["state"], round(row["days"], 2)) for row in answer.rows] == [
        ("2", "free", 1.67), ("1", "taken", 2.0),
    ]  # fmt: skip
    assert answer.sentence.en == (
        "In all the time that was read, 2 issues got a label for newcomers; "
        "1 were taken, half of these within 2.0 days; 1 are free."
    )
    assert asked("newcomer-help", state="taken").found == 1
