"""How often attribution is wrong on kinds of weekly series that are hard for it: nothing was done in any of them."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from folkmoot.rules.attribution import effect_of

Floats = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of series: logarithms of the level, then counts that vary more than chance alone makes them."""

    name: str
    weeks: int = 60
    lasts: int = 4
    treated: int = 1
    controls: int = 6
    level: float = 20.0
    alike: float = 0.4
    swing: float = 0.2
    common: float = 0.15
    wild: float = 5.0  # the size of a negative binomial: smaller is wilder
    trend: float = 0.0
    own_trend: float = 0.0  # of the touched alone, each week
    season: float = 0.0
    walk: float = 0.0
    shock: float = 0.0  # of everybody, in the window
    apart: float = 0.0  # how much that differs from unit to unit
    rise: float = 0.0  # of the touched alone, in the weeks just before, and it stays
    rises: int = 8  # in how many weeks
    empty: float = 0.0  # share of weeks in which nothing was counted


METHODS = ("controls", "strong", "past", "others")
PLAIN = Kind("plain")
KINDS = (
    PLAIN,
    *(replace(PLAIN, name=f"{controls} controls", controls=controls) for controls in (3, 4, 20)),
    *(replace(PLAIN, name=f"alike {alike}", alike=alike) for alike in (0.0, 0.8, 0.95)),
    *(replace(PLAIN, name=f"{lasts} weeks", lasts=lasts) for lasts in (1, 2, 8, 12)),
    *(replace(PLAIN, name=f"{weeks} weeks of past", weeks=weeks) for weeks in (20, 26, 156)),
    replace(PLAIN, name="wild counts", wild=1.0),
    replace(PLAIN, name="two a week", level=2.0, wild=1.0),
    replace(PLAIN, name="mostly empty weeks", empty=0.7, level=5.0),
    replace(PLAIN, name="growth of 4 % a week", trend=0.04, level=5.0),
    replace(PLAIN, name="falls by 2 % a week", trend=-0.02, level=60.0),
    replace(PLAIN, name="a strong season", season=0.6),
    *(replace(PLAIN, name=f"random walk {walk}", walk=walk) for walk in (0.05, 0.2)),
    replace(PLAIN, name="all doubled in the window", shock=0.7),
    replace(PLAIN, name="all doubled, three controls", shock=0.7, controls=3),
    replace(PLAIN, name="all doubled, each by its own share", shock=0.7, apart=0.6),
    replace(PLAIN, name="all fell by 60 % in the window", shock=-0.9),
    *(replace(PLAIN, name=f"rising {share:.0%} a week", own_trend=share) for share in (0.01, 0.03)),
    *(replace(PLAIN, name=f"rose by {rise} in {weeks} weeks", rise=rise, rises=weeks)
      for rise, weeks in ((0.3, 8), (0.5, 8), (0.5, 20), (0.8, 12), (0.5, 4), (0.7, 4))),
    replace(PLAIN, name="many units", treated=6, controls=12),
    replace(PLAIN, name="many units, rose before", treated=6, controls=12, rise=0.4),
)  # fmt: skip


def series(dice: np.random.Generator, kind: Kind) -> Floats:
    """Return units × weeks, the touched first."""
    units, weeks = kind.treated + kind.controls, kind.weeks + kind.lasts
    steps = np.arange(weeks)
    told = _alike(dice, units, weeks, kind.alike) * kind.swing + _alike(dice, 1, weeks, kind.alike) * kind.common
    told = told + kind.trend * steps + kind.season * np.sin(2 * np.pi * (steps + dice.uniform(0, 52)) / 52)
    told = told + np.cumsum(dice.normal(0, kind.walk, (units, weeks)), axis=1) if kind.walk else told
    during = steps >= kind.weeks
    told = told + np.outer(1 + kind.apart * dice.normal(0, 1, units), kind.shock * during)
    told[: kind.treated] += kind.own_trend * steps
    told[: kind.treated] += kind.rise * np.clip((steps - (kind.weeks - kind.rises)) / kind.rises, 0, 1)
    means = np.exp(told) * (kind.level * np.exp(dice.normal(0, 0.5, units)))[:, None]
    counts = dice.poisson(dice.gamma(kind.wild, means / kind.wild)) * (dice.random(means.shape) >= kind.empty)
    return np.asarray(counts, dtype=float)


def _alike(dice: np.random.Generator, units: int, weeks: int, rho: float) -> Floats:
    found = dice.normal(0, 1, (units, weeks))
    for week in range(1, weeks):
        found[:, week] = rho * found[:, week - 1] + np.sqrt(1 - rho**2) * found[:, week]
    return found


def wrong(kind: Kind, runs: int, seed: int) -> tuple[float, ...]:
    """Return how often an effect is said to be there: beside controls, with strong evidence, beside its own past, and others beside that."""
    said = np.zeros(len(METHODS))
    for run in range(runs):
        found = series(np.random.default_rng([seed, run]), kind)
        touched, controls = found[: kind.treated], found[kind.treated :]
        told = effect_of(touched, controls, begins=kind.weeks)
        said += [
            told.verdict == "effect",
            told.verdict == "effect" and told.evidence == "strong",
            effect_of(touched, begins=kind.weeks).verdict == "effect",
            effect_of(touched, begins=kind.weeks, others=controls).verdict == "effect",
        ]
    return tuple(float(one) for one in said / runs)


def main() -> None:
    """Print a table; the number of runs for each kind may be given."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    print(f"{runs} runs of each, nothing done; share in which an effect is said to be there")
    print(f"{'kind':<38}" + "".join(f"{name:>9}" for name in METHODS))
    rows = [wrong(kind, runs, seed) for seed, kind in enumerate(KINDS)]
    for name, row in [*zip((kind.name for kind in KINDS), rows, strict=True), ("all", tuple(np.mean(rows, axis=0)))]:
        print(f"{name:<38}" + "".join(f"{share:>9.3f}" for share in row))


if __name__ == "__main__":
    main()
