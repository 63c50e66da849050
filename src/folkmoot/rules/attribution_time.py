"""How far a series stands from its own past, where one period resembles the one before: intervals, trends, placebo windows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from folkmoot.rules.attribution_panel import Floats

MOST_ALIKE = 0.95  # how much a period may resemble the one before, at most
LEAST_FREE = 3.0  # degrees of freedom
LATE = (2, 3, 4, 8)  # periods just before, in which what is seen may have been under way already
LEFT = 0.85  # how much of it must stand out from those periods too
CLEARLY = 2.0  # by so many times a period's variance its first day must fit better than any earlier one
AGO = 60  # periods before it that are looked at for that
POWER = 0.8  # how often what "would have been seen" is seen


@dataclass(frozen=True, slots=True)
class Shift:
    """How far the mean of a window stands from the mean before it, with the error of that."""

    size: float
    error: float
    free: float  # degrees of freedom that the error rests on

    def reach(self, level: float = 0.95) -> float:
        """Return half the width of the interval."""
        from scipy.stats import t

        return float(t.ppf((1 + level) / 2, self.free)) * self.error

    def least(self) -> float:
        """Return the smallest difference that is seen four times of five."""
        return least_seen(self.error, self.free)

    @property
    def chance(self) -> float:
        """How often as much is seen where nothing changes."""
        from scipy.stats import t

        return float(2 * t.sf(abs(self.size) / self.error, self.free)) if self.error > 0 else 1.0


def least_seen(error: float, free: float) -> float:
    """Return the smallest difference that is told from nothing in the share of cases that is called its power.

    Half the width of the interval would not do: what is as large as that is missed every other time.
    """
    from scipy.stats import t

    return float(t.ppf(0.975, free) + t.ppf(POWER, free)) * error


def alike(past: Floats) -> float:
    """Return how much a period resembles the one before: its first autocorrelation, corrected for short series.

    Source: https://doi.org/10.1093/biomet/41.3-4.403
    """
    steady = past - past.mean()
    power = float(steady @ steady)
    if power <= 0 or len(past) < 4:
        return 0.0
    found = float(steady[1:] @ steady[:-1]) / power
    found += (1 + 3 * found) / len(past)
    return min(max(found, 0.0), MOST_ALIKE)


def shift(series: Floats, begins: int, *, least: float = 0.0) -> Shift:
    """Return how far the periods from ``begins`` on stand from those before, as a series that resembles itself.

    ``least``: the variance of a period that chance alone makes; a past that was quieter was quiet by luck.
    """
    past, window = series[:begins], series[begins:]
    rho = alike(past)
    number, length = len(past), len(window)
    free = max(LEAST_FREE, number * (1 - rho) / (1 + rho) - 1)
    spread = max(least, float(past.var(ddof=1)) * _correction(number, rho))
    error = math.sqrt(
        spread * max(_of_mean(number, rho) + _of_mean(length, rho) - 2 * _between(number, length, rho), 1e-12)
    )
    return Shift(float(window.mean() - past.mean()), error, free)


def _correction(number: int, rho: float) -> float:
    """Return by how much a variance is larger than it looks in a short series that resembles itself."""
    return 1 / max(1e-3, (1 - (_of_mean(number, rho) * number - 1) / max(1, number - 1)))


def _of_mean(number: int, rho: float) -> float:
    """Return the variance of a mean of so many periods, where one period's is 1."""
    lags = np.arange(1, number)
    return float(1 + 2 * ((1 - lags / number) @ rho**lags)) / number if rho > 0 else 1 / number


def _between(number: int, length: int, rho: float) -> float:
    """Return how much the mean before resembles the mean of the window."""
    if rho <= 0:
        return 0.0
    first = (1 - rho**number) / (1 - rho)
    second = (1 - rho**length) / (1 - rho)
    return float(rho * first * second / (number * length))


def trend_chance(past: Floats) -> float:
    """Return how often a series that has no trend shows one as steep by chance.

    The error is that of Newey and West, or, where it is larger, the plain one made wider by how much the series resembles itself:
    in short series theirs alone finds trends that are none.
    """
    from scipy.stats import t
    from statsmodels.regression.linear_model import OLS

    steps = np.arange(len(past), dtype=float)
    line = np.column_stack([np.ones_like(steps), steps])
    robust = OLS(past, line).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags_of(len(past)), "use_correction": True}, use_t=True
    )
    error, free = widened(robust, OLS(past, line).fit(), 1, len(past))
    return float(2 * t.sf(abs(float(robust.params[1])) / error, free)) if error > 0 else 1.0


def widened(robust: Any, plain: Any, place: int, before: int) -> tuple[float, float]:
    """Return the larger of a parameter's two errors, and the degrees of freedom that it rests on."""
    rho = alike(np.asarray(robust.resid)[:before])
    wider = (1 + rho) / (1 - rho)
    free = max(LEAST_FREE, float(plain.df_resid) / wider)
    return max(float(robust.bse[place]), float(plain.bse[place]) * math.sqrt(wider)), free


def lags_of(number: int) -> int:
    """Return over how many periods Newey and West look. Source: https://doi.org/10.1257/jep.31.2.3"""
    return max(1, math.ceil(1.3 * math.sqrt(number)))


def rose_before(series: Floats, begins: int, size: float) -> bool:
    """Return whether more than a seventh of what is seen was there already in the periods just before.

    Edges: each of several stretches is looked at, as far as four times as many periods lie before it.
    """
    past, window = series[:begins], float(series[begins:].mean())
    sign = 1.0 if size >= 0 else -1.0
    return any((window - float(past[-late:].mean())) * sign < LEFT * abs(size) for late in LATE if begins >= 5 * late)


def began_with_it(series: Floats, begins: int, size: float) -> bool:
    """Return whether the periods before fit clearly better to no change than to one that had begun in the last eight of them.

    Each earlier beginning is tried with the whole size, as a step and as a rise that takes up to the first day; periods that
    resemble each other are taken apart first.
    """
    past = series[max(0, begins - AGO) : begins]
    rho, steps = min(alike(past), 0.9), np.arange(len(past), dtype=float)
    lates = range(1, LATE[-1] + 1)
    forms = [(steps >= len(past) - late).astype(float) for late in lates]
    forms += [np.clip((steps - len(past) + late) / late, 0, 1) for late in lates if late > 1]
    none, *earlier = (_misfit(past - size * form, rho) for form in (np.zeros_like(past), *forms))
    return min(earlier) - none >= CLEARLY * none / max(1, len(past) - 2)


def _misfit(series: Floats, rho: float) -> float:
    """Return the sum of squares around its level, of what each period adds to the one before."""
    told = series[1:] - rho * series[:-1]
    return float(((told - told.mean()) ** 2).sum())


def placebo_windows(series: Floats, begins: int) -> Floats:
    """Return what the same difference is for every window of the same length that lies before it.

    Each is the window's mean against that of all other periods before.
    """
    length = len(series) - begins
    past = series[:begins]
    total = past.sum()
    found = []
    for first in range(begins - length + 1):
        inside = past[first : first + length].sum()
        found.append(inside / length - (total - inside) / (begins - length))
    return np.array(found)


def rank_chance(size: float, placebos: Floats) -> float:
    """Return which share of the placebos, with the thing itself among them, is as large."""
    return float((1 + (np.abs(placebos) >= abs(size) - 1e-12).sum()) / (1 + len(placebos)))
