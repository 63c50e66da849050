"""``moot submissions`` as people run it: a check, a hand-in, workers; one of them is killed in the middle of a run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from folkmoot.jobs.judging.running import isolation
from folkmoot.wiring.workspace import make_workspace
from tests.jobs.entries import ANSWERS, SMALL, bench_at, packed

WAITS = """\
import os, pathlib, time
open(os.path.join(os.environ["MOOT_OUT"], "answers.txt"), "w").write("a b c d")
time.sleep(3)
"""
PATIENCE = 60.0


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    bench_at(tmp_path)
    day = datetime.now(UTC).date()
    common = f"begins: {day - timedelta(days=2)}, ends: {day + timedelta(days=9)}, organizers: [bo], kind: submissions"
    limits = json.dumps({**SMALL, "wall": 20})
    scores = (
        f"score: contest/score.py, check: contest/check.py, hidden: quiz, metrics: [{{id: share}}], limits: {limits}"
    )
    words = (
        "community: {name: Kit}\npeople: [{id: bo, name: Bo, accounts: ['gitee:bo']}, {id: ann, name: Ann, accounts: ['gitee:ann']}]\n"
        f"contests:\n- {{id: quiz, title: Quiz, {common}, evaluation: {{{scores}}}}}\n"
        f"- {{id: race, title: Race, {common}, evaluation: {{runs: code, {scores}}}}}\n"
    )
    (tmp_path / "charter" / "community.yaml").write_text(words, "utf-8")
    found = make_workspace(tmp_path / "w", tmp_path / "charter")
    (tmp_path / "hidden").rename(found / "hidden")
    return found


def command(workspace: Path, *words: str) -> list[str]:
    return [sys.executable, "-c", "from folkmoot.cli import main; main()", "--workspace", str(workspace), *words]


def moot(workspace: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run(command(workspace, *words), capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def entry(folder: Path, **files: str) -> str:
    path = folder / "entry.zip"
    path.write_bytes(packed(files or {"answers.txt": ANSWERS}))
    return str(path)


def test_checked_handed_in_judged_and_listed(workspace, tmp_path):
    assert moot(workspace, "contest", "enter", "quiz", "ann")[0] == 0
    code, told = moot(workspace, "submissions", "check", entry(tmp_path, **{"x.exe": "MZ"}), "--contest", "quiz")
    assert (code, "x.exe is a program for another machine." in told) == (2, True), told
    assert (
        "is as it must be: 1 file." in moot(workspace, "submissions", "check", entry(tmp_path), "--contest", "quiz")[1]
    )
    said = ("submissions", "submit", entry(tmp_path), "--contest", "quiz", "--who", "ann")
    assert "Entry 1 waits at place 1 of 1." in moot(workspace, *said)[1]
    assert "quiz 1: scored" in moot(workspace, "submissions", "work")[1]
    assert "Nothing waits" in moot(workspace, "submissions", "work")[1]
    rows = json.loads(moot(workspace, "submissions", "list", "--contest", "quiz", "--format", "json")[1])["rows"]
    assert [(row["number"], row["state"], row["score"], row["entrant"]) for row in rows] == [
        (1, "scored", "1.0000", "ann")
    ]


@pytest.mark.skipif(not isolation().apart, reason="this machine puts no program apart")
def test_a_worker_killed_in_the_middle_loses_nothing_and_nothing_is_scored_twice(workspace, tmp_path):
    assert moot(workspace, "contest", "enter", "race", "ann")[0] == 0
    moot(workspace, "submissions", "submit", entry(tmp_path, **{"main.py": WAITS}), "--contest", "race", "--who", "ann")
    first = subprocess.Popen(command(workspace, "submissions", "work", "--lease", "4"))
    _until(_runs)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    _until(lambda: not _runs())  # what it had begun ends with it
    done = ""
    until = time.monotonic() + PATIENCE
    while "scored" not in done and time.monotonic() < until:
        done += moot(workspace, "submissions", "work", "--lease", "4")[1]
    assert "race 1: scored" in done, done
    rows = json.loads(moot(workspace, "submissions", "list", "--contest", "race", "--format", "json")[1])["rows"]
    assert [(row["state"], row["tries"], row["score"]) for row in rows] == [("scored", 2, "0.5000")]


def _runs() -> bool:
    said = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return any(" /entry/main.py" in line for line in said.splitlines() if "inside.py" not in line)


def _until(holds) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)
