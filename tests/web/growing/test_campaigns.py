"""Campaigns in the portal: declared before they begin, codes that keep nothing of anybody, costs, lessons, the review; rights."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.account.signals import user_signed_up
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from folkmoot.charter.reader import read_charter
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.lake import Lake
from folkmoot.ledger import programmes, users
from folkmoot.ledger.models import Audit, User
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.actor import Actor
from folkmoot.model.event import Coverage, Event
from folkmoot.reports.campaign import _unit
from folkmoot.web.moments import clock
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import SHELL, signed_in

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {{name: {{en: Kit, zh: 套件}}, zone: UTC}}
people:
  - {{id: ann, name: Ann Author, accounts: ["gitee:ann"]}}
  - {{id: bo, name: Bo Maintainer, accounts: ["gitee:bo"]}}
  - {{id: cy, name: Cy Outsider, accounts: ["gitee:cy"]}}
groups:
  - {{kind: sig, slug: docs, name: {{en: Docs, zh: 文档}}, roles: [{{person: bo, role: lead}}], repositories: [{{repo: "gitee:kit/docs"}}]}}
  - {{kind: sig, slug: a, name: A, repositories: [{{repo: "gitee:kit/a"}}]}}
  - {{kind: sig, slug: b, name: B, repositories: [{{repo: "gitee:kit/b"}}]}}
  - {{kind: sig, slug: c, name: C, repositories: [{{repo: "gitee:kit/c"}}]}}
campaigns:
  - id: summer
    title: {{en: Summer, zh: 夏天}}
    begins: {began}
    ends: {ended}
    group: docs
    owner: bo
    indicator: merged_changes
    budget: {{amount: 900, hours: 9}}
    comparison: {{method: controls, treated: [docs], controls: [a, b, c]}}
    touch: [{{code: summer-video, title: Video}}]
  - id: posters
    title: Posters
    begins: {now}
    ends: {later}
    sort: brand
    touch: [{{code: line-2}}]
    contests: [race]
    tasks: [spring]
tasks:
  - id: spring
    title: Spring tasks
    window: {began}/{later}
    group: docs
    tasks: [{{id: start, title: Quick start, points: 20, mentor: bo, criteria: [It runs]}}]
contests:
  - {{id: race, title: Race, begins: {now}, ends: {later}, teams: free, scoring: [{{id: bug, kind: change.merged, points: 100, title: Bug}}]}}
"""


def day(offset: int) -> str:
    return (clock().date() + timedelta(days=offset)).isoformat()


def made(folder: Path) -> Path:
    charter = folder / "charter"
    charter.mkdir()
    words = CHARTER.format(began=day(-30), ended=day(-10), now=day(-3), later=day(9))
    (charter / "community.yaml").write_text(words, "utf-8")
    workspace = make_workspace(folder / "w", charter)
    lake = Lake.at(workspace / "lake")
    start, now = clock() - timedelta(days=364), clock()
    events = []
    for place, repo in enumerate(("docs", "a", "b", "c")):
        for number in range(0, 360, 2):
            at = start + timedelta(days=number, hours=place)
            more = repo == "docs" and 30 >= (now - at).days >= 10
            for copy in range(3 if more else 1):
                name = f"gitee:kit/{repo}!{number * 4 + copy}"
                kit = f"gitee:kit/{repo}"
                name = f"{kit}!{number * 4 + copy}"
                events.append(
                    Event(f"{repo}{number}-{copy}", at, "change.merged", f"gitee:p{number}", kit, name, source="gitee")
                )
        append_coverage(lake, [Coverage("gitee", f"gitee:kit/{repo}", "change.merged", start, now, now)])
    append_events(lake, events)
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


def test_the_result_is_told_with_its_evidence_and_a_brand_campaign_makes_no_claim():
    told = Client().get("/campaigns/summer.json").json()
    assert told["about"]["outcome"]["verdict"] == "effect", told["about"]["outcome"]["why"]
    assert told["about"]["outcome"]["low"] > 0
    assert told["about"]["outcome"]["per_retained"] is None, "merged changes are no people"
    page = shown(Client(), "/campaigns/summer/")
    assert "strong evidence" in page
    assert "Week by week" in page
    assert "证据强" in shown(Client(), "/campaigns/summer/", "zh-hans")
    brand = shown(Client(), "/campaigns/posters/")
    assert "makes no claim" in brand
    assert "What it brought" not in brand
    rows = {row["id"]: row for row in Client().get("/campaigns.json").json()["rows"]}
    assert (rows["posters"]["verdict"], rows["posters"]["effect_words"]) == ("brand", None)
    assert Client().get("/campaigns.csv").status_code == 200
    assert Client().get("/campaigns/none/").status_code == 404


def test_a_code_counts_visits_and_keeps_nothing_of_anybody():
    client = Client(headers={"user-agent": "Mozilla/5.0"})
    went = client.get("/t/line-2/")
    assert (went.status_code, went.headers["Location"]) == (302, "/campaigns/posters/?via=line-2")
    Client(headers={"user-agent": "Some-Bot/1"}).get("/t/line-2/")
    acts = programmes.acts("touch", "line-2")
    assert [(act.verb, act.by, act.person, dict(act.content)) for act in acts] == [("touch", "visitor", "", {})]
    assert Audit.objects.filter(verb="touch.touch").values_list("origin", flat=True).get() == "portal", (
        "no address either"
    )
    assert client.get("/t/summer-video/").status_code == 302
    assert not programmes.acts("touch", "summer-video"), "it is over"
    assert client.get("/t/none/").status_code == 404
    assert "<svg" in shown(client, "/t/line-2/poster/")


VISITOR = {"user-agent": "Mozilla/5.0"}


def codes() -> dict[str, int]:
    return dict(Client().get("/campaigns/posters.json").json()["parts"]["codes"]["rows"][0])


def test_who_says_so_when_signed_in_is_counted_once():
    led = Client(headers=VISITOR).post("/t/line-2/came/")
    assert (led.status_code, led.headers["Location"]) == (
        302,
        "/sign-in/?next=%2Fcampaigns%2Fposters%2F%3Fvia%3Dline-2",
    )
    ann = member("ann")
    assert "does not remember" in shown(ann, "/campaigns/posters/?via=line-2")
    assert ann.post("/t/line-2/came/").status_code == 302
    ann.post("/t/line-2/came/")
    assert [act.verb for act in programmes.acts("campaign", "posters")] == ["arrive"], "once"
    assert signed_in("eve").post("/t/line-2/came/").status_code == 403, "she has proven no account"
    assert (codes()["hits"], codes()["came"], codes()["signed"]) == (0, 1, 0)
    assert not {"gitee:ann", "Ann Author"} & set(Client().get("/campaigns/posters.json").content.decode().split('"'))


def test_a_sign_up_tells_the_code_that_the_browser_remembers():
    ann = member("ann")
    kept = ann.get("/t/line-2/", headers=VISITOR).cookies["moot_touch"]
    assert kept["httponly"]
    assert kept["samesite"] == "Lax"
    assert "line-2" not in kept.value, "it is signed, not plain"
    assert "remembers the code for 30 days" in shown(ann, "/campaigns/posters/?via=line-2")
    assert "Do not count me" in shown(ann, "/contests/"), "wherever somebody may sign up, they can say no"
    assert ann.post("/contests/race/enter/").status_code == 302
    ann.post("/contests/race/leave/")
    ann.post("/contests/race/enter/")
    assert [(act.verb, act.person, act.content["for"]) for act in programmes.acts("campaign", "posters")] == [
        ("sign-up", "ann", "contest race")
    ], "once for each thing, and only for signing up"
    row = codes()
    assert (row["hits"], row["came"], row["accounts"], row["signed"]) == (1, 1, 0, 1)


@pytest.mark.parametrize("says", [{"dnt": "1"}, {"sec-gpc": "1"}])
def test_who_tells_every_site_not_to_follow_them_is_counted_as_a_visit_alone(says):
    cy = member("cy")
    assert "moot_touch" not in cy.get("/t/line-2/", headers={**VISITOR, **says}).cookies
    cy.post("/contests/race/enter/")
    assert (codes()["hits"], codes()["signed"]) == (1, 0)


def test_who_does_not_want_to_be_counted_is_not_and_a_forged_code_counts_nothing():
    cy = member("cy")
    cy.get("/t/line-2/", headers=VISITOR)
    away = cy.post("/t/forget/", {"back": "https://www.example.org/"})
    assert (away.status_code, away.headers["Location"]) == (302, "/campaigns/"), "never to another site"
    assert "moot_touch" not in cy.get("/t/line-2/", headers=VISITOR).cookies, "not for a year"
    cy.post("/contests/race/enter/")
    bo = member("bo")
    bo.cookies["moot_touch"] = "line-2"
    bo.post("/contests/race/enter/")
    assert codes()["signed"] == 0


def test_a_new_account_tells_the_code_once_it_has_proven_who_it_is():
    ann = member("ann")
    ann.get("/t/line-2/", headers=VISITOR)
    request = RequestFactory().post("/sign-in/github/login/callback/")
    request.user, request.COOKIES = AnonymousUser(), {"moot_touch": ann.cookies["moot_touch"].value}
    user_signed_up.send(User, request=request, user=User.objects.get(username="ann"))
    assert [dict(act.content) for act in programmes.acts("campaign", "posters")] == [
        {"code": "line-2", "for": "account"}
    ]
    assert (codes()["accounts"], codes()["signed"]) == (1, 0)


def test_what_belongs_to_a_campaign_stands_on_its_page():
    actor = Actor("bo", origin="shell")
    details = {"title": {"en": "How posters are made"}, "kind": "article", "campaign": "posters"}
    programmes.record("content", "7", (), "propose", actor=actor, now=clock(), person="bo", details=details)
    told = Client().get("/campaigns/posters.json").json()["parts"]
    assert [row["title"] for row in told["content"]["rows"]] == ["How posters are made"]
    assert [(row["id"], row["stage"], row["points"]) for row in told["tasks"]["rows"]] == [("spring/start", "open", 20)]
    page = shown(Client(), "/campaigns/posters/")
    assert 'href="/content/7/"' in page
    assert 'href="/tasks/spring/start/"' in page
    assert "content" not in Client().get("/campaigns/summer.json").json()["parts"]


def test_cost_lessons_and_review_are_for_the_owner_and_leads():
    ann, bo = member("ann"), member("bo")
    says = {"says": "Prepare <b>more</b> pages."}
    refused = ann.post("/campaigns/summer/lesson/act/", says, headers={"accept-language": "zh-hans"})
    assert refused.status_code == 403
    assert "负责人" in refused.content.decode()
    assert bo.post("/campaigns/summer/lesson/act/", {"says": " "}).status_code == 400
    assert bo.post("/campaigns/summer/lesson/act/", says).status_code == 302
    assert bo.post("/campaigns/summer/cost/act/", {"amount": "x", "currency": "CNY", "hours": "1"}).status_code == 400
    assert bo.post("/campaigns/summer/cost/act/", {"amount": "800", "currency": "CNY", "hours": "7"}).status_code == 302
    assert bo.post("/campaigns/summer/review/act/", {"says": "Worth it."}).status_code == 302
    assert bo.post("/campaigns/posters/review/act/", {"says": "Fine."}).status_code == 403, "it is not his"
    page = shown(Client(), "/campaigns/summer/")
    for words in ("Prepare &lt;b&gt;more&lt;/b&gt; pages.", "800 CNY, 7 h", "Worth it.", "Reviewed"):
        assert words in page
    assert 'value="800"' in shown(bo, "/campaigns/summer/")
    assert Client(enforce_csrf_checks=True).post("/campaigns/summer/lesson/act/", says).status_code == 403


def form(**more: str) -> dict[str, str]:
    return {
        "title_en": "Spring camp", "title_zh": "春令营", "begins": day(20), "ends": day(40), "sort": "conversion", "group": "docs",
        "indicator": "merged_changes", "audience": "D0", "method": "controls", "of": "groups", "treated": "docs", "controls": "a, b, c",
        "amount": "500", "currency": "CNY", "hours": "20", "touch": "spring-poster, Poster", **more,
    }  # fmt: skip


def test_a_campaign_is_declared_before_it_begins_or_not_at_all(workspace):
    bo = member("bo")
    assert "New campaign" in shown(bo, "/campaigns/")
    late = bo.post("/campaigns/new/", form(begins=day(-2)), headers={"accept-language": "zh-hans"})
    assert late.status_code == 400
    assert "活动须在开始之前声明" in late.content.decode()
    overlap = bo.post("/campaigns/new/", form(controls="docs, a, b"))
    assert "both as touched and as control" in overlap.content.decode()
    seen = bo.post("/campaigns/new/", form())
    assert seen.status_code == 200
    assert "spring-camp" in seen.content.decode()
    assert not any(one.id.startswith("spring") for one in read_charter(workspace.parent / "charter").campaigns)
    assert member("cy").post("/campaigns/new/", form(declare="1", group="")).status_code == 403
    assert bo.post("/campaigns/new/", form(declare="1")).status_code == 302
    plan = next(one for one in read_charter(workspace.parent / "charter").campaigns if one.id.startswith("spring"))
    assert (plan.indicator, plan.comparison.controls) == ("merged_changes", ("a", "b", "c"))
    assert (plan.touch[0].code, plan.budget.amount) == ("spring-poster", 500)


def test_one_newcomer_so_far_is_a_person_and_two_are_people():
    course = SimpleNamespace(indicator=INDICATORS["new_people"])
    assert [_unit(course, amount).en for amount in (1.0, 2.0)] == ["person", "people"]
