"""How a target goes: how far it is, whether that is enough by now, and where it is likely to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

Nature = Literal["adds", "stands", "holds"]
"""``adds``: counted up over the span; ``stands``: a state that moves from start to goal; ``holds``: a bound to be kept."""

State = Literal["reached", "ahead", "on_pace", "behind", "missed", "not_begun", "unknown"]
Likely = Literal["", "yes", "maybe", "hardly"]

SLACK = 0.1  # of the goal: what is not further from the pace than this is on pace
LEAST = 3  # points without which nobody can see a direction
RECENT = 6  # points that a forecast looks at
T80 = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.350, 1.345, 1.341,
       1.337, 1.333, 1.330, 1.328, 1.325)  # fmt: skip
"""Student's t by degrees of freedom, for an interval that holds eight times of ten; 1.282 in the limit."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where it ends if it goes on like this: the middle, and the interval that holds eight times of ten."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Course:
    """How one target goes. Shares are of the way from start to goal; None is unknown."""

    state: State
    share: float | None = None
    expected: float | None = None  # the value that would be on the straight way by now
    forecast: Forecast | None = None
    likely: Likely = ""  # whether it will be met; empty: nobody can tell


def course(
    nature: Nature, value: float | None, goal: float, *, start: float | None, elapsed: float, up: bool,
    points: Sequence[float] = (), left: float = 0.0,
) -> Course:  # fmt: skip
    """Judge a target.

    ``elapsed``: which share of its span is over, 0 to 1. ``points``: for ``adds`` what each whole month brought, else
    the value at each month's end, the oldest first. ``left``: how many months of the span are left.
    Edges: without a value the state is unknown, never behind; before its span it has not begun. A bound (``holds``) is
    reached only when its span is over; until then it is on pace while it holds.
    """
    if elapsed < 0:
        return Course("not_begun")
    if value is None:
        return Course("unknown")
    begin = 0.0 if nature == "adds" and start is None else start
    met = value >= goal if up else value <= goal
    over = elapsed >= 1
    ahead = forecast(nature, value, points, left) if not over else None
    if nature == "holds" or begin is None:
        share = None if nature == "holds" else (1.0 if met else None)
        state: State = ("reached" if over else "on_pace") if met else ("missed" if over else "behind")
        return Course(state, share, goal if nature == "holds" else None, ahead, likely(ahead, goal, up=up))
    return _way(nature, value, goal, begin, elapsed=elapsed, up=up, ahead=ahead)


def _way(
    nature: Nature, value: float, goal: float, begin: float, *, elapsed: float, up: bool, ahead: Forecast | None
) -> Course:  # fmt: skip
    whole = goal - begin
    share = (value - begin) / whole if whole else 1.0
    expected = begin + whole * min(elapsed, 1.0)
    met = value >= goal if up else value <= goal
    if nature == "adds" and not up:  # a budget: what is not spent at the end is a success, before it only a hope
        state: State = "missed" if value > goal else "reached" if elapsed >= 1 else _pace(expected - value, goal)
        return Course(state, share, expected, ahead, likely(ahead, goal, up=up))
    if met:
        return Course("reached", share, expected, ahead, "yes" if nature == "adds" else likely(ahead, goal, up=up))
    if elapsed >= 1:
        return Course("missed", share, expected)
    lead = (value - expected) if up else (expected - value)
    return Course(_pace(lead, abs(whole)), share, expected, ahead, likely(ahead, goal, up=up))


def _pace(lead: float, whole: float) -> State:
    if lead > SLACK * whole:
        return "ahead"
    return "behind" if lead < -SLACK * whole else "on_pace"


def likely(ahead: Forecast | None, goal: float, *, up: bool) -> Likely:
    """Return whether the goal will be met: yes or hardly when the whole interval says so, maybe else."""
    if ahead is None:
        return ""
    worst, best = (ahead.low, ahead.high) if up else (-ahead.high, -ahead.low)
    bound = goal if up else -goal
    return "yes" if worst >= bound else "hardly" if best < bound else "maybe"


def forecast(nature: Nature, value: float, points: Sequence[float], left: float) -> Forecast | None:
    """Return where a value ends in ``left`` months; None with fewer than three points.

    ``adds``: the rest comes at the mean of the last six months; the interval holds the scatter of months (at least that of
    independent events) and that the mean itself is uncertain. ``stands``: the straight line of least squares through
    the last six points, with its prediction interval. ``holds``: the mean of the last three, between the extremes of the last six.
    """
    recent = list(points[-RECENT:])
    if len(recent) < LEAST:
        return None
    if nature == "holds":
        middle = sum(recent[-LEAST:]) / LEAST
        return Forecast(middle, min(recent), max(recent))
    return _added(value, recent, left) if nature == "adds" else _line(value, recent, left)


def _added(value: float, recent: Sequence[float], left: float) -> Forecast:
    count = len(recent)
    mean = sum(recent) / count
    scatter = max(sum((one - mean) ** 2 for one in recent) / (count - 1), mean)
    spread = quantile(count - 1) * sqrt(left * scatter + left**2 * scatter / count)
    middle = value + mean * left
    return Forecast(middle, max(value, middle - spread), middle + spread)


def _line(value: float, recent: Sequence[float], left: float) -> Forecast:
    count = len(recent)
    xs = range(count)
    mid_x, mid_y = (count - 1) / 2, sum(recent) / count
    square = sum((x - mid_x) ** 2 for x in xs)
    slope = sum((x - mid_x) * (y - mid_y) for x, y in zip(xs, recent, strict=True)) / square
    rest = sum((y - mid_y - slope * (x - mid_x)) ** 2 for x, y in zip(xs, recent, strict=True)) / (count - 2)
    away = count - 1 + left - mid_x
    spread = quantile(count - 2) * sqrt(rest * (1 + 1 / count + away**2 / square))
    middle = value + slope * left
    return Forecast(middle, middle - spread, middle + spread)


def quantile(degrees: int) -> float:
    """Return the half width of an interval that holds eight times of ten, in standard deviations.

    Source: https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm
    """
    return T80[degrees - 1] if degrees <= len(T80) else 1.282 + (1.325 - 1.282) * len(T80) / degrees


ORDER: tuple[State, ...] = ("missed", "behind", "unknown", "on_pace", "ahead", "reached")
"""From the worst to the best."""


def together(parts: Sequence[tuple[Course, float]]) -> Course:
    """Return how a target goes that is reached as far as its parts are; each part with its weight.

    The state is that of the worst part that has begun. The share is unknown while that of one part is.
    """
    begun = [one for one, _weight in parts if one.state != "not_begun"]
    if not begun:
        return Course("not_begun" if parts else "unknown")
    shares = [(_reached(one), weight) for one, weight in parts]
    known = [(share, weight) for share, weight in shares if share is not None]
    share = sum(share * weight for share, weight in known) / sum(weight for _share, weight in known) if known else None
    worst = min((one.state for one in begun), key=ORDER.index)
    outlooks = {one.likely for one in begun if one.state != "reached"}
    outlook: Likely = next((said for said in _WORST if said in outlooks), "yes")
    return Course(worst, share if len(known) == len(shares) else None, likely=outlook)


_WORST: tuple[Likely, ...] = ("hardly", "", "maybe")


def _reached(one: Course) -> float | None:
    """Return how far a part is, from 0 to 1; None: nobody knows."""
    if one.state == "not_begun":
        return 0.0
    if one.share is not None:
        return min(max(one.share, 0.0), 1.0)
    held = one.expected is not None  # a bound that is to hold: it does, or it does not
    return {"reached": 1.0, "on_pace": 1.0, "behind": 0.0, "missed": 0.0}.get(one.state) if held else None
