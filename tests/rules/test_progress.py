"""Targets: how far, whether that is enough, and where it ends; never a guess from too little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.rules.progress import Course, Forecast, course, forecast, likely, quantile, together

numbers = st.floats(0, 1e6, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "elapsed", "state", "share", "expected"),
    [
        (10, 0.5, "reached", 1.0, 5.0),
        (7, 0.5, "ahead", 0.7, 5.0),
        (5, 0.5, "on_pace", 0.5, 5.0),
        (4, 0.5, "on_pace", 0.4, 5.0),
        (3, 0.5, "behind", 0.3, 5.0),
        (9, 1.0, "missed", 0.9, 10.0),
        (0, 0.0, "on_pace", 0.0, 0.0),
    ],
)
def test_ten_models_in_a_year(value, elapsed, state, share, expected):
    told = course("adds", value, 10, start=None, elapsed=elapsed, up=True)
    assert (told.state, told.share, told.expected) == (state, share, expected)


def test_unknown_is_not_behind_and_what_has_not_begun_is_neither():
    assert course("adds", None, 10, start=None, elapsed=0.9, up=True).state == "unknown"
    assert course("adds", 0, 10, start=None, elapsed=-0.1, up=True).state == "not_begun"


def test_a_state_goes_from_its_start_also_downwards():
    told = course("stands", 200, 100, start=300, elapsed=0.5, up=False)
    assert (told.state, told.share, told.expected) == ("on_pace", 0.5, 200)
    assert course("stands", 290, 100, start=300, elapsed=0.5, up=False).state == "behind"
    assert course("stands", 90, 100, start=300, elapsed=0.5, up=False).state == "reached"
    assert course("stands", 5, 10, start=None, elapsed=0.5, up=True).share is None


def test_a_bound_holds_until_the_end_and_only_then_is_it_reached():
    assert course("holds", 30, 48, start=None, elapsed=0.5, up=False).state == "on_pace"
    assert course("holds", 60, 48, start=None, elapsed=0.5, up=False).state == "behind"
    assert course("holds", 30, 48, start=None, elapsed=1.0, up=False).state == "reached"
    assert course("holds", 60, 48, start=None, elapsed=1.2, up=False).state == "missed"


def test_a_budget_is_not_reached_before_its_time():
    assert course("adds", 1, 10, start=None, elapsed=0.5, up=False).state == "ahead"
    assert course("adds", 11, 10, start=None, elapsed=0.5, up=False).state == "missed"
    assert course("adds", 9, 10, start=None, elapsed=1.0, up=False).state == "reached"


def test_a_forecast_of_counts_worked_by_hand():
    """Four months with 2, 4, 4, 6: mean 4, scatter (4+0+0+4)/3 = 2.67, less than that of independent events, 4.

    Three months left: 10 + 12 = 22; sqrt(3·4 + 9·4/4) = 4.583, times 1.638.
    """
    told = forecast("adds", 10, [2, 4, 4, 6], 3)
    assert told is not None
    assert (told.value, told.high - told.value) == pytest.approx((22, 4.5826 * 1.638), abs=1e-3)
    assert told.low == pytest.approx(22 - 4.5826 * 1.638, abs=1e-3)


def test_a_forecast_of_a_straight_line_is_that_line():
    told = forecast("stands", 40, [10, 20, 30, 40], 2)
    assert told == Forecast(pytest.approx(60), pytest.approx(60), pytest.approx(60))


def test_a_forecast_of_a_line_worked_by_hand():
    """1, 2, 2, 3: slope 0.6, residuals -0.1, 0.3, -0.3, 0.1: rest 0.2/2 = 0.1; one step on: 2.5 from the middle, square 5.

    spread 1.886 · sqrt(0.1 · (1 + 1/4 + 6.25/5)) = 1.886 · 0.5 = 0.943
    """
    told = forecast("stands", 3, [1, 2, 2, 3], 1)
    assert told is not None
    assert (told.value, told.high - told.value) == pytest.approx((3.6, 0.943), abs=1e-3)


def test_too_little_is_no_forecast():
    assert forecast("adds", 5, [1, 2], 6) is None
    assert course("adds", 5, 10, start=None, elapsed=0.5, up=True, points=[1, 2], left=6).likely == ""


def test_what_will_be_is_yes_hardly_or_maybe():
    told = Forecast(10, 8, 12)
    assert [likely(told, goal, up=True) for goal in (8, 9, 12, 13)] == ["yes", "maybe", "maybe", "hardly"]
    assert [likely(told, goal, up=False) for goal in (12, 11, 8, 7)] == ["yes", "maybe", "maybe", "hardly"]


@given(st.lists(numbers, min_size=3, max_size=12), numbers, st.floats(0, 24))
def test_an_interval_holds_its_middle_and_counts_never_fall(points, value, left):
    for nature in ("adds", "stands"):
        told = forecast(nature, value, points, left)
        assert told is not None
        assert told.low - 1e-6 * (1 + abs(told.low)) <= told.value <= told.high + 1e-6 * (1 + abs(told.high))
    assert forecast("adds", value, points, left).low >= value


@given(numbers, numbers, st.floats(0, 1), st.floats(0.1, 1e6))
def test_more_is_never_worse(one, other, elapsed, goal):
    order = ["missed", "behind", "on_pace", "ahead", "reached"]
    low, high = (course("adds", value, goal, start=None, elapsed=elapsed, up=True) for value in sorted((one, other)))
    assert order.index(low.state) <= order.index(high.state)


def test_quantiles_shrink_towards_the_normal_one():
    told = [quantile(number) for number in range(1, 400)]
    assert told == sorted(told, reverse=True)
    assert told[-1] == pytest.approx(1.284, abs=0.01)


def test_a_target_above_others_is_as_far_as_they_are_and_no_better_than_the_worst():
    good, bad = Course("ahead", 0.8, likely="yes"), Course("behind", 0.2, likely="hardly")
    told = together([(good, 3), (bad, 1)])
    assert (told.state, told.share, told.likely) == ("behind", pytest.approx(0.65), "hardly")
    assert together([(good, 1), (Course("unknown"), 1)]) == Course("unknown", None, likely="")
    assert together([(Course("reached", 1.4), 1)]) == Course("reached", 1.0, likely="yes")
    assert together([(good, 1), (Course("not_begun"), 1)]).share == pytest.approx(0.4)
    assert together([(Course("not_begun"), 1)]).state == "not_begun"
    assert together([]).state == "unknown"
    assert together([(Course("behind"), 1)]).share is None
    assert together([(Course("behind", None, 48.0), 1), (good, 1)]).share == pytest.approx(0.4)
