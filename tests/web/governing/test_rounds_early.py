"""A round that the charter announces is opened before its day: by a lead alone, who confirms it; the audit says so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.ledger import users
from folkmoot.ledger.models import Audit
from folkmoot.web.moments import clock
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import SHELL, signed_in

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {{name: Kit, zone: UTC}}
people:
  - {{id: ann, name: Ann Author}}
  - {{id: bo, name: Bo Maintainer}}
  - {{id: cy, name: Cy Outsider}}
groups:
  - {{kind: sig, slug: kit, name: Kit, roles: [{{person: bo, role: lead}}, {{person: ann, role: member}}]}}
ladders:
- id: own
  groups: [kit]
  steps: [{{role: member}}, {{role: reviewer, all: [{{count: {{kinds: [change.reviewed], subjects: 2}}}}]}}]
rounds:
- {{id: next, group: kit, roles: [reviewer], opens: {opens}, nominations_until: {until}}}
"""


@pytest.fixture(autouse=True)
def key(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> str:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    charter = tmp_path / "charter"
    charter.mkdir()
    opens, until = ((clock() + timedelta(days=days)).date() for days in (20, 34))
    (charter / "community.yaml").write_text(CHARTER.format(opens=opens, until=until), "utf-8")
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_workspace(tmp_path / "w", charter)))
    return f"next@{opens}"


def member(name: str) -> Client:
    client = signed_in(name)
    users.link(name, name, actor=SHELL, why="told me so")
    return client


def test_only_a_lead_opens_it_early_and_confirms(key: str) -> None:
    ann, bo, cy = member("ann"), member("bo"), member("cy")
    for client in (Client(), ann, cy):
        assert "open it now" not in client.get("/rounds/").content.decode()
    assert "open it now" in bo.get("/rounds/").content.decode()
    assert "立即开启…" in bo.get("/rounds/", headers={"accept-language": "zh-hans"}).content.decode()
    assert Client().post("/rounds/open/", {"key": key, "sure": "yes"})["Location"].startswith("/sign-in/")
    for client, said in ((ann, {"sure": "yes"}), (cy, {"sure": "yes"}), (bo, {})):
        assert client.post("/rounds/open/", {"key": key, **said})["Location"] == "/rounds/"
    assert bo.get("/rounds.json").json()["rows"][0]["number"] is None
    assert bo.post("/rounds/open/", {"key": key, "sure": "yes", "why": "two people wait"})["Location"] == "/rounds/1/"
    row = Client().get("/rounds.json").json()["rows"][0]
    assert (row["number"], row["stage"]) == (1, "nominations")
    said = Audit.objects.get(verb="round.open")
    assert (said.who, said.why) == ("bo", "two people wait")
    told = Client().get("/rounds/1.json").json()
    assert told["about"]["opened_by"] == "Bo Maintainer"
