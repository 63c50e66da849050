"""Keeping deliveries before they are acknowledged: those that arrive together are committed together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC

from django.db import transaction

from folkmoot.ledger.delivery import Delivery
from folkmoot.model.delivery import Arrived

AT_ONCE = 256  # rows of one statement: SQLite takes at most 32,766 values
MOST_BYTES = 64 * 2**20  # of bodies in one transaction


def keep(arrived: Sequence[Arrived]) -> None:
    """Keep deliveries in one transaction; one that is there already adds nothing. Committed when this returns."""
    rows = [
        Delivery(
            source=one.source, key=one.key, event=one.event, body=one.body, received_at=(at := one.at.replace(tzinfo=UTC)),
            due_at=at,
        )
        for one in arrived
    ]  # fmt: skip
    with transaction.atomic():
        Delivery.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


@dataclass
class _Waiting:
    arrived: Arrived
    kept: bool = False
    error: Exception | None = None


@dataclass
class Together:
    """Commits for several threads at once: waiting for the disk takes as long for one delivery as for fifty.

    Whoever has their turn commits everything that waits by then; the others find that they are done.
    """

    commit: Callable[[Sequence[Arrived]], None] = keep
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _queue: list[_Waiting] = field(default_factory=list)

    def keep(self, arrived: Arrived) -> None:
        """Return when the delivery is committed. Errors: those of the database, for everybody in the transaction."""
        mine = _Waiting(arrived)
        with self._guard:
            self._queue.append(mine)
        with self._turn:
            while not mine.kept and mine.error is None:
                self._commit_some()
        if mine.error is not None:
            raise mine.error

    def _commit_some(self) -> None:
        with self._guard:
            some: list[_Waiting] = []
            size = 0
            while self._queue and len(some) < AT_ONCE and size < MOST_BYTES:
                some.append(self._queue.pop(0))
                size += len(some[-1].arrived.body)
        try:
            self.commit([one.arrived for one in some])
        except Exception as error:  # noqa: BLE001 — it is raised again in every thread that waits for this commit
            for one in some:
                one.error = error
        else:
            for one in some:
                one.kept = True
