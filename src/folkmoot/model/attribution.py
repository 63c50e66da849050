"""What an activity brought: the series that are compared, and what can be said of the difference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Method = Literal["controls", "series", "none"]
Verdict = Literal["effect", "no-effect", "unknown"]
Evidence = Literal["strong", "weak", ""]


@dataclass(frozen=True, slots=True)
class Unit:
    """A group, a city, a repository or a level, with a value for each period. None: unknown."""

    name: str
    values: tuple[float | None, ...]
    treated: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """Units over periods of equal length. The activity lasts from period ``begins`` to just before ``ends``.

    ``counts``: the values count something, so units are compared by the share by which they moved. ``over``: whether the
    last of its periods is over and was read. ``others``: units like the treated which nobody named as controls; what moves them
    as well, in the weeks of an activity that is judged beside its own past, is no effect.
    """

    units: tuple[Unit, ...]
    periods: tuple[date, ...]
    begins: int
    ends: int
    counts: bool = True
    over: bool = True
    others: tuple[Unit, ...] = ()

    @property
    def treated(self) -> tuple[Unit, ...]:
        """The units in which something was done."""
        return tuple(one for one in self.units if one.treated)

    @property
    def controls(self) -> tuple[Unit, ...]:
        """The units in which nothing was done."""
        return tuple(one for one in self.units if not one.treated)


@dataclass(frozen=True, slots=True)
class Placebo:
    """What the same reckoning gives where nothing was done: at another time, or of a control. ``share``: of the usual level."""

    kind: Literal["time", "space"]
    name: str
    share: float
    ratio: float  # how many of its own usual swings it is


@dataclass(frozen=True, slots=True)
class Attribution:
    """What can be said. The effect is what came in all its periods together, in the indicator's unit; of a level: its mean."""

    method: Method
    verdict: Verdict
    evidence: Evidence = ""
    why: tuple[str, ...] = ()  # names of reasons, see ``rules/telling_campaigns.py``
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    share: float | None = None  # of what would have been without it
    chance: float | None = None  # how often as much is seen where nothing was done
    errors: Literal["clusters", "time", "none"] = "none"  # from what the interval is reckoned
    trend_chance: float | None = None  # how often the pre-trends differ as much by chance
    smallest: float | None = None  # the smallest effect, as a share, that is seen four times of five
    before: int = 0  # periods before it that were used
    controls: tuple[str, ...] = ()
    placebos: tuple[Placebo, ...] = ()
    expected: tuple[float | None, ...] = ()  # for each period: what would have been, or was expected
