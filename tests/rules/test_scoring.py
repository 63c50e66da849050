"""Scores: the declared forms, worked by hand; what is unknown neither helps nor hurts."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.scores import Score, ScorePart
from folkmoot.model.text import Text
from folkmoot.rules.scoring import Scored, gains, part_of, ranked, score_of

FORMS = st.sampled_from(["log", "linear", "share", "inverse"])
PARTS = st.builds(
    ScorePart, indicator=st.just("stars"), weight=st.floats(0.1, 100), form=FORMS, cap=st.floats(0.5, 1e6)
)


def score(*parts: ScorePart) -> Score:
    return Score("vitality", Text("Vitality"), parts)


@pytest.mark.parametrize(
    ("form", "cap", "value", "told"),
    [
        ("log", 99, 9, log(10) / log(100)),
        ("log", 99, 99, 1.0),
        ("log", 99, 999, 1.0),
        ("log", 99, 0, 0.0),
        ("linear", 50, 20, 0.4),
        ("linear", 50, 80, 1.0),
        ("share", None, 0.7, 0.7),
        ("share", None, 1.7, 1.0),
        ("inverse", 48, 48, 0.5),
        ("inverse", 48, 0, 1.0),
        ("inverse", 48, 144, 0.25),
        ("linear", 50, -3, 0.0),
    ],
)
def test_each_form_is_what_it_says(form, cap, value, told):
    assert part_of(ScorePart("stars", 1, form, cap), value) == pytest.approx(told)


def test_a_score_worked_by_hand():
    """Weights 3 and 1; 0.4 and 0.5 of them: (3·0.4 + 1·0.5) / 4 = 0.425."""
    both = score(ScorePart("active_people", 3, "linear", 50), ScorePart("change_first_response", 1, "inverse", 48))
    told = score_of(both, [20, 48])
    assert told.points == pytest.approx(42.5)
    assert [(gain.place, pytest.approx(gain.points)) for gain in gains(both, told)] == [(0, 45.0), (1, 12.5)]
    best = Scored(60.0, (0.5, 0.4), 1.0)
    assert [(gain.place, pytest.approx(gain.points)) for gain in gains(both, told, [best])] == [(0, 7.5)]


def test_what_is_unknown_is_left_out_with_its_weight_and_too_little_is_unknown():
    both = score(ScorePart("active_people", 3, "linear", 50), ScorePart("stars", 1, "linear", 10))
    assert score_of(both, [20, None]) == Scored(pytest.approx(40.0), (0.4, None), 0.75)
    assert score_of(both, [None, 10]) == Scored(None, (None, 1.0), 0.25)
    assert score_of(both, [None, None]).points is None


def test_the_unknown_come_last():
    told = {"a": Scored(None, (), 0), "b": Scored(10, (), 1), "c": Scored(90, (), 1), "d": Scored(10, (), 1)}
    assert ranked(told) == ("c", "b", "d", "a")


@given(PARTS, st.floats(0, 1e9), st.floats(0, 1e9))
def test_a_part_lies_between_0_and_1_and_goes_one_way(part, one, other):
    low, high = (part_of(part, value) for value in sorted((one, other)))
    assert 0 <= min(low, high) <= max(low, high) <= 1
    assert low >= high if part.form == "inverse" else low <= high


@given(
    st.lists(st.tuples(PARTS, st.none() | st.floats(0, 1e6)), min_size=1, max_size=6), st.floats(0.1, 9), st.randoms()
)
def test_weights_have_no_scale_and_parts_no_order(said, times, dice):
    parts, values = [part for part, _value in said], [value for _part, value in said]
    told = score_of(score(*parts), values).points
    larger = [ScorePart(part.indicator, part.weight * times, part.form, part.cap) for part in parts]
    shuffled = dice.sample(said, len(said))
    again = score_of(score(*(part for part, _value in shuffled)), [value for _part, value in shuffled]).points
    if told is not None and again is not None:
        assert score_of(score(*larger), values).points in (None, pytest.approx(told))
        assert again == pytest.approx(told)
