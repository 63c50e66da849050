"""One writer at a time: a lock on the lake's folder that the kernel takes back when its holder dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from folkmoot.model.errors import LakeBusy

STEP = 0.02  # seconds between two tries


@contextmanager
def locked(path: Path, timeout: float) -> Iterator[None]:
    """Hold the lock file ``path`` for the body. Errors: LakeBusy after ``timeout`` seconds."""
    # flock, not a file's existence: a killed writer must never leave the lake locked.
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(handle, path, timeout)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode("ascii"), 0)
        yield
    finally:
        os.close(handle)


def _take(handle: int, path: Path, timeout: float) -> None:
    end = time.monotonic() + timeout
    while not try_lock(handle):
        if time.monotonic() >= end:
            holder = os.pread(handle, 20, 0).decode("ascii", "replace") or "unknown"
            raise LakeBusy(
                f"another writer (process {holder}) has held the lake for more than {timeout:g} seconds.",
                where=str(path.parent),
                mend="Wait until it is done and run this again; nothing was written.",
            )
        time.sleep(STEP)


def try_lock(handle: int) -> bool:
    """Take the lock on an open file if nobody holds it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
