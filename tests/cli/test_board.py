"""Alerts, reports and README tables of a demo community, as an operator runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Moot

README = """# Groups

<!-- moot groups kind=sig columns=name,leads lang=zh limit=3 -->
<!-- moot end -->
"""


@pytest.fixture(scope="module")
def moot(tmp_path_factory: pytest.TempPathFactory) -> Moot:
    """The command, beside a small demo community called w."""
    moot = Moot(tmp_path_factory.mktemp("board"))
    moot("demo", "w", "--people", 40, "--months", 6, "--until", "2026-05-01")
    return moot


def test_alerts_are_shown_and_recorded_once(moot: Moot):
    told = json.loads(moot("-w", "w", "alerts", "--format", "json", "--send", "--quiet") or "{}")
    assert told == {}
    rows = json.loads(moot("-w", "w", "ask", "alerts", "--format", "json"))["rows"]
    assert {row["state"] for row in rows} <= {"raised", "silent", "unknown"}
    raised = [row for row in rows if row["state"] == "raised"]
    assert raised  # the demo ends in the past, so its sources are stale
    assert "newly raised" in moot("-w", "w", "alerts", "--send", code=1)
    assert "0 newly raised" in moot("-w", "w", "alerts", "--send", code=1)
    assert "no format" in moot("-w", "w", "alerts", "--format", "xml", code=2)


def test_a_report_is_written_in_the_forms_that_are_asked_for(moot: Moot):
    said = moot("-w", "w", "report", "monthly", "2026-04", "--lang", "zh", "--to", "out", "--form", "md,html")
    folder = Path(moot.folder, "out")
    assert said.split() == ["out/monthly-2026-04-zh.md", "out/monthly-2026-04-zh.html"]
    assert "2026 年 4 月" in (folder / "monthly-2026-04-zh.md").read_text("utf-8")
    assert list((folder / "monthly-2026-04-zh").glob("*.svg"))
    assert "no month" in moot("-w", "w", "report", "monthly", "2026-13", code=2)
    assert "There is no group" in moot("-w", "w", "report", "group", "nobody", code=2)


def test_tables_of_a_readme_are_kept_up_to_date(moot: Moot):
    readme = Path(moot.folder, "README.md")
    readme.write_text(README, "utf-8")
    assert "out of date" in moot("-w", "w", "readme", "README.md", "--check", code=1)
    assert readme.read_text("utf-8") == README
    assert "1 table, written" in moot("-w", "w", "readme", "README.md")
    assert "| 小组 | 负责人 |" in readme.read_text("utf-8")
    assert "up to date" in moot("-w", "w", "readme", "README.md", "--check")
    readme.write_text("<!-- moot nothing -->\n<!-- moot end -->\n")
    assert "There is no report 'nothing'" in moot("-w", "w", "readme", "README.md", code=2)
