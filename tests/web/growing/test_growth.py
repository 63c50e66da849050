"""Growth: every programme stands on one page with what is under way in it, also where nothing is declared yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.lake import Lake
from folkmoot.model.event import Coverage, Event
from folkmoot.reports.growth import PROGRAMMES
from folkmoot.web.moments import clock
from folkmoot.wiring.workspace import make_workspace

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {{name: Kit, zone: Asia/Shanghai}}
people:
  - {{id: bo, name: Bo Maintainer, accounts: ["gitee:bo"]}}
groups:
  - {{kind: sig, slug: kit, name: Kit SIG, roles: [{{person: bo, role: lead}}]}}
camps:
  - {{id: now, title: Running camp, begins: {today}, group: kit, days: [{{title: One}}, {{title: Two}}]}}
  - {{id: past, title: Past camp, begins: 2020-01-01, group: kit, days: [{{title: One}}]}}
"""
EMPTY = "community: {{name: Kit, zone: Asia/Shanghai}}\n"


def workspace(folder: Path, monkeypatch: pytest.MonkeyPatch, charter: str) -> Lake:
    (folder / "charter").mkdir()
    today = date.fromordinal(clock().date().toordinal()).isoformat()
    (folder / "charter" / "community.yaml").write_text(charter.format(today=today), "utf-8")
    found = make_workspace(folder / "w", folder / "charter")
    monkeypatch.setenv("MOOT_WORKSPACE", str(found))
    return Lake.at(found / "lake")


def test_what_runs_is_shown_and_what_is_over_is_only_counted(tmp_path, monkeypatch):
    workspace(tmp_path, monkeypatch, CHARTER)
    page = Client().get("/growth/").content.decode()
    assert "Running camp" in page
    assert "Past camp" not in page
    [camps] = [row for row in Client().get("/growth.json").json()["rows"] if row["name"] == "camps"]
    assert (camps["live"], camps["all"]) == (1, 2)


def test_levels_are_counted_and_what_is_not_known_is_not_zero(tmp_path, monkeypatch):
    """
    now - 2 minutes  change.merged  kit!1  bo      and stars were never read
    """
    lake = workspace(tmp_path, monkeypatch, CHARTER)
    at = clock().replace(second=0)
    append_events(
        lake, [Event("e", at, "change.merged", "gitee:bo", "gitee:kit/kit", "gitee:kit/kit!1", source="gitee")]
    )
    append_coverage(lake, [Coverage("gitee", "gitee:kit/kit", "change.merged", at, at, at)])
    levels = {row["level"]: row["people"] for row in Client().get("/growth.json").json()["parts"]["levels"]["rows"]}
    assert levels == {"D0": 1, "D1": 1, "D2": 1}


@pytest.mark.parametrize(("language", "says"), [("en", "From first contact"), ("zh-CN", "从初次接触")])
def test_nothing_declared_is_a_page_too(tmp_path, monkeypatch, language, says):
    workspace(tmp_path, monkeypatch, EMPTY)
    answer = Client(headers={"accept-language": language}).get("/growth/")
    assert answer.status_code == 200
    assert says in answer.content.decode()
    told = Client().get("/growth.json").json()
    assert {row["name"] for row in told["rows"]} == {one.name for one in PROGRAMMES}
    assert all(row["live"] == 0 for row in told["rows"])
