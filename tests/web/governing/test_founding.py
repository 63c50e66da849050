"""Founding a group in the portal: the form, what it lacks, comments, permissions, both languages."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.ledger import users
from folkmoot.web.moments import clock
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import SHELL, signed_in
from tests.web.cast import let_it_be

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: {en: Kit, zh: 套件}}
people: [{id: ann, name: Ann}, {id: bo, name: Bo}, {id: cy, name: Cy}]
groups:
- {kind: committee, slug: tsc, name: TSC, roles: [{person: ann, role: chair}, {person: bo, role: member}]}
proposals: [{id: kip-1, title: Graphs, status: provisional, authors: [cy], group: tsc}]
"""
SAID = {
    "slug": "graphs", "kind": "sig", "name_en": "Graph learning", "scope": "Learning on <b>graphs</b>, and what it needs.",
    "lead": "cy", "people": "cy ann bo", "proposal": "kip-1",
}  # fmt: skip


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


def test_from_the_form_to_the_motion(monkeypatch: pytest.MonkeyPatch) -> None:
    cy, ann = member("cy"), member("ann")
    assert Client().get("/founding/new/").status_code == 302
    wrong = cy.post("/founding/new/", {**SAID, "slug": "No name"})
    assert wrong.status_code == 400
    assert "Graph learning" in wrong.content.decode()
    assert signed_in("eve").post("/founding/new/", SAID).status_code == 403
    assert cy.post("/founding/new/", SAID)["Location"] == "/founding/1/"
    shown = Client().get("/founding/1/").content.decode()
    assert "It is open for discussion until" in shown
    assert "<b>graphs" in shown
    assert "Sign in to speak" in shown
    assert "拟成立的小组" in Client().get("/founding/", headers={"accept-language": "zh-hans"}).content.decode()
    assert Client().get("/founding/9/").status_code == 404
    assert ann.post("/founding/1/comment/", {"why": "<i>Good</i>"}).status_code == 302
    said = Client().get("/founding/1/").content.decode()
    assert "&lt;i&gt;Good" in said
    assert '/people/ann/">Ann</a>: ' in said
    assert ann.post("/founding/1/revise/", SAID).status_code == 403
    assert ann.post("/founding/1/put/", {"group": "tsc"}).status_code == 400
    late = clock() + timedelta(days=8)
    let_it_be(monkeypatch, lambda: late)
    assert cy.post("/founding/1/put/", {"group": "tsc"}).status_code == 403
    assert "Nothing is missing" in ann.get("/founding/1/").content.decode()
    assert ann.post("/founding/1/put/", {"group": "tsc"}).status_code == 302
    assert "/motions/1/" in Client().get("/founding/1/").content.decode()
    assert "/founding/?q=graphs" in Client().get("/motions/1/").content.decode()
    about = Client().get("/motions/1.json").json()["about"]
    assert (about["opened_by"], about["people"]["lead"]["name"]) == ("Ann", "Cy")
    assert ann.post("/founding/1/apply/").status_code == 400
    assert cy.post("/founding/1/withdraw/").status_code == 400
    assert Client().get("/founding.json").json()["rows"][0]["state"] == "voting"
