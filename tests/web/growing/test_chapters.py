"""Chapters in the portal: events from the announcement to the report, the door, recruitment, learning paths, founding; rights and languages."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.test import Client

from folkmoot.charter.reader import read_charter
from folkmoot.jobs import gatherings as job
from folkmoot.ledger import petitions, users
from folkmoot.ledger import programmes as ledger
from folkmoot.ledger.models import User
from folkmoot.model.actor import Actor
from folkmoot.rules import check_in as codes
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.wiring.calendars import Wanted, calendar_file
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import SHELL, signed_in

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: {en: Kit, zh: 套件}, zone: Asia/Shanghai}
people:
  - {id: ann, name: Ann Author, accounts: ["gitee:ann"]}
  - {id: bo, name: Bo Maintainer, accounts: ["gitee:bo"]}
  - {id: cy, name: Cy Outsider, accounts: ["gitee:cy"]}
  - {id: dee, name: Dee Newcomer, accounts: ["gitee:dee"]}
groups:
  - kind: chapter
    slug: lake
    name: {en: Lake club, zh: 湖畔社}
    mission: Learns **together**.
    roles: [{person: bo, role: lead}, {person: ann, role: member}]
    chapter:
      sort: club
      where: {city: {en: Hangzhou, zh: 杭州}, country: CN, latitude: 30.27, longitude: 120.15}
      zone: Asia/Shanghai
      contact: Write to Bo.
      directions: [{id: compilers, title: {en: Compilers, zh: 编译器}}]
      path:
        - {id: come, title: {en: Come once, zh: 参加一次活动}, proof: event}
        - {id: show, title: {en: Show it, zh: 展示}, proof: word}
        - {id: merge, title: {en: Merge, zh: 合入}, proof: merged}
  - {kind: team, slug: lake-edge, parent: lake, name: {en: Edge team, zh: 端侧组}, mission: Boards., joining: closed}
  - {kind: chapter, slug: berlin, name: Berlin, mission: Meets., chapter: {sort: city, where: {city: Berlin, latitude: 52.5, longitude: 13.4}}}
  - {kind: committee, slug: tsc, name: TSC, mission: Decides., roles: [{person: ann, role: chair}]}
"""
ZH = {"accept-language": "zh-hans"}


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text(CHARTER, "utf-8")
    found = make_workspace(tmp_path / "w", charter)
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


def local(offset: timedelta) -> str:
    return f"{clock() + timedelta(hours=8) + offset:%Y-%m-%dT%H:%M}"


def form(begins: timedelta = timedelta(days=2), **changes: str) -> dict[str, str]:
    said = {
        "group": "lake", "title_en": "Kernels by hand", "title_zh": "手写算子", "begins": local(begins),
        "ends": local(begins + timedelta(hours=2)), "zone": "Asia/Shanghai", "venue": "Room 5", "capacity": "1",
        "speakers": "ann | Tiles", "hosts": "bo",
    }  # fmt: skip
    return {**said, **changes}


def announced(bo: Client, **changes: str) -> str:
    response = bo.post("/gatherings/new/", form(**changes))
    assert response.status_code == 302, response.content.decode()[:4000]
    return response["Location"].strip("/").split("/")[1]


def backdated(ident: str, by: timedelta) -> None:
    """Let an event have begun: its beginning and end are moved by whoever keeps the clock, which no page can do."""
    acts = ledger.acts("gathering", ident)
    content = dict(next(act.content for act in reversed(acts) if act.verb in ("announce", "change")))
    for name in ("begins", "ends"):
        content[name] = f"{datetime.strptime(content[name], '%Y-%m-%d %H:%M') + by:%Y-%m-%d %H:%M}"  # noqa: DTZ007 - its zone is beside it
    ledger.record("gathering", ident, acts, "change", actor=Actor("clock"), now=clock(), **content)


def test_an_event_from_its_announcement_to_its_waiting_list():
    bo, ann, cy = member("bo"), member("ann"), member("cy")
    assert cy.get("/gatherings/new/").status_code == 403
    refused = cy.post("/gatherings/new/", form(), headers=ZH)
    assert refused.status_code == 403
    assert "仅分会负责人可以发布活动" in refused.content.decode()
    past = bo.post("/gatherings/new/", form(begins=-timedelta(days=2)), headers=ZH)
    assert past.status_code == 400
    assert "开始时间已过" in past.content.decode()
    ident = announced(bo)
    page = shown(Client(), f"/gatherings/{ident}/")
    assert "Sign in to register" in page
    assert "Tiles" in page
    assert "Room 5" in page
    assert ann.post(f"/gatherings/{ident}/register/").status_code == 302
    assert "Join the waiting list" in shown(cy, f"/gatherings/{ident}/")
    assert cy.post(f"/gatherings/{ident}/register/").status_code == 302
    assert "You are number 1 on the waiting list." in shown(cy, f"/gatherings/{ident}/")
    again = cy.post(f"/gatherings/{ident}/register/", headers=ZH)
    assert again.status_code == 400
    assert "你已报名" in again.content.decode()
    assert ann.post(f"/gatherings/{ident}/unregister/").status_code == 302
    assert "You have a seat." in shown(cy, f"/gatherings/{ident}/")
    assert "Cy Outsider" not in shown(ann, f"/gatherings/{ident}/")
    assert "Cy" not in str(Client().get(f"/gatherings/{ident}.json").content)
    assert ann.get(f"/gatherings/{ident}/people/").status_code == 403
    assert "Cy Outsider" in shown(bo, f"/gatherings/{ident}/people/")


def begun(bo: Client, **changes: str) -> str:
    """Return an event that began an hour ago."""
    ident = announced(bo, **changes)
    backdated(ident, -timedelta(days=2, hours=1))
    return ident


def test_the_code_on_the_screen_checks_one_in_once():
    bo, ann, cy = member("bo"), member("ann"), member("cy")
    ahead = announced(bo, capacity="3")
    early = codes.code_of(portal.SECRET_KEY, ahead, clock())
    assert ann.get(f"/gatherings/{ahead}/check-in/", {"code": early}).status_code == 400, "nobody checks in before"
    ident = begun(bo, capacity="3")
    assert cy.get(f"/gatherings/{ident}/screen/").status_code == 403
    assert "<svg" in shown(bo, f"/gatherings/{ident}/screen/")
    assert ann.post(f"/gatherings/{ident}/check-in/").status_code == 400, "without a code nobody is here"
    code = codes.code_of(portal.SECRET_KEY, ident, clock())
    guest = Client().get(f"/gatherings/{ident}/check-in/", {"code": code}).content.decode()
    assert "Sign in within a quarter of an hour" in guest
    forged = ann.get(f"/gatherings/{ident}/check-in/", {"code": f"{code[:-1]}!"}, headers=ZH)
    assert forged.status_code == 400
    assert "该签到码不属于本次活动" in forged.content.decode()
    stale = codes.code_of(portal.SECRET_KEY, ident, clock() - timedelta(minutes=3))
    assert "该签到码已过期" in ann.get(f"/gatherings/{ident}/check-in/", {"code": stale}, headers=ZH).content.decode()
    assert "I am at the event" in shown(ann, f"/gatherings/{ident}/check-in/?code={code}")
    assert ann.post(f"/gatherings/{ident}/check-in/").status_code == 302
    assert ann.post(f"/gatherings/{ident}/check-in/").status_code == 400
    assert [act.verb for act in ledger.acts("gathering", ident)].count("arrive") == 1
    assert "I am at the event" in shown(cy, f"/gatherings/{ident}/check-in/?code={code}")
    cy.force_login(User.objects.get(username="bo"))
    assert cy.post(f"/gatherings/{ident}/check-in/").status_code == 400, "what Cy scanned counts for Cy alone"


def test_who_organises_ticks_and_reports():
    bo, cy = member("bo"), member("cy")
    ident = begun(bo, capacity="3")
    assert cy.post(f"/gatherings/{ident}/tick/", {"who": "cy"}).status_code == 403
    for who in ("cy", "gitee:newbie"):
        assert bo.post(f"/gatherings/{ident}/tick/", {"who": who}).status_code == 302
    nobody = bo.post(f"/gatherings/{ident}/tick/", {"who": "no such"}, headers=ZH)
    assert (nobody.status_code, "没有名为" in nobody.content.decode()) == (400, True)
    assert bo.post(f"/gatherings/{ident}/strangers/", {"number": "2"}).status_code == 302
    assert bo.post(f"/gatherings/{ident}/report/", {"says_en": "Early"}).status_code == 400
    backdated(ident, -timedelta(hours=3))
    assert "A report of the event is due" in shown(bo, "/people/bo/")
    report = {"says_en": "It was good.<script>alert(1)</script>", "links": "https://x.example/slides", "photos": ""}
    assert cy.post(f"/gatherings/{ident}/report/", report).status_code == 403
    assert bo.post(f"/gatherings/{ident}/report/", report).status_code == 302
    page = shown(Client(), f"/gatherings/{ident}/")
    assert "<b>4</b> people came" in page
    assert "https://x.example/slides" in page
    assert "alert(1)" not in page
    assert "A report of the event is due" not in shown(bo, "/people/bo/")


def test_a_ticket_lets_one_in_once_and_only_those_who_organise_use_it():
    bo, ann = member("bo"), member("ann")
    ident = announced(bo)
    ann.post(f"/gatherings/{ident}/register/")
    ordinal = ledger.acts("gathering", ident)[-1].ordinal
    ticket = f"/gatherings/{ident}/ticket/{codes.ticket_of(portal.SECRET_KEY, ident, ordinal)}/"
    backdated(ident, -timedelta(days=2))
    assert "Your ticket" in shown(ann, f"/gatherings/{ident}/")
    own = ann.get(ticket)
    assert own.status_code == 403
    assert "Show this code at the door" in own.content.decode()
    assert "Let them in" in shown(bo, ticket)
    let_in = bo.post(ticket)
    assert "They were let in before" not in shown(bo, let_in["Location"])
    assert "They were let in before" in shown(bo, ticket), "whoever scans it again is told"
    assert bo.post(ticket).status_code == 400
    assert bo.post(f"/gatherings/{ident}/untick/", {"who": "ann"}).status_code == 302
    assert "They were let in before" not in shown(bo, ticket)
    other = announced(bo, venue="Elsewhere")
    elsewhere = bo.get(ticket.replace(ident, other))
    assert elsewhere.status_code == 400, "a ticket is of one event"
    assert "Look for their name in the list" in elsewhere.content.decode()


def test_the_ticket_of_who_waits_says_so_and_takes_nobodys_seat():
    bo, ann, cy = member("bo"), member("ann"), member("cy")
    ident = announced(bo)
    ann.post(f"/gatherings/{ident}/register/")
    cy.post(f"/gatherings/{ident}/register/")
    ordinal = ledger.acts("gathering", ident)[-1].ordinal
    ticket = f"/gatherings/{ident}/ticket/{codes.ticket_of(portal.SECRET_KEY, ident, ordinal)}/"
    backdated(ident, -timedelta(days=2))
    assert "Number 1 on the waiting list, and every seat is taken." in shown(bo, ticket)
    assert bo.post(ticket).status_code == 302
    assert "You have a seat." in shown(ann, f"/gatherings/{ident}/")


def test_chapters_with_their_map_and_calendars():
    bo = member("bo")
    ident = announced(bo)
    page = shown(Client(), "/chapters/", "zh-hans")
    assert "分会" in page
    assert "<svg" in page
    assert "120°E" in page or "100°E" in page
    assert Client().get("/chapters/map.svg").content.startswith(b"<svg")
    rows = Client().get("/chapters.json").json()["rows"]
    assert [(row["group"], row["members"], row["newcomers"]) for row in rows] == [
        ("lake", 2, None),
        ("berlin", 0, None),
    ]
    assert "Kernels by hand" in shown(Client(), "/chapters/lake/")
    assert 'href="/chapters/lake/"' in shown(Client(), "/groups/lake/")
    assert "Scan" not in shown(Client(), "/gatherings/?state=ahead")
    assert Client().get("/chapters/tsc/").status_code == 404
    assert Client().get("/gatherings/none/").status_code == 404
    for wanted in (Wanted(), Wanted(group="lake")):
        made = calendar_file(house(), wanted, base="https://p.example")
        assert made is not None
        words = made.content.decode().replace("\r\n ", "")
        assert f"gatherings/{ident}@" in words
        assert "DTSTART;TZID=Asia/Shanghai" in words
    none = calendar_file(house(), Wanted(group="berlin"))
    assert none is not None
    assert b"gatherings/" not in none.content
    assert bo.post(f"/gatherings/{ident}/cancel/", {"why": "Rain"}).status_code == 302
    made = calendar_file(house(), Wanted(group="lake"))
    assert made is not None
    assert b"STATUS:CANCELLED" in made.content


def recruiting(bo: Client) -> str:
    said = {
        "title_en": "Autumn", "title_zh": "秋季招新", "asks_en": "What have you built?", "begins": local(-timedelta(days=1)),
        "ends": local(timedelta(days=5)), "zone": "Asia/Shanghai", "teams": ["lake-edge"],
    }  # fmt: skip
    response = bo.post("/chapters/lake/recruit/", said)
    assert response.status_code == 302, response.content.decode()[:4000]
    return response["Location"].strip("/").split("/")[1]


def test_a_recruitment_from_the_application_to_the_welcome_in_the_charter(workspace: Path):
    bo, cy, dee = member("bo"), member("cy"), member("dee")
    assert cy.post("/chapters/lake/recruit/", {}).status_code in (400, 403)
    ident = recruiting(bo)
    url = f"/recruitment/{ident}/"
    assert "秋季招新" in shown(Client(), "/recruitment/", "zh-hans")
    assert cy.post(f"{url}apply/", {"team": "lake", "why": "x"}, headers=ZH).status_code == 400
    said = {"team": "lake-edge", "why": "I love <i>boards</i>.", "direction": "compilers", "answer": "A clock."}
    assert cy.post(f"{url}apply/", said).status_code == 302
    assert "你已提交申请" in cy.post(f"{url}apply/", said, headers=ZH).content.decode()
    assert "I love &lt;i&gt;boards" in shown(cy, url)
    for client in (Client(), dee):
        assert "boards&lt;" not in shown(client, url)
        assert "boards" not in shown(client, "/groups/lake-edge/join/")
        assert "boards" not in str(client.get(f"/recruitment/{ident}.json").content)
    number = petitions.every("join")[0].number
    assert "Cy Outsider applies" in shown(bo, "/people/bo/")
    assert cy.post(f"{url}accept/", {"number": number, "why": "me"}).status_code == 403
    assert "答复须写明内容" in bo.post(f"{url}accept/", {"number": number}, headers=ZH).content.decode()
    assert bo.post(f"{url}accept/", {"number": number, "why": "Welcome!"}).status_code == 302
    assert "Welcome!" in shown(cy, url)
    assert "person: cy" in shown(bo, url)
    assert cy.post(f"{url}write/", {"team": "lake-edge"}).status_code == 403
    assert bo.post(f"{url}write/", {"team": "lake-edge"}).status_code == 302
    charter = read_charter(workspace.parent / "charter")
    assert [term.person for term in charter.group_by_slug["lake-edge"].roles] == ["cy"]
    assert "Welcome!" in shown(cy, url), "what was answered stays readable when it is written down"
    assert "Lake club</a>" in shown(cy, "/groups/lake-edge/")
    assert bo.post(f"{url}close/").status_code == 302
    assert dee.post(f"{url}apply/", said).status_code == 400


def test_a_learning_path_shows_ones_own_progress_and_takes_a_mentors_word():
    bo, ann, cy = member("bo"), member("ann"), member("cy")
    assert "Sign in to see your own progress" in shown(Client(), "/chapters/lake/path/")
    assert "<b>0</b> of <b>3</b> steps" in shown(ann, "/chapters/lake/path/")
    assert "Members, for mentors" not in shown(ann, "/chapters/lake/path/")
    vouch = {"step": "show", "who": "ann", "why": "A talk on tiles."}
    assert ann.post("/chapters/lake/path/vouch/", vouch).status_code == 403
    assert cy.post("/chapters/lake/path/vouch/", vouch, headers=ZH).status_code == 403
    for wrong in ({"step": "come"}, {"who": "cy"}, {"why": ""}):
        assert bo.post("/chapters/lake/path/vouch/", {**vouch, **wrong}).status_code == 400
    assert bo.post("/chapters/lake/path/vouch/", {**vouch, "who": "bo"}).status_code == 403, (
        "nobody vouches for themselves"
    )
    assert bo.post("/chapters/lake/path/vouch/", vouch).status_code == 302
    assert "A talk on tiles." in shown(ann, "/chapters/lake/path/")
    assert "A talk on tiles." not in shown(cy, "/chapters/lake/path/")
    rows = Client().get("/chapters/lake/path.json").json()["rows"]
    assert [(row["id"], row["taken"], row["unknown"]) for row in rows] == [
        ("come", 0, 0),
        ("show", 1, 0),
        ("merge", 0, 2),
    ]
    assert bo.post("/chapters/lake/path/retract/", vouch).status_code == 302
    assert "A talk on tiles." not in shown(ann, "/chapters/lake/path/")


def test_a_chapter_is_applied_for_as_a_group_is_founded():
    cy = member("cy")
    said = {
        "sort": "university", "slug": "hills", "name_en": "Hills", "name_zh": "山丘", "city_en": "Hills", "city_zh": "", "latitude": "30",
        "longitude": "", "scope": "Learning and building together.",
        "lead": "Cy Outsider", "people": "cy bo, ann author", "contact": "hills@example.org",
        "zone": "Asia/Shanghai", "country": "cn",
    }  # fmt: skip
    wrong = cy.post("/chapters/new/", said, headers=ZH)
    assert wrong.status_code == 400
    assert "不是有效的经纬度" in wrong.content.decode()
    made = cy.post("/chapters/new/", {**said, "longitude": "120.2"})
    assert made.status_code == 302, made.content.decode()[:3000]
    page = shown(Client(), made["Location"])
    assert "hills@example.org" in page
    one = petitions.every("group", "hills")[0]
    assert (one.wanted["kind"], one.wanted["latitude"], one.wanted["country"]) == ("chapter", 30.0, "CN")
    assert (one.wanted["lead"], one.wanted["people"]) == ("cy", ["cy", "bo", "ann"]), (
        "people are named as they are called"
    )
    assert (
        cy.post(
            f"{made['Location']}revise/", {**said, "kind": "chapter", "longitude": "121", "contact": ""}
        ).status_code
        == 302
    )
    assert petitions.every("group", "hills")[0].wanted["longitude"] == 121.0


def test_somebody_hidden_stays_so_in_lists_and_feeds():
    from folkmoot.jobs.correct import correct

    bo, cy = member("bo"), member("cy")
    ident = announced(bo, hosts="cy")
    cy.post(f"/gatherings/{ident}/register/")
    correct(house().homes().identity, "hide", "cy", actor=SHELL, why="asked for it")
    assert "Cy Outsider" not in shown(bo, f"/gatherings/{ident}/people/")
    assert "Cy Outsider" not in shown(Client(), f"/gatherings/{ident}/")
    made = calendar_file(house(), Wanted(group="lake"))
    assert made is not None
    assert b"Cy Outsider" not in made.content
    assert job.seen(house().homes(), ident, clock()).gathering.those("seated", "waiting")
