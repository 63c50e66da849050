"""What the readings of one lake have together: one DuckDB, in which each begins with what the one before has."""

from __future__ import annotations

import threading
import weakref
from collections import deque
from functools import partial
from itertools import count

import pyarrow as pa

from folkmoot.lake.belonging import ACCOUNTS
from folkmoot.lake.caring import CARES, Caring
from folkmoot.lake.duck import Duck
from folkmoot.lake.grown import NEAR
from folkmoot.lake.joined import JoinedEvents
from folkmoot.lake.joining import NAME, SCHEMA
from folkmoot.lake.planning import Planner
from folkmoot.lake.snapshot import Snapshot
from folkmoot.lake.tables import TABLES


class Memory:
    """The DuckDB of all readings of a lake. Who makes or changes a table in it holds ``guard``; reading needs no lock."""

    def __init__(self) -> None:
        self.duck = Duck()
        self.duck.execute(f"ATTACH ':memory:' AS {NEAR} (COMPRESS)")
        self.guard = threading.RLock()
        schemas = {table.name: table.schema for table in TABLES}
        self.planner = Planner({NAME: SCHEMA, "cares": CARES, "accounts": ACCOUNTS, **schemas})
        self._numbers = count(1)
        self._newest: JoinedEvents | None = None
        self._unneeded: deque[str] = deque()

    def joined(self, snapshot: Snapshot, accounts: pa.Table, handed: pa.Table, caring: Caring) -> JoinedEvents:
        """Return the joined events of a reading, grown from those of the reading before if that is possible."""
        with self.guard:
            self.sweep()
            before, self._newest = self._newest, None  # one that breaks on the way is not grown from again
            made = JoinedEvents(self, snapshot, accounts, handed, caring)
            made.make(before)
            self._newest = made
            return made

    def number(self) -> int:
        """Return a number that nothing in here has yet."""
        return next(self._numbers)

    def drops(self, owner: object, *statements: str) -> None:
        """See to it that statements are run some time after ``owner`` is gone."""
        # Not at once: the collector may run in the middle of anything, also of another statement.
        weakref.finalize(owner, partial(self._unneeded.extend, statements)).atexit = False

    def sweep(self) -> None:
        """Give back the memory of what nobody reads any more; somebody else may be about it already."""
        if self._unneeded and self.guard.acquire(blocking=False):
            try:
                while self._unneeded:
                    self.duck.execute(self._unneeded.popleft())
            finally:
                self.guard.release()
