"""An activity without controls: what its own past lets expect, by trend and season. What it tells is always weak."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from folkmoot.model.attribution import Attribution, Panel, Placebo
from folkmoot.rules.attribution_controls import HALF, NOISY, RARE, SURE, _with
from folkmoot.rules.attribution_panel import Floats
from folkmoot.rules.attribution_time import began_with_it, lags_of, least_seen, rank_chance, rose_before, widened

HISTORY = 26  # periods before a window from which it is foretold
LEAST_PLACEBOS = 19
WINDOWS = 4  # times as long as it lasts its history must be
YEAR = 52.18  # periods
TWO_YEARS = 100  # periods from which on a yearly season is taken out


@dataclass(frozen=True, slots=True)
class _Jump:
    """How far a window stands from what its history foretells, as a share of the usual level there; and its error."""

    share: float
    error: float
    free: float
    usual: float

    @property
    def chance(self) -> float:
        from scipy.stats import t

        return float(2 * t.sf(abs(self.share) / self.error, self.free)) if self.error > 0 else 1.0

    @property
    def reach(self) -> float:
        from scipy.stats import t

        return float(t.ppf(0.975, self.free)) * self.error

    @property
    def least(self) -> float:
        return least_seen(self.error, self.free)


def past_needed(length: int) -> int:
    """Return how many periods before it an activity of so many needs without controls."""
    return HISTORY + length + LEAST_PLACEBOS - 1


def against_past(panel: Panel) -> Attribution:
    """Return what can be said beside the past of the treated units alone, added up where they count, else their mean.

    The level, a straight trend and, from two years on, a yearly season are taken from the periods before; errors are those
    of Newey and West, made wider where one period resembles the one before. An effect must also be rarer than what the same
    reckoning gives for earlier windows in which nothing was done.
    """
    values = np.array([one.values for one in panel.treated], dtype=float)
    series: Floats = values.sum(axis=0) if panel.counts else values.mean(axis=0)
    begins, length = panel.begins, len(series) - panel.begins
    base = Attribution("series", "unknown", before=begins)
    if begins < past_needed(length) or WINDOWS * length > HISTORY:
        return _with(base, why=("short-past",))
    usual = float(series[:begins].mean())
    if panel.counts and usual < RARE:
        return _with(base, why=("rare",))
    flat = _without_season(series, begins)
    own = _jump(flat[begins - HISTORY :], HISTORY, counts=panel.counts)
    firsts = range(HISTORY, begins - length + 1)
    earlier = np.array(
        [_jump(flat[one - HISTORY : one + length], HISTORY, counts=panel.counts, quick=True).share for one in firsts]
    )
    scale = own.usual * length if panel.counts else own.usual
    chance = max(own.chance, rank_chance(own.share, earlier))
    expected = [*series[:begins], *(series[begins:] - own.share * own.usual)]
    whole = abs(float(sum(expected[begins:]) if panel.counts else np.mean(expected[begins:])))
    told = _with(
        base, effect=own.share * scale, low=(own.share - own.reach) * scale, high=(own.share + own.reach) * scale,
        share=own.share * scale / whole if whole else None, smallest=own.least * scale / whole if whole else None, chance=chance,
        errors="time", placebos=_placebos(panel, earlier, firsts), expected=tuple(float(one) for one in expected),
    )  # fmt: skip
    if own.chance > SURE:
        loud = told.smallest is None or told.smallest > NOISY
        return (
            _with(told, why=("noisy",))
            if loud
            else _with(told, verdict="no-effect", evidence="weak", why=("no-controls",))
        )
    if chance > SURE:
        return _with(told, why=("earlier-moves",))
    shares = flat / own.usual
    if rose_before(shares, begins, own.share) and not began_with_it(shares, begins, own.share):
        return _with(told, why=("rose-before",))
    if _others_moved(panel, own.share):
        return _with(told, why=("others-moved",))
    return _with(told, verdict="effect", evidence="weak", why=("no-controls",))


def _others_moved(panel: Panel, share: float) -> bool:
    """Return whether less than half of what is seen is left beside the other units, foretold from their own past in the same way.

    They are no controls, since nobody named them before: so they can only take a claim back.
    """
    values = np.array([one.values for one in panel.others], dtype=float)
    if not len(values):
        return False
    together: Floats = values.sum(axis=0) if panel.counts else values.mean(axis=0)
    if panel.counts and float(together[: panel.begins].mean()) < RARE:
        return False
    flat = _without_season(together, panel.begins)
    theirs = _jump(flat[panel.begins - HISTORY :], HISTORY, counts=panel.counts, quick=True).share
    return bool(theirs * np.sign(share) > HALF * abs(share))


def _without_season(series: Floats, begins: int) -> Floats:
    """Return the series without the yearly season that its past shows, where there are two years of it."""
    if begins < TWO_YEARS:
        return series
    steps = np.arange(len(series), dtype=float)
    turns = [form(2 * math.pi * times * steps / YEAR) for times in (1, 2) for form in (np.sin, np.cos)]
    trend = np.column_stack([np.ones_like(steps), steps])
    both = np.column_stack([trend, *turns])
    found = np.linalg.lstsq(both[:begins], series[:begins], rcond=None)[0]
    return np.asarray(series - np.column_stack(turns) @ found[2:])


def _jump(series: Floats, begins: int, *, counts: bool, quick: bool = False) -> _Jump:
    """Return how far the periods from ``begins`` on stand from the straight line through those before. ``quick``: no error."""
    from statsmodels.regression.linear_model import OLS

    steps = np.arange(len(series), dtype=float)
    line = np.column_stack([np.ones_like(steps), steps - begins / 2, (steps >= begins).astype(float)])
    usual = max(float(series[:begins].mean()), 1e-9) if counts else 1.0
    if quick:
        found = np.linalg.lstsq(line, series, rcond=None)[0]
        return _Jump(float(found[2]) / usual, 0.0, 1.0, usual)
    fitted = OLS(series, line).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags_of(len(series)), "use_correction": True}, use_t=True
    )
    error, free = widened(fitted, OLS(series, line).fit(), 2, begins)
    least = math.sqrt(usual / (len(series) - begins)) if counts else 0.0  # chance alone makes a count swing so far
    return _Jump(float(fitted.params[2]) / usual, max(error, least) / usual, free, usual)


def _placebos(panel: Panel, earlier: Floats, firsts: range) -> tuple[Placebo, ...]:
    spread = max(float(earlier.std()), 1e-9)
    furthest = sorted(range(len(earlier)), key=lambda place: -abs(earlier[place]))[:5]
    return tuple(
        Placebo("time", panel.periods[firsts[one]].isoformat(), float(earlier[one]), float(abs(earlier[one]) / spread))
        for one in sorted(furthest)
    )
