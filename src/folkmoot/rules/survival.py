"""How many are still there after so long: the Kaplan–Meier estimate, where some are no longer watched."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

HALF = 0.5 + 1e-9  # a product of shares that is exactly a half may come out a hair above it


@dataclass(frozen=True, slots=True)
class Step:
    """What is known at one length of time at which somebody left or was last watched."""

    days: int
    at_risk: int  # watched until just before
    gone: int
    censored: int  # still there, and no longer watched from here on
    share: float  # still there after it
    low: float | None  # the band; None: it cannot be told
    high: float | None


def survival(durations: Iterable[tuple[int, bool, int]], confidence: float = 0.95) -> tuple[Step, ...]:
    """Return the share of people who are still there after each length of time, with its confidence band.

    ``durations``: (days, gone, people); not gone means that they were there for at least so long (censored).
    Edges: who is censored at a length is still at risk there. The band is Greenwood's on the scale of log(−log S), so it stays
    between 0 and 1; it cannot be told before the first who left and once nobody is left, where S is 1 or 0.
    Source: https://doi.org/10.1080/01621459.1958.10501452
    """
    left, ceased = Counter[int](), Counter[int]()
    for days, is_gone, people in durations:
        (left if is_gone else ceased)[days] += people
    quantile = NormalDist().inv_cdf((1 + confidence) / 2)
    at_risk, share, spread = left.total() + ceased.total(), 1.0, 0.0
    steps = []
    for days in sorted({*left, *ceased}):
        gone, censored = left[days], ceased[days]
        share *= (at_risk - gone) / at_risk
        spread = spread + gone / (at_risk * (at_risk - gone)) if gone < at_risk else math.inf
        steps.append(Step(days, at_risk, gone, censored, share, *_band(share, spread, quantile)))
        at_risk -= gone + censored
    return tuple(steps)


def _band(share: float, spread: float, quantile: float) -> tuple[float | None, float | None]:
    if not 0.0 < share < 1.0 or math.isinf(spread):
        return None, None
    reach = quantile * math.sqrt(spread) / abs(math.log(share))
    return share ** math.exp(reach), share ** math.exp(-reach)


def median(steps: Sequence[Step]) -> int | None:
    """Return after how many days half of the people are gone; None: more than half are still there as far as is known."""
    return next((step.days for step in steps if step.share <= HALF), None)


def after(steps: Sequence[Step], days: int) -> Step | None:
    """Return what is known after so many days; None: nobody was watched for so long."""
    if not steps or steps[-1].days < days:
        return None
    return next((step for step in reversed(steps) if step.days <= days), None)
