"""Camps in the portal: sign-up, check-ins, the coach's queue, the board and who is named; rights, twins, languages."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.jobs.camps import settle
from folkmoot.lake.append import append_events
from folkmoot.lake.lake import Lake
from folkmoot.ledger import users
from folkmoot.model.event import Event
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
  - {{id: cy, name: Cy Outsider, accounts: ["gitee:cy"]}}
groups:
  - {{kind: sig, slug: kit, name: {{en: Kit SIG, zh: 套件组}}, roles: [{{person: bo, role: lead}}]}}
camps:
  - id: camp
    title: {{en: Three days, zh: 三天训练营}}
    says: {{en: Three small steps., zh: 三个小步骤。}}
    begins: {begins}
    group: kit
    late: 1
    make_ups: 1
    grace: 3
    certificate: true
    days:
      - {{title: {{en: Words, zh: 写字}}, task: {{en: Say it., zh: 说出来。}}}}
      - {{title: {{en: Change, zh: 变更}}, proof: change, repo: "gitee:kit/kit"}}
      - {{title: Coach, proof: link, coach: true}}
"""


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    charter = tmp_path / "charter"
    charter.mkdir()
    begins = (clock() + timedelta(hours=8)).date() - timedelta(days=2)
    (charter / "community.yaml").write_text(CHARTER.format(begins=begins.isoformat()), "utf-8")
    found = make_workspace(tmp_path / "w", charter)
    at = clock() - timedelta(minutes=1)
    url = "https://gitee.com/kit/kit/pulls/1"
    merged = Event("e1", at, "change.merged", "gitee:ann", "gitee:kit/kit", "gitee:kit/kit!1", source="gitee", url=url)
    append_events(Lake.at(found / "lake"), [merged])
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


def check_in(client: Client, day: int, **said: str):
    return client.post(
        "/camps/camp/check-in/", {"day": str(day), "back": "mine", **said}, headers={"accept-language": "zh-hans"}
    )


def test_from_the_sign_up_to_the_certificate(settings):
    assert "Sign in to take part" in shown(Client(), "/camps/camp/")
    ann, bo = member("ann"), member("bo")
    assert "你未参加此训练营。请先报名。" in check_in(ann, 1, words="x").content.decode()
    assert ann.post("/camps/camp/sign-up/", {"named": "yes"}).status_code == 302
    page = shown(ann, "/camps/camp/mine/")
    assert "Make it up" in page
    refused = check_in(ann, 1)
    assert refused.status_code == 400
    assert "这一天需要写几句话。请写下你做了什么、学到什么。" in refused.content.decode()
    assert check_in(ann, 1, words="<script>alert(1)</script>").status_code == 302
    assert check_in(ann, 1, words="again").status_code == 400, "it counts already"
    assert check_in(ann, 2, link="javascript:alert(1)").status_code == 400
    assert check_in(ann, 2, link="https://gitee.com/kit/kit/pulls/1").status_code == 302
    assert check_in(ann, 3, link="https://example.org/1").status_code == 302
    assert check_in(ann, 4, words="x").status_code == 400
    page = shown(ann, "/camps/camp/mine/")
    assert "<script>alert" not in page
    assert "Days done: 2; 3 complete it" in page
    queue = shown(bo, "/camps/camp/queue/")
    assert "https://example.org/1" in queue
    assert ann.get("/camps/camp/queue/").status_code == 403, "what people write is for coaches"
    assert "example.org/1" not in shown(Client(), "/camps/camp.json")
    said = {"person": "ann", "day": "3", "back": "queue"}
    assert ann.post("/camps/camp/confirm/", {**said, "ok": "yes"}).status_code == 403
    assert bo.post("/camps/camp/confirm/", {**said, "ok": "no"}).status_code == 400, "a refusal has a reason"
    assert bo.post("/camps/camp/confirm/", {**said, "ok": "no", "why": "Another link."}).status_code == 302
    assert "Another link." in shown(ann, "/camps/camp/mine/")
    assert check_in(ann, 3, link="https://example.org/2").status_code == 302
    assert bo.post("/camps/camp/confirm/", {**said, "ok": "yes"}).status_code == 302
    assert settle(house().homes(), clock()) == [("camp", "ann")]
    assert settle(house().homes(), clock()) == []
    assert "You have completed the camp." in shown(ann, "/camps/camp/")
    told = Client().get("/camps/camp.json").json()
    assert [(row["name"], row["counted"], row["streak"]) for row in told["rows"]] == [("Ann Author", 3, 3)]
    assert ann.post("/camps/camp/leave/").status_code == 400, "what is completed stands"


def test_who_does_not_agree_is_counted_and_not_named():
    ann, cy = member("ann"), member("cy")
    ann.post("/camps/camp/sign-up/")
    cy.post("/camps/camp/sign-up/", {"named": "yes"})
    check_in(ann, 3, link="https://example.org/secret")
    told = Client().get("/camps/camp.json").json()
    assert [row["name"] for row in told["rows"]] == ["Cy Outsider"]
    assert (told["total"], told["about"]["unnamed"]) == (2, 1)
    assert "Ann" not in shown(Client(), "/camps/camp/").replace("Announce", "")
    assert ann.post("/camps/camp/name/", {"named": "yes"}).status_code == 302
    assert "Ann Author" in shown(Client(), "/camps/camp/")
    assert ann.post("/camps/camp/leave/").status_code == 302
    assert "Ann Author" not in shown(Client(), "/camps/camp/")
    assert ann.post("/camps/camp/sign-up/").status_code == 302, "one may come back"


def test_lists_calendar_twins_and_both_languages():
    page = shown(Client(), "/camps/", "zh-hans")
    assert "三天训练营" in page
    assert "进行中" in page
    page = shown(Client(), "/camps/camp/", "zh-hans")
    assert "完成全部 3 天即结营。" in page
    assert "三个小步骤。" in page
    file = Client().get("/camps/camp/days.ics")
    assert file.status_code == 200
    assert file.content.decode().count("BEGIN:VEVENT") == 3
    for twin in ("/camps.json", "/camps.csv", "/camps/camp.csv", "/camps/camp.json?part=days"):
        assert Client().get(twin).status_code == 200, twin
    assert Client().get("/camps/none/").status_code == 404
    assert Client().post("/camps/camp/sign-up/").status_code == 302, "signed out: to the sign-in"
    assert signed_in("eve").post("/camps/camp/sign-up/", {"named": "yes"}).status_code == 302, (
        "without a forge's account"
    )
    assert "eve" in shown(Client(), "/camps/camp/")


FORM = {
    "title_en": "Winter camp", "title_zh": "冬令营", "group": "kit", "begins": "2027-01-04", "length": "7",
    "days": "Install / 安装 | words | Install it / 安装\nFirst change | change\nRead | none | https://example.org/a",
    "need": "5", "late": "1", "make_ups": "2", "grace": "1", "certificate": "on",
}  # fmt: skip


def test_an_organiser_sets_up_a_camp_with_the_form():
    bo, cy = member("bo"), member("cy")
    assert cy.post("/camps/new/", {**FORM, "look": "1"}).status_code in (400, 403)
    looked = bo.post("/camps/new/", {**FORM, "look": "1"})
    assert looked.status_code == 200
    assert "+- id: winter-camp-2027" in looked.content.decode()
    assert "winter-camp-2027" not in house().charter.camp_by_id, "looking writes nothing"
    assert bo.post("/camps/new/", {**FORM, "declare": "1"}).headers["Location"] == "/camps/winter-camp-2027/"
    plan = house().charter.camp_by_id["winter-camp-2027"]
    assert (plan.length, plan.need, plan.certificate, len(plan.days)) == (7, 5, True, 3)
    assert [(one.proof, str(one.title)) for one in plan.days] == [
        ("words", "Install"),
        ("change", "First change"),
        ("none", "Read"),
    ]
    assert plan.days[2].links[0].url == "https://example.org/a"
    wrong = bo.post("/camps/new/", {**FORM, "id": "other", "need": "20", "declare": "1"})
    assert wrong.status_code == 400
    assert "other" not in house().charter.camp_by_id
