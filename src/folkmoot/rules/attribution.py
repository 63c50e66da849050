"""What an activity brought: against named controls, or against what its own past lets expect; else it cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy.typing as npt

from folkmoot.model.attribution import Attribution, Panel, Unit
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text
from folkmoot.rules.attribution_controls import LEAST_CONTROLS, against_controls
from folkmoot.rules.attribution_panel import usable
from folkmoot.rules.attribution_series import against_past

Series = Sequence[float | None]
Many = Series | Sequence[Series] | Mapping[str, Series] | npt.NDArray[Any]
"""One series, several, or several by name; arrays of numpy and columns of pandas too. None and NaN are unknown."""
FIRST, WEEK = date(2000, 1, 3), timedelta(weeks=1)


def effect_of(
    touched: Many,
    controls: Many = (),
    *,
    begins: int,
    ends: int | None = None,
    counts: bool = True,
    others: Many = (),
) -> Attribution:
    """Return what can be said of an activity from plain series of equal periods, such as the newcomers of each week.

    ``touched``: where something was done; ``controls``: where nothing was, three at least, or none: then it is judged beside its own
    past. ``begins``: the place of its first period, from 0; ``ends``: that after its last, else up to the end. ``counts``: whether
    the values count something; False for levels such as hours or shares. ``others``: where there are no controls, series like the
    touched that nobody named before; they can only take a claim back. A verdict other than ``effect`` claims nothing.
    Errors: BadInput when the series differ in length, hold no numbers, or the activity does not lie within them.
    """
    mine = [Unit(name, values, treated=True) for name, values in _named(touched, "touched")]
    beside = [Unit(name, values) for name, values in _named(controls, "control")]
    rest = [Unit(name, values) for name, values in _named(others, "other")]
    lengths = {len(one.values) for one in (*mine, *beside, *rest)}
    if not mine or len(lengths) != 1:
        raise BadInput(
            Text("the series are not of equal length, or there is none.", "各序列长度不一致，或没有序列。"),
            mend=Text("Give one number for each period and unit.", "请为每个单元的每个时段给出一个数。"),
        )
    length = lengths.pop()
    end = length if ends is None else ends
    if not 0 < begins < end <= length:
        raise BadInput(
            Text(
                f"periods {begins} to {end} do not lie within {length}.",
                f"时段 {begins} 至 {end} 不在 {length} 个时段之内。",
            ),
            mend=Text("Count periods from 0.", "时段从 0 数起。"),
        )
    periods = tuple(FIRST + number * WEEK for number in range(length))
    return attribute(Panel((*mine, *beside), periods, begins, end, counts, others=tuple(rest)))


def _named(many: Many, kind: str) -> list[tuple[str, tuple[float | None, ...]]]:
    """Return each series with its name; one series alone may stand without a list around it."""
    pairs: Iterable[tuple[str, Series]]
    if isinstance(many, Mapping):
        pairs = many.items()
    else:
        rows = list(many)
        one = bool(rows) and all(value is None or isinstance(value, (int, float)) for value in rows)
        pairs = ((f"{kind} {place + 1}", row) for place, row in enumerate([rows] if one else rows))
    return [(str(name), tuple(_number(value) for value in values)) for name, values in pairs]


def _number(value: float | None) -> float | None:
    """Return a number, or None for what is unknown."""
    try:
        number = None if value is None else float(value)
    except (TypeError, ValueError) as error:
        raise BadInput(
            Text(f"'{value}' is no number.", f"“{value}”不是数字。"), mend=Text("Give numbers.", "请给出数字。")
        ) from error
    return None if number is None or number != number else number


def attribute(panel: Panel) -> Attribution:
    """Return what can be said about the effect of an activity.

    Against at least three controls by difference-in-differences, which can be strong; without any as an interrupted series, which is
    always weak. It cannot be told when the window is not over, periods are unread, the past is too short, too few units are
    left, or a check of the assumptions fails: then ``why`` says so.
    Source: https://doi.org/10.1162/003355304772839588 (few clusters and serial correlation), https://doi.org/10.1080/01621459.2021.1920957
    (placebo windows).
    """
    if not panel.over:
        return Attribution("none", "unknown", why=("pending",))
    if panel.ends > len(panel.periods) or panel.ends <= panel.begins:
        return Attribution("none", "unknown", why=("unread",))
    named = len(panel.controls)
    panel, lost = usable(panel)
    if not panel.treated:
        return Attribution("none", "unknown", why=("unread",))
    if named:
        if len(panel.controls) < LEAST_CONTROLS:
            return Attribution("controls", "unknown", why=("few-controls", *(("unread-controls",) if lost else ())))
        return against_controls(panel)
    return against_past(panel)
