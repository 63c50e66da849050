"""How often attribution is wrong on series in which nothing was done, and how often it finds what was: beside before/after."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np

from folkmoot.model.attribution import Panel, Unit
from folkmoot.rules.attribution import attribute

Generator = np.random.Generator
FIRST = date(2025, 1, 6)


@dataclass(frozen=True)
class Scenario:
    """One kind of community."""

    name: str
    alike: float = 0.4  # how much a week resembles the one before
    trend: float = 0.0  # growth of the level each week, of all units
    own_trend: float = 0.0  # of the treated alone
    season: float = 0.0  # of the level, over the year
    shock: float = 0.0  # of the level: common to all, in one week of ten
    controls: int = 6
    treated: int = 1
    level: float = 20.0  # events each day and unit; 0.1 is mostly nothing
    swing: float = 0.25  # of the level, of each unit's own
    weeks: int = 60
    lasts: int = 3
    counts: bool = True


def daily(dice: Generator, one: Scenario, effect: float = 0.0) -> tuple[np.ndarray[Any, Any], int]:
    """Return units × days and the number of treated ones; counts that vary more than chance alone makes them."""
    units, weeks = one.treated + one.controls, one.weeks + one.lasts
    steps = np.arange(weeks)
    noise = _alike(dice, units, weeks, one.alike) * one.swing
    common = _alike(dice, 1, weeks, one.alike) * one.swing * 0.6
    season = one.season * np.sin(2 * np.pi * (steps + dice.uniform(0, 52)) / 52.0)
    shocks = one.shock * (dice.random(weeks) < 0.1)
    growth = (1 + one.trend) ** steps
    means = np.exp(noise + common + season + shocks) * growth
    means[: one.treated] *= (1 + one.own_trend) ** steps
    means[: one.treated, one.weeks :] *= 1 + effect
    sizes = one.level * np.exp(dice.normal(0, 0.5, units)) if one.counts else np.full(units, one.level)
    days = np.repeat(means * sizes[:, None], 7, axis=1) * np.tile([1.2, 1.25, 1.2, 1.15, 1.0, 0.6, 0.6], weeks)
    if not one.counts:
        return days * np.exp(dice.normal(0, 0.2, days.shape)), one.treated
    spread = 3.0  # the size of a negative binomial: smaller is wilder
    return dice.poisson(dice.gamma(spread, np.maximum(days, 1e-9) / spread)).astype(float), one.treated


def _alike(dice: Generator, units: int, weeks: int, rho: float) -> np.ndarray[Any, Any]:
    found = np.zeros((units, weeks))
    found[:, 0] = dice.normal(0, 1, units)
    for week in range(1, weeks):
        found[:, week] = rho * found[:, week - 1] + np.sqrt(1 - rho**2) * dice.normal(0, 1, units)
    return found


def panel_of(days: np.ndarray[Any, Any], one: Scenario, *, controls: bool) -> Panel:
    """Return the weeks as the panel that is judged."""
    weeks = days.reshape(days.shape[0], -1, 7)
    summed = weeks.sum(axis=2) if one.counts else weeks.mean(axis=2)
    units = [Unit(f"u{place}", tuple(map(float, row)), place < one.treated) for place, row in enumerate(summed)]
    kept = tuple(unit for unit in units if controls or unit.treated)
    periods = tuple(FIRST + timedelta(days=7 * week) for week in range(summed.shape[1]))
    return Panel(kept, periods, one.weeks, one.weeks + one.lasts, one.counts)


def before_after(days: np.ndarray[Any, Any], one: Scenario, *, whole: bool) -> bool:
    """Return whether a plain comparison of the window's days calls it an effect: with as many before, or all of them."""
    from scipy.stats import ttest_ind

    mine = days[: one.treated].sum(axis=0)
    length = 7 * one.lasts
    before = mine[:-length] if whole else mine[-2 * length : -length]
    return bool(ttest_ind(mine[-length:], before, equal_var=False).pvalue < 0.05)


def counts_differ(days: np.ndarray[Any, Any], one: Scenario) -> bool:
    """Return whether the two counts, of the window and of as many days before, differ by more than chance alone makes them."""
    mine = days[: one.treated].sum(axis=0)
    length = 7 * one.lasts
    after, before = mine[-length:].sum(), mine[-2 * length : -length].sum()
    return bool(after + before > 0 and abs(after - before) > 1.96 * np.sqrt(after + before))


SCENARIOS = (
    *(
        Scenario(
            f"alike {rho}, {controls} controls", alike=rho, controls=controls, treated=treated, season=0.25, trend=0.005
        )
        for rho, (controls, treated) in product((0.0, 0.4, 0.8), ((3, 1), (6, 2), (12, 1)))
    ),
    Scenario("common shocks", shock=0.8),
    Scenario("common shocks, alike 0.8", shock=0.8, alike=0.8),
    Scenario("growth of 2 % a week", trend=0.02),
    Scenario("a strong season", season=0.6),
    Scenario("mostly nothing", level=0.1),
    Scenario("a few each week", level=0.5, controls=4),
    Scenario("large counts", level=400.0, controls=8),
    Scenario("a trend of its own, 1 % a week", own_trend=0.01),
    Scenario("a trend of its own, 3 % a week", own_trend=0.03),
    Scenario("a year of past", weeks=52, lasts=2),
    Scenario("half a year of past", weeks=26, lasts=2),
    Scenario("two years of past, eight weeks", weeks=104, lasts=8, season=0.4),
    Scenario("many units", treated=6, controls=12),
    Scenario("many units, alike 0.8", treated=8, controls=16, alike=0.8),
    Scenario("hours, not counts", counts=False, level=30.0),
    Scenario("hours, not counts, alike 0.8", counts=False, level=30.0, alike=0.8),
)
"""Nothing that the rules were fitted to: each varies one thing of a community."""


NAIVE = {"days": "t-test, as many days before", "past": "t-test, all days before", "sums": "two sums"}
METHODS = (*NAIVE, "controls", "series")


def study(runs: int, seed: int = 20261121, effects: tuple[float, ...] = (0.0, 0.5, 1.0)) -> list[dict[str, Any]]:
    """Return for each scenario and effect how often each method says that there is one."""
    rows = []
    for (number, one), effect in product(enumerate(SCENARIOS), effects):
        said: dict[str, Counter[str]] = {"controls": Counter(), "series": Counter()}
        naive: Counter[str] = Counter()
        for run in range(runs):
            days, _treated = daily(np.random.default_rng([seed, number, int(effect * 10), run]), one, effect)
            naive["days"] += before_after(days, one, whole=False)
            naive["past"] += before_after(days, one, whole=True)
            naive["sums"] += counts_differ(days, one)
            for name, counts in said.items():
                found = attribute(panel_of(days, one, controls=name == "controls"))
                counts[found.verdict] += 1
                counts.update(found.why if found.verdict == "unknown" else ())
        rows.append({"scenario": one.name, "effect": effect, **{name: naive[name] / runs for name in NAIVE},
                     **{name: {key: value / runs for key, value in counts.items()} for name, counts in said.items()}})  # fmt: skip
    return rows


def _mean(rows: list[dict[str, Any]], name: str) -> float:
    """Return how often a method says that there is an effect, over scenarios."""
    return float(np.mean([row[name].get("effect", 0) if isinstance(row[name], dict) else row[name] for row in rows]))


def main() -> None:
    """Print a table; the number of runs for each scenario may be given."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    rows = study(runs)
    print(f"{runs} runs of each; share in which an effect is said to be there")
    print(
        f"{'scenario':<34}{'effect':>7}"
        + "".join(f"{name:>10}" for name in METHODS)
        + "   cannot tell: controls, series"
    )
    for row in rows:
        said = "".join(f"{_mean([row], name):>10.3f}" for name in METHODS)
        unknown = ", ".join(f"{row[name].get('unknown', 0):.2f}" for name in ("controls", "series"))
        print(f"{row['scenario']:<34}{row['effect']:>7.0%}{said}   {unknown}")
    for effect in dict.fromkeys(row["effect"] for row in rows):
        mine = [row for row in rows if row["effect"] == effect]
        print(f"all, effect {effect:.0%}: " + ", ".join(f"{name} {_mean(mine, name):.3f}" for name in METHODS))
    if "--json" in sys.argv:
        print(json.dumps(rows))


if __name__ == "__main__":
    main()
