"""Contests in the portal: sign-up, tables, points and why, the queue, appeals, the organiser's form; rights, twins, languages."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.lake.append import append_events
from folkmoot.lake.lake import Lake
from folkmoot.ledger import contests as ledger
from folkmoot.ledger import users
from folkmoot.model.event import Event
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
  - {{kind: chapter, slug: shanghai, name: {{en: Shanghai, zh: 上海}}, roles: [{{person: bo, role: lead}}]}}
contests:
  - id: week
    title: {{en: City week, zh: 城市周}}
    begins: {begins}
    ends: {ends}
    freeze: "{freeze}"
    group: shanghai
    teams: city
    cities: [{{id: sh, title: {{en: Shanghai, zh: 上海}}}}, {{id: bj, title: {{en: Beijing, zh: 北京}}}}]
    scoring:
      - {{id: star, kind: repo.starred, points: 10, title: {{en: Star, zh: 点赞}}}}
      - {{id: bug, kind: change.merged, points: 100, title: {{en: Bug fixed, zh: 修复缺陷}}, verify: review}}
    guards: [{{rule: self-merged}}, {{rule: withdrawn-star}}]
  - id: camp
    title: Camp
    begins: {later}
    ends: {later}
    organizers: [bo]
    teams: free
    scoring: [{{id: star, kind: repo.starred, points: 1}}]
"""


def day(offset: int) -> str:
    return (clock().date() + timedelta(days=offset)).isoformat()


def made(folder: Path, freeze: str = "", begins: int = -5, ends: int = 5) -> Path:
    charter = folder / "charter"
    charter.mkdir()
    words = CHARTER.format(begins=day(begins), ends=day(ends), later=day(9), freeze=freeze)
    (charter / "community.yaml").write_text(words, "utf-8")
    workspace = make_workspace(folder / "w", charter)
    at = clock() - timedelta(days=2)
    events = [
        Event("e1", at, "repo.starred", "gitee:ann", "gitee:kit/kit", "gitee:kit/kit", source="gitee"),
        Event("e2", at, "change.merged", "gitee:ann", "gitee:kit/kit", "gitee:kit/kit!1", source="gitee", url="https://x.example/1",
              extra={"title": "<b>Mend</b>", "merged_by": "gitee:bo"}),
        Event("e3", at, "change.merged", "gitee:ann", "gitee:kit/kit", "gitee:kit/kit!2", source="gitee",
              extra={"title": "Mine", "merged_by": "gitee:ann"}),
    ]  # fmt: skip
    append_events(Lake.at(workspace / "lake"), events)
    return workspace


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    found = made(tmp_path)
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


def test_from_the_sign_up_to_the_points_and_the_nod_of_a_reviewer():
    assert "Sign in to take part" in shown(Client(), "/contests/week/")
    assert "first show which account" in shown(signed_in("eve"), "/contests/week/")
    ann, bo, cy = member("ann"), member("bo"), member("cy")
    wrong = ann.post("/contests/week/enter/", {"city": "nowhere"}, headers={"accept-language": "zh-hans"})
    assert wrong.status_code == 400
    assert "大赛没有该城市。可选：sh、bj。" in wrong.content.decode(), "a refusal is said in the reader's language"
    assert ann.post("/contests/week/enter/", {"city": "sh"}).status_code == 302
    page = shown(ann, "/contests/week/")
    assert "You stand at rank 1 with 10 points." in page
    assert "1 of your events waits for a reviewer." in page
    own = shown(ann, "/contests/week/points/")
    assert "Self-merged work" in own
    assert "&lt;b&gt;Mend" in own
    assert shown(Client(), "/contests/week/points/?who=ann").count("<tr>") >= 3, "everybody may read why"
    assert cy.post("/contests/week/verify/", {"key": "e2:bug", "ok": "yes", "back": "queue"}).status_code == 403
    assert 'value="yes"' not in shown(cy, "/contests/week/queue/")
    assert "Mend" in shown(bo, "/contests/week/queue/")
    assert bo.post("/contests/week/verify/", {"key": "e2:bug", "ok": "no", "back": "queue"}).status_code == 400
    assert bo.post("/contests/week/verify/", {"key": "e2:bug", "ok": "yes", "back": "queue"}).status_code == 302
    told = Client().get("/contests/week.json?table=people").json()
    assert [(row["rank"], row["id"], row["points"], row["taken"]) for row in told["rows"]] == [(1, "ann", 110, 1)]
    assert Client().get("/contests/week.csv").status_code == 200
    before = (clock() - timedelta(days=3)).isoformat(timespec="minutes")
    assert Client().get(f"/contests/week.json?table=people&at={before}").json()["rows"] == [], (
        "as of a moment before the sign-up"
    )


def test_a_reviewer_decides_about_several_at_once(workspace):
    at = clock() - timedelta(days=1)
    append_events(Lake.at(workspace / "lake"), [
        Event(f"m{number}", at, "change.merged", "gitee:ann", "gitee:kit/kit", f"gitee:kit/kit!{number}", source="gitee",
              extra={"title": f"Change {number}", "merged_by": "gitee:bo"})
        for number in (5, 6, 7)
    ])  # fmt: skip
    ann, bo, cy = member("ann"), member("bo"), member("cy")
    assert ann.post("/contests/week/enter/", {"city": "sh"}).status_code == 302
    assert 'id="ticked"' in shown(bo, "/contests/week/queue/")
    assert 'id="ticked"' not in shown(cy, "/contests/week/queue/")
    several = {"key": ["m5:bug", "m6:bug"], "ok": "yes", "back": "queue"}
    assert cy.post("/contests/week/verify/", several).status_code == 403
    none = bo.post("/contests/week/verify/", {"ok": "yes", "back": "queue"}, headers={"accept-language": "zh-hans"})
    assert none.status_code == 400
    assert "未勾选任何事件" in none.content.decode()
    said = bo.post("/contests/week/verify/", several, follow=True).content.decode()
    assert "2 events count." in said
    assert "Change 7" in said
    assert "Change 5" not in said
    refused = bo.post(
        "/contests/week/verify/",
        {"key": ["m7:bug", "e2:bug"], "ok": "no", "why": "Copied.", "back": "queue"},
        follow=True,
    )
    assert "2 events do not count." in refused.content.decode()
    (row,) = Client().get("/contests/week.json?table=people").json()["rows"]
    assert row["points"] == 210


def test_appeals_disqualification_and_who_may():
    ann, bo = member("ann"), member("bo")
    ann.post("/contests/week/enter/", {"city": "sh"})
    said = {"key": "e3:bug", "why": "A robot merged it.", "back": "points"}
    assert bo.post("/contests/week/appeal/", said).status_code == 400, "who takes no part has nothing to appeal"
    assert ann.post("/contests/week/appeal/", said).status_code == 302
    assert "You have appealed; it waits for an answer." in shown(ann, "/contests/week/points/")
    page = shown(bo, "/contests/week/")
    assert "About:" in page, "an appeal names its event"
    assert "/contests/week/points/?who=ann" in page
    waits = shown(bo, "/account/")
    assert "1 appeal waits for an answer" in waits
    assert "1 event waits for a reviewer" in waits
    assert "waits for a reviewer" not in shown(ann, "/account/")
    number = next(act.ordinal for act in ledger.acts("week") if act.verb == "appeal")
    answer = {"number": str(number), "granted": "yes", "why": "So it was."}
    assert ann.post("/contests/week/answer/", answer).status_code == 403
    assert bo.post("/contests/week/answer/", {**answer, "number": "x"}).status_code == 400
    assert bo.post("/contests/week/answer/", answer).status_code == 302
    assert "So it was." in shown(Client(), "/contests/week/")
    assert "Your appeal is answered." in shown(ann, "/account/")
    assert ann.post("/contests/week/disqualify/", {"person": "ann", "why": "x"}).status_code == 403
    assert bo.post("/contests/week/disqualify/", {"person": "ann", "why": "Bought stars."}).status_code == 302
    assert "Disqualified" in shown(Client(), "/contests/week/?table=people")
    assert "Bought stars." in shown(ann, "/contests/week/points/")
    assert bo.post("/contests/week/approve/").status_code == 400, "it still runs"


def test_teams_are_founded_and_left_before_the_start():
    ann, cy = member("ann"), member("cy")
    for client in (ann, cy):
        client.post("/contests/camp/enter/")
    assert ann.post("/contests/camp/found/", {"name": "<i>Lions</i>"}).status_code == 302
    team = next(act.team for act in ledger.acts("camp") if act.verb == "found")
    assert cy.post("/contests/camp/join/", {"team": team}).status_code == 302
    assert "&lt;i&gt;Lions" in shown(cy, "/contests/camp/")
    assert cy.post("/contests/camp/part/").status_code == 302
    assert cy.post("/contests/camp/leave/").status_code == 302
    assert Client().get("/contests/camp.json").json()["rows"][0]["size"] == 1


def test_the_tables_stand_still_from_the_freeze_and_own_points_do_not(tmp_path, monkeypatch):
    folder = tmp_path / "frozen"
    folder.mkdir()
    monkeypatch.setenv("MOOT_WORKSPACE", str(made(folder, freeze=day(-3))))
    ann = member("ann")
    ann.post("/contests/week/enter/", {"city": "sh"})
    assert "The tables stand still" in shown(Client(), "/contests/week/")
    assert Client().get("/contests/week.json?table=people").json()["rows"] == []
    assert Client().get("/contests/week/points.json?who=ann").json()["total"] == 10


def test_lists_rules_and_both_languages():
    page = shown(Client(), "/contests/", "zh-hans")
    assert "城市周" in page
    assert "进行中" in page
    page = shown(Client(), "/contests/week/", "zh-hans")
    assert "作者自行合入的工作不计分" in page
    assert "每项 100 分" in page
    assert Client().get("/contests/none/").status_code == 404
    assert Client().post("/contests/week/enter/").status_code == 302, "signed out: to the sign-in"
    assert Client().get("/contests.json").json()["rows"][0]["id"] == "camp"
    assert ledger.acts("week") == ()
