"""The table of indicators: one number for each period, that a board, a target or an alert can speak of."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from folkmoot.metrics.extracts import Extract
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.registry import Metric
from folkmoot.metrics.sheets import Sheet
from folkmoot.metrics.told import apart
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

Better = Literal["up", "down", ""]
Facts = Literal["events", "threads", "measurements"]
Shows = Literal["number", "share", "hours", "days", "ratio"]
Family = Literal["people", "work", "answers", "quality", "reach", "talk"]
Maker = Callable[[Any, Scope, Periods], Any]  # (facts: ibis Table, scope, periods) → ibis Table: period, value, n

FAMILIES: dict[str, Text] = {
    "people": Text("People", "人员"),
    "work": Text("Work", "工作"),
    "answers": Text("Answers", "响应"),
    "quality": Text("Quality", "质量"),
    "reach": Text("Reach", "影响力"),
    "talk": Text("Talk", "交流"),
}


@dataclass(frozen=True)
class Indicator:
    """One number for each period, and what must be known to read it rightly."""

    name: str
    title: Text
    unit: Text  # "people", "hours"; empty for a share
    family: Family
    metric: Metric  # whose definition, version and source it has
    make: Maker
    of: Facts | Extract = "events"
    sheet: Sheet | None = None  # what is counted for it together with others
    shows: Shows = "number"
    better: Better = ""  # which way is good; "" is neither
    empty: float | None = None  # the value of a period without rows: 0 for counts, None (unknown) for the rest
    needs: tuple[str, ...] = ()  # it is unknown until one of these kinds (or measured.NAME) was read; empty: any
    opens: str = ""  # the report that lists what was counted, as in ``Column.opens``
    vanity: bool = False  # it rises without anybody being helped
    beside: str = ""  # the indicator that should move with it if it is true
    bots: bool = False  # robots do it, who are left out of the rest
    standing: bool = False  # a state at the end of a period, not what happened in it
    compares: bool = False  # with as much time before the period, which must have been read too
    ahead: bool = False  # what happens after a period can change its value, or which others are asked with it

    @property
    def definition(self) -> str:
        """The docstring of the number, then that of its metric."""
        return inspect.cleandoc(self.make.__doc__ or "")

    @property
    def settles(self) -> bool:
        """Whether its value of a period is made of events in it or before it alone."""
        return not self.ahead and self.of not in ("threads", "measurements")

    def __call__(self, facts: Any, scope: Scope, periods: Periods) -> Any:
        """Return one row for each period with something in it: period, value, n; nothing is run yet."""
        return self.make(apart(facts), scope, periods)


INDICATORS: dict[str, Indicator] = {}


def indicator(metric: Metric, *, title: Text, unit: Text, family: Family, **rest: Any) -> Callable[[Maker], Indicator]:
    """Register the decorated function as an indicator under its own name.

    It returns an Ibis table with the columns period (its first day), value (float or integer; null: unknown) and n
    (how many things stand under the value). The window of the scope is the periods'.
    """

    def add(make: Maker) -> Indicator:
        INDICATORS[make.__name__] = made = Indicator(make.__name__, title, unit, family, metric, make, **rest)
        return made

    return add
