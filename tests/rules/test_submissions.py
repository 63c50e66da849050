"""Exact numbers, keys that order as entries rank, quotas, and turns."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from folkmoot.model.submission import MetricPlan, QuotaPlan, Submission, SubmissionAct, Waiting
from folkmoot.rules.submissions import best_of, exact, key_of, left, rounded, turns

SHARE, SIZE = (
    MetricPlan("share", places=4, least=Decimal(0), most=Decimal(1)),
    MetricPlan("size", better="lower", places=1),
)
DAY = datetime(2026, 3, 1)
values = some.decimals(min_value=-(10**6), max_value=10**6, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("0.93125", "0.9312"), ("0.93135", "0.9314"), ("9.3e-1", "0.9300"), ("1", "1.0000"), (" .5 ", "0.5000"), ("1e-400", "0.0000"),
        ("-0.00001", "0.0000"), ("0.1" + "0" * 50 + "1", "0.1000"), ("1.1", None), ("-0.1", None), ("NaN", None), ("-Infinity", None),
        (None, None), (True, None), ("null", None), ("1_0", None), ("٣", None), ("0x1", None), ("1e999999", None), ("", None),
        ("9" * 300, None), ({}, None), ("1e400", None),
    ],
)  # fmt: skip
def test_numbers_are_read_exactly_or_not_at_all(said, found):
    value = rounded(SHARE, said)
    assert (None if value is None else f"{value:f}") == found


def test_no_float_is_made_on_the_way():
    assert exact("0.1") + exact("0.2") == Decimal("0.3")


@given(values, values, some.none() | values, some.none() | values, some.integers(0, 10**6), some.integers(0, 10**6))
def test_keys_order_as_entries_rank(a, b, c, d, early, late):
    one, other = MetricPlan("x", places=3), MetricPlan("y", better="lower", places=0)

    def rank(x, y, seconds):
        x, y = rounded(one, x), rounded(other, y)
        return (-x, y is None, y or 0, seconds), key_of(
            (one, other), {"x": x, "y": y}, DAY + timedelta(seconds=seconds), 1
        )

    (first, key), (second, second_key) = rank(a, c, early), rank(b, d, late)
    assert (first < second) == (key > second_key)
    assert (first == second) == (key == second_key)
    read = best_of((one, other), "ann", key, 3)
    assert read.values == (rounded(one, a), rounded(other, c))
    assert (read.at, read.number, read.scored) == (DAY + timedelta(seconds=early), 1, 3)


def test_what_has_no_first_value_has_no_key():
    assert key_of((SHARE, SIZE), {"share": None, "size": Decimal(1)}, DAY, 1) == ""


def handed_in(number: int, at: datetime, state: str) -> Submission:
    acts = () if state == "waiting" else (SubmissionAct(1, at, "end", state),)
    return Submission(number, "c", "ann", at, "x", "y", 1, acts)


def test_only_what_is_scored_or_may_still_be_costs_a_run():
    """Shanghai's day begins at 16:00 UTC."""
    quota = QuotaPlan(a_day=3, in_all=10, waiting=2, uploads=9)
    own = [
        handed_in(1, DAY.replace(hour=15), "scored"),
        *[handed_in(n, DAY.replace(hour=17), state) for n, state in enumerate(("scored", "refused", "broke", "timed-out", "waiting"))],
    ]  # fmt: skip
    assert left(quota, own, DAY.replace(hour=18), "Asia/Shanghai") == {
        "uploads": 4,
        "waiting": 1,
        "a_day": 1,
        "in_all": 7,
    }
    free = QuotaPlan(a_day=0, in_all=0)
    assert left(free, own, DAY.replace(hour=18), "UTC")["a_day"] is None


def waiting(*said: str) -> list[Waiting]:
    return [Waiting(n, one[0], one[1:], DAY + timedelta(minutes=n)) for n, one in enumerate(said, 1)]


def test_turns_go_round_contests_and_in_each_round_its_entrants():
    """A and B are contests. ann has three in A before anybody else comes."""
    queue = waiting("Aann", "Aann", "Aann", "Abo", "Bcy", "Bcy", "Adee")
    assert turns(queue, {}, {}) == [1, 5, 4, 6, 7, 2, 3]


def test_who_had_a_turn_comes_after_who_had_none_and_the_longest_ago_first():
    queue = waiting("Aann", "Abo", "Bcy", "Cdee")
    had = {"A": DAY - timedelta(hours=1), "B": DAY - timedelta(hours=2)}
    assert turns(queue, had, {("A", "ann"): DAY}) == [4, 3, 2, 1]


@given(some.lists(some.tuples(some.sampled_from("ABC"), some.sampled_from("xyz")), max_size=30))
def test_everything_gets_a_turn_once_and_nobody_waits_for_all_of_another(said):
    queue = waiting(*(contest + who for contest, who in said))
    order = turns(queue, {}, {})
    assert sorted(order) == [one.number for one in queue]
    by_number = {one.number: one for one in queue}
    for contest in {one.contest for one in queue}:
        people = [by_number[number].entrant for number in order if by_number[number].contest == contest]
        first_round = people[: len(set(people))]
        assert sorted(first_round) == sorted(set(people))
