"""STAR voting (score, then automatic runoff), seat by seat, counted by the library ``starvote``.

The rules, and how ties are broken before lots: https://www.starvoting.org/ties
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import permutations
from typing import Any

from folkmoot.model.tally import Counting
from folkmoot.rules.ballots import BEST_SCORE, Ballots
from folkmoot.rules.seats import by_lot

Scores = Sequence[Mapping[str, int]]
Breaker = Callable[[Any, Sequence[str], int, Any], Sequence[str]] | None


def places(ballots: Ballots, counting: Counting) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """In which places are the candidates, and which ties were broken by lot?

    Edges: no opinion is a score of 0. Where a tie cannot be broken, those behind it have no order, for the next round depends
    on who leaves; for the last seat only those tie who could win it.
    """
    names = ballots.candidates
    scores = [dict(zip(names, (max(0, mark) for mark in row), strict=True)) for row in ballots.marks.tolist()]
    lots: list[tuple[str, ...]] = []
    breaker = _lots(counting.seed, lots) if counting.tie == "lot" and counting.seed else None
    if not scores or len(names) == 1:
        return ((names,), ())
    order = _first(scores, len(names) - 1, breaker)
    if order is None:
        order = _sure(scores, len(names) - 1)
    return (*((name,) for name in order), *_rest(scores, order, counting.seats)), tuple(lots)


def _lots(seed: str, drawn: list[tuple[str, ...]]) -> Breaker:
    def draw(_options: Any, tied: Sequence[str], wanted: int, _error: Any) -> Sequence[str]:
        drawn.append(by_lot(tied, seed))
        return list(drawn[-1][:wanted])

    return draw


def _first(scores: Scores, seats: int, breaker: Breaker) -> tuple[str, ...] | None:
    """Return the winners of the first seats in their order; None where a tie cannot be broken."""
    import starvote

    said = {"maximum_score": BEST_SCORE, "tiebreaker": breaker, "verbosity": 0}
    try:
        if seats == 1:
            return tuple(starvote.star_voting(scores, **said))
        return tuple(starvote.bloc_star_voting(scores, seats=seats, **said))
    except starvote.UnbreakableTieError:
        return None


def _sure(scores: Scores, seats: int) -> tuple[str, ...]:
    """Return those winners who come before the first tie that cannot be broken."""
    for number in range(seats - 1, 0, -1):
        found = _first(scores, number, None)
        if found is not None:
            return found
    return ()


def _rest(scores: Scores, order: Sequence[str], seats: int) -> tuple[tuple[str, ...], ...]:
    left = tuple(name for name in scores[0] if name not in order)
    if len(left) < 2 or len(order) != seats - 1:
        return (left,)
    contenders = tuple(name for name in left if name in _could_win(scores, order, left))
    return tuple(part for part in (contenders, tuple(name for name in left if name not in contenders)) if part)


def _could_win(scores: Scores, order: Sequence[str], left: Iterable[str]) -> frozenset[str]:
    """Return who wins the next seat in one way or another of breaking its ties."""

    def preferring(first: str, second: str) -> Breaker:
        return lambda _options, tied, wanted, _error: sorted(tied, key=lambda n: (n != first, n != second))[:wanted]

    ways = (_first(scores, len(order) + 1, preferring(*pair)) for pair in permutations(left, 2))
    return frozenset(way[-1] for way in ways if way)
