"""Proposals in the portal: index, page, twins, the vote about one, the change of the charter; both languages."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.charter.reader import read_charter
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
community: {name: {en: Kit, zh: 套件}, zone: Asia/Shanghai}
people:
  - {id: ann, name: Ann Author}
  - {id: bo, name: Bo Maintainer}
  - {id: cy, name: Cy Outsider}
groups:
  - kind: committee
    slug: tsc
    name: {en: Technical Steering Committee, zh: 技术指导委员会}
    roles: [{person: ann, role: chair}, {person: bo, role: member}]
  - {kind: sig, slug: kit, name: Kit, roles: [{person: bo, role: maintainer}]}
proposals:
  - {id: kip-old, title: An old one, status: implemented, group: kit, authors: [bo], created: 2025-01-02}
  - id: kip-one
    title: One kit
    status: provisional
    group: kit
    authors: [ann, eve]
    documents: [kip-one.md]
    see_also: [kip-old]
"""
DOCUMENT = (
    "# One kit\n\n## Table of Contents\n\n<!-- toc -->\n- [Summary](#summary)\n<!-- /toc -->\n\n"
    "## Summary\n\n<script>alert(1)</script>\n\nGood **words**.\n\n## Motivation\n\n## Proposal\n"
)


@pytest.fixture(autouse=True)
def charter(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    folder = tmp_path / "charter"
    folder.mkdir()
    (folder / "community.yaml").write_text(CHARTER, "utf-8")
    (folder / "kip-one.md").write_text(DOCUMENT, "utf-8")
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_workspace(tmp_path / "w", folder)))
    return folder


def member(name: str) -> Client:
    client = signed_in(name)
    users.link(name, name, actor=SHELL, why="told me so")
    return client


def page(client: Client, address: str, language: str = "en") -> str:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200, address
    return response.content.decode()


def test_anybody_reads_the_index_and_a_proposal() -> None:
    shown = page(Client(), "/proposals/")
    assert "One kit" in shown
    assert "An old one" in shown
    assert "An old one" not in page(Client(), "/proposals/?state=provisional")
    assert "An old one" not in page(Client(), "/proposals/?author=ann")
    assert "提案" in page(Client(), "/proposals/", "zh-hans")
    shown = page(Client(), "/proposals/kip-one/")
    assert "<strong>words</strong>" in shown
    assert "alert(1)" not in shown
    assert "Table of Contents" not in shown
    assert "<h2>One kit" not in shown
    assert 'href="/proposals/kip-old/"' in shown
    assert "Sign in to put it to the vote" in shown
    assert Client().get("/proposals/nothing/").status_code == 404
    told = Client().get("/proposals/kip-one.json").json()
    assert told["about"]["state"] == "provisional"
    assert b"kip-old" in Client().get("/proposals.csv").getvalue()


def test_a_vote_and_the_change_that_follows(charter: Path) -> None:
    ann, cy = member("ann"), member("cy")
    asked = {"group": "tsc", "state": "implemented", "why": "kept"}
    wrong = ann.post("/proposals/kip-one/put/", asked, headers={"accept-language": "zh-hans"})
    assert wrong.status_code == 400
    assert "kept" in wrong.content.decode()
    assert "kip-one 当前状态为“暂定”，不能转为“已实施”。" in wrong.content.decode()
    assert cy.post("/proposals/kip-one/put/", {"group": "tsc", "state": "rejected"}).status_code == 403
    made = ann.post("/proposals/kip-one/put/", {"group": "tsc", "state": "implementable"})
    assert made.status_code == 302
    number = int(made["Location"].rstrip("/").rpartition("/")[2])
    for who in ("ann", "bo"):
        voting.vote(house().homes(), number, "yes", actor=Actor(who, people=(who,)), now=clock())
    from folkmoot.jobs.moving import close_one, end_stage, seen

    close_one(number, clock())
    if seen(number, clock()).standing.word == "open":
        end_stage(house().homes(), number, actor=SHELL, now=clock())
    shown = page(ann, "/proposals/kip-one/")
    assert "Write it into the charter" in shown
    assert "Write it into the charter" not in page(cy, "/proposals/kip-one/")
    assert cy.post("/proposals/kip-one/apply/").status_code == 403
    assert ann.post("/proposals/kip-one/apply/").status_code == 302
    states = {one.id: one.status for one in read_charter(charter).proposals}
    assert states == {"kip-old": "implemented", "kip-one": "implementable"}
    assert ann.post("/proposals/kip-one/apply/").status_code == 400
    assert f"/motions/{number}/" in page(Client(), "/proposals/kip-one/")


def test_a_page_that_ends_a_vote_tells_what_it_came_to(monkeypatch: pytest.MonkeyPatch) -> None:
    member("ann").post("/proposals/kip-one/put/", {"group": "tsc", "state": "implementable"})
    late = clock() + timedelta(days=60)
    let_it_be(monkeypatch, lambda: late)
    happened = Client().get("/proposals/kip-one.json").json()["parts"]["happened"]["rows"]
    assert [row["state"] for row in happened if row["kind"] == "motion"] == ["passed"]


def test_a_new_one_is_shown_and_downloaded(charter: Path) -> None:
    assert Client().get("/proposals/new/").status_code == 302
    cy = member("cy")
    said = {"name": "kip-two", "title": "Two kits", "group": "kit"}
    assert "+## Motivation" in cy.post("/proposals/new/", {**said, "preview": ""}).content.decode()
    given = cy.post("/proposals/new/", {**said, "patch": ""})
    assert given["Content-Disposition"] == 'attachment; filename="kip-two.patch"'
    assert b"From: cy" in given.content
    assert cy.post("/proposals/new/", {**said, "apply": ""}).status_code == 403
    assert cy.post("/proposals/new/", {**said, "name": "Kip Two", "preview": ""}).status_code == 400
    assert signed_in("eve").post("/proposals/new/", {**said, "preview": ""}).status_code == 403
    assert not (charter / "proposals").exists()


def test_no_proposal_on_file_is_no_matter_of_filters(charter: Path) -> None:
    assert "No proposal fits these filters." in Client().get("/proposals/?q=unheard").content.decode()
    (charter / "community.yaml").write_text(CHARTER.partition("proposals:")[0], "utf-8")
    said = Client().get("/proposals/").content.decode()
    assert "No proposal fits these filters." not in said
    assert "Here you get the form filled in" in said
