"""Figures: how numbers are said, where an axis has its marks, and words that fit."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.press.figures import apart, clipped, figure, measure, scale_of, ticks, width_of
from folkmoot.press.labels import flags


@pytest.mark.parametrize(
    ("value", "shows", "words"),
    [
        (None, "number", "–"), (1234, "number", "1,234"), (1.26, "number", "1.3"), (0, "share", "0%"), (0.42, "share", "42%"),
        (0.034, "share", "3.4%"), (2, "ratio", "2.00"), (123.4, "hours", "123"),
    ],
)  # fmt: skip
def test_a_number_is_said(value, shows, words):
    assert figure(value, shows) == words


def test_a_measure_has_its_unit_in_both_languages():
    assert measure("hours", "", "en", [95]).said(31.25) == "31.2 hours"
    assert measure("hours", "", "zh", [96]).said(48) == "2 天"
    assert measure("number", "人", "zh", []).said(3) == "3 人"
    assert measure("share", "people", "en", []).said(0.5) == "50%"
    assert measure("number", "people", "en", []).said(None) == "–"
    one = [measure("number", unit, "en", []).said(1) for unit in ("people", "organisations", "watches", "open issues")]
    assert one == ["1 person", "1 organisation", "1 watch", "1 open issue"]


def test_marks_are_round_and_begin_at_zero_where_they_should():
    assert ticks(0, 82) == [0, 25, 50, 75, 100]
    assert scale_of([10_000, 10_400], "number") == [10_000, 10_100, 10_200, 10_300, 10_400]
    assert scale_of([10_000, 10_400], "number", zero=True)[0] == 0
    assert scale_of([0.2, 0.97], "share") == [0, 0.25, 0.5, 0.75, 1]
    assert scale_of([1, 2], "number") == [0, 1, 2]
    assert scale_of([], "number")[0] == 0


@given(st.text(max_size=60), st.floats(20, 300))
def test_words_are_cut_to_their_room(words, room):
    short = clipped(words, room)
    assert short == words or (short.endswith("…") and width_of(short) <= room + 12)


@given(st.lists(st.floats(0, 100), max_size=12), st.floats(0.5, 30))
def test_labels_are_moved_apart_and_stay_inside(places, least):
    moved = apart(places, least, 0, 100)
    assert len(moved) == len(places)
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in moved)
    ordered = sorted(moved)
    room = min(least, 100 / max(1, len(places) - 1))
    assert all(after - before >= room - 1e-6 for before, after in pairwise(ordered))


def test_flags_take_a_second_row_and_then_none():
    found = flags([(10, "Release 1"), (20, "Release 2"), (30, "Release 3"), (290, "Release 4")], 300, 2)
    assert [(one.row, one.align) if one else None for one in found] == [(0, "left"), (1, "left"), None, (0, "right")]
