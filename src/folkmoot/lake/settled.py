"""What was told of times that are over: it stays from reading to reading while nothing in them or before them becomes another."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Mapping
from datetime import datetime
from typing import Any

from cachetools import LRUCache

Time = tuple[datetime, datetime]  # [since, until)
KEPT, TIMES = 4096, 600  # questions, and times of each


class Settled:
    """Answers about times, by question. Safe for any number of threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._told: LRUCache[Hashable, LRUCache[Time, Any]] = LRUCache(KEPT)

    def of(self, question: Hashable) -> dict[Time, Any]:
        """Return what is known of a question, by time."""
        with self._guard:
            return dict(self._told.get(question, {}))

    def add(self, question: Hashable, told: Mapping[Time, Any]) -> None:
        """Keep what a question was told."""
        with self._guard:
            self._told.setdefault(question, LRUCache(TIMES)).update(told)

    def until(self, moment: datetime | None) -> Settled:
        """Return what stays right when the oldest event that came, went or changed is of ``moment``; None: there is none."""
        left = Settled()
        with self._guard:
            known = [(question, dict(told)) for question, told in self._told.items()]
        for question, told in known:
            left.add(question, {time: row for time, row in told.items() if moment is None or time[1] <= moment})
        return left
