"""The table of metrics: a name, a version, a unit, and where the definition comes from."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from folkmoot.metrics.told import apart
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

Maker = Callable[[Any, Scope], Any]  # (events: ibis Table, scope) → ibis Table


@dataclass(frozen=True)
class Metric:
    """One way of counting, with its definition."""

    name: str
    title: Text
    unit: str
    version: int
    source: str
    says: Text
    make: Maker

    @property
    def definition(self) -> str:
        """The whole docstring: question, rows, edges."""
        return inspect.cleandoc(self.make.__doc__ or "")

    def __call__(self, events: Any, scope: Scope) -> Any:
        """Return the table of this metric; nothing is run yet."""
        return self.make(apart(events), scope)


METRICS: dict[str, Metric] = {}


def metric(*, title: Text, says: Text, unit: str, version: int, source: str = "") -> Callable[[Maker], Metric]:
    """Register the decorated function as a metric under its own name."""

    def add(make: Maker) -> Metric:
        METRICS[make.__name__] = made = Metric(make.__name__, title, unit, version, source, says, make)
        return made

    return add
