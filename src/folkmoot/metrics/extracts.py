"""Extracts: what events of some kinds tell, with their ``extra`` taken apart, so that it is read once for many questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from folkmoot.metrics.told import once

WHOSE = ("id", "at", "kind", "actor", "repo", "person", "bot", "organization", "area")  # what scopes look at, and who


@dataclass(frozen=True)
class Extract:
    """One row for each event of ``kinds`` that ``take`` leaves in, with the columns of ``WHOSE`` and what it takes out.

    ``take`` may look at nothing but the row itself: so an extract of all events can be kept, and filtered by scope after.
    """

    name: str
    kinds: tuple[str, ...]
    take: Callable[[Any], Any]

    def __call__(self, events: Any) -> Any:
        """Return the rows of events, each fact once; an extract that is given comes back as it is."""
        return once(self._taken(events)) if "extra" in events.columns else events

    def kept(self, events: Any) -> Any:
        """Return the rows of a lake's events, in which no id stands twice; ids are not worth their room in memory."""
        return self._taken(events).drop("id")

    def _taken(self, events: Any) -> Any:
        return self.take(events.filter(events.kind.isin(self.kinds)))
