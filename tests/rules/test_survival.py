"""How many are still there after so long: checked against published tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.rules.survival import after, median, survival

# Remission in weeks under 6-MP (Freireich and others, 1963); + is still in remission.
REMISSION = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PUBLISHED = {  # week: at risk, gone, share, and the band on the scale of log(−log S)
    6: (21, 3, 0.8571, 0.6197, 0.9516), 7: (17, 1, 0.8067, 0.5631, 0.9228), 10: (15, 1, 0.7529, 0.5032, 0.8894),
    13: (12, 1, 0.6902, 0.4316, 0.8491), 16: (11, 1, 0.6275, 0.3675, 0.8049), 22: (7, 1, 0.5378, 0.2678, 0.7468),
    23: (6, 1, 0.4482, 0.1881, 0.6801),
}  # fmt: skip


def read(words):
    return [(int(word.rstrip("+")), not word.endswith("+"), 1) for word in words.split()]


def test_the_published_table_of_the_remissions():
    steps = survival(read(REMISSION))
    found = {
        step.days: (step.at_risk, step.gone, *(round(one, 4) for one in (step.share, step.low, step.high)))
        for step in steps if step.gone
    }  # fmt: skip
    assert found == PUBLISHED
    assert median(steps) == 23
    assert sum(step.gone for step in steps) == 9
    assert sum(step.censored for step in steps) == 12


def test_the_control_group_leaves_whole():
    control = survival(read("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"))
    assert [(step.days, round(step.share, 4)) for step in control][:4] == [
        (1, 0.9048),
        (2, 0.8095),
        (3, 0.7619),
        (4, 0.6667),
    ]
    assert (control[-1].share, control[-1].low, control[-1].high) == (0.0, None, None)
    assert median(control) == 8


def test_nothing_is_told_of_nobody_and_before_the_first_who_left():
    assert survival([]) == ()
    assert (median(()), after((), 3)) == (None, None)
    (only,) = survival([(5, False, 3)])
    assert (only.share, only.low, only.high, only.censored) == (1.0, None, None, 3)
    assert median([only]) is None


def test_after_so_long_the_last_step_holds_as_long_as_somebody_is_watched():
    steps = survival(read("6 10+ 13"))
    assert after(steps, 12).days == 10
    assert after(steps, 5) is None
    assert after(steps, 14) is None


durations = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(1, 4)), max_size=12)


@given(told=durations)
def test_people_counted_together_are_people_counted_one_by_one(told):
    alone = [(days, gone, 1) for days, gone, people in told for _ in range(people)]
    assert survival(told) == survival(list(reversed(alone)))


@given(told=durations)
def test_the_share_falls_and_lies_in_its_band(told):
    steps = survival(told)
    shares = [1.0, *(step.share for step in steps)]
    assert shares == sorted(shares, reverse=True)
    for step in steps:
        assert step.low is None or 0 <= step.low <= step.share <= step.high <= 1


@given(days=st.lists(st.integers(0, 9), min_size=1, max_size=12))
def test_where_everybody_is_watched_to_the_end_it_is_a_plain_share(days):
    for step in survival([(one, True, 1) for one in days]):
        assert step.share == pytest.approx(sum(1 for one in days if one > step.days) / len(days))


@pytest.mark.parametrize("people", [2, 24, 38, 196])
def test_half_of_those_who_leave_one_a_day_are_gone_after_half_of_the_days(people):
    assert median(survival((day, True, 1) for day in range(1, people + 1))) == people // 2
