"""A delivery of a webhook: as it arrives, and as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

PENDING, DONE, IGNORED, DEAD = STATES = ("pending", "done", "ignored", "dead")
"""Waits for a worker; became facts; not of interest; given up after many tries, until somebody replays it."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A verified delivery without its secrets. ``key``: the forge's id of it, or a digest of what it says."""

    source: str
    key: str
    event: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A delivery in the ledger. ``facts``: what it has brought; ``tries``: how often it was begun; ``error``: the last."""

    id: int
    source: str
    key: str
    event: str
    body: str
    received_at: datetime
    state: str
    tries: int
    facts: int
    error: str
    due_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many deliveries of each source are in each state, and since when somebody waits.

    ``number``: by (source, state), only what there is. ``oldest_pending`` and ``newest``: when they were received; None
    when there is none.
    """

    number: dict[tuple[str, str], int]
    oldest_pending: datetime | None
    newest: datetime | None

    def of(self, state: str, source: str = "") -> int:
        """Return how many are in a state, of one source or of all."""
        return sum(n for (who, what), n in self.number.items() if what == state and source in ("", who))
