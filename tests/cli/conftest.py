"""Running ``moot`` as a user does: each time in a process of its own."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

from tests.ledgers import new_file

FORKING = Path(__file__).with_name("forking.py")


@cache
def server() -> subprocess.Popen[str]:
    """Return the process that forks for each command; it ends when its input does."""
    started = subprocess.Popen([sys.executable, FORKING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    atexit.register(started.communicate)
    return started


class Moot:
    """The command, run in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: object, code: int = 0) -> str:
        """Run it, expect the exit status, and return what it printed (its errors, when it fails)."""
        with tempfile.TemporaryDirectory() as folder:
            out, errors = Path(folder, "out"), Path(folder, "errors")
            asked = {
                "arguments": list(map(str, arguments)), "folder": str(self.folder), "environment": dict(os.environ),
                "out": str(out), "errors": str(errors),
            }  # fmt: skip
            running = server()
            assert running.stdin is not None
            assert running.stdout is not None
            running.stdin.write(json.dumps(asked) + "\n")
            running.stdin.flush()
            returned = int(running.stdout.readline())
            printed, said = out.read_text("utf-8"), errors.read_text("utf-8")
        assert returned == code, printed + said
        return printed if code == 0 else said or printed


@pytest.fixture
def moot(tmp_path: Path) -> Moot:
    """The command, in an empty folder."""
    return Moot(tmp_path)


@pytest.fixture
def workspace(moot: Moot, tmp_path: Path) -> Moot:
    """The command, in a workspace w whose charter declares nothing but a name."""
    (tmp_path / "charter").mkdir()
    (tmp_path / "charter" / "community.yaml").write_text("community: {name: Example}\n")
    moot("init", "w", "--charter", "charter")
    moot.folder = tmp_path / "w"
    shutil.copyfile(new_file(), moot.folder / "ledger.sqlite3")
    return moot
