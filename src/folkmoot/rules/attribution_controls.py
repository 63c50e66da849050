"""An activity beside units in which nothing was done: difference-in-differences, with the checks that it may be believed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from folkmoot.model.attribution import Attribution, Panel, Placebo
from folkmoot.rules.attribution_panel import Floats, Level, level_of
from folkmoot.rules.attribution_time import (
    Shift,
    began_with_it,
    placebo_windows,
    rank_chance,
    rose_before,
    shift,
    trend_chance,
)

LEAST_CONTROLS = 3
LEAST_BEFORE = 20  # periods before it: with fewer no placebo could be rarer than one in twenty
WINDOWS = 5  # times as long as it lasts the past must be
SURE = 0.05
CLUSTERS = (6, 12)  # from so many treated units and controls on robust errors are good
NOISY = 1.0  # not even an effect as large as the whole usual level would have been seen
RARE = 0.5  # of a count in a period, of the treated together: with less there is nothing to compare
HALF = 0.5  # how much of the effect must be left when the treated may have a trend of their own
RESTLESS, TORN = (
    1.3,
    2.0,
)  # times their usual swings: as restless as controls are by chance; and what no chance explains


def past_needed(length: int) -> int:
    """Return how many periods before it an activity of so many needs beside controls."""
    return max(LEAST_BEFORE, WINDOWS * length)


def against_controls(panel: Panel) -> Attribution:
    """Return what can be said beside the controls of a usable panel.

    Unit and period effects are taken out. The interval rests on clusters where there are enough; with few clusters robust
    errors lie, so it rests on how the difference swings from period to period, and the effect must be rarer than its
    placebos at other times and larger than that of every control.
    """
    level = level_of(panel)
    names = tuple(name for name, treated in zip(level.names, level.treated, strict=True) if not treated)
    base = Attribution("controls", "unknown", before=level.begins, controls=names)
    if level.begins < past_needed(level.length):
        return _with(base, why=("short-past",))
    if panel.counts and level.usual < RARE:
        return _with(base, why=("rare",))
    controls = level.mean(treated=False)
    gap = level.mean(treated=True) - controls
    offset = float(gap[: level.begins].mean())
    least = (
        1 / (level.usual * float(level.lift[level.begins :].mean())) if panel.counts else 0.0
    )  # what chance makes of a count
    expected = (controls + offset) * level.lift * (level.usual if panel.counts else 1.0)
    own = by_clusters(level) or shift(gap, level.begins, least=least)
    found = _Found(panel, level, gap, replace(own, error=own.error * unrest(level)))
    return found.judged(_with(base, expected=tuple(float(value) for value in expected), **found.figures(expected)))


def _with(base: Attribution, **more: object) -> Attribution:
    from dataclasses import replace

    return replace(base, **more)  # type: ignore[arg-type]  # each caller names fields of Attribution


@dataclass(frozen=True)
class _Found:
    panel: Panel
    level: Level
    gap: Floats
    shift: Shift

    def figures(self, expected: Floats) -> dict[str, object]:
        """Return the effect with its interval, and everything that it is judged by."""
        level, size, reach = self.level, self.shift.size, self.shift.reach()
        scale = level.usual * float(level.lift[level.begins :].sum()) if self.panel.counts else 1.0
        usual = abs(float(expected[level.begins :].sum() if self.panel.counts else expected[level.begins :].mean()))
        trend = trend_chance(self.gap[: level.begins])
        earlier = placebo_windows(self.gap, level.begins)
        times = max(rank_chance(size, earlier), self.shift.chance)
        return {
            "effect": size * scale, "low": (size - reach) * scale, "high": (size + reach) * scale,
            "share": size * scale / usual if usual else None, "smallest": self.shift.least() * scale / usual if usual else None,
            "chance": times, "trend_chance": trend, "errors": "clusters" if by_clusters(level) else "time",
            "placebos": (*_in_time(self.panel, earlier, self.gap, level.begins), *in_space(level)),
        }  # fmt: skip

    def judged(self, told: Attribution) -> Attribution:
        """Return the verdict: an effect must pass every check, and none is only told where one could have been seen."""
        if told.trend_chance is not None and told.trend_chance < SURE:
            return _with(told, why=("pre-trends",))
        if self.shift.chance > SURE:
            if told.smallest is None or told.smallest > NOISY:
                return _with(told, why=("controls-moved" if unrest(self.level) > TORN else "noisy",))
            return _with(told, verdict="no-effect", evidence="strong")
        reasons = []
        if told.chance is None or told.chance > SURE:
            reasons.append("earlier-moves")
        if told.errors == "time" and _moved_too(told.placebos, self.level, self.shift.size):
            reasons.append("controls-moved")
        if not self._left_with_a_trend():
            reasons.append("own-trend")
        clear = began_with_it(self.gap, self.level.begins, self.shift.size)
        if not clear and rose_before(self.gap, self.level.begins, self.shift.size):
            reasons.append("rose-before")
        if reasons:
            return _with(told, why=tuple(reasons))
        if not clear:
            return _with(told, verdict="effect", evidence="weak", why=("early",))
        return _with(told, verdict="effect", evidence="strong")

    def _left_with_a_trend(self) -> bool:
        """Return whether enough of the effect is left where the treated may have had a straight trend of their own."""
        steps = np.arange(len(self.gap), dtype=float)
        during = (steps >= self.level.begins).astype(float)
        found = np.linalg.lstsq(np.column_stack([np.ones_like(steps), steps, during]), self.gap, rcond=None)[0]
        return bool(found[2] * np.sign(self.shift.size) >= HALF * abs(self.shift.size))


def by_clusters(level: Level) -> Shift | None:
    """Return the effect with errors that are robust within units, where there are units enough; else None."""
    if int(level.treated.sum()) < CLUSTERS[0] or int((~level.treated).sum()) < CLUSTERS[1]:
        return None
    from statsmodels.regression.linear_model import WLS

    units, periods = level.values.shape
    steady = level.values - np.average(level.values, axis=1)[:, None]
    during = np.zeros((units, periods))
    during[level.treated, level.begins :] = 1.0
    dummy = during - during.mean(axis=1)[:, None]
    weights = level.weights
    steady = steady - np.average(steady, axis=0, weights=weights)
    dummy = dummy - np.average(dummy, axis=0, weights=weights)
    rows = np.repeat(np.arange(units), periods)
    fitted = WLS(steady.ravel(), dummy.ravel(), weights=np.repeat(weights, periods)).fit(
        cov_type="cluster", cov_kwds={"groups": rows}, use_t=True
    )
    return Shift(float(fitted.params[0]), float(fitted.bse[0]), float(min(CLUSTERS[0], int(level.treated.sum())) - 1))


def in_space(level: Level) -> tuple[Placebo, ...]:
    """Return the effect that each control would have beside the other controls, and how many of its usual swings it is."""
    places = np.flatnonzero(~level.treated)
    found = []
    for place in places:
        others = [other for other in places if other != place]
        weights = level.weights[others] / level.weights[others].sum()
        gap = level.values[place] - weights @ level.values[others]
        share = float(gap[level.begins :].mean() - gap[: level.begins].mean())
        found.append(Placebo("space", level.names[place], share, abs(share) / _swing(gap, level)))
    return tuple(found)


def unrest(level: Level) -> float:
    """Return how much wider than usual the controls swing among themselves in the window; at least 1."""
    return max(1.0, float(np.sqrt(np.mean([one.ratio**2 for one in in_space(level)]))) / RESTLESS)


def _swing(gap: Floats, level: Level) -> float:
    """Return how far a window of this length usually stands from the rest."""
    earlier = placebo_windows(gap, level.begins)
    return max(float(np.sqrt((earlier**2).mean())), 1e-9)


def _moved_too(placebos: tuple[Placebo, ...], level: Level, size: float) -> bool:
    """Return whether a control moved as far, of its own usual swings, as the treated did."""
    gap = level.mean(treated=True) - level.mean(treated=False)
    ratio = abs(size) / _swing(gap, level)
    return any(one.ratio >= ratio for one in placebos if one.kind == "space")


def _in_time(panel: Panel, earlier: Floats, gap: Floats, begins: int) -> tuple[Placebo, ...]:
    """Return the earlier windows that moved furthest, a few of them."""
    spread = max(float(gap[:begins].std()), 1e-9)
    furthest = sorted(range(len(earlier)), key=lambda place: -abs(earlier[place]))[:5]
    return tuple(
        Placebo("time", panel.periods[place].isoformat(), float(earlier[place]), float(abs(earlier[place]) / spread))
        for place in sorted(furthest)
    )
