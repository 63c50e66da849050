"""Where a writer prepares its files: a folder of its own that is swept away when the writer died."""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from folkmoot.lake.lock import try_lock
from folkmoot.model.errors import WorkspaceBroken

FOLDER = ".staging"
MARGIN = 60.0  # seconds: a folder younger than this may be about to be locked by its owner


@contextmanager
def staging(lake: Path) -> Iterator[Path]:
    """Yield a new folder beside the tables, on the same disk; it is gone afterwards."""
    if not lake.is_dir():
        raise WorkspaceBroken(
            "there is no lake here.", where=str(lake), mend="Make the workspace with: moot init DIR --charter PATH"
        )
    folder = lake / FOLDER / uuid.uuid4().hex
    folder.mkdir(parents=True)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try_lock(handle)
        yield folder
    finally:
        os.close(handle)
        shutil.rmtree(folder, ignore_errors=True)


def sweep(lake: Path, margin: float = MARGIN) -> int:
    """Remove the folders whose writer has died, and return how many there were."""
    removed = 0
    for folder in (lake / FOLDER).iterdir() if (lake / FOLDER).is_dir() else ():
        if _abandoned(folder, margin):
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def _abandoned(folder: Path, margin: float) -> bool:
    try:
        if time.time() - folder.stat().st_mtime < margin:
            return False
        handle = os.open(folder / "lock", os.O_RDWR)
    except FileNotFoundError:
        return folder.exists()
    try:
        return try_lock(handle)  # the kernel gave the dead writer's lock back
    finally:
        os.close(handle)
