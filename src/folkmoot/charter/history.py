"""What the charter's git history tells of some of its files: when each change was made, and what its message says."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_GIT = ("git", "-c", "core.fsmonitor=false", "--no-optional-locks")
_PATIENCE = 10.0  # seconds
MOST = 50


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its name, its moment in UTC, the first line of its message."""

    name: str
    at: datetime
    subject: str


def commits_of(root: Path, paths: Iterable[str]) -> tuple[Commit, ...] | None:
    """Return the newest commits that touched the files, the newest first; None where there is no git to ask.

    Edges: a file under another name before is not followed; at most ``MOST`` commits.
    """
    asked = [f":(literal){one}" for one in paths]
    if not asked:
        return ()
    try:
        told = subprocess.run(
            (*_GIT, "-C", str(root), "log", f"-{MOST}", "--format=%H%x1f%ct%x1f%s", "--", *asked),
            capture_output=True, text=True, errors="replace", timeout=_PATIENCE, check=True,
        ).stdout  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    parts = (line.split("\x1f", 2) for line in told.splitlines() if line.count("\x1f") >= 2)
    return tuple(
        Commit(name, datetime.fromtimestamp(int(at), UTC).replace(tzinfo=None), subject) for name, at, subject in parts
    )
