"""Corrections, digested: whom they join, whom they keep apart, who stands alone, who is a robot, who is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from folkmoot.model.identity import Correction

Pair = tuple[str, str]


@dataclass
class Decisions:
    """What operators have decided; of two decisions about the same pair the later one holds."""

    merges: dict[Pair, Correction] = field(default_factory=dict)
    apart: dict[Pair, Correction] = field(default_factory=dict)
    alone: dict[str, Correction] = field(default_factory=dict)  # accounts that left their person
    robots: dict[str, bool] = field(default_factory=dict)
    hidden: dict[str, Correction] = field(default_factory=dict)
    affiliations: list[Correction] = field(default_factory=list)
    absorbed: set[str] = field(default_factory=set)  # second sides of merges: their ids give way


def pair(a: str, b: str) -> Pair:
    """Return both sides in the one order in which pairs are kept."""
    return (a, b) if a <= b else (b, a)


def digest(corrections: Iterable[Correction]) -> Decisions:
    """Read the corrections, oldest first."""
    found = Decisions()
    for correction in corrections:
        _take(found, correction)
    found.absorbed = {merge.b for merge in found.merges.values()}
    return found


def _take(found: Decisions, correction: Correction) -> None:
    a, b = correction.a, correction.b
    match correction.verb:
        case "merge":
            found.apart.pop(pair(a, b), None)
            found.merges[pair(a, b)] = correction
        case "refuse":
            found.merges.pop(pair(a, b), None)
            found.apart[pair(a, b)] = correction
        case "split":
            found.merges = {key: merge for key, merge in found.merges.items() if a not in key}
            found.alone[a] = correction
            if b:
                found.apart[pair(a, b)] = correction
        case "affiliate":
            found.affiliations.append(correction)
        case "bot" | "human":
            found.robots[a] = correction.verb == "bot"
        case "hide":
            found.hidden[a] = correction
