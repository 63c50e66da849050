"""Collecting beside the portal: it begins at once, and stops with the portal."""

from __future__ import annotations

import time
from pathlib import Path

from folkmoot.lake.lake import Lake
from folkmoot.wiring.beside import IN_TURN, Beside, poll
from folkmoot.wiring.workspace import make_workspace
from tests.gits import Git


def test_no_minutes_no_polling(tmp_path):
    assert poll(tmp_path, 0) is None


def test_what_is_new_arrives_without_being_asked_for(tmp_path):
    (tmp_path / "charter").mkdir()
    (tmp_path / "charter" / "community.yaml").write_text("community: {name: Example}\n")
    kit = Git(tmp_path / "kit")
    kit.commit("One", {"a": "1"})
    folder = make_workspace(tmp_path / "w", tmp_path / "charter")
    with (folder / "folkmoot.toml").open("a") as settings:
        settings.write(f'\n[[git]]\npath = "{kit.folder}"\nrepo = "gitee:example/kit"\n')
    polling = poll(folder, 60)
    assert polling is not None
    lake, until = Lake.at(folder / "lake"), time.monotonic() + 120
    while not lake.snapshot().coverage() and time.monotonic() < until:
        time.sleep(0.1)
    polling.stop()
    polling.thread.join(10)
    assert not polling.thread.is_alive()
    assert {row.repo for row in lake.snapshot().coverage()} == {"gitee:example/kit"}


def test_of_those_that_take_turns_one_runs_at_a_time(tmp_path: Path) -> None:
    with IN_TURN:
        waiting = Beside(tmp_path, ("--help",), 60, turn=IN_TURN).start()
        time.sleep(0.3)
        assert waiting._process is None
    until = time.monotonic() + 60
    while (waiting._process is None or waiting._process.poll() is None) and time.monotonic() < until:
        time.sleep(0.1)
    assert waiting._process is not None
    assert waiting._process.returncode == 0
    waiting.stop()
    waiting.thread.join(10)
    assert not waiting.thread.is_alive()
