"""Collecting beside the portal: every so many minutes, in a process of its own, so that no page waits for it."""

from __future__ import annotations

import atexit
import logging
import subprocess
import sys
import threading
from pathlib import Path

log = logging.getLogger(__name__)

COLLECT = "from folkmoot.cli import main; main()"


def poll(folder: Path, minutes: int) -> threading.Thread | None:
    """Collect from every source of the workspace now and every ``minutes``; 0: never.

    Edges: a run that takes longer than that delays the next one; two never run at once. When the portal stops, so does
    the run: what it has read is kept.
    """
    if not minutes:
        return None
    polling = _Polling(folder, minutes * 60.0)
    atexit.register(polling.stop)
    thread = threading.Thread(target=polling.run, name="polling", daemon=True)
    thread.start()
    return thread


class _Polling:
    def __init__(self, folder: Path, seconds: float) -> None:
        self._folder, self._seconds = folder, seconds
        self._stopped = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        while not self._stopped.is_set():
            self._process = subprocess.Popen(
                [sys.executable, "-c", COLLECT, "--workspace", str(self._folder), "collect"],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            )  # fmt: skip
            _, said = self._process.communicate()
            if self._process.returncode and not self._stopped.is_set():
                log.warning("collecting: %s", said.decode("utf-8", "replace").strip()[:2000])
            self._stopped.wait(self._seconds)

    def stop(self) -> None:
        self._stopped.set()
        if self._process and self._process.poll() is None:
            self._process.terminate()
