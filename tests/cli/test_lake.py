"""``moot lake``: what the lake holds, and compacting it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from folkmoot.cli.app import app, register_verbs
from folkmoot.lake.lake import Lake
from tests.lake.facts import filled, ids


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace whose lake has thirty events in three files."""
    (tmp_path / "folkmoot.toml").write_text("")
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    filled(lake, range(30), 10)
    return tmp_path


def moot(workspace: Path, *words: str) -> str:
    register_verbs()
    done = CliRunner().invoke(app, ["--workspace", str(workspace), *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_info_counts_rows_and_files(workspace: Path) -> None:
    said = json.loads(moot(workspace, "lake", "info", "--format", "json"))
    assert said["version"] == "3.0.0.0"
    events = said["rows"][0]
    assert (events["table"], events["rows"], events["files"]) == ("events", 30, 3)
    assert (events["first_at"], events["last_at"]) == ("2026-01-01T00:00:00", "2026-01-01T00:29:00")
    assert "Version 3.0.0.0" in moot(workspace, "lake", "info")


def test_compacting_twice_leaves_one_file_and_every_row(workspace: Path) -> None:
    said = json.loads(moot(workspace, "lake", "compact", "--format", "json"))
    assert said["rows"][0] == {"table": "events", "before": 3, "after": 1, "removed": 0}
    assert "events" in moot(workspace, "lake", "compact", "--keep", "0")
    assert len(ids(Lake.at(workspace / "lake"))) == 30
    assert len(list((workspace / "lake" / "events").glob("*.parquet"))) == 1
