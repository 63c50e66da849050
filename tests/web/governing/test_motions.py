"""Motions in the portal: who may do what, forms that keep what was typed, both languages, twins, the signed record."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.jobs import moving
from folkmoot.ledger import motions, users
from folkmoot.ledger.models import Audit, MotionAct
from folkmoot.rules.recompute import verified
from folkmoot.web.house import house
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
  - kind: sig
    slug: kit
    name: Kit
    roles: [{person: bo, role: maintainer}, {person: ann, role: member}]
voting:
  - {name: sealed, title: {en: By secret ballot, zh: 秘密投票}, threshold: more than 1/2, secret: true}
"""
FORM = {
    "group": "tsc",
    "kind": "motion",
    "title_en": "Adopt the plan",
    "title_zh": "采纳计划",
    "text": "It is **good**.",
    "rule": "majority",
}


@pytest.fixture(autouse=True)
def portal(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text(CHARTER, "utf-8")
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_workspace(tmp_path / "w", charter)))


def member(name: str) -> Client:
    client = signed_in(name)
    users.link(name, name, actor=SHELL, why="told me so")
    return client


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moment at which the pages are asked: a test may let time pass."""
    now = [datetime(2026, 3, 2, 9)]
    let_it_be(monkeypatch, lambda: now[0])
    return now


@pytest.fixture
def ann() -> Client:
    return member("ann")


@pytest.fixture
def bo() -> Client:
    return member("bo")


@pytest.fixture
def cy() -> Client:
    return member("cy")


def words(client: Client, address: str, language: str = "en", status: int = 200) -> str:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == status, address
    return said(response.content.decode())


def said(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def opened(client: Client, **more: str) -> int:
    response = client.post("/motions/new/", {**FORM, **more})
    assert response.status_code == 302, said(response.content.decode())
    return int(response["Location"].rstrip("/").rpartition("/")[2])


@pytest.fixture
def over(moment: list[datetime]) -> Callable[[], None]:
    """Let the time of all motions be over and close them."""

    def pass_by() -> None:
        moment[0] += timedelta(days=30)
        moving.close_due(moment[0])

    return pass_by


def test_an_empty_list_teaches_the_first_step(ann):
    assert "Nothing has been put to a vote yet" in words(Client(), "/motions/")
    assert "New motion" in words(ann, "/motions/")
    assert "New motion" not in words(Client(), "/motions/")


def test_from_the_form_to_the_signed_record(ann, bo, over):
    preview = said(ann.post("/motions/new/", {**FORM, "preview": "1"}).content.decode())
    assert "Majority of votes cast, with a third taking part" in preview
    assert "2 people would vote" in preview
    assert motions.every() == ()
    number = opened(ann)
    page = words(bo, f"/motions/{number}/")
    assert "Adopt the plan" in page
    assert "It is good ." in page
    assert "1 more in favour to pass; 1 more to take part for the quorum." in page
    assert bo.post(f"/motions/{number}/vote/", {"choice": "yes", "why": "high time"}).status_code == 302
    page = words(bo, f"/motions/{number}/")
    assert "Change your vote" in page
    assert "“high time”" in page
    assert "Still needed: nothing: it passes if it stays like this." in page
    assert "1 in favour" in words(Client(), "/motions/") or "1 for" in words(Client(), "/motions/")
    assert Client().get(f"/motions/{number}/record.json").status_code == 400
    over()
    page = words(Client(), f"/motions/{number}/")
    assert "Passed. 1 in favour, 0 against; 2 may vote." in page
    record = json.loads(Client().get(f"/motions/{number}/record.json").content)
    assert verified(record).word == "passed"
    assert record["signature"]["public_key"] in page
    assert Audit.objects.get(verb="motion.vote").origin == "127.0.0.1"


def test_pages_speak_chinese(ann, over):
    number = opened(ann)
    page = words(ann, f"/motions/{number}/", "zh-hans")
    for word in ("采纳计划", "进行中", "你的投票", "选民", "还需 1 票赞成", "经过", "决议记录"):
        assert word in page
    assert "发起动议" in words(ann, "/motions/", "zh-hans")
    assert "查看规则与选民" in words(ann, "/motions/new/", "zh-hans")
    over()
    assert "未达法定人数" in words(ann, "/motions/", "zh-hans")


def test_the_first_stage_may_end_with_the_meeting(ann):
    number = opened(ann, rule="committee", closes="2026-03-05T20:00")
    assert motions.motion(number).first_ends_at == datetime(2026, 3, 5, 12)  # 20:00 in Shanghai
    assert "until 2026-03-05 20:00" in words(ann, f"/motions/{number}/")
    for wrong, told in (("tomorrow", "is no moment"), ("2026-03-01T10:00", "end before it begins")):
        response = ann.post("/motions/new/", {**FORM, "closes": wrong})
        assert response.status_code == 400
        assert told in said(response.content.decode())


def test_who_may_open_one(ann, bo, cy):
    assert Client().get("/motions/new/").status_code == 302
    assert Client().post("/motions/new/", FORM).status_code == 302
    assert "You cannot open a motion" in words(cy, "/motions/new/")
    refused = cy.post("/motions/new/", FORM)
    assert refused.status_code == 403
    assert ann.post("/motions/new/", {**FORM, "group": "kit"}).status_code == 403
    assert motions.every() == ()
    opened(bo, group="kit")
    opened(bo)


def test_what_is_wrong_is_told_beside_the_form_and_what_was_typed_stays(ann):
    response = ann.post("/motions/new/", {**FORM, "title_en": "", "title_zh": "", "recused": "zoe"})
    page = response.content.decode()
    assert response.status_code == 400
    assert "A motion needs a question." in said(page)
    assert 'value="zoe"' in page
    assert "It is **good**." in page
    assert "nobody called &#x27;zoe&#x27;" in ann.post("/motions/new/", {**FORM, "recused": "zoe"}).content.decode()


def test_who_may_do_what_to_one(ann, bo, cy):
    number = opened(ann)
    verbs = {
        "vote": {"choice": "yes"},
        "object": {"why": "dear"},
        "retract": {},
        "recuse": {},
        "withdraw": {"why": "no"},
        "end": {},
        "floor": {},
    }
    for verb, form in verbs.items():
        assert Client().post(f"/motions/{number}/{verb}/", form)["Location"].startswith("/sign-in/")
        assert ann.get(f"/motions/{number}/{verb}/").status_code == 405
        response = cy.post(f"/motions/{number}/{verb}/", form)
        assert response.status_code == 403, verb
        assert 'role="alert"' in response.content.decode()
    for verb in ("withdraw", "end", "floor"):
        assert bo.post(f"/motions/{number}/{verb}/", verbs[verb]).status_code == 403, verb
    assert MotionAct.objects.count() == 0
    assert Client(enforce_csrf_checks=True).post(f"/motions/{number}/vote/", {"choice": "yes"}).status_code == 403
    assert "Sign in to vote" in words(Client(), f"/motions/{number}/")
    assert "You are not of this motion" in words(cy, f"/motions/{number}/")


def test_a_reason_that_is_missing_is_asked_for_with_what_was_typed(ann):
    number = opened(ann)
    response = ann.post(f"/motions/{number}/object/", {"why": "  "})
    assert response.status_code == 400
    assert "An objection needs a reason." in said(response.content.decode())
    long = ann.post(f"/motions/{number}/object/", {"why": "x" * 2001})
    assert "too long" in said(long.content.decode())
    assert "x" * 2001 in long.content.decode()


def test_objecting_recusing_withdrawing(ann, bo):
    number = opened(ann)
    assert bo.post(f"/motions/{number}/object/", {"why": "too dear"}).status_code == 302
    assert "Objections that stand" in words(bo, f"/motions/{number}/")
    assert bo.post(f"/motions/{number}/retract/").status_code == 302
    assert "Objections that stand" not in words(bo, f"/motions/{number}/")
    assert bo.post(f"/motions/{number}/recuse/", {"why": "my sister sells it"}).status_code == 302
    page = words(bo, f"/motions/{number}/")
    assert "You have left this vote." in page
    assert "1 may vote" in page
    assert ann.post(f"/motions/{number}/withdraw/", {"why": "a slip"}).status_code == 302
    page = words(ann, f"/motions/{number}/")
    assert "Withdrawn: a slip" in page
    assert "Your vote" not in page
    assert verified(json.loads(ann.get(f"/motions/{number}/record.json").content)).word == "withdrawn"


def test_a_chair_writes_down_who_is_there_and_how_they_vote(ann, bo):
    number = opened(ann, rule="committee")
    assert "Roll call, and votes of those in the room" in words(ann, f"/motions/{number}/")
    assert "Roll call, and votes" not in words(bo, f"/motions/{number}/")
    form = {"here-ann": "1", "here-bo": "1", "choice-ann": "yes", "choice-bo": "abstain"}
    page = said(ann.post(f"/motions/{number}/floor/", form, follow=True).content.decode())
    assert "2 electors are there. 2 votes written down." in page
    assert "recorded by Ann" in page
    page = said(ann.post(f"/motions/{number}/end/", follow=True).content.decode())
    assert "The motion is closed: passed." in page
    again = ann.post(f"/motions/{number}/end/")
    assert again.status_code == 400
    assert "is over" in said(again.content.decode())


def test_too_few_in_the_room_hand_it_on(ann, bo):
    number = opened(ann, rule="committee")
    page = said(ann.post(f"/motions/{number}/end/", follow=True).content.decode())
    assert "Too few were there: the vote goes on in the next stage." in page
    assert "by mail" in page


def test_a_secret_vote_shows_who_voted_and_nothing_more(ann, bo, over):
    number = opened(ann, rule="sealed")
    response = ann.post(f"/motions/{number}/vote/", {"choice": "no"})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    receipt = re.search('id="receipt">([^<]+)<', response.content.decode())[1]
    assert "You have voted, in secret." in words(ann, f"/motions/{number}/")
    look = f"/motions/{number}/receipt/"
    assert "lies in the box" in said(Client().post(look, {"receipt": receipt}).content.decode())
    assert Client().post(look, {"receipt": "none"}).status_code == 400
    assert Client().get(f"/motions/{opened(ann)}/receipt/").status_code == 404
    twice = ann.post(f"/motions/{number}/vote/", {"choice": "yes"})
    assert twice.status_code == 400
    everything = Client().get(f"/motions/{number}.json").content.decode()
    about = json.loads(everything)["about"]
    assert (about["yes"], about["no"], about["count"]["no"]) == (None, None, 0)
    assert "1 of 2" in words(Client(), f"/motions/{number}/")
    bo.post(f"/motions/{number}/vote/", {"choice": "yes"})
    over()
    page = words(Client(), f"/motions/{number}/")
    assert "1 in favour, 1 against" in page
    assert "has voted, in secret" in page
    counted = said(Client().post(look, {"receipt": receipt}).content.decode())
    assert "This vote was counted: against." in counted
    record = json.loads(Client().get(f"/motions/{number}/record.json").content)
    assert any(one["mark"] in counted for one in record["ballots"])
    assert verified(record).word == "failed"
    assert record["voted"] == ["ann", "bo"]
    assert not [act for act in record["acts"] if act["elector"]]


def test_twins_filters_and_what_is_not_there(ann, bo, over):
    first = opened(ann)
    over()
    second = opened(bo, group="kit", title_en="Move the meeting", title_zh="")
    bo.post(f"/motions/{second}/vote/", {"choice": "yes"})
    told = json.loads(Client().get("/motions.json?state=lapsed").content)
    assert [row["number"] for row in told["rows"]] == [first]
    assert Client().get("/motions.csv").content.decode().count("\n") >= 3
    assert "Ann Author" in Client().get(f"/motions/{first}.csv").content.decode()
    assert "Move the meeting" in words(ann, "/motions/?group=kit")
    assert "Adopt the plan" not in words(ann, "/motions/?group=kit")
    assert "No motion fits these filters." in words(ann, "/motions/?q=unheard")
    assert "Adopt the plan" in words(ann, f"/motions/?q={first}&kind=motion")
    words(ann, "/motions/999/", status=404)
    assert ann.post("/motions/999/vote/", {"choice": "yes"}).status_code in (400, 404)


def test_somebody_hidden_votes_without_a_name(ann, bo, over):
    from folkmoot.ledger import corrections

    number = opened(ann)
    bo.post(f"/motions/{number}/vote/", {"choice": "yes", "why": "Bo Maintainer agrees"})
    corrections.write("hide", "bo", actor=SHELL, why="asked for it")
    over()
    for address in (
        f"/motions/{number}/",
        f"/motions/{number}.json",
        f"/motions/{number}/record.json",
        "/motions.json",
    ):
        told = Client().get(address).content.decode()
        assert "Bo Maintainer" not in told, address
        assert '"bo"' not in told, address
        assert "/people/bo/" not in told, address
    assert verified(json.loads(Client().get(f"/motions/{number}/record.json").content)).word == "passed"


def test_an_answer_of_the_past_knows_nothing_of_later(ann, moment):
    number = opened(ann)
    at = moment[0]
    moment[0] += timedelta(hours=1)
    ann.post(f"/motions/{number}/vote/", {"choice": "yes"})
    said_then = house().answer("motion", {"id": str(number), "at": at.isoformat()})
    assert said_then.about["yes"] == 0
    later = (at + timedelta(days=8)).isoformat()
    assert house().answer("motion", {"id": str(number), "at": later}).about["due"]
    assert house().answer("motions", {"at": datetime(2020, 1, 1).isoformat()}).rows == ()
