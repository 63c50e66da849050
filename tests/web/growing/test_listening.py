"""Questions on their page and on a group's; camps and complaints found by searching, and among what waits for the reader."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.jobs import camps, complaints
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.lake import Lake
from folkmoot.ledger import users
from folkmoot.model.actor import Actor
from folkmoot.model.event import Coverage, Event
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import SHELL, signed_in

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {{name: {{en: Kit, zh: 套件}}, zone: Asia/Shanghai}}
people:
  - {{id: ann, name: Ann Author, accounts: ["gitee:ann"]}}
  - {{id: bo, name: Bo Maintainer, accounts: ["gitee:bo"]}}
groups:
  - kind: sig
    slug: kit
    name: {{en: Kit SIG, zh: 套件组}}
    roles: [{{person: bo, role: lead}}]
    repositories: [{{repo: "gitee:kit/kit"}}]
camps:
  - id: camp
    title: {{en: Mushroom camp, zh: 识菇训练营}}
    begins: {today}
    length: 3
    group: kit
    days: [{{title: One, proof: link, coach: true}}]
complaints:
  - {{id: tucao, title: {{en: Complaint conference, zh: 吐槽大会}}, begins: {before}, ends: {after}, group: kit}}
"""


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    charter = tmp_path / "charter"
    charter.mkdir()
    today = (clock() + timedelta(hours=8)).date()
    days = {
        name: (today + timedelta(days=offset)).isoformat()
        for name, offset in (("today", 0), ("before", -2), ("after", 2))
    }
    (charter / "community.yaml").write_text(CHARTER.format(**days), "utf-8")
    found = make_workspace(tmp_path / "w", charter)
    lake, at = Lake.at(found / "lake"), clock() - timedelta(days=3)
    seen = {"repo": "gitee:kit/kit", "source": "gitee"}
    append_events(lake, [
        Event("q1", at, "issue.opened", "gitee:ann", subject="gitee:kit/kit#1", url="https://gitee.com/kit/kit/issues/1",
              extra={"title": "How do <b>I</b>?"}, **seen),
        Event("q2", at, "issue.labeled", "gitee:bo", subject="gitee:kit/kit#1", extra={"label": "question"}, **seen),
    ])  # fmt: skip
    kinds = ("issue.opened", "issue.labeled", "issue.commented", "issue.closed")
    append_coverage(lake, [Coverage("gitee", "gitee:kit/kit", kind, at, clock(), clock(), rows=1) for kind in kinds])
    monkeypatch.setenv("MOOT_WORKSPACE", str(found))
    return found


def member(name: str) -> Client:
    client = signed_in(name)
    users.link(name, name, actor=SHELL, why="told me so")
    return client


def shown(client: Client, path: str, language: str = "en") -> str:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 200, path
    return response.content.decode()


def test_questions_on_their_page_and_on_the_groups():
    page = shown(Client(), "/questions/")
    assert "How do &lt;b&gt;I&lt;/b&gt;?" in page
    assert "<b>I</b>" not in page
    assert "等待最久" in shown(Client(), "/questions/", "zh-hans")
    assert 'id="questions"' in shown(Client(), "/groups/kit/")
    assert 'id="questions"' not in shown(Client(), "/groups/kit/?since=2001&until=2001")
    told = Client().get("/questions.json?group=kit").json()
    assert (told["total"], told["about"]["waiting"], told["about"]["solved"]) == (1, 1, 0)


def test_what_waits_and_what_is_found():
    ann, bo = member("ann"), member("bo")
    homes, now = house().homes(), clock()
    me = Actor("ann", people=("ann",))
    camps.sign_up(homes, "camp", ("ann",), named=False, actor=me, now=now)
    number = complaints.complain(homes, "tucao", ("ann",), "Gates are slow", anonymous=True, actor=me, now=now)
    assert "Day 1" in shown(ann, "/people/ann/")
    assert "第 1 天" in shown(ann, "/people/ann/", "zh-hans")
    camps.check_in(homes, "camp", ("ann",), 1, link="https://a.example/1", actor=me, now=now)
    assert "Day 1" not in shown(ann, "/people/ann/")
    own = shown(bo, "/people/bo/")
    assert "1 check-in waits for a coach" in own
    assert "Gates are slow" in own
    assert "Gates are slow" not in shown(ann, "/people/bo/"), "what waits for somebody is theirs"
    complaints.answer(homes, "tucao", number, "heard", "", actor=Actor("bo", people=("bo",)), now=now)
    assert "Gates are slow" not in shown(bo, "/people/bo/")
    assert "Your complaint is answered." in shown(ann, "/people/ann/")
    assert "Your complaint is answered." not in shown(bo, "/people/ann/"), "nobody else learns whose it is"
    found = shown(Client(), "/search/?q=gates")
    assert f"/complaints/tucao/{number}/" in found
    assert "/camps/camp/" in shown(Client(), "/search/?q=识菇", "zh-hans")
