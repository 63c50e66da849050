"""``moot demo``, as somebody types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.jobs.demo.conftest import moot


@pytest.fixture(scope="module")
def demo(made_demo, tmp_path_factory) -> tuple[Path, str]:
    """A workspace of 40 people and three months, the module's own, and what was said when it was made."""
    folder, said = made_demo
    return shutil.copytree(folder, tmp_path_factory.mktemp("place") / "w"), said


def test_a_workspace_that_answers(demo, made_demo):
    folder, said = demo
    assert "from 2025-12-01 to 2026-03-01" in said
    assert "with the password" in said
    answer = json.loads(moot("--workspace", folder, "ask", "groups", "--format", "json"))
    assert {row["kind"] for row in answer["rows"]} == {"sig", "wg", "committee", "chapter", "team"}
    assert str(made_demo[0]) not in (folder / "folkmoot.toml").read_text()


def test_decisions_about_people_are_on_record(demo):
    log = json.loads(moot("--workspace", demo[0], "people", "log", "--format", "json"))["rows"]
    assert {"merge", "undo", "refuse", "hide"} <= {entry["verb"] for entry in log}
    assert "operator" in moot("--workspace", demo[0], "user", "list")


def test_the_workspace_may_be_moved(demo, tmp_path):
    moved = tmp_path / "elsewhere"
    demo[0].rename(moved)
    try:
        assert json.loads(moot("--workspace", moved, "ask", "overview", "--format", "json"))["parts"]
    finally:
        moved.rename(demo[0])


def test_nothing_is_overwritten_and_nothing_half_remains(tmp_path):
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "mine").touch()
    assert "something here already" in moot("demo", tmp_path / "w", code=2)
    assert "out of bounds" in moot("demo", tmp_path / "v", "--people", 1, code=2)
    assert [path.name for path in tmp_path.rglob("*")] == ["w", "mine"]


def test_a_ledger_that_the_environment_names_is_left_alone(tmp_path):
    other = tmp_path / "other.sqlite3"
    said = moot("demo", tmp_path / "w", "--people", 20, "--months", 2, MOOT_LEDGER=str(other))
    assert "password" not in said
    assert not other.exists()
