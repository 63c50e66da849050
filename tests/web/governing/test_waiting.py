"""What waits for somebody stands on their own page: votes, nominations, applications, talks, tasks, a lead's answers; nobody else sees it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.jobs import joining, minuting, moving, reviews, rounds, talks, voting
from folkmoot.ledger import users
from folkmoot.model.actor import Actor
from folkmoot.model.rounds import RoundPlan
from folkmoot.model.text import Text
from folkmoot.web.governing.waiting import waiting_for
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import SHELL, signed_in

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: Kit, zone: UTC}
people:
  - {id: ann, name: Ann Author}
  - {id: bo, name: Bo Maintainer}
  - {id: cy, name: Cy Outsider, accounts: [gitee:cy]}
groups:
  - kind: sig
    slug: kit
    name: {en: Kit, zh: 套件}
    roles: [{person: bo, role: maintainer, since: 2020-01-01}, {person: ann, role: maintainer, since: 2020-01-01}]
ladders:
- id: own
  groups: [kit]
  steps: [{role: member}, {role: reviewer, all: [{count: {kinds: [change.reviewed], subjects: 2}}]}]
inactivity:
- {id: idle, groups: [kit], roles: [maintainer], all: [{role: chair}]}
"""
ANN, BO, CY = (Actor(name, "192.0.2.7", people=(name,)) for name in ("ann", "bo", "cy"))


@pytest.fixture(autouse=True)
def portal(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text(CHARTER, "utf-8")
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_workspace(tmp_path / "w", charter)))


def member(name: str, *, operator: bool = False) -> Client:
    client = signed_in(name, operator=operator)
    users.link(name, name, actor=SHELL, why="told me so")
    return client


def found(actor: Actor) -> dict[str, list[tuple[str, bool]]]:
    kinds = waiting_for(house().homes(), actor, clock())
    return {kind["name"]: [(one.what, one.asks) for one in kind["things"]] for kind in kinds}


def test_everything_of_ones_own_and_of_nobody_else() -> None:
    homes, now = house().homes(), clock()
    moving.move(homes, group="kit", kind="motion", title=Text("Adopt it"), actor=BO, now=now)
    opens, until = ((now + timedelta(days=days)).date().isoformat() for days in (-1, 9))
    number = rounds.open_round(
        homes, RoundPlan("r", "kit", ("reviewer",), opens, until, Text("Spring")), actor=BO, now=now
    )
    rounds.nominate(homes, number, "cy", "reviewer", actor=BO, now=now)
    joining.ask(homes, "kit", actor=CY, now=now, why="I use it.")
    talks.propose(homes, "kit", talks.Wanted(Text("Fusing loops")), actor=CY, now=now)
    minuting.take_on(homes, "kit", Text("Write it down"), owner="ann", due=None, actor=BO, now=now)
    assert found(CY) == {
        "Selection": [("Spring", True)], "Applications": [("Kit", False)], "Talks": [("Fusing loops", False)],
    }  # fmt: skip
    led = [("Cy Outsider asks to join", True), ("Fusing loops", True)]
    assert found(BO) == {"Votes that are open for you": [("Adopt it", True)], "Groups that you lead": led}
    assert found(ANN)["Tasks taken on"] == [("Write it down", False)]
    voting.vote(homes, 1, "yes", actor=BO, now=clock())
    talks.decline(homes, 1, actor=BO, now=clock(), why="not now")
    assert "Votes that are open for you" not in found(BO)
    assert found(CY)["Talks"] == [("Fusing loops", False)]  # the answer is told for a while
    assert found(Actor("eve", "192.0.2.9")) == {}


def test_a_notice_with_the_way_to_its_reply() -> None:
    homes, now = house().homes(), clock()
    number = reviews.open_review(homes, "kit", actor=BO, now=now)
    reviews.notify(homes, number, "ann", "maintainer", actor=BO, now=now)
    [kind] = [one for one in waiting_for(homes, ANN, clock()) if one["name"] == "Notices"]
    [thing] = kind["things"]
    assert (thing.url, thing.asks, thing.until is not None) == (f"/rounds/reviews/{number}/#ann-maintainer", True, True)
    ann = member("ann")
    assert thing.url in ann.get("/people/ann/").content.decode()
    assert 'id="ann-maintainer"' in ann.get(thing.url).content.decode()
    reviews.reply(homes, number, "ann", "maintainer", "stay", actor=ANN, now=clock(), why="back in May")
    assert "Notices" not in found(ANN)


def test_only_the_person_themself_sees_it_hidden_or_not() -> None:
    homes, now = house().homes(), clock()
    talks.propose(homes, "kit", talks.Wanted(Text("Fusing loops")), actor=CY, now=now)
    cy, root = member("cy"), member("ann", operator=True)
    mine = cy.get("/people/cy/")
    assert "What waits for you" in mine.content.decode()
    assert "Fusing loops" in mine.content.decode()
    assert "no-store" in mine["Cache-Control"]
    assert "等待你处理的事项" in cy.get("/people/cy/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "Nothing waits" not in mine.content.decode()
    for client, address in (
        (Client(), "/people/cy/"),
        (root, "/people/cy/"),
        (cy, "/people/bo/"),
        (cy, "/people/cy.json"),
    ):
        assert "What waits for you" not in client.get(address).content.decode(), address
    assert cy.post("/account/hide/").status_code == 302
    homes = house().homes()
    hidden = f"/people/{homes.faces.id_of('cy')}/"
    assert "What waits for you" in cy.get(hidden).content.decode()
    assert "Cy Outsider" not in cy.get(hidden).content.decode()
    assert "What waits for you" not in root.get(hidden).content.decode()
