"""Scores: several values in one number from 0 to 100, and what would raise it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from folkmoot.model.scores import Score, ScorePart

KNOWN = 0.5  # of the weight: with less than this a score says nothing


@dataclass(frozen=True, slots=True)
class Scored:
    """One thing's score. ``parts``: from 0 to 1 in the order of the score's parts; None is unknown."""

    points: float | None  # 0 to 100; None: too little of it is known
    parts: tuple[float | None, ...]
    known: float  # share of the weight that is known


@dataclass(frozen=True, slots=True)
class Gain:
    """What one part would bring if it were as it should be."""

    place: int  # of the part
    points: float


def part_of(part: ScorePart, value: float | None) -> float | None:
    """Return a value as a number from 0 to 1; None stays unknown.

    ``log``: ln(1+x) / ln(1+max(x,T)); ``linear``: min(x,T) / T; ``share``: x; ``inverse``: T / (T+x). What is negative counts as 0.
    Source: https://github.com/ossf/criticality_score
    """
    if value is None:
        return None
    amount, cap = max(value, 0.0), part.cap or 1.0
    if part.form == "log":
        return log(1 + amount) / log(1 + max(amount, cap))
    if part.form == "linear":
        return min(amount, cap) / cap
    return cap / (cap + amount) if part.form == "inverse" else min(amount, 1.0)


def score_of(score: Score, values: Sequence[float | None]) -> Scored:
    """Return the weighted mean of the known parts, times 100.

    Edges: an unknown part is left out with its weight; with less than half of the weight known the score is unknown.
    """
    parts = tuple(part_of(part, value) for part, value in zip(score.parts, values, strict=True))
    whole = sum(part.weight for part in score.parts)
    known = [(part.weight, told) for part, told in zip(score.parts, parts, strict=True) if told is not None]
    weight = sum(each for each, _told in known)
    if not known or weight < KNOWN * whole:
        return Scored(None, parts, weight / whole)
    return Scored(100 * sum(each * told for each, told in known) / weight, parts, weight / whole)


def gains(score: Score, scored: Scored, others: Sequence[Scored] = ()) -> tuple[Gain, ...]:
    """Return what would raise a score, the most first: each known part brought to the best of all, or to 1 without others.

    Rows: only parts that would bring something.
    """
    weight = sum(part.weight for part, told in zip(score.parts, scored.parts, strict=True) if told is not None)
    found = []
    for place, (part, told) in enumerate(zip(score.parts, scored.parts, strict=True)):
        if told is None:
            continue
        seen = [one.parts[place] for one in others]
        best = max((one for one in seen if one is not None), default=1.0) if others else 1.0
        if best > told:
            found.append(Gain(place, 100 * part.weight * (best - told) / weight))
    return tuple(sorted(found, key=lambda gain: (-gain.points, gain.place)))


def ranked(scores: Mapping[str, Scored]) -> tuple[str, ...]:
    """Return the names by score, the highest first; the unknown come last, by name."""
    return tuple(sorted(scores, key=lambda name: (scores[name].points is None, -(scores[name].points or 0.0), name)))
