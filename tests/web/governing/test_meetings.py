"""A meeting in the portal: from agenda to published minutes, who may do what, forms that keep what was typed, twins, live quorum."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.jobs import moving
from folkmoot.ledger import corrections, meetings, users
from folkmoot.ledger.models import Audit
from folkmoot.web.house import house
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import SHELL, signed_in
from tests.web.cast import let_it_be

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: {en: Kit, zh: 套件}, zone: Asia/Shanghai}
people:
  - {id: ann, name: Ann Author, accounts: ["gitee:ann"], affiliations: [{organization: Example University}]}
  - {id: bo, name: Bo Maintainer, accounts: ["gitee:bo"]}
  - {id: cy, name: Cy Outsider}
groups:
  - kind: committee
    slug: tsc
    name: {en: Steering, zh: 指导委员会}
    roles: [{person: ann, role: chair}, {person: bo, role: member}]
    meetings:
      - {title: {en: Monthly, zh: 月会}, rrule: "FREQ=MONTHLY;BYDAY=2TH", time: "20:00", zone: Asia/Shanghai, starts: 2026-01-08,
         url: "https://meet.example.org/tsc"}
agendas:
  - id: tsc
    group: tsc
    fixed:
      - {title: {en: Roll call, zh: 点名}, minutes: 5, brings: [minutes, actions]}
      - {title: {en: Release, zh: 版本}, minutes: 10}
    optional: [{title: {en: Demonstration, zh: 演示}}]
    notice: {en: Keep to the agenda., zh: 紧扣议程。}
    links: [{title: Charter, url: "https://example.org/charter"}]
"""
START = datetime(2026, 3, 12, 12)
PAGE, NEXT = "/meetings/tsc/monthly/2026-03-12/", "/meetings/tsc/monthly/2026-04-09/"
KEY = "tsc/monthly/2026-03-12"


@pytest.fixture(autouse=True)
def portal(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text(CHARTER, "utf-8")
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_workspace(tmp_path / "w", charter)))
    return charter


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moment at which the pages are asked: a test may let time pass."""
    now = [START]
    let_it_be(monkeypatch, lambda: now[0])
    return now


def member(name: str) -> Client:
    client = signed_in(name)
    users.link(name, name, actor=SHELL, why="told me so")
    return client


def do(client: Client, verb: str, page: str = PAGE, /, **said: object):
    return client.post(f"{page}do/{verb}/", {name: str(value) for name, value in said.items()}, follow=True)


def words(answer) -> str:
    html = re.sub(r"<(script|svg|textarea)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_meeting_from_agenda_to_closing(moment):
    ann, bo = member("ann"), member("bo")
    assert "Keep to the agenda." in words(ann.get(PAGE))
    do(bo, "propose", title_en="Mirrors", minutes=10)
    assert "The meeting is open." in words(do(ann, "open"))
    moment[0] += timedelta(minutes=1)
    assert "1 more makes a quorum" in words(ann.get(PAGE))
    assert "You are marked as present." in words(do(bo, "here"))
    assert "● Quorum" in words(ann.get(PAGE))
    assert "Motion 1 is open." in words(do(ann, "motion", title_en="Adopt it", title_zh="采纳"))
    page = words(do(ann, "hands", **{"number": 1, "choice-ann": "yes", "choice-bo": "yes", "end": 1}))
    assert "2 votes written down. The motion is closed: passed." in page
    do(ann, "note", ref="fixed:1", kind="decision", says_en="It stays on its day.")
    do(ann, "action", says_en="Write it", owner="bo", due="2026-03-20")
    moment[0] += timedelta(hours=1)
    assert "minutes drafted" in words(do(ann, "close"))


def written(moment: list[datetime]) -> tuple[Client, Client]:
    """Hold the meeting, and write its minutes from the draft; return the chair and the member."""
    ann, bo = member("ann"), member("bo")
    do(ann, "open")
    do(bo, "here")
    moment[0] += timedelta(hours=1)
    do(ann, "close")
    draft = ann.get(f"{PAGE}minutes/").content.decode()
    assert "- Ann Author (Example University), chair" in draft
    said = re.findall(r'<textarea[^>]*name="says_(?:en|zh)"[^>]*>(.*?)</textarea>', draft, re.DOTALL)
    assert "Version 1 of the minutes is saved." in words(do(ann, "write", says_en=said[0], says_zh=said[1], after=0))
    return ann, bo


def test_minutes_from_draft_to_publication(moment, portal):
    ann, bo = written(moment)
    assert do(ann, "publish").status_code == 400
    moment[0] = START + timedelta(days=28)
    do(ann, "open", NEXT)
    do(bo, "here", NEXT)
    assert "Put to a vote" in words(ann.get(NEXT))
    assert "Motion 1 asks for approval" in words(do(ann, "put", next=NEXT))
    do(ann, "hands", NEXT, **{"number": 1, "choice-ann": "yes", "choice-bo": "yes", "end": 1})
    assert "● minutes approved" in words(ann.get(NEXT)), "the next meeting says so"
    difference = ann.get(f"{PAGE}notes/").content.decode()
    assert "+++ b/minutes/tsc-monthly-2026-03-12.md" in difference
    assert "The notes are in the charter" in words(do(ann, "publish"))
    assert "- Ann Author (Example University)" in (portal / "minutes/tsc-monthly-2026-03-12.md").read_text("utf-8")
    (minutes,) = house().charter.minutes
    assert (minutes.group, str(minutes.day), minutes.attendees) == (
        "tsc", "2026-03-12", ("Ann Author (Example University)", "Bo Maintainer"),
    )  # fmt: skip
    assert "published" in words(ann.get(PAGE))
    rows = Audit.objects.count()
    do(ann, "publish")
    assert Audit.objects.count() == rows, "publishing twice records nothing"


def test_who_may_do_what(client):
    cy, bo, stranger = member("cy"), member("bo"), signed_in("stranger")
    assert client.get(PAGE).status_code == 200
    assert client.post(f"{PAGE}do/open/").status_code == 302, "signed out: to the sign-in page"
    for one in (cy, bo, stranger):
        answer = one.post(f"{PAGE}do/open/")
        assert answer.status_code == 403
        assert "only who leads tsc or hosts the meeting may" in words(answer)
    assert "suggested" in words(do(stranger, "propose", title_en="A talk"))
    assert "Take it up" not in words(stranger.get(PAGE))
    assert "Take it up" in words(member("ann").get(PAGE))
    assert cy.get(f"{PAGE}agenda/").status_code == 403
    assert bo.get(f"{PAGE}notes/").status_code == 403


def test_what_is_wrong_is_told_beside_what_was_typed():
    ann = member("ann")
    do(ann, "open")
    answer = do(ann, "motion", title_en="", text="Because **so**.")
    assert answer.status_code == 400
    assert "A motion needs a question" in words(answer)
    assert "Because **so**." in answer.content.decode()
    do(ann, "write", says_en="One.", after=0)
    second = do(ann, "write", says_en="Two, at the same time.", after=0)
    assert second.status_code == 400
    assert "has written version 1 meanwhile" in words(second)
    assert "Two, at the same time." in second.content.decode()
    assert do(ann, "nothing").status_code == 404
    assert do(ann, "mark", person="zed", state="present").status_code == 400


def test_the_live_roll_call_is_asked_again_and_needs_no_script(client):
    ann, bo = member("ann"), member("bo")
    do(ann, "open")
    page = ann.get(PAGE).content.decode()
    assert f'hx-get="{PAGE}live/"' in page
    before = client.get(f"{PAGE}live/").content.decode()
    do(bo, "here")
    after = client.get(f"{PAGE}live/").content.decode()
    assert (before.count('hx-swap-oob="true"'), "1 more makes" in words_of(before)) == (2, True)
    assert "1 more makes" not in words_of(after)
    do(ann, "close")
    assert "live/" not in ann.get(PAGE).content.decode(), "nobody asks about a meeting that is over"


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_times_late_and_early_are_on_the_clocks_of_the_series(moment):
    ann = member("ann")
    do(ann, "open")
    early = do(ann, "mark", person="bo", state="present", came="20:15")
    assert early.status_code == 400
    assert "that time is still to come" in words(early).lower()
    assert not [one for one in meetings.sitting(KEY).marks if one.person == "bo"]
    moment[0] = START + timedelta(minutes=45)
    do(ann, "mark", person="bo", state="present", came="20:15", went="20:40")
    (mark,) = [one for one in meetings.sitting(KEY).marks if one.person == "bo"]
    assert mark.spans == ((START + timedelta(minutes=15), START + timedelta(minutes=40)),)
    assert "from 20:15" in words(ann.get(PAGE))


def test_the_agenda_is_put_into_order():
    ann = member("ann")
    form = {
        "ref": ["fixed:0", "fixed:1"],
        "place-fixed:0": "2",
        "place-fixed:1": "1",
        "presenter-fixed:1": "bo",
        "minutes-fixed:1": "7",
    }
    ann.post(f"{PAGE}do/arrange/", form)
    rows = ann.get(f"{PAGE[:-1]}.json").json()["rows"]
    assert [(row["ref"], row["minutes"], row["presenter_name"]) for row in rows] == [
        ("fixed:1", 7, "Bo Maintainer"), ("fixed:0", 5, ""),
    ]  # fmt: skip
    ann.post(f"{PAGE}do/arrange/", {"ref": ["fixed:0", "fixed:1"], "out-fixed:0": "1"})
    assert [row["ref"] for row in ann.get(f"{PAGE[:-1]}.json").json()["rows"]] == ["fixed:1"]
    assert 'name="out-fixed:0"' in ann.get(f"{PAGE}agenda/").content.decode(), "it can be taken back"


def test_who_may_not_is_told_so_in_their_own_language():
    cy = member("cy")
    answer = cy.post(f"{PAGE}do/open/", headers={"accept-language": "zh-CN"})
    assert answer.status_code == 403
    assert "不能这样做：仅 tsc 的负责人或会议主持人可以。请联系：ann。" in words(answer)
    assert "may not do this: only who leads tsc or hosts the meeting may." in words(cy.post(f"{PAGE}do/open/"))


def test_an_agenda_that_cannot_be_so_keeps_what_was_typed():
    ann = member("ann")
    form = {"ref": ["fixed:0", "fixed:1"], "place-fixed:0": "2", "minutes-fixed:0": "999", "out-fixed:1": "1"}
    answer = ann.post(f"{PAGE}do/arrange/", form)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "from 1 to 480 minutes" in page
    assert re.search(r'name="minutes-fixed:0"[^>]*value="999"', page)
    assert re.search(r'name="out-fixed:1"\s+value="1"\s+checked', page)


def test_minutes_that_a_meeting_approves_stand_among_its_decisions_and_in_its_own_minutes(moment):
    ann, bo = member("ann"), member("bo")
    do(ann, "open")
    do(ann, "close")
    do(ann, "write", says_en="What was said.", after=0)
    moment[0] = START + timedelta(days=28)
    do(ann, "open", NEXT)
    do(bo, "here", NEXT)
    answer = do(ann, "put", PAGE, next=f"{NEXT}#decisions")
    assert answer.status_code == 200
    assert "Approve the minutes of Monthly" in words(ann.get(NEXT))
    do(ann, "close", NEXT)
    draft = ann.get(f"{NEXT}minutes/").content.decode()
    assert re.search(r"Approve the minutes of Monthly, 2026-03-12, version 1\*\*", draft)


def test_twins_and_the_agenda_as_markdown(client):
    answer = json.loads(client.get(f"{PAGE[:-1]}.json").content)
    assert {"rows", "parts", "about", "sentence"} <= answer.keys()
    assert answer["about"]["quorum"]["needed"] == 2
    assert client.get(f"{PAGE[:-1]}.csv").content.decode().startswith("number,title,minutes")
    assert client.get(f"{PAGE[:-1]}.csv?part=roll").content.decode().count("\n") == 3
    assert "1. 点名 · 5 min" in client.get(f"{PAGE}agenda.md", headers={"accept-language": "zh-CN"}).content.decode()
    assert client.get("/meetings/tsc/monthly/2026-03-13/").status_code == 404
    assert client.get("/meetings/tsc/monthly/2026-03-13/live/").status_code == 404
    for day in ("0001-01-01", "9999-12-31", "2026-02-30"):
        for page in ("", "agenda.md", "live/", "minutes/", "deck.html"):
            assert client.get(f"/meetings/tsc/monthly/{day}/{page}").status_code == 404
        assert client.get(f"/meetings/change/tsc/monthly/{day}/").status_code in (302, 404)
    assert client.get("/actions.json").json()["rows"] == []


@pytest.fixture
def acted() -> Callable[[], Client]:
    def make() -> Client:
        ann = member("ann")
        do(ann, "open")
        do(ann, "action", says_en="Write it", says_zh="撰写", owner="bo", due="2026-03-20")
        return ann

    return make


def test_an_action_item_is_followed_to_its_end(acted, moment, client):
    acted()
    bo, cy = member("bo"), member("cy")
    moment[0] += timedelta(days=1)
    assert "Change…" not in words(client.get("/actions/"))
    assert cy.post("/actions/1/", {"state": "done"}).status_code == 403
    missing = bo.post("/actions/1/", {"due": "2026-04-01"})
    assert (missing.status_code, "needs a reason" in words(missing)) == (400, True)
    bo.post("/actions/1/", {"due": "2026-04-01", "why": "ill"})
    assert "until 2026-04-01" in words(client.get("/actions/"))
    bo.post("/actions/1/", {"state": "done", "why": "on the site"})
    assert "1 done" in words(client.get("/actions/"))
    assert "on the site" in words(client.get("/actions/?state=done"))
    assert "撰写" in words(client.get("/actions/?state=all", headers={"accept-language": "zh-CN"}))


def test_somebody_hidden_is_named_nowhere_at_a_meeting(acted):
    ann = acted()
    do(ann, "mark", person="bo", state="present")
    do(ann, "note", ref="fixed:1", kind="decision", says_en="Bo Maintainer does it.")
    do(ann, "write", says_en="Bo Maintainer was there.", after=0)
    corrections.record("hide", "bo", actor=SHELL, why="asked for it")
    for address in (
        PAGE,
        f"{PAGE[:-1]}.json",
        f"{PAGE}minutes/",
        f"{PAGE}live/",
        f"{PAGE}agenda.md",
        "/actions/",
        "/actions.json",
    ):
        assert "Bo Maintainer" not in ann.get(address).content.decode(), address


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}minutes/", "/actions/"])
def test_no_english_is_left_in_chinese_pages(path):
    ann = member("ann")
    do(ann, "open")
    do(ann, "action", says_zh="撰写", owner="bo", due="2026-03-20")
    html = ann.get(path, headers={"accept-language": "zh-CN"}).content.decode()
    html = re.sub(
        r'<(div|details)[^>]*lang="en".*?</\1>|<textarea.*?</textarea>|<script.*?</script>', " ", html, flags=re.DOTALL
    )
    page = re.sub(
        r"\S*[@:./_!#-]\S*|Ann Author|Bo Maintainer|Example University|English|CSV|JSON|Charter|Markdown|Monthly",
        " ",
        words_of(html),
    )
    assert re.findall(r"[A-Za-z]{4,}(?: [A-Za-z]{2,})+", page) == []


def test_markdown_of_somebody_runs_no_script():
    ann = member("ann")
    do(ann, "open")
    do(
        ann,
        "propose",
        title_en="<script>alert(1)</script>",
        text="[x](javascript:alert(1)) <img src=x onerror=alert(1)>",
    )
    do(ann, "write", says_en="<script>alert(2)</script>\n\n# Title", after=0)
    for address in (PAGE, f"{PAGE}minutes/1/"):
        html = ann.get(address).content.decode()
        assert "<script>alert" not in html
        assert 'href="javascript:' not in html
        assert "onerror" not in html


def test_closing_hands_a_motion_without_quorum_on(moment):
    ann = member("ann")
    do(ann, "open")
    do(ann, "motion", title_en="Adopt it")
    moment[0] += timedelta(hours=1)
    do(ann, "close")
    assert moving.seen(1, moment[0]).standing.channel == "mail"
