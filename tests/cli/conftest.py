"""Running ``moot`` as a user does: a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


class Moot:
    """The command, run in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: object, code: int = 0) -> str:
        """Run it, expect the exit status, and return what it printed (its errors, when it fails)."""
        done = subprocess.run(
            [sys.executable, "-c", "from folkmoot.cli import main; main()", *map(str, arguments)],
            cwd=self.folder, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout if code == 0 else done.stderr or done.stdout


@pytest.fixture
def moot(tmp_path: Path) -> Moot:
    """The command, in an empty folder."""
    return Moot(tmp_path)
