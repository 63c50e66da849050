"""Joining a group from its page: applications, answers, somebody new, leaving, two at once, and the one change that says all of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.charter.reader import read_charter
from folkmoot.jobs import joining
from folkmoot.ledger import petitions, users
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.web.house import house
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import SHELL, signed_in

pytestmark = pytest.mark.django_db

PEOPLE = """\
people:
  - {id: ann, name: Ann Author}
  - {id: bo, name: Bo Maintainer}
  - {id: cy, name: Cy Outsider}
  - {id: dee, name: Dee Reader}
"""
KIT = """\
group:
  kind: sig
  slug: kit
  name: Kit
  channels: [{kind: mail, address: kit@lists.example.org}]
  roles:
  - {person: bo, role: maintainer}
  - {person: ann, role: member}  # the first
"""
OTHERS = """\
community: {name: {en: Kit, zh: 套件}}
groups:
  - {kind: committee, slug: tsc, name: TSC, roles: [{person: ann, role: chair}]}
  - {kind: sig, slug: old, name: Old, status: archived}
  - {kind: sig, slug: free, name: Free, joining: open, roles: [{person: bo, role: lead}]}
"""
NOW = datetime(2026, 3, 2, 9)
ANN, BO, CY = (Actor(name, "192.0.2.7", people=(name,)) for name in ("ann", "bo", "cy"))
EVE = Actor("eve@gitee", "192.0.2.9")


@pytest.fixture(autouse=True)
def charter(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    folder = tmp_path / "charter"
    folder.mkdir()
    for name, words in (("community.yaml", OTHERS), ("people.yaml", PEOPLE), ("kit.yaml", KIT)):
        (folder / name).write_text(words, "utf-8")
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_workspace(tmp_path / "w", folder)))
    return folder


def member(name: str) -> Client:
    client = signed_in(name)
    users.link(name, name, actor=SHELL, why="told me so")
    return client


def test_somebody_known_and_somebody_new_join_in_one_change(charter: Path) -> None:
    homes = house().homes()
    first = joining.ask(homes, "kit", actor=CY, now=NOW, why="I use it.")
    second = joining.ask(homes, "kit", actor=EVE, accounts=("gitee:eve",), name="Eve New", now=NOW)
    assert [one.state for one in (first, second)] == ["asked", "asked"]
    with pytest.raises(BadInput, match="asked already"):
        joining.ask(homes, "kit", actor=CY, now=NOW)
    with pytest.raises(NotAllowed):
        joining.answer(homes, first.number, "accept", actor=ANN, now=NOW)
    for one in (first, second):
        joining.answer(homes, one.number, "accept", actor=BO, now=NOW, why="welcome")
    with pytest.raises(BadInput, match="accepted already"):
        joining.answer(homes, first.number, "refuse", actor=BO, now=NOW, why="no")
    joining.leave(homes, "kit", actor=ANN, now=NOW)
    plan = joining.planned(homes, "kit", NOW)
    assert [one.person for one in (*plan.joins, *plan.leaves)] == ["cy", "eve", "ann"]
    joining.apply(homes, "kit", actor=BO, now=NOW)
    read = read_charter(charter)
    assert read.person_by_id["eve"].accounts == ("gitee:eve",)
    terms = [(one.person, one.role, str(one.until), one.cause) for one in read.group_by_slug["kit"].roles]
    assert terms == [
        ("bo", "maintainer", "None", ""), ("ann", "member", "2026-03-01", "left"),
        ("cy", "member", "None", "application 1"), ("eve", "member", "None", "application 2"),
    ]  # fmt: skip
    assert [one.state for one in petitions.every("join")] == ["done", "done"]
    with pytest.raises(BadInput, match="nobody joins or leaves"):
        joining.apply(house().homes(), "kit", actor=BO, now=NOW)


def test_open_closed_refused_and_asked_again() -> None:
    homes = house().homes()
    assert joining.ask(homes, "free", actor=CY, now=NOW).state == "accepted"
    with pytest.raises(BadInput, match="by asking"):
        joining.ask(homes, "tsc", actor=CY, now=NOW)
    with pytest.raises(BadInput, match="serve in kit already"):
        joining.ask(homes, "kit", actor=ANN, now=NOW)
    with pytest.raises(NotAllowed, match="proven no account"):
        joining.ask(homes, "kit", actor=EVE, now=NOW)
    one = joining.ask(homes, "kit", actor=CY, now=NOW)
    with pytest.raises(BadInput, match="has a reason"):
        joining.answer(homes, one.number, "refuse", actor=BO, now=NOW)
    stale = petitions.one("join", one.number)
    joining.answer(homes, one.number, "refuse", actor=BO, now=NOW, why="Do one change first.")
    with pytest.raises(petitions.Overtaken):  # another lead who has not seen the refusal
        petitions.act(stale, "accept", actor=SHELL, now=NOW)
    again = joining.ask(homes, "kit", actor=CY, now=NOW)
    with pytest.raises(NotAllowed):
        joining.withdraw(again.number, actor=ANN, now=NOW)
    assert joining.withdraw(again.number, actor=CY, now=NOW).state == "withdrawn"


def test_the_page_from_the_application_to_the_charter(charter: Path) -> None:
    shown = Client().get("/groups/kit/join/").content.decode()
    assert "Sign in to join" in shown
    assert "kit@lists.example.org" in shown
    assert "加入" in Client().get("/groups/kit/join/", headers={"accept-language": "zh-hans"}).content.decode()
    assert Client().post("/groups/kit/join/ask/").status_code == 302
    assert Client().get("/groups/none/join/").status_code == 404
    assert "The group is archived" in Client().get("/groups/old/join/").content.decode()
    assert "/groups/old/join/" not in Client().get("/groups/old/").content.decode()
    cy, bo = member("cy"), member("bo")
    assert "Ask to join" in cy.get("/groups/kit/join/").content.decode()
    assert cy.post("/groups/kit/join/ask/", {"why": "<b>I use it</b>"}).status_code == 302
    waits = cy.get("/groups/kit/join/").content.decode()
    assert "You have asked to join" in waits
    assert "Ask to join" not in waits
    assert "Ask to join" in member("dee").get("/groups/kit/join/").content.decode()
    assert cy.post("/groups/kit/join/ask/", {"why": "again"}).status_code == 400
    assert "&lt;b&gt;I use it" in bo.get("/groups/kit/join/").content.decode()
    assert cy.post("/groups/kit/join/accept/", {"number": "1"}).status_code == 403
    assert bo.post("/groups/kit/join/accept/", {"number": "x"}).status_code == 400
    assert bo.post("/groups/kit/join/accept/", {"number": "1"}).status_code == 302
    assert "+  - person: cy" in bo.get("/groups/kit/join/").content.decode()
    assert cy.post("/groups/kit/join/write/").status_code == 403
    assert bo.post("/groups/kit/join/write/").status_code == 302
    assert [one.person for one in read_charter(charter).group_by_slug["kit"].roles] == ["bo", "ann", "cy"]
    assert Client().get("/groups/kit/join.json").json()["rows"][0]["state"] == "done"
    assert cy.post("/groups/kit/join/leave/").status_code == 302
