"""Talks in the portal: the form, answers of the leads, calls, what groups, meetings and calendars show, who may do what, and hidden people."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from icalendar import Calendar

from folkmoot.ledger import users
from folkmoot.ledger.models import Audit
from folkmoot.reports.calendar import occurrences
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import SHELL, signed_in

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: {en: Kit, zh: 套件}, zone: Asia/Shanghai}
people:
  - {id: ann, name: Ann Author}
  - {id: bo, name: Bo Maintainer}
  - {id: cy, name: Cy Outsider, accounts: [gitee:cy]}
groups:
  - kind: sig
    slug: kit
    name: {en: Kit, zh: 套件}
    roles: [{person: bo, role: lead}, {person: ann, role: member}]
    meetings:
      - {id: weekly, title: {en: Weekly meeting, zh: 例会}, rrule: FREQ=WEEKLY;BYDAY=TU, starts: 2026-01-06, time: "19:00", zone: Asia/Shanghai}
"""
FORM = {
    "group": "kit", "title_en": "Fusing <b>loops</b>", "title_zh": "循环融合", "abstract": "What we *measured*.", "minutes": "20",
    "presents": "yes", "wish": "",
}  # fmt: skip


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


def coming(number: int) -> str:
    now = clock()
    return occurrences(house().homes(), now + timedelta(days=1), now + timedelta(days=60), "kit")[number].key


def page(client: Client, address: str, language: str = "en") -> str:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200, address
    return response.content.decode()


def sequence() -> int:
    return max(
        int(one["sequence"])
        for one in Calendar.from_ical(Client().get("/calendar/group/kit.ics").content).walk("VEVENT")
    )


def test_the_form_keeps_what_was_typed_and_everybody_reads_what_was_proposed() -> None:
    cy, second = member("cy"), coming(1)
    assert Client().get("/talks/new/").status_code == 302
    assert "For which group?" in page(cy, "/talks/new/")
    assert second in page(cy, "/talks/new/?group=kit")
    bad = cy.post("/talks/new/", {**FORM, "minutes": "x"})
    assert bad.status_code == 400
    assert "What we *measured*." in bad.content.decode()  # nothing that was typed is lost
    assert cy.post("/talks/new/", {**FORM, "wish": second})["Location"] == "/talks/1/"
    shown = page(Client(), "/talks/?when=waiting")
    assert "Fusing &lt;b&gt;loops" in shown
    assert "循环融合" in page(Client(), "/talks/?when=waiting", "zh-hans")
    assert "Fusing" in page(Client(), f"/meetings/{second}/")  # it waits there


def test_a_talk_from_the_answer_to_the_agenda_and_the_calendar() -> None:
    cy, bo, first, second = member("cy"), member("bo"), coming(0), coming(1)
    cy.post("/talks/new/", {**FORM, "wish": first})
    assert "Put on its agenda" in page(bo, "/talks/1/")
    assert "Put on its agenda" not in page(cy, "/talks/1/")
    assert cy.post("/talks/1/place/", {"meeting": first}).status_code == 403
    assert Client().post("/talks/1/place/", {"meeting": first}).status_code == 302
    assert bo.post("/talks/1/place/", {"meeting": "kit/weekly/2026-01-06"}).status_code == 400
    assert bo.post("/talks/1/place/", {"meeting": first, "minutes": "25", "why": "Welcome"}).status_code == 302
    agenda = page(Client(), f"/meetings/{first}/")
    assert 'href="/talks/1/"' in agenda
    assert "Cy Outsider" in agenda
    row = Client().get("/talks.json").json()["rows"][0]
    assert (row["state"], row["meeting"], row["minutes"], row["reason"]) == ("planned", first, 25, "Welcome")
    assert Client().get("/talks/1.json").json()["rows"][0]["abstract"] == "What we *measured*."
    assert "Fusing" in page(Client(), "/groups/kit/")
    for address in ("/calendar/group/kit.ics", "/calendar/talks.ics", "/calendar/talks.ics?group=kit"):
        told = [str(one.get("description")) for one in Calendar.from_ical(Client().get(address).content).walk("VEVENT")]
        assert any("Fusing <b>loops</b> (Cy Outsider)" in said for said in told), address
    assert Client().get("/calendar/talks.ics?group=none").status_code == 404
    before = sequence()
    assert bo.post("/talks/1/place/", {"meeting": second}).status_code == 302
    assert sequence() > before  # calendar programs are told that something changed
    assert 'href="/talks/1/"' not in page(Client(), f"/meetings/{first}/")
    assert cy.post("/talks/1/withdraw/").status_code == 302
    assert [*Calendar.from_ical(Client().get("/calendar/talks.ics").content).walk("VEVENT")] == []
    verbs = {one.verb for one in Audit.objects.filter(about="talk 1")}
    assert verbs == {"talk.ask", "talk.accept", "talk.move", "talk.withdraw"}


def test_declined_filters_and_what_is_not_there() -> None:
    cy, bo = member("cy"), member("bo")
    cy.post("/talks/new/", FORM)
    wrong = bo.post("/talks/1/decline/", {"why": ""}, headers={"accept-language": "zh-hans"})
    assert wrong.status_code == 400
    assert "谢绝分享须说明原因。" in wrong.content.decode()
    assert bo.post("/talks/1/decline/", {"why": "We had it <i>twice</i>."}).status_code == 302
    assert "We had it &lt;i&gt;twice" in page(Client(), "/talks/?when=over")
    assert "Fusing" not in page(Client(), "/talks/?when=over&q=nothing")
    assert "Fusing" in page(Client(), "/talks/?when=all&group=kit&q=LOOPS")
    assert Client().get("/talks/9/").status_code == 404
    assert bo.post("/talks/9/place/").status_code == 404
    assert Client().get("/talks/?when=never").status_code == 400


def test_calls_for_topics_stand_on_group_and_meeting() -> None:
    ann, bo = member("ann"), member("bo")
    call = {
        "group": "kit",
        "until": (clock() + timedelta(days=9)).date().isoformat(),
        "says_en": "What did you measure?",
        "says_zh": "测了什么？",
    }
    assert ann.post("/talks/call/", call).status_code == 403
    assert bo.post("/talks/call/", {**call, "until": ""}).status_code == 400
    assert bo.post("/talks/call/", call).status_code == 302
    for address in ("/talks/", "/groups/kit/", f"/meetings/{coming(0)}/"):
        assert "What did you measure?" in page(Client(), address), address
        assert "测了什么？" in page(Client(), address, "zh-hans"), address
    assert "Close the call" in page(bo, "/talks/")
    assert "Close the call" not in page(ann, "/talks/")
    assert ann.post("/talks/call/1/close/").status_code == 403
    assert bo.post("/talks/call/1/close/").status_code == 302
    assert "What did you measure?" not in page(Client(), "/groups/kit/")


def test_a_hidden_speaker_is_named_nowhere() -> None:
    cy, bo = member("cy"), member("bo")
    cy.post("/talks/new/", {**FORM, "abstract": "Cy Outsider tells."})
    bo.post("/talks/1/place/", {"meeting": coming(0), "why": "Cy Outsider is welcome"})
    assert cy.post("/account/hide/").status_code == 302
    for address in (
        "/talks/",
        "/talks/1/",
        "/talks.json",
        "/groups/kit/",
        f"/meetings/{coming(0)}/",
        "/calendar/talks.ics",
    ):
        said = Client().get(address).content.decode()
        assert "Cy Outsider" not in said, address
