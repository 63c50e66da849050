"""Stars, forks and watches, as people gave them and as forges count them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics.interest import forks, interest_by_month, interest_standing, new_forks, new_stars, stars
from folkmoot.metrics.periods import Periods
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_measurements, read_table, rows_of

QUARTER = Periods.between([date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1)], "UTC", "M")


@pytest.fixture
def measured(request):
    """The measurements in the test's docstring."""
    return read_measurements(request.function.__doc__)


def values(indicator, facts, periods=QUARTER):
    return {row["period"].month: row["value"] for row in rows_of(indicator(facts, Scope(), periods))}


def test_stars_that_were_withdrawn_are_taken_off(events):
    """
    2024-01-02T00:00  repo.starred    kit   ann
    2024-01-03T00:00  repo.starred    kit   cy
    2024-01-03T00:00  repo.starred    kit   cy
    2024-01-04T00:00  repo.unstarred  kit   cy
    2024-01-05T00:00  repo.forked     docs  cy
    2024-03-01T00:00  repo.unstarred  kit   ann
    2024-03-02T00:00  repo.watched    kit   ann
    2024-03-02T00:00  issue.opened    kit#1 ann
    """
    assert rows_of(interest_by_month(events, Scope())) == [
        {"month": date(2024, 1, 1), "repo": "docs", "starred": 0, "unstarred": 0, "stars": 0, "forks": 1, "watches": 0},
        {"month": date(2024, 1, 1), "repo": "kit", "starred": 2, "unstarred": 1, "stars": 1, "forks": 0, "watches": 0},
        {"month": date(2024, 3, 1), "repo": "kit", "starred": 0, "unstarred": 1, "stars": -1, "forks": 0, "watches": 1},
    ]
    assert values(new_stars, events) == {1: 1, 3: -1}
    assert values(new_forks, events) == {1: 1}


def test_the_last_count_until_a_month_s_end_stands(measured):
    """
    2023-12-20  stars  kit   10
    2024-01-10  stars  kit   12
    2024-01-30  stars  kit   15
    2024-03-01  stars  docs   4
    2024-04-01  stars  kit   99
    2024-01-10  forks  kit    2
    """
    assert values(stars, measured) == {1: 15, 2: 15, 3: 19}
    assert values(forks, measured) == {1: 2, 2: 2, 3: 2}
    rows = rows_of(interest_standing(measured, Scope(datetime(2024, 1, 1), datetime(2024, 4, 1))))
    assert [(row["month"].month, row["subject"], row["total"], row["growth"]) for row in rows if row["name"] == "stars"] == [
        (1, "kit", 15, 5), (3, "docs", 4, None), (3, "kit", 15, 0),
    ]  # fmt: skip


def test_before_the_first_count_nothing_is_known(measured):
    """
    2024-02-20  stars  kit   10
    """
    assert values(stars, measured) == {2: 10, 3: 10}


@given(
    acts=st.lists(
        st.tuples(st.integers(0, 80), st.sampled_from(["starred", "unstarred"]), st.sampled_from(["ann", "bo", "cy"])),
        max_size=20, unique=True,
    ),
    shuffled=st.randoms(use_true_random=False),
)  # fmt: skip
@settings(max_examples=8, deadline=None)
def test_neither_order_nor_telling_twice_changes_stars_and_parts_add_up(acts, shuffled):
    lines = [
        f"{datetime.fromordinal(738886 + day)} repo.{what} kit {who}".replace(" ", "T", 1) for day, what, who in acts
    ]
    twice = [*lines, *lines]
    shuffled.shuffle(twice)
    monthly = values(new_stars, read_table("\n".join(lines)))
    assert values(new_stars, read_table("\n".join(twice))) == monthly
    whole = Periods.one(datetime(2024, 1, 1), datetime(2024, 4, 1), "UTC")
    assert sum(values(new_stars, read_table("\n".join(lines)), whole).values()) == sum(monthly.values())
