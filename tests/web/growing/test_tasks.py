"""Tasks in the portal: the board, from the claim to the points, who sees which button, refusals, suggestions, the form of a batch."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.charter.reader import read_charter
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.lake import Lake
from folkmoot.ledger import claims, users
from folkmoot.ledger.programmes import acts, record
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
  - {{id: cy, name: Cy Outsider, accounts: ["gitee:cy"]}}
groups:
  - {{kind: sig, slug: docs, name: {{en: Docs, zh: 文档}}, roles: [{{person: bo, role: lead}}], repositories: [{{repo: "gitee:kit/kit"}}]}}
tasks:
  - id: now
    title: {{en: This season, zh: 本季}}
    window: {begins}/{ends}
    group: docs
    claims: 2
    tasks:
      - {{id: start, title: {{en: <b>Quick start</b>, zh: 快速入门}}, points: 20, mentor: bo, area: docs, difficulty: easy, repo: "gitee:kit/kit",
         issue: "gitee:kit/kit#I1", criteria: [{{en: It runs, zh: 可以运行}}]}}
      - {{id: guide, title: Guide, points: 12.5, mentor: bo, criteria: [It reads], area: site}}
  - id: later
    title: Later
    window: {ends}/{later}
    group: docs
    tasks: [{{id: more, title: More, points: 1, criteria: [It is there]}}]
points:
  - {{id: talks, kind: meeting.presented, points: 3}}
"""
START = "/tasks/now/start/"


def day(offset: int) -> str:
    return (clock().date() + timedelta(days=offset)).isoformat()


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text(CHARTER.format(begins=day(-30), ends=day(20), later=day(60)), "utf-8")
    found = make_workspace(tmp_path / "w", charter)
    at, kit = clock() - timedelta(days=2), "gitee:kit/kit"
    events = [
        Event("e1", at, "change.merged", "gitee:ann", kit, f"{kit}!1", source="gitee", extra={"title": "One"}),
        Event("e2", at, "issue.opened", "gitee:bo", kit, f"{kit}#I1", source="gitee", extra={"title": "<i>Rewrite</i> it"}),
        Event("e3", at, "issue.labeled", "gitee:bo", kit, f"{kit}#I1", source="gitee", extra={"label": "good first issue"}),
        Event("e4", at, "issue.opened", "gitee:bo", "gitee:kit/else", "gitee:kit/else#I2", source="gitee", extra={"title": "Else"}),
        Event("e5", at, "issue.labeled", "gitee:bo", "gitee:kit/else", "gitee:kit/else#I2", source="gitee",
              extra={"label": "help wanted"}),
    ]  # fmt: skip
    lake, now = Lake.at(found / "lake"), clock() + timedelta(hours=1)
    append_events(lake, events)
    append_coverage(
        lake,
        [Coverage("gitee", kit, kind, at, now, now) for kind in ("change.merged", "issue.labeled", "issue.opened")],
    )
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


def test_the_board_its_filters_and_its_twin():
    page = shown(Client(), "/tasks/")
    assert "&lt;b&gt;Quick start" in page
    assert page.count('class="task-card"') == 3
    assert "not open yet" in page, "a column that holds a task is there"
    assert shown(Client(), "/tasks/?area=site").count('class="task-card"') == 1
    assert shown(Client(), "/tasks/?q=quick+docs").count('class="task-card"') == 1
    assert "Nothing fits" in shown(Client(), "/tasks/?mentor=ann")
    assert "快速入门" in shown(Client(), "/tasks/", "zh-hans")
    rows = Client().get("/tasks.json?state=open").json()["rows"]
    assert [(row["id"], row["points"]) for row in rows] == [("now/start", 20), ("now/guide", 12.5)]
    assert Client().get("/tasks/?state=none").status_code == 400
    assert Client().get("/tasks/now/none/").status_code == 404


def test_from_the_claim_to_the_points():
    assert "Sign in to claim it" in shown(Client(), START)
    assert "first show which account" in shown(signed_in("eve"), START)
    ann, cy = member("ann"), member("cy")
    assert ann.get("/tasks/now/start/claim/").status_code == 405
    assert ann.post("/tasks/now/start/claim/").status_code == 302
    assert "You hold this task" in shown(ann, START)
    assert "Ann Author holds this task" in shown(cy, START)
    assert "Deliver</button>" not in shown(cy, START)
    taken = cy.post("/tasks/now/start/claim/", headers={"accept-language": "zh-hans"})
    assert taken.status_code == 400
    assert "该任务已由 Ann Author 认领。" in taken.content.decode()
    assert "Your tasks" in shown(ann, "/tasks/")
    assert "You hold it" in shown(ann, "/people/ann/"), "it waits among what waits for her"
    wrong = ann.post(
        "/tasks/now/start/deliver/", {"change": "x", "words": "<script>"}, headers={"accept-language": "zh-hans"}
    )
    assert "“x”不是变更请求。" in wrong.content.decode()
    assert "&lt;script&gt;" in wrong.content.decode(), "what was typed stays"


def test_from_the_delivery_to_the_points():
    ann, bo, cy = member("ann"), member("bo"), member("cy")
    ann.post("/tasks/now/start/claim/")
    assert ann.post("/tasks/now/start/deliver/", {"change": "https://gitee.com/kit/kit/pulls/1"}).status_code == 302
    assert cy.post("/tasks/now/start/accept/").status_code == 403
    assert ann.post("/tasks/now/start/accept/").status_code == 403
    assert "Accept it" not in shown(ann, START)
    assert "Accept it" in shown(bo, START)
    assert "it waits for your review" in shown(bo, "/people/bo/")
    assert bo.post("/tasks/now/start/send-back/", {"words": ""}).status_code == 400
    assert bo.post("/tasks/now/start/send-back/", {"words": "More <b>tests</b>"}).status_code == 302
    assert "More &lt;b&gt;tests" in shown(ann, START)
    ann.post("/tasks/now/start/deliver/", {"change": "gitee:kit/kit!1"})
    assert bo.post("/tasks/now/start/accept/", {"delivery": "2"}).status_code == 400, "that delivery was replaced"
    assert bo.post("/tasks/now/start/accept/", {"delivery": "4"}).status_code == 302
    assert_told_everywhere()


def assert_told_everywhere() -> None:
    assert "got 20 points" in shown(Client(), START)
    assert [(row["name"], row["points"]) for row in Client().get("/points.json").json()["rows"]] == [("Ann Author", 20)]
    assert "&lt;b&gt;Quick start" in shown(Client(), "/points/?who=ann")
    assert "任务验收" in shown(Client(), "/points/", "zh-hans")
    board = Client().get("/groups/docs/contributions.json").json()["rows"]
    assert [(row["id"], row["points"], row["changes"]) for row in board] == [("ann", 20, 1), ("bo", 0, 0)]
    assert 'id="contributions"' in shown(Client(), "/groups/docs/")
    assert "贡献看板" in shown(Client(), "/groups/docs/contributions/", "zh-hans")
    assert Client().get("/groups/none/contributions/").status_code == 404


def test_an_acceptance_is_taken_back_on_the_page():
    ann, bo = member("ann"), member("bo")
    ann.post("/tasks/now/start/claim/")
    ann.post("/tasks/now/start/deliver/", {"change": "gitee:kit/kit!1"})
    assert "Take the acceptance back" not in shown(bo, START)
    bo.post("/tasks/now/start/accept/")
    assert "Take the acceptance back" in shown(bo, START)
    assert "Take the acceptance back" not in shown(ann, START)
    assert ann.post("/tasks/now/start/withdraw/", {"words": "No"}).status_code == 403
    assert (
        "撤回验收须说明原因。"
        in bo.post("/tasks/now/start/withdraw/", {"words": ""}, headers={"accept-language": "zh-hans"}).content.decode()
    )
    assert bo.post("/tasks/now/start/withdraw/", {"words": "Not <b>this</b>"}).status_code == 302
    page = shown(ann, START)
    assert "Not &lt;b&gt;this" in page
    assert "Bo Maintainer took the acceptance back" in page
    assert "Its acceptance was taken back." in shown(ann, "/people/ann/")
    assert Client().get("/points.json").json()["rows"] == []


def test_a_newcomer_whom_nobody_declares_sees_their_tasks_on_their_account():
    eve = signed_in("eve")
    claims.record("eve", "gitee:eve", how="key", actor=Actor("eve"), why="signed")
    assert "Nothing waits" in shown(eve, "/account/")
    assert eve.post("/tasks/now/start/claim/").status_code == 302
    assert "You hold it; deliver it in time" in shown(eve, "/account/")
    assert "你已认领" not in shown(signed_in("fay"), "/account/", "zh-hans"), "nobody else's"


def test_who_hands_back_and_what_is_refused():
    ann, cy = member("ann"), member("cy")
    assert Client().post("/tasks/now/start/claim/").status_code == 302, "first sign in"
    assert [one.verb for one in acts("task", "now")] == []
    assert signed_in("eve").post("/tasks/now/start/claim/").status_code == 403
    ann.post("/tasks/now/start/claim/")
    assert cy.post("/tasks/now/start/hand-back/").status_code == 400
    assert ann.post("/tasks/now/start/hand-back/").status_code == 302
    assert cy.post("/tasks/now/start/claim/").status_code == 302
    assert ann.post("/tasks/later/more/claim/").status_code == 400, "its window has not begun"
    assert ann.post("/tasks/now/none/claim/").status_code == 404
    cy.handler.enforce_csrf_checks = True
    assert cy.post("/tasks/now/start/hand-back/").status_code == 403, "a page of somebody else cannot do it"


def test_a_claim_that_timed_out_is_free_and_told():
    before = clock() - timedelta(days=20)
    content = {"task": "start", "until": (before + timedelta(days=14)).isoformat()}
    record("task", "now", (), "claim", actor=Actor("ann"), now=before, person="ann", **content)
    ann, cy = member("ann"), member("cy")
    page = shown(cy, START)
    assert "Claim it" in page
    assert "the claim timed out" in page
    assert "Your claim timed out; the task is free again." in shown(ann, "/people/ann/")
    assert "The claim of Ann Author timed out; nobody has it." in shown(member("bo"), "/people/bo/")
    assert "timed out" not in shown(cy, "/people/cy/")
    assert cy.post("/tasks/now/start/claim/").status_code == 302
    assert "已超时" not in shown(ann, "/people/ann/", "zh-hans"), "somebody else has it by now"


def test_what_a_claim_would_hold_is_told_to_the_day_and_twice_is_told_apart():
    ann = member("ann")
    assert "Once it is yours, deliver it by" in shown(ann, START)
    assert ann.post("/tasks/now/start/claim/").status_code == 302
    again = ann.post("/tasks/now/start/claim/")
    assert (again.status_code, "you have this task already" in again.content.decode().lower()) == (400, True)


def test_an_issue_whose_task_somebody_took_is_suggested_to_nobody():
    def told(**more: str) -> set[str]:
        return {row["subject"] for row in Client().get("/ask/suggested-issues.json", more).json()["rows"]}

    assert told() == {"gitee:kit/kit#I1", "gitee:kit/else#I2"}
    ann = member("ann")
    ann.post("/tasks/now/start/claim/")
    assert told() == told(who="ann") == {"gitee:kit/else#I2"}
    ann.post("/tasks/now/start/hand-back/")
    assert told(who="Ann Author") == {"gitee:kit/kit#I1", "gitee:kit/else#I2"}
    assert Client().get("/ask/suggested-issues.json?who=an").status_code == 400
    assert Client().get("/points/?who=an").status_code == 400, "a slip is not somebody without points"


def test_issues_that_suit_somebody_and_nobody_elses_page():
    assert "Issues for newcomers" in shown(Client(), "/tasks/")
    own = shown(member("ann"), "/people/ann/")
    assert "you worked in kit (once)" in own
    assert own.index("&lt;i&gt;Rewrite") < own.index("Else")
    assert "Issues that suit you" not in shown(member("cy"), "/people/ann/")
    told = Client().get("/ask/suggested-issues.json?who=ann").json()
    assert [(row["subject"], row["task"]) for row in told["rows"]] == [
        ("gitee:kit/kit#I1", "now/start"),
        ("gitee:kit/else#I2", ""),
    ]


def test_search_finds_tasks():
    page = shown(Client(), "/search/?q=快速")
    assert '<a href="/tasks/now/start/">' in page
    assert Client().get("/search.json?q=season").json()["rows"][0]["id"] == "now"


FORM = {
    "title_en": "Winter", "title_zh": "冬季", "kind": "community", "group": "docs", "quarter": "", "first": "2030-01-01",
    "last": "2030-03-31", "claims": "1", "claim_days": "14", "task_0_en": "Mend the docs", "task_0_zh": "修文档", "points_0": "7.50",
    "mentor_0": "bo", "criteria_0": "It reads\nIt runs", "difficulty_0": "easy", "area_0": "docs", "due_0": "2030-02-01",
}  # fmt: skip


def test_a_lead_declares_a_batch_and_an_outsider_does_not():
    bo, cy = member("bo"), member("cy")
    assert "New batch" in shown(bo, "/tasks/")
    assert "New batch" not in shown(cy, "/tasks/")
    assert "新建任务批次" in shown(bo, "/tasks/new/", "zh-hans")
    assert cy.post("/tasks/new/", FORM).status_code in (400, 403)
    assert bo.post("/tasks/new/", {**FORM, "mentor_0": "nobody"}).status_code == 400
    looked = bo.post("/tasks/new/", FORM)
    assert looked.status_code == 200
    assert "Mend the docs" in looked.content.decode()
    assert "winter" not in house().charter.batch_by_id
    assert bo.post("/tasks/new/", {**FORM, "declare": "1"}).status_code == 302
    batch = read_charter(house().charter_path).batch_by_id["winter"]
    task = batch.tasks[0]
    assert (task.id, str(task.points), task.mentor, len(task.criteria)) == ("mend-the-docs", "7.5", "bo", 2)
