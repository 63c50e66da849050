"""Sheets: what several indicators are read from, so that it is counted once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from folkmoot.metrics.periods import Periods


@dataclass(frozen=True)
class Sheet:
    """Figures of periods that are counted in one go: ``make`` of facts and periods, one row for each ``period``.

    It must have no scope of its own: whoever asks a second indicator of the same sheet gets the rows that are there. ``many``: it
    has more than a few rows, such as one for each person. One with another ``mark``, a column that the facts do not
    have, is ``whole``: it is made whatever the periods are, with a row for each thing, such as every review.
    """

    name: str
    make: Callable[[Any, Periods], Any]
    mark: str = "period"
    many: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is the same for all periods."""
        return self.mark != "period"

    def __call__(self, facts: Any, periods: Periods) -> Any:
        """Return the figures; a sheet that is given comes back as it is."""
        return facts if self.mark in facts.columns else self.make(facts, periods)
