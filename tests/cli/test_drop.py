"""``moot drop check`` and ``moot collect drop``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from folkmoot.cli.app import app, register_verbs
from folkmoot.model.errors import MootError

CHARTER = """\
community: {name: Example, zone: Asia/Shanghai}
drops:
  - {name: sheet, files: "sheets/*.csv", preset: events, kind: meeting.attended}
"""
GOOD, BAD = "2026-11-03 19:00,Ann,[kit]\n", "soon,Bo,[kit]\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "charter").mkdir()
    (tmp_path / "charter" / "community.yaml").write_text(CHARTER)
    folder = tmp_path / "w"
    (folder / "drop" / "sheets").mkdir(parents=True)
    (folder / "folkmoot.toml").write_text('charter = "../charter"\n')
    put(folder, "a.csv", GOOD)
    return folder


def put(workspace: Path, name: str, rows: str) -> None:
    (workspace / "drop" / "sheets" / name).write_text(f"时间,姓名,标题\n{rows}")


def moot(workspace: Path, *words: str, code: int = 0) -> Result:
    register_verbs()
    done = CliRunner().invoke(app, ["--workspace", str(workspace), *words])
    assert done.exit_code == code, done.output
    return done


def test_a_dry_run_shows_what_would_arrive_and_writes_nothing(workspace):
    said = moot(workspace, "drop", "check").stdout
    assert "sheets/a.csv by sheet: 1 row brings 1 meeting.attended" in said
    assert "2026-11-03 11:00:00" in said
    assert not (workspace / "lake").exists()
    told = json.loads(moot(workspace, "drop", "check", "sheets/a.csv", "--format", "json").stdout)
    assert told["right"]
    assert told["files"][0]["brings"] == {"meeting.attended": 1}
    assert told["files"][0]["first"][0] == {
        "at": "2026-11-03T11:00:00", "what": "meeting.attended", "who": "drop:ann", "about": "[kit]", "amount": None,
        "more": {"title": "[kit]"},
    }  # fmt: skip


def test_what_is_wrong_has_its_place_and_a_status(workspace):
    put(workspace, "b.csv", GOOD + BAD)
    said = moot(workspace, "drop", "check", code=1).stdout
    assert "sheets/b.csv:3: 时间: 'soon' is no moment: write 2026-11-03 19:00" in said
    told = json.loads(moot(workspace, "drop", "check", "sheets/b.csv", "--format", "json", code=1).stdout)
    (problem,) = told["files"][0]["problems"]
    assert (problem["row"], problem["column"], told["files"][0]["refused"]) == (3, "时间", 1)


def test_files_that_nothing_takes_are_named(workspace):
    (workspace / "drop" / "x.csv").write_text("a")
    (workspace / "drop" / "y.xlsx").write_text("a")
    said = moot(workspace, "drop", "check", code=1).stdout
    assert "no mapping takes this file" in said
    assert "save it as CSV UTF-8" in said


def test_what_cannot_run(workspace, tmp_path):
    for name in ("none.csv", "../folkmoot.toml"):
        assert isinstance(moot(workspace, "drop", "check", name, code=1).exception, MootError)
    for path in sorted((workspace / "drop").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert "empty" in moot(workspace, "drop", "check").stdout
    (workspace / "drop").rmdir()
    assert "there is no drop folder" in str(moot(workspace, "drop", "check", code=1).exception)


def test_collecting_brings_the_good_rows_and_says_what_is_missing(workspace):
    put(workspace, "b.csv", GOOD.replace("03", "04") + BAD)
    told = json.loads(moot(workspace, "collect", "drop", "--format", "json").stdout)
    (row,) = told["rows"]
    assert (row["repo"], row["added"], row["complete"]) == ("drop:sheet", 2, False)
    assert "1 of 2 rows" in row["note"] or "1 of 2 row was refused" in row["note"]
    assert json.loads(moot(workspace, "collect", "drop", "--format", "json").stdout)["rows"][0]["added"] == 0
