"""Schulze's method, against the worked example of its paper and against paths that are searched one by one."""

from __future__ import annotations

from itertools import pairwise as links_of
from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.tally import Counting
from folkmoot.rules.ballots import Ballots, ballots_of_csv
from folkmoot.rules.schulze import NO_OPINION, pairwise, strongest_paths
from folkmoot.rules.tallies import count

PAPER = """
    5 ACBED
    5 ADECB
    8 BEDAC
    3 CABED
    7 CAEBD
    2 CBADE
    7 DCEBA
    8 EBADC
"""


def ranked(table: str, names: str = "ABCDE") -> Ballots:
    """Ballots from lines of how many people rank the candidates in which order."""
    rows = []
    for line in table.split("\n"):
        if line.strip():
            number, order = line.split()
            rows += [[order.index(name) + 1 for name in names]] * int(number)
    return Ballots(tuple(names), np.array(rows, dtype=np.int32))


def test_the_worked_example_of_the_paper():
    """45 voters, a cycle of five: E beats A, A beats C, C beats B, B beats D."""
    tally = count(ranked(PAPER), Counting(seats=1))
    assert tally.places == (("E",), ("A",), ("C",), ("B",), ("D",))
    assert tally.figures.pairwise[0] == (0, 20, 26, 30, 22)
    assert tally.figures.strongest == (
        (0, 28, 28, 30, 24), (25, 0, 28, 33, 24), (25, 29, 0, 29, 24), (25, 28, 28, 0, 24), (25, 28, 28, 31, 0),
    )  # fmt: skip
    assert tally.seated.elected == ("E",)


def test_no_opinion_about_one_of_two_says_nothing_about_the_pair():
    """
    ann bo cy
    1   -  2
    2   1  -
    """
    marks = np.array([[1, NO_OPINION, 2], [2, 1, NO_OPINION]], dtype=np.int32)
    assert pairwise(marks).tolist() == [[0, 0, 1], [1, 0, 0], [0, 0, 0]]


def test_equal_ranks_prefer_neither():
    marks = np.array([[1, 1, 2]], dtype=np.int32)
    assert pairwise(marks).tolist() == [[0, 0, 1], [0, 0, 1], [0, 0, 0]]


def test_a_perfect_tie_shares_the_place():
    tally = count(ballots_of_csv("ann,bo,cy\n1,2,3\n2,1,3\n"), Counting(seats=1))
    assert tally.places == (("ann", "bo"), ("cy",))
    assert tally.rank_of == {"ann": 1, "bo": 1, "cy": 3}
    assert not tally.settled
    assert tally.seated.elected == ()
    assert tally.seated.tied[0].candidates == ("ann", "bo")


MARKS = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from((NO_OPINION, 1, 2, 3, 4)), min_size=width, max_size=width), min_size=1, max_size=12
    )
)


@given(MARKS)
def test_the_strongest_path_is_the_best_of_all_paths(rows):
    preferred = pairwise(np.array(rows, dtype=np.int32))
    found, everybody = strongest_paths(preferred), range(len(preferred))
    for one in everybody:
        for other in everybody:
            if one != other:
                assert found[one, other] == _best(preferred, one, other)


def _best(preferred, one, other):
    """The strength of the best path, by trying all of them."""
    between = [each for each in range(len(preferred)) if each not in (one, other)]
    best = 0
    for length in range(len(between) + 1):
        for middle in permutations(between, length):
            path = (one, *middle, other)
            links = [preferred[a, b] if preferred[a, b] > preferred[b, a] else 0 for a, b in links_of(path)]
            best = max(best, min(links))
    return best


@given(MARKS, st.randoms(use_true_random=False))
def test_neither_the_order_of_ballots_nor_of_candidates_decides(rows, random):
    names = tuple("abcde"[: len(rows[0])])
    shuffled = list(range(len(names)))
    random.shuffle(shuffled)
    mixed = random.sample(rows, len(rows))
    counting = Counting(seats=2)
    one = count(Ballots(names, np.array(rows, dtype=np.int32)), counting)
    other = count(
        Ballots(tuple(names[each] for each in shuffled), np.array(mixed, dtype=np.int32)[:, shuffled]), counting
    )
    assert [set(place) for place in one.places] == [set(place) for place in other.places]
    assert set(one.seated.elected) == set(other.seated.elected)
    assert [(set(tie.candidates), tie.seats) for tie in one.seated.tied] == [
        (set(tie.candidates), tie.seats) for tie in other.seated.tied
    ]


@given(MARKS)
def test_whoever_beats_everybody_is_first(rows):
    names = tuple("abcde"[: len(rows[0])])
    tally = count(Ballots(names, np.array(rows, dtype=np.int32)), Counting())
    wins = np.array(tally.figures.pairwise)
    for place, name in enumerate(names):
        if all(wins[place, other] > wins[other, place] for other in range(len(names)) if other != place):
            assert tally.places[0] == (name,)
