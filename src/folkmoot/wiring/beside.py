"""A process beside the portal, so that no page waits for it: begun again when it ends, ended with the portal."""

from __future__ import annotations

import atexit
import logging
import os
import subprocess
import sys
import threading
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from folkmoot.wiring.intake import PAUSE, taken_in

log = logging.getLogger(__name__)

AFTER_THE_PORTAL = 60.0  # seconds
HOUR = 3600.0
IN_TURN = threading.Lock()  # each of those that read the whole lake and end may need as much memory as the portal
MOOT = "from folkmoot.cli import main; main()"


def poll(folder: Path, minutes: int) -> Beside | None:
    """Collect from every source of the workspace now and every ``minutes``; 0: never.

    Edges: a run that takes longer than that delays the next one; two never run at once.
    """
    return Beside(folder, ("collect",), pause=minutes * 60.0).start() if minutes else None


def read_deliveries(folder: Path) -> Beside | None:
    """Read deliveries beside the portal, for as long as it runs; None when no source has a secret."""
    if not taken_in():
        return None
    return Beside(folder, ("hooks", "process", "--watch", "--beside", str(os.getpid())), pause=PAUSE).start()


def watch_alerts(folder: Path, minutes: int) -> Beside | None:
    """Record and send what the alerts newly tell, every ``minutes``; 0: never. The portal gets ready first."""
    if not minutes:
        return None
    return Beside(folder, ("alerts", "--send", "--quiet"), minutes * 60.0, AFTER_THE_PORTAL, IN_TURN).start()


def watch_digest(folder: Path, *, wanted: bool) -> Beside | None:
    """Send the weekly digest when it is due, looked at every hour; a channel is tried once a day until it took it."""
    if not wanted:
        return None
    return Beside(folder, ("digest", "--due", "--quiet"), HOUR, 2 * AFTER_THE_PORTAL, IN_TURN).start()


def fulfil_duties(folder: Path, minutes: int) -> Beside | None:
    """Do what time makes due in votes, elections, rounds and meetings, every ``minutes``; 0: never. The portal gets ready first.

    One process for all of it: starting one takes longer than finding that nothing is due.
    """
    if not minutes:
        return None
    return Beside(folder, ("due", "--quiet"), minutes * 60.0, AFTER_THE_PORTAL, IN_TURN).start()


def judge_submissions(folder: Path, *, wanted: bool) -> Beside | None:
    """Judge what is handed in to contests, for as long as the portal runs; None where nothing is handed in."""
    if not wanted:
        return None
    return Beside(folder, ("submissions", "work", "--watch", "--beside", str(os.getpid())), pause=PAUSE).start()


class Beside:
    """Runs one verb of ``moot`` on a workspace again and again, with a pause of some seconds in between.

    ``turn``: of those with the same lock one runs at a time.
    """

    def __init__(
        self, folder: Path, verb: tuple[str, ...], pause: float, first: float = 0,
        turn: AbstractContextManager[Any] | None = None,
    ) -> None:  # fmt: skip
        self._folder, self._verb, self._pause, self._first = folder, verb, pause, first
        self._turn = turn or nullcontext()
        self._stopped = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self.thread = threading.Thread(target=self._run, name=" ".join(verb), daemon=True)  # looks after the process

    def start(self) -> Beside:
        """Begin; it ends with the portal."""
        atexit.register(self.stop)
        self.thread.start()
        return self

    def stop(self) -> None:
        """End it: what it has kept stays."""
        self._stopped.set()
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def _run(self) -> None:
        self._stopped.wait(self._first)
        while not self._stopped.is_set():
            with self._turn:
                self._once()
            self._stopped.wait(self._pause)

    def _once(self) -> None:
        if self._stopped.is_set():  # while it waited for its turn
            return
        self._process = subprocess.Popen(
            [sys.executable, "-c", MOOT, "--workspace", str(self._folder), *self._verb],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        _, said = self._process.communicate()
        if self._process.returncode and not self._stopped.is_set():
            log.warning("moot %s: %s", " ".join(self._verb), said.decode("utf-8", "replace").strip()[-2000:])
