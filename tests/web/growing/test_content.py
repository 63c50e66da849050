"""Content in the portal: from the idea to the views, who may what, refusals in Chinese, calendar, hours, feeds, twins, a release's highlights."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.jobs import contents as job
from folkmoot.jobs.content_events import publish_events
from folkmoot.lake.append import append_events, append_measurements
from folkmoot.lake.lake import Lake
from folkmoot.ledger import corrections, users
from folkmoot.model.event import Event, Measurement
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import SHELL, signed_in

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {{name: {{en: Kit, zh: 套件}}, zone: Asia/Shanghai, languages: [zh, en]}}
people:
  - {{id: ann, name: Ann Author, accounts: ["gitee:ann"]}}
  - {{id: bo, name: Bo Maintainer, accounts: ["gitee:bo"]}}
  - {{id: cy, name: Cy Outsider, accounts: ["gitee:cy"]}}
groups:
  - {{kind: sig, slug: docs, name: {{en: Docs, zh: 文档}}, roles: [{{person: bo, role: maintainer}}]}}
channels:
  - {{id: blog, title: {{en: Blog, zh: 博客}}, url: "https://blog.example.org", languages: [zh, en], views: {{subject: "blog:{{id}}"}}}}
  - {{id: tube, title: Tube, kind: video, url: "https://tube.example.org", zone: Europe/Berlin, level: users}}
releases:
  - id: kit-1.0
    title: {{en: Kit 1.0, zh: 套件 1.0}}
    version: "1.0"
    group: docs
    branch: r1.0
    highlights: [{{en: Twice as fast, zh: 速度翻倍}}]
    stages: [{{kind: publish, day: {day}}}]
"""


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text(CHARTER.format(day=clock().date().isoformat()), "utf-8")
    found = make_workspace(tmp_path / "w", charter)
    at = clock().replace(minute=5) - timedelta(days=7)
    append_events(Lake.at(found / "lake"), [
        Event(f"e{n}", at, "commit.authored", f"gitee:p{n}", "gitee:kit/kit", f"gitee:kit/kit@{n}", source="git") for n in range(12)
    ])  # fmt: skip
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


def idea(client: Client, **more: object) -> str:
    said = {
        "title_en": "Why <b>masks</b>",
        "title_zh": "为什么用掩码",
        "kind": "article",
        "group": "docs",
        "language": "zh",
        **more,
    }
    response = client.post("/content/new/", said)
    assert response.status_code == 302
    return response["location"]


def test_from_an_idea_to_its_day():
    ann, bo, cy = member("ann"), member("bo"), member("cy")
    assert "No content yet" in shown(Client(), "/content/")
    assert Client().get("/content/new/").status_code == 302, "who is signed out is asked to sign in"
    page = idea(cy, says="Because **they** help", channels=["blog"], indicator="merged_changes", level="D1")
    seen = shown(Client(), page)
    assert "Why &lt;b&gt;masks" in seen
    assert "<strong>they</strong>" in seen
    assert "/board/indicator/merged_changes/" in seen
    assert "Sign in to write it" in seen
    assert ann.post(f"{page}take/").status_code == 302
    wrong = cy.post(f"{page}submit/", {"link": "https://x.example/d"}, headers={"accept-language": "zh-hans"})
    assert wrong.status_code == 403
    assert "仅作者与编辑可以这样做。" in wrong.content.decode()
    assert (
        ann.post(f"{page}submit/", {"link": "javascript:alert(1)"}, headers={"accept-language": "zh-hans"}).status_code
        == 400
    )
    assert ann.post(f"{page}submit/", {"link": "https://secret.example/d"}).status_code == 302
    assert "secret.example" in shown(ann, page)
    assert "secret.example" not in shown(Client(), page), "a draft is shown to its author and the editors"
    assert "secret.example" not in Client().get("/content/1.json").content.decode()
    assert ann.post(f"{page}schedule/", {"planned_at": "2199-01-01T10:00"}).status_code == 403
    later = (clock() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    past = bo.post(f"{page}schedule/", {"planned_at": "2020-01-01T10:00"}, headers={"accept-language": "zh-hans"})
    assert past.status_code == 400
    assert "排期时间须在将来。" in past.content.decode()
    assert bo.post(f"{page}schedule/", {"planned_at": later, "channels": ["blog"]}).status_code == 302


def published(author: Client, editor: Client) -> str:
    """Publish a piece of the author's on the blog; return its page."""
    page = idea(author, link="https://x.example/d", channels=["blog"])
    said = {"url": "https://blog.example.org/p/masks", "channel": "blog", "language": "zh"}
    assert editor.post(f"{page}publish/", said).status_code == 302
    return page


def test_views_are_unknown_until_somebody_reads_them_and_an_author_is_a_contributor(workspace: Path):
    ann, bo, cy = member("ann"), member("bo"), member("cy")
    page = published(ann, bo)
    assert "nobody has read yet how often it was viewed" in shown(Client(), page)
    today = house().today().isoformat()
    said = {"where": "blog/zh", "day": today, "amount": "1,200", "counts": "cumulative"}
    assert cy.post(f"{page}views/", said).status_code == 403
    assert ann.post(f"{page}views/", {**said, "amount": "many"}).status_code == 400
    assert ann.post(f"{page}views/", said).status_code == 302
    assert "viewed <b>1,200</b> times" in shown(Client(), page)
    assert bo.post(f"{page}thank/", {"why": "Well told"}).status_code == 302
    assert "Well told" in shown(Client(), "/content/authors/")
    assert [
        (row["name"], row["published"], row["views"]) for row in Client().get("/content/authors.json").json()["rows"]
    ] == [("Ann Author", 1, 1200)]
    assert publish_events(house().homes(), clock()).added == 1
    assert publish_events(house().homes(newest=True), clock()).added == 0
    told = Client().get("/events.json?kind=content.published").json()["rows"]
    assert [(row["person"], row["title"]) for row in told] == [("ann", "Why <b>masks</b>")]
    append_measurements(
        Lake.at(workspace / "lake"), [Measurement("m1", clock(), "views", "blog:masks", 1500.0, "views")]
    )
    assert "viewed <b>1,500</b> times" in shown(Client(), page), "a source measures what the channel declares"


def test_a_draft_that_is_handed_in_waits_for_an_editor_and_nobody_accepts_their_own():
    bo, cy = member("bo"), member("cy")
    page = idea(cy, link="https://x.example/mine", byline="Cy the Wise")
    assert "Cy the Wise" in shown(Client(), page)
    assert "Send back for changes" in shown(bo, page)
    assert cy.post(f"{page}revise/", {"why": "no"}).status_code == 403
    assert bo.post(f"{page}revise/", {"why": ""}).status_code == 400
    assert bo.post(f"{page}revise/", {"why": "Shorter, please"}).status_code == 302
    assert "Shorter, please" in shown(cy, page)
    own = idea(bo, link="https://x.example/bo", title_en="Mine")
    refused = bo.post(
        f"{own}publish/", {"url": "https://x.example/1", "language": "zh"}, headers={"accept-language": "zh-hans"}
    )
    assert refused.status_code == 403
    assert "不能审核自己的稿件。" in refused.content.decode()
    assert (
        signed_in("operator", operator=True)
        .post(f"{own}publish/", {"url": "https://x.example/1", "language": "zh"})
        .status_code
        == 302
    )


def test_what_was_typed_stays_when_something_is_wrong():
    ann = member("ann")
    said = {"title_en": "Kept", "kind": "article", "group": "docs", "campaign": "Not A Key"}
    response = ann.post("/content/new/", said, headers={"accept-language": "zh-hans"})
    assert response.status_code == 400
    page = response.content.decode()
    assert "不是有效的活动标识" in page
    assert 'value="Kept"' in page
    assert ann.post("/content/new/", {**said, "group": "none"}).status_code == 400


def test_parts_of_a_course_stand_in_their_order_and_the_plan_can_be_changed():
    ann = member("ann")
    course = idea(ann, title_en="A course", title_zh="", kind="course")
    idea(ann, title_en="Second", title_zh="", holder="1", part="2")
    first = idea(ann, title_en="First", title_zh="", holder="1", part="1")
    page = shown(Client(), course)
    assert page.index(">First<") < page.index(">Second<")
    taken = ann.post(f"{first}change/", {"title_en": "First", "kind": "article", "group": "docs", "holder": "1", "part": "2"},
                     headers={"accept-language": "zh-hans"})  # fmt: skip
    assert taken.status_code == 400
    assert "1 已有第 2 部分。" in taken.content.decode()
    ok = ann.post(
        f"{first}change/", {"title_en": "Third", "kind": "video", "group": "docs", "holder": "1", "part": "3"}
    )
    assert ok.status_code == 302
    page = shown(Client(), course)
    assert page.index(">Second<") < page.index(">Third<")
    assert member("cy").post(f"{first}change/", {"title_en": "x", "kind": "video", "group": "docs"}).status_code == 403


def test_lists_calendar_feeds_and_search(workspace: Path):
    bo, cy = member("bo"), member("cy")
    page = idea(cy, link="https://x.example/mine", channels=["blog"])
    idea(cy, title_en="Later", title_zh="", kind="video", planned_at=clock().strftime("%Y-%m-%dT%H:%M"))
    bo.post(f"{page}publish/", {"url": "https://blog.example.org/p/1", "channel": "blog", "language": "zh"})
    every = Client().get("/content.json").json()["rows"]
    assert [row["state"] for row in every] == ["idea", "published"]
    for query, found in (
        ("kind=video", 1),
        ("channel=blog", 1),
        ("q=LATER", 1),
        ("author=cy", 1),
        ("language=en", 0),
        ("state=open", 1),
    ):
        assert len(Client().get(f"/content.json?{query}").json()["rows"]) == found, query
    assert "Nothing fits" in shown(Client(), "/content/?state=review")
    month = Client().get("/content/calendar.json").json()["rows"]
    assert {row["title"] for row in month} == {"Why <b>masks</b>", "Later"}
    assert "Later" in shown(Client(), "/content/calendar/")
    feed = Client().get("/content.atom").content.decode()
    assert "https://blog.example.org/p/1" in feed
    assert "Later" not in feed
    ics = Client().get("/calendar/content.ics")
    assert ics["content-type"].startswith("text/calendar")
    assert b"SUMMARY:Later" in ics.content
    assert Client().get("/content/why-b-masks-b/")["location"] == page
    assert Client().get("/content/nothing-like-it/").status_code == 404
    assert Client().get("/content/99/").status_code == 404
    results = Client().get("/content/results.json").json()
    assert (results["total"], results["rows"][0]["views"]) == (None, None), "what nobody has read is unknown"
    assert "Later" in shown(Client(), "/search/?q=Later")
    for path in ("/content/", "/content/calendar/", "/content/results/", "/content/hours/", "/content/authors/", page):
        assert "内容" in shown(Client(), path, "zh-hans")


def test_hours_are_told_of_a_crowd_only():
    page = shown(Client(), "/content/hours/")
    assert "The week, hour by hour" in page
    told = Client().get("/content/hours.json").json()
    busy = [row for row in told["rows"] if row["people"]]
    assert [row["people"] for row in busy] == [12]
    assert told["parts"]["slots"]["rows"], "that hour of next week is suggested"
    alone = Client().get("/content/hours.json?level=d0").json()
    assert (alone["rows"], alone["total"]) == ([], None), "of too few nothing is told"
    berlin = Client().get("/content/hours.json?channel=tube&level=d1").json()
    shift = (next(row["hour"] for row in berlin["rows"] if row["people"]) - busy[0]["hour"]) % 24
    assert shift in (17, 18), "the clocks are those of the channel's audience"
    assert Client().get("/content/hours/?zone=Nowhere").status_code == 400


def test_a_piece_is_made_from_the_highlights_of_a_release_with_one_click():
    bo, cy = member("bo"), member("cy")
    assert "Make a piece of content" not in shown(cy, "/releases/kit-1.0/highlights/")
    assert cy.post("/content/from-release/kit-1.0/").status_code == 302
    assert job.every(house().homes()) == (), "an outsider makes none"
    assert "Make a piece of content" in shown(bo, "/releases/kit-1.0/highlights/")
    page = bo.post("/content/from-release/kit-1.0/")["location"]
    assert bo.post("/content/from-release/kit-1.0/")["location"] == page, "two clicks make one idea"
    seen = shown(Client(), page, "zh-hans")
    assert "一分钟看懂" in seen
    assert "速度翻倍" in seen
    assert "in one minute" in shown(Client(), "/releases/kit-1.0/")


def test_a_channel_is_declared_from_a_form_after_a_look_at_the_change(workspace: Path):
    bo, cy = member("bo"), member("cy")
    said = {"title_en": "Radio", "title_zh": "电台", "kind": "podcast", "url": "https://radio.example.org", "languages": ["zh"], "group": "docs",
            "zone": "Asia/Shanghai", "subject": "radio:{id}", "counts": "daily"}  # fmt: skip
    assert "New channel" not in shown(cy, "/content/")
    assert cy.post("/content/channels/new/", {**said, "group": ""}).status_code == 403
    seen = bo.post("/content/channels/new/", said)
    assert seen.status_code == 200
    assert "radio:{id}" in seen.content.decode()
    assert "radio" not in house().charter.channel_by_id, "so far it was only looked at"
    wrong = bo.post(
        "/content/channels/new/", {**said, "subject": "radio", "declare": "yes"}, headers={"accept-language": "zh-hans"}
    )
    assert wrong.status_code == 400
    assert "所有内容都会得到“radio”的浏览量。" in wrong.content.decode()
    assert bo.post("/content/channels/new/", {**said, "declare": "yes"}).status_code == 302
    made = house().charter.channel_by_id["radio"]
    assert (made.title.zh, made.zone, made.views.counts if made.views else "") == ("电台", "Asia/Shanghai", "daily")


def test_what_waits_for_an_author_and_for_an_editor():
    ann, bo = member("ann"), member("bo")
    page = idea(ann, title_en="Waits", title_zh="")
    ann.post(f"{page}take/")
    assert "Waits" in shown(ann, "/people/ann/")
    assert "a draft to review" not in shown(bo, "/people/bo/")
    ann.post(f"{page}submit/", {"link": "https://x.example/d"})
    assert "a draft to review" in shown(bo, "/people/bo/")


def test_a_hidden_author_is_named_by_a_pseudonym_everywhere():
    ann, bo = member("ann"), member("bo")
    page = idea(ann, link="https://x.example/d", byline="Ann Author", title_en="By Ann Author", title_zh="")
    bo.post(f"{page}publish/", {"url": "https://x.example/1", "channel": "", "language": "zh"})
    bo.post(f"{page}thank/", {"why": "Thank you, Ann Author"})
    pages = ("/content.json", "/content/?state=published", page, "/content/1.json", "/content/authors.json", "/content/calendar.json",
             "/content/results.json", "/content.atom", "/calendar/content.ics", "/search.json?q=by")  # fmt: skip
    assert all("Ann Author" in shown(Client(), one) for one in pages), "the walk finds what it looks for"
    corrections.record("hide", "ann", actor=SHELL, why="asked for it")
    assert not any("Ann Author" in shown(Client(), one) or "gitee:ann" in shown(Client(), one) for one in pages)
