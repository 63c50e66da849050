"""When something was first said in the charter, as its git history tells."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

_GIT = ("git", "-c", "core.fsmonitor=false", "--no-optional-locks")
_PATIENCE = 10.0  # seconds


def appeared_at(root: Path, commit: str, path: str, words: str) -> datetime | None:
    """Return the moment of the first commit with which ``words`` came into the file; None where no git tells.

    Edges: a line that was written, and not committed yet, has not appeared. A file under another name before is followed
    no further. ``commit``: of the charter, so that the answer can be kept.
    """
    if not path:
        return None
    return _appeared(root, path, words) if not commit else _kept(root, commit, path, words)


@lru_cache(1024)
def _kept(root: Path, _commit: str, path: str, words: str) -> datetime | None:
    return _appeared(root, path, words)


def _appeared(root: Path, path: str, words: str) -> datetime | None:
    try:
        told = subprocess.run(
            (*_GIT, "-C", str(root), "log", "--reverse", "--format=%ct", f"-S{words}", "--", f":(literal){path}"),
            capture_output=True, text=True, errors="replace", timeout=_PATIENCE, check=True,
        ).stdout.split()  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return datetime.fromtimestamp(int(told[0]), UTC).replace(tzinfo=None) if told else None
