"""Counting ballots: what they add up to by the method, the places, and who is elected."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from folkmoot.model.tally import Counting, Figures, Matrix, Tally
from folkmoot.rules.ballots import Ballots
from folkmoot.rules.schulze import Counts, defeats, pairwise, strongest_paths
from folkmoot.rules.seats import seat
from folkmoot.rules.star import places as star_places


def count(ballots: Ballots, counting: Counting) -> Tally:
    """Who is elected by these ballots?"""
    if counting.method == "schulze":
        return count_pairs(ballots.candidates, pairwise(ballots.marks), len(ballots.marks), counting)
    marks = np.maximum(ballots.marks, 0).sum(axis=0, dtype=np.int64)
    points = tuple(int(each) for each in marks)
    if counting.method == "star":
        return _by_star(ballots, points, counting)
    return count_points(ballots.candidates, points, len(ballots.marks), counting)


def count_pairs(candidates: tuple[str, ...], preferred: Counts, ballots: int, counting: Counting) -> Tally:
    """Who is elected, by Schulze, where so many ballots prefer one candidate to another?

    Edges: candidates with the same number of defeats share a place.
    """
    paths = strongest_paths(preferred)
    beaten = defeats(paths)
    places = _together(candidates, beaten)
    figures = Figures(ballots, _whole(preferred), _whole(paths), tuple(int(each) for each in beaten))
    return Tally(candidates, counting, figures, places, seat(places, counting))


def count_points(candidates: tuple[str, ...], points: tuple[int, ...], ballots: int, counting: Counting) -> Tally:
    """Who is elected by the most votes or approvals?"""
    places = _together(candidates, -np.array(points, dtype=np.int64))
    return Tally(candidates, counting, Figures(ballots, points=points), places, seat(places, counting))


def state_of(tally: Tally, name: str) -> str:
    """Return what became of a candidate: elected, tied, passed over, or "" for not elected."""
    seated = tally.seated
    if name in seated.elected:
        return "elected"
    if any(name in one.candidates for one in seated.tied):
        return "tied"
    return "passed over" if any(name == one.candidate for one in seated.passed_over) else ""


def _by_star(ballots: Ballots, points: tuple[int, ...], counting: Counting) -> Tally:
    places, lots = star_places(ballots, counting)
    seated = seat(places, counting)
    # A better score is a greater number, where a better rank is a smaller one.
    higher = _whole(pairwise(np.maximum(ballots.marks, 0)).T)
    figures = Figures(len(ballots.marks), higher, points=points)
    drawn = (*lots, *seated.drawn)
    return Tally(ballots.candidates, counting, figures, places, type(seated)(
        seated.elected, seated.tied, seated.passed_over, drawn
    ))  # fmt: skip


def _together(candidates: tuple[str, ...], scores: NDArray[np.int64]) -> tuple[tuple[str, ...], ...]:
    """Return the candidates by score, the lowest first; those of one score together."""
    found: dict[int, list[str]] = {}
    for name, score in zip(candidates, scores.tolist(), strict=True):
        found.setdefault(score, []).append(name)
    return tuple(tuple(found[score]) for score in sorted(found))


def _whole(table: NDArray[np.int64]) -> Matrix:
    return tuple(tuple(int(each) for each in row) for row in table)
