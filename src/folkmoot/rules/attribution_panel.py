"""The panel made comparable: what was read without a gap, each unit beside its own usual level."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from folkmoot.model.attribution import Panel, Unit

Floats = npt.NDArray[np.float64]
MOST_BEFORE = 104  # periods: what is longer ago tells little about now
LEAST_LIFT = 0.2
SPARSE = 0.25  # of a count, in the mean of a period: with less there is nothing to compare


@dataclass(frozen=True)
class Level:
    """Every unit's values as shares of its usual level, or as they are where they count nothing. Rows are units."""

    names: tuple[str, ...]
    treated: npt.NDArray[np.bool_]
    values: Floats
    weights: Floats  # how much each unit weighs among its kind; they add up to 1 for each kind
    usual: float  # the level of the treated together before it, in the indicator's unit
    begins: int
    lift: Floats  # by how much the controls have grown, along a straight line; 1 where nothing is counted

    @property
    def length(self) -> int:
        """How many periods it lasts."""
        return int(self.values.shape[1] - self.begins)

    def mean(self, *, treated: bool) -> Floats:
        """Return the weighted mean of one kind of unit, period by period."""
        mine = self.treated if treated else ~self.treated
        return np.asarray(self.weights[mine] @ self.values[mine])


def usable(panel: Panel) -> tuple[Panel, bool]:
    """Return the panel of the units that were read up to the end, from where all of them were; and whether a control is lost.

    Edges: the periods after it are left out, and those before the first that every treated unit was read in.
    """
    start = max(0, panel.begins - MOST_BEFORE)
    for unit in panel.treated:
        unknown = [place for place in range(start, panel.ends) if unit.values[place] is None]
        if unknown and unknown[-1] >= panel.begins:
            return replace(panel, units=panel.controls), False
        start = max(start, unknown[-1] + 1 if unknown else start)
    kept = [one for one in panel.controls if all(value is not None for value in one.values[start : panel.ends])]
    units = tuple(_cut(one, start, panel.ends) for one in (*panel.treated, *kept))
    kept_units = tuple(one for one in units if one.treated or not panel.counts or _filled(one, panel.begins - start))
    lost = len(kept_units) < len(panel.units)
    return replace(
        panel, units=kept_units, periods=panel.periods[start : panel.ends], begins=panel.begins - start, ends=panel.ends - start,
        others=tuple(_cut(one, start, panel.ends) for one in panel.others if None not in one.values[start : panel.ends]),
    ), lost  # fmt: skip


def _cut(unit: Unit, start: int, end: int) -> Unit:
    return replace(unit, values=unit.values[start:end])


def _filled(unit: Unit, begins: int) -> bool:
    """Return whether a control counts enough before it for its share to say anything."""
    past = [value for value in unit.values[:begins] if value is not None]
    return bool(past) and sum(past) / len(past) >= SPARSE


def level_of(panel: Panel) -> Level:
    """Return a usable panel beside its usual level: counts as shares of their mean before it, larger units weighing more.

    What grows swings wider as it grows: so the line of the controls is taken out, or a late window would look unusual by its size
    alone. The treated weigh as much as they count, since their sum is asked for; of the controls none shall outweigh the others.
    """
    treated = np.array([one.treated for one in panel.units])
    values: Floats = np.array([one.values for one in panel.units], dtype=float)
    means = values[:, : panel.begins].mean(axis=1)
    usual = float(means[treated].sum() if panel.counts else means[treated].mean())
    weights = np.ones(len(panel.units))
    if panel.counts:
        safe = np.maximum(means, 1e-9)
        values, weights = values / safe[:, None], np.where(treated, safe, np.sqrt(safe))
    for kind in (treated, ~treated):
        if kind.any():
            weights[kind] /= weights[kind].sum()
    lift = np.ones(values.shape[1])
    if panel.counts and not treated.all():
        lift = _lift(weights[~treated] @ values[~treated], panel.begins)
    return Level(tuple(one.name for one in panel.units), treated, values / lift, weights, usual, panel.begins, lift)


def _lift(controls: Floats, begins: int) -> Floats:
    """Return by how much the controls have grown: along a line, and beyond it where all of them stand higher in the window.

    Counts swing as wide as they are large: what doubles everywhere doubles every difference, and is no effect.
    """
    lift = _line(controls)
    steady = controls / lift
    lift[begins:] *= max(1.0, float(steady[begins:].mean()) / max(float(steady[:begins].mean()), LEAST_LIFT))
    return lift


def _line(series: Floats) -> Floats:
    """Return the straight line through a series, which never falls to nothing."""
    steps = np.arange(len(series), dtype=float)
    slope, start = np.polyfit(steps, series, 1)
    return np.asarray(np.maximum(start + slope * steps, LEAST_LIFT))
