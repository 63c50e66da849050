"""Time axes: every month has its place, unread or not; periods begin and end where the calendar says."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.press.timeline import STEPS, day_of, end_of, every_month, marks, middle, period_name, periods_between


def test_a_month_without_rows_is_a_gap_on_the_axis():
    assert every_month(["2025-11", "2026-02"]) == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_a_period_has_its_name_and_its_middle():
    assert period_name(date(2026, 4, 1), "Q") == "2026 Q2"
    assert period_name(date(2026, 4, 1), "M") == "2026-04"
    assert period_name(date(2026, 3, 30), "W") == "2026-03-30"
    assert middle(date(2026, 4, 1), "M") == "2026-04-16T00:00:00Z"
    assert middle(date(2026, 3, 1), "M") == "2026-03-16T12:00:00Z"
    assert day_of("2026-03") == day_of("2026-03-01T08:00:00") == date(2026, 3, 1)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(sorted(STEPS)), st.integers(0, 60))
def test_periods_follow_each_other_without_gap(day, step, number):
    first = day.replace(day=1)
    periods = periods_between(first, first + STEPS[step] * number, step)
    assert len(periods) == number + 1
    assert all(end_of(one, step) == other for one, other in pairwise(periods))


@given(st.integers(1, 400))
def test_an_axis_is_never_crowded(number):
    labelled = marks(every_month(["2000-01", f"{2000 + (number - 1) // 12}-{(number - 1) % 12 + 1:02d}"]))
    assert len(labelled) <= 13
