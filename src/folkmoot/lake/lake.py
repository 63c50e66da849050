"""The lake: a folder with four Delta tables, their versions, and the lock that a writer holds."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from folkmoot.lake.duck import Duck
from folkmoot.lake.lock import locked
from folkmoot.lake.log import Part, State, commit, create_table, newest_version, open_log, read_state, version_of
from folkmoot.lake.tables import TABLES, Table
from folkmoot.model.errors import WorkspaceBroken

if TYPE_CHECKING:
    import pyarrow as pa

    from folkmoot.lake.memory import Memory
    from folkmoot.lake.snapshot import Snapshot

PATIENCE = 60.0  # seconds that a writer waits for another one


class Lake:
    """The home of observed facts. Any number of threads and processes may read and append at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._states: dict[str, State] = {}
        self._logs: dict[str, Any] = {}  # opened once, then only brought up to date: that is ten times as fast
        self._guard = threading.Lock()
        self._duck: Duck | None = None
        self.actors: tuple[Snapshot, pa.Table] | None = None  # who did anything; of the newest snapshot

    @classmethod
    def at(cls, folder: Path) -> Lake:
        """Return the lake in ``folder``; nothing is read or made yet."""
        return cls(folder.absolute())

    def create(self) -> None:
        """Make the tables that are not there yet."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.locked():
            for table in TABLES:
                create_table(self.path(table), table)

    def path(self, table: Table) -> Path:
        """Return the folder of one table."""
        return self.folder / table.name

    def locked(self, timeout: float = PATIENCE) -> AbstractContextManager[None]:
        """Hold the writers' lock for a ``with`` block. Errors: LakeBusy after ``timeout`` seconds."""
        return locked(self.folder / ".lock", timeout)

    def state(self, table: Table) -> State:
        """Return a table's state as it is now; its log is read only when a commit has been added."""
        try:
            newest = newest_version(self.path(table))
        except (FileNotFoundError, ValueError) as error:
            raise WorkspaceBroken(
                f"there is no lake here: the table '{table.name}' is missing.",
                where=str(self.folder),
                mend="Make the workspace with: moot init DIR --charter PATH",
            ) from error
        with self._guard:
            known = self._states.get(table.name)
            if known is None or known.delta_version != newest:
                known = self._states[table.name] = read_state(self._log(table, newest), table)
            return known

    def _log(self, table: Table, newest: int) -> Any:
        log = self._logs.get(table.name)
        if log is not None and log.version() != newest:
            log.update_incremental()
        if log is None or log.version() != newest:  # a lake that was made anew in the same place begins at 0 again
            log = self._logs[table.name] = open_log(self.path(table))
        return log

    def commit(self, table: Table, state: State, added: Iterable[Part], removed: Iterable[Part] = ()) -> None:
        """Add files to a table, or put them in the place of others; the caller holds the lock since before ``state``.

        The files stand in the table's folder already. Either all of it happens, or nothing.
        """
        with self._guard:
            commit(self._log(table, state.delta_version), table, state, added, removed)

    @property
    def duck(self) -> Duck:
        """The DuckDB in which writers look for what is there already; it holds no rows of its own."""
        with self._guard:
            if self._duck is None:
                self._duck = Duck()
            return self._duck

    @cached_property
    def memory(self) -> Memory:
        """What readings of this lake keep in memory; each of them begins with what the one before has."""
        from folkmoot.lake.memory import Memory

        return Memory()

    def states(self) -> Mapping[str, State]:
        """Return the state of every table, by name."""
        return {table.name: self.state(table) for table in TABLES}

    def version(self) -> str:
        """Return the lake's version, such as ``12.0.3.5``: it changes with every commit that adds rows, and only then.

        Source: each table's count of row-adding commits, kept in its Delta log (``State.rows_version``).
        """
        return version_of(self.states())

    def snapshot(self) -> Snapshot:
        """Return the lake as it is now; what is appended later does not show in it."""
        from folkmoot.lake.snapshot import Snapshot

        return Snapshot(self, self.states())
