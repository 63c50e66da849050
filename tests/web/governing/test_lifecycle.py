"""What becomes of a group, in the portal: who may ask, speak, put it to the vote and write it; the list with what is still needed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.jobs import voting
from folkmoot.ledger import users
from folkmoot.model.actor import Actor
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import SHELL, signed_in
from tests.web.cast import let_it_be

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: {en: Kit, zh: 套件}}
people: [{id: ann, name: Ann Author}, {id: bo, name: Bo Maintainer}, {id: cy, name: Cy Outsider}]
groups:
- {kind: committee, slug: tsc, name: TSC, roles: [{person: ann, role: chair}]}
- {kind: sig, slug: kit, name: {en: Kit, zh: 套件组}, roles: [{person: bo, role: maintainer}]}
- {kind: sig, slug: tools, name: Tools, roles: [{person: cy, role: member}]}
"""
SAID = {"group": "kit", "what": "merge", "into": "tools", "why": "The work goes on in Tools. <script>alert(1)</script>"}


@pytest.fixture(autouse=True)
def charter(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    folder = tmp_path / "charter"
    folder.mkdir()
    (folder / "community.yaml").write_text(CHARTER, "utf-8")
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_workspace(tmp_path / "w", folder)))
    return folder


def member(name: str) -> Client:
    client = signed_in(name)
    users.link(name, name, actor=SHELL, why="told me so")
    return client


def test_from_the_question_to_the_charter(charter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ann, bo, cy = member("ann"), member("bo"), member("cy")
    assert Client().get("/lifecycle/new/").status_code == 302
    assert "Nobody has asked" in Client().get("/lifecycle/").content.decode()
    assert cy.post("/lifecycle/new/", SAID).status_code == 403  # serves in neither as a lead
    wrong = bo.post("/lifecycle/new/", {**SAID, "what": "revive"})
    assert (wrong.status_code, "is active" in wrong.content.decode()) == (400, True)
    chinese = bo.post("/lifecycle/new/", {**SAID, "what": "revive"}, headers={"accept-language": "zh-hans"})
    assert "无法进行此变更" in chinese.content.decode()
    assert bo.post("/lifecycle/new/", SAID)["Location"] == "/lifecycle/1/"
    shown = Client().get("/lifecycle/1/").content.decode()
    assert "It is open for discussion until" in shown
    assert "<script>alert" not in shown
    assert cy.post("/lifecycle/1/comment/", {"why": "What of me?"}).status_code == 302
    assert cy.post("/lifecycle/1/withdraw/").status_code == 403
    assert ann.post("/lifecycle/1/put/", {"group": "tsc"}).status_code == 400  # the week is not over
    later = clock() + timedelta(days=8)
    let_it_be(monkeypatch, lambda: later)
    assert bo.post("/lifecycle/1/put/", {"group": "tsc"}).status_code == 403
    assert ann.post("/lifecycle/1/put/", {"group": "tsc"}).status_code == 302
    voting.vote(house().homes(), 1, "yes", actor=Actor("ann", people=("ann",)), now=later)
    end = later + timedelta(days=30)
    let_it_be(monkeypatch, lambda: end)
    assert (
        "+  status: archived" in ann.get("/lifecycle/1/").content.decode()
        or "status: archived" in ann.get("/lifecycle/1/").content.decode()
    )
    assert bo.post("/lifecycle/1/apply/").status_code == 403
    assert ann.post("/lifecycle/1/apply/").status_code == 302
    assert "archived" in (charter / "community.yaml").read_text("utf-8")
    rows = Client().get("/lifecycle.json").json()["rows"]
    assert [(row["stage"], row["needs"]) for row in rows] == [("done", [])]


def test_the_lists_say_what_is_still_needed_in_both_languages() -> None:
    bo = member("bo")
    bo.post("/lifecycle/new/", {**SAID, "into": ""})
    row = Client().get("/lifecycle.json").json()["rows"][0]
    assert (row["stage"], row["needs"][0]) == ("lacking", "It does not say which group takes over.")
    page = Client().get("/lifecycle/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "尚未说明并入哪个小组。" in page
    assert "套件组" in page
    assert "None of them fits" in Client().get("/lifecycle/?state=done").content.decode()
    assert Client().get("/lifecycle/?state=open").content.decode().count("/lifecycle/1/") == 1
    assert Client().get("/lifecycle/9/").status_code == 404
    assert bo.post("/lifecycle/1/comment/", {"why": " "}).status_code == 400


def test_nothing_changes_without_the_form_s_token() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member("bo").get("/").wsgi_request.user)
    assert client.post("/lifecycle/new/", SAID).status_code == 403
