"""Elections in the portal: one from nomination to certificate, without scripts; permissions; where a receipt may be."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from folkmoot.ledger import boxes, users
from folkmoot.rules.election_record import read_record
from folkmoot.web.house import house
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import SHELL, signed_in
from tests.web.cast import let_it_be

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: {en: Kit, zh: 套件}, zone: UTC}
people:
  - {id: ann, name: Ann Author}
  - {id: bo, name: Bo Maintainer}
  - {id: cy, name: Cy Outsider}
  - {id: dee, name: Dee Officer}
groups:
  - {kind: committee, slug: tsc, name: {en: TSC, zh: 技术指导委员会}, roles: [{person: dee, role: chair}]}
  - kind: sig
    slug: kit
    name: Kit
    roles: [{person: ann, role: member}, {person: bo, role: maintainer}]
elections:
  - id: kit-2026
    title: {en: Election of the kit, zh: 套件选举}
    group: tsc
    nominations: 2026-03-01
    nominations_until: 2026-03-10
    opens: 2026-03-12
    closes: 2026-03-20
    voters: {roles: [member, maintainer]}
    officers: [dee]
    publish_from: 2
"""
PAGE = "/elections/kit-2026/"
DURING, OPEN, OVER = datetime(2026, 3, 2, 9), datetime(2026, 3, 13, 9), datetime(2026, 3, 22, 9)


@pytest.fixture(autouse=True)
def portal(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text(CHARTER, "utf-8")
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_workspace(tmp_path / "w", charter)))


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moment at which the pages are asked: a test may let time pass."""
    now = [DURING]
    let_it_be(monkeypatch, lambda: now[0])
    return now


def member(name: str) -> Client:
    client = signed_in(name)
    users.link(name, name, actor=SHELL, why="told me so")
    return client


@pytest.fixture
def cast() -> dict[str, Client]:
    return {name: member(name) for name in ("ann", "bo", "cy", "dee")}


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page(client: Client, address: str = PAGE, language: str = "en") -> str:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200, address
    return words(response)


def do(client: Client, verb: str, status: int = 302, **form: str) -> str:
    response = client.post(f"{PAGE}{verb}/", form)
    assert response.status_code == status, words(response)
    return words(response)


def receipt_of(response) -> str:
    found = re.search(r'id="receipt">\s*([A-Z0-9-]+)\s*<', response.content.decode())
    assert found, words(response)
    return found[1]


@pytest.fixture
def receipt(cast, moment) -> str:
    """Ann and Bo stand; Cy, by an exception, and Ann have voted; Cy's receipt."""
    do(cast["ann"], "nominate")
    do(cast["bo"], "nominate")
    do(cast["cy"], "request", why="I run the chat.")
    do(cast["dee"], "decide", person="cy", granted="yes", why="seen there")
    moment[0] = OPEN
    sealed = cast["cy"].post(f"{PAGE}ballot/", {"m0": "1", "m1": "2"})
    assert "no-store" in sealed["Cache-Control"]
    receipt_of(cast["ann"].post(f"{PAGE}ballot/", {"m0": "1", "m1": ""}))
    return receipt_of(sealed)


def test_before_voting_people_stand_and_ask(cast, moment):
    do(cast["ann"], "nominate")
    do(cast["ann"], "statement", en="I **care**.", zh="我在乎。")
    assert "我在乎。" in page(Client(), language="zh")
    assert "You may not vote" in page(cast["cy"])
    do(cast["cy"], "request", why="I run the chat.")
    assert "I run the chat." not in page(cast["ann"])
    assert "I run the chat." in page(cast["cy"])
    assert "I run the chat." in page(cast["dee"])


def test_while_people_vote_a_receipt_finds_a_sealed_ballot(cast, receipt):
    assert "You have voted" in page(cast["cy"])
    assert "Fill in the ballot" in page(cast["bo"])
    paper = page(cast["bo"], f"{PAGE}ballot/")
    assert "Ann Author" in paper
    assert "No opinion" in paper
    found = Client().post(f"{PAGE}receipt/", {"receipt": receipt})
    assert "A sealed ballot with this receipt lies in the box." in words(found)
    assert "This is no receipt" in words(Client().post(f"{PAGE}receipt/", {"receipt": "ABC"}))


def test_after_the_count_there_is_a_certificate_that_anybody_counts_again(cast, receipt, moment):
    moment[0] = OVER
    assert "Count the ballots" in page(cast["dee"])
    do(cast["dee"], "count")
    assert "Count the ballots" not in page(cast["dee"])
    opened = words(Client().post(f"{PAGE}receipt/", {"receipt": receipt.lower()}))
    assert "This ballot was opened and counted:" in opened
    assert re.search(r"Ann Author\s+1\s+Bo Maintainer\s+2", opened)
    do(cast["dee"], "certify", why="counted twice")
    shown = page(Client())
    assert "2 of 3 voters have voted; elected: Ann Author." in shown
    assert "certified by Dee Officer" in shown
    record = Client().get(f"{PAGE}record/").content.decode()
    assert read_record(record).faults == ()
    assert json.loads(record)["result"]["elected"] == ["ann"]
    ballots = Client().get(f"{PAGE}ballots/").content.decode()
    assert ballots.splitlines()[0] == "Ann Author,Bo Maintainer"
    assert sorted(ballots.splitlines()[1:]) == ["1,2", "1,No opinion"]


def test_a_receipt_is_kept_in_no_session_message_or_address(cast, moment):
    do(cast["ann"], "nominate")
    moment[0] = OPEN
    response = cast["bo"].post(f"{PAGE}ballot/", {"m0": "1"})
    receipt = receipt_of(response)
    assert response.status_code == 200
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    assert not any(receipt in one for one in kept)
    assert not any(receipt in morsel.value for morsel in cast["bo"].cookies.values())
    again = cast["bo"].post(f"{PAGE}ballot/", {"m0": "1"})
    assert again.status_code == 400
    assert "You have voted already" in words(again)


def test_what_is_wrong_with_a_ballot_is_told_and_the_rest_is_kept(cast, moment):
    do(cast["ann"], "nominate")
    do(cast["bo"], "nominate")
    moment[0] = OPEN
    response = cast["ann"].post(f"{PAGE}ballot/", {"m0": "99x", "m1": "2"})
    assert response.status_code == 400
    html = response.content.decode()
    assert "is no mark" in html
    assert re.search(r'<option value="2"\s+selected>', html)
    assert boxes.has_voted("election:kit-2026") == frozenset()
    assert cast["ann"].post(f"{PAGE}ballot/", {}).status_code == 400


def test_who_may_not_is_told_why(cast, moment):
    assert "Sign in to see whether you may vote" in page(Client())
    assert "Group TSC" in page(Client()), "by its name"
    assert Client().get(f"{PAGE}ballot/").status_code == 302
    assert Client().post(f"{PAGE}nominate/").status_code == 302
    do(cast["cy"], "decide", 403, person="ann", granted="yes", why="why not")
    told = do(cast["ann"], "nominate", 400, person="nobody-of-that-name")
    assert "Nobody is known as" in told
    assert (
        "nobody-of-that-name"
        in cast["ann"].post(f"{PAGE}nominate/", {"person": "nobody-of-that-name"}).content.decode()
    )
    moment[0] = OPEN
    assert "You are not on the roll" in page(cast["cy"], f"{PAGE}ballot/")
    response = cast["cy"].post(f"{PAGE}ballot/", {"m0": "1"})
    assert response.status_code == 403


def test_before_the_count_there_is_no_record(cast, moment):
    assert Client().get(f"{PAGE}record/").status_code == 400
    assert Client().get(f"{PAGE}ballots/").status_code == 400
    assert Client().get("/elections/none/").status_code == 404
    assert Client().get("/elections/none/receipt/").status_code == 404


def test_the_list_and_its_twins(moment):
    assert "Election of the kit" in page(Client(), "/elections/")
    assert "套件选举" in page(Client(), "/elections/", "zh")
    rows = Client().get("/elections.json").json()["rows"]
    assert [(row["id"], row["stage"]) for row in rows] == [("kit-2026", "nominations")]
    about = Client().get("/elections/kit-2026.json").json()
    assert "cases" not in str(about)


def test_an_empty_list_teaches_the_first_step(tmp_path):
    file = house().charter_path / "community.yaml"
    file.write_text(CHARTER.partition("elections:")[0], "utf-8")
    assert "No election is declared yet" in page(Client(), "/elections/")


@pytest.mark.parametrize("method", ["approval", "plurality", "star"])
def test_every_method_has_its_paper(cast, moment, method):
    file = house().charter_path / "community.yaml"
    file.write_text(CHARTER + f"    method: {method}\n", "utf-8")
    do(cast["ann"], "nominate")
    do(cast["bo"], "nominate")
    moment[0] = OPEN
    assert "Ann Author" in page(cast["ann"], f"{PAGE}ballot/")
    form = {"approval": {"m0": "1"}, "plurality": {"vote": "m0"}, "star": {"m0": "5", "m1": "0"}}[method]
    for name in ("ann", "bo"):
        receipt_of(cast[name].post(f"{PAGE}ballot/", form))
    moment[0] = OVER
    do(cast["dee"], "count")
    assert "elected: Ann Author." in page(Client())
