"""``moot doctor``, as an operator runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Moot


@pytest.fixture
def workspace(moot: Moot, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("MOOT_")]:
        monkeypatch.delenv(name)
    (moot.folder / "charter").mkdir()
    (moot.folder / "charter" / "community.yaml").write_text(
        "community: {name: Example, forges: [{key: gitee, url: https://gitee.com}]}\n"
    )
    moot("init", "w", "--charter", "charter")
    return moot.folder / "w"


def test_a_new_workspace_then_an_ailing_one_then_a_broken_one(moot: Moot, workspace: Path, monkeypatch):
    told = json.loads(moot("-w", "w", "doctor", "--format", "json"))
    assert not [row for row in told["rows"] if row["severity"] != "note"]
    settings = workspace / "folkmoot.toml"
    whole = settings.read_text()
    settings.write_text(
        whole + '[[git]]\npath = "none"\nrepo = "gitee:example/kit"\n[[github]]\nrepos = ["example/kit"]\n'
    )
    monkeypatch.setenv("MOOT_GITHUB_TOKEN", "one,two")
    monkeypatch.setenv("COLUMNS", "200")
    said = moot("-w", "w", "doctor", code=1)
    assert "The repository is not there." in " ".join(said.split())
    assert "MOOT_GITHUB_TOKEN" not in said
    assert "代码仓不存在" in moot("-w", "w", "doctor", "--lang", "zh", code=1)

    (moot.folder / "charter" / "community.yaml").unlink()
    settings.write_text('charter = "../charter"\nledger = "none/ledger.sqlite3"\n')
    monkeypatch.delenv("MOOT_GITHUB_TOKEN")
    rows = _rows(workspace)
    assert {row["area"] for row in rows if row["severity"] == "error"} >= {"charter", "ledger"}
    assert "this is no workspace" in moot("doctor", code=2)


def _rows(workspace: Path) -> list[dict[str, str]]:
    done = subprocess.run(
        [sys.executable, "-c", "from folkmoot.cli import main; main()", "-w", str(workspace), "doctor", "--format", "json"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    rows: list[dict[str, str]] = json.loads(done.stdout)["rows"]
    return rows


DELIVERED = """
import sys
from datetime import datetime
from pathlib import Path
from folkmoot.model.delivery import Arrived
from folkmoot.wiring.house import open_house
open_house(Path(sys.argv[1]))
from folkmoot.ledger.arriving import keep
keep([Arrived("gitee", "1", "Push Hook", "{}", datetime(2026, 1, 2, 3, 4))])
"""


def test_a_delivery_that_nobody_takes_in(moot: Moot, workspace: Path) -> None:
    subprocess.run([sys.executable, "-c", DELIVERED, str(workspace)], check=True, timeout=60)
    (row,) = [row for row in _rows(workspace) if row["area"] == "deliveries"]
    assert (row["severity"], row["about"]) == ("warning", "pending")
    assert row["says"] == "1 delivery waits, the oldest since 2026-01-02 03:04 UTC."
