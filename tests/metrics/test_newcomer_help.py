"""Issues that invite newcomers, and how soon somebody takes one."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics.newcomer_help import good_first_issues, good_first_taken, invitations, new_good_first_issues
from folkmoot.metrics.periods import Periods
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_table, rows_of

MONTHS = Periods.between([date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)], "UTC", "M")


def values(indicator, facts):
    return {row["period"].month: row["value"] for row in rows_of(indicator(facts, Scope(), MONTHS))}


def test_an_invitation_lasts_until_it_is_taken_closed_or_withdrawn(events):
    """
    2024-01-02T00:00  issue.labeled   kit#1  bo  label="good_first_issue"
    2024-01-12T00:00  issue.assigned  kit#1  bo  assignee="cy"
    2024-02-12T00:00  issue.closed    kit#1  bo
    2024-01-03T00:00  issue.labeled   kit#2  bo  label="Help-Wanted"
    2024-01-03T00:00  issue.labeled   kit#2  bo  label="bug"
    2024-01-05T00:00  issue.labeled   kit#2  bo  label="bug"  removed=true
    2024-01-20T00:00  issue.closed    kit#2  bo
    2024-01-21T00:00  issue.reopened  kit#2  bo
    2024-01-04T00:00  issue.labeled   kit#3  bo  label="新手"
    2024-02-04T00:00  issue.labeled   kit#3  bo  label="新手"  removed=true
    2024-01-01T00:00  issue.assigned  kit#4  bo  assignee="cy"
    2024-02-05T00:00  issue.labeled   kit#4  ci-bot  bot=yes  label="help/wanted"
    2024-02-06T00:00  issue.labeled   kit#5  ci-bot  bot=yes  label="helpwanted"
    2024-02-06T00:00  issue.labeled   kit#6  ci-bot  bot=yes  label="question"
    """
    found = {row["subject"]: row for row in rows_of(invitations(events, Scope()))}
    assert sorted(found) == ["kit#1", "kit#2", "kit#3", "kit#5"]
    assert (found["kit#1"]["taken_at"], found["kit#1"]["closed_at"]) == (datetime(2024, 1, 12), datetime(2024, 2, 12))
    assert (found["kit#2"]["taken_at"], found["kit#2"]["closed_at"], found["kit#2"]["until_at"]) == (None, None, None)
    assert found["kit#3"]["until_at"] == datetime(2024, 2, 4)
    assert values(good_first_issues, events) == {1: 2, 2: 2}
    assert values(new_good_first_issues, events) == {1: 3, 2: 1}
    assert values(good_first_taken, events) == {1: 10.0}


ACTS = ("issue.labeled", "issue.assigned", "issue.closed", "issue.reopened")


@given(
    acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 2), st.integers(0, 50), st.booleans()), max_size=9),
    shuffled=st.randoms(use_true_random=False),
)
@settings(max_examples=6, deadline=None)
def test_neither_order_nor_telling_twice_changes_invitations(acts, shuffled):
    lines = [
        f'{datetime.fromordinal(738886 + day).date()} {kind} kit#{number} bo label="help_wanted" removed={str(off).lower()} id={row}'
        for row, (kind, number, day, off) in enumerate(acts)
    ]
    twice = [*lines, *lines[:4]]
    shuffled.shuffle(twice)

    def found(rows):
        return sorted(rows_of(invitations(read_table("\n".join(rows)), Scope())), key=lambda row: row["subject"])

    assert found(twice) == found(lines)
