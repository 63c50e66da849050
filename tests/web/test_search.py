"""Search finds what is decided and planned, and each result leads to its page."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.test import Client

from folkmoot.jobs import founding, lifecycle, moving
from folkmoot.model.actor import Actor
from folkmoot.model.text import Text
from folkmoot.web.house import house
from folkmoot.wiring.workspace import make_workspace

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: {en: Kit, zh: 套件}}
people: [{id: ann, name: Ann Author}, {id: bo, name: Bo Maintainer}]
groups:
- {kind: committee, slug: tsc, name: TSC, roles: [{person: ann, role: chair}]}
- kind: sig
  slug: tools
  name: {en: Tools, zh: 工具}
  roles: [{person: bo, role: maintainer}]
  meetings: [{title: {en: Zebra weekly, zh: 斑马周会}, rrule: "FREQ=WEEKLY;BYDAY=TU", time: "19:00", zone: UTC, starts: 2024-05-07}]
proposals: [{id: kip-zebra, title: Stripes, status: provisional, group: tools}]
releases: [{id: kit-zebra, title: Kit Zebra, group: tools}]
minutes: [{group: tools, day: 2026-01-05, title: Zebra notes}]
contests:
- {id: hunt, title: {en: Zebra hunt, zh: 斑马大赛}, begins: 2026-03-01, ends: 2026-03-09, group: tools,
   scoring: [{id: fix, kind: change.merged, points: 1}]}
campaigns: [{id: spring, title: Zebra spring, begins: 2026-03-01, ends: 2026-03-09, owner: ann}]
partners: [{id: zoo, name: Zebra zoo, stage: active}, {id: secret-zoo, name: Zebra lead, stage: lead}]
"""
NOW = datetime(2026, 3, 2, 9)
ANN, BO = (Actor(name, "192.0.2.7", people=(name,)) for name in ("ann", "bo"))


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    folder = tmp_path / "charter"
    folder.mkdir()
    (folder / "community.yaml").write_text(CHARTER, "utf-8")
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_workspace(tmp_path / "w", folder)))
    homes = house().homes()
    moving.move(homes, group="tsc", kind="motion", title=Text("Paint the zebra"), actor=ANN, now=NOW)
    founding.propose(homes, {"slug": "zebra", "name_en": "Zebra SIG", "scope": "Stripes."}, actor=BO, now=NOW)
    lifecycle.ask(homes, "tools", {"what": "archive", "why": "No zebra left."}, actor=BO, now=NOW)


def test_every_result_leads_somewhere():
    rows = Client().get("/search.json?q=zebra").json()["rows"]
    assert {(row["type"], row["id"]) for row in rows} == {
        ("motion", "1"), ("founding", "1"), ("series", "tools/zebra-weekly"), ("proposal", "kip-zebra"), ("release", "kit-zebra"),
        ("minutes", "tools"), ("contest", "hunt"), ("campaign", "spring"), ("partner", "zoo"),
    }  # fmt: skip
    page = Client().get("/search/?q=zebra").content.decode()
    found = re.findall(r'<ul class="results">(.*?)</ul>', page, re.DOTALL)[0]
    links = re.findall(r'href="([^"]+)"', found)
    assert len(links) == len(rows)
    assert {link: Client().get(link.replace("&amp;", "&")).status_code for link in links} == dict.fromkeys(links, 200)
    assert ("lifecycle", "1") in {
        (row["type"], row["id"]) for row in Client().get("/search.json?q=tools").json()["rows"]
    }


def test_a_number_and_the_quick_search():
    assert Client().get("/search.json?q=motion 1").json()["rows"][0]["type"] == "motion"
    assert 'href="/motions/1/"' in Client().get("/search/suggest/?q=paint").content.decode()
    assert "/lifecycle/" in Client().get("/search/suggest/?q=to be changed").content.decode()
    chinese = Client().get("/search/suggest/?q=斑马", headers={"accept-language": "zh-hans"}).content.decode()
    assert "例会系列" in chinese
