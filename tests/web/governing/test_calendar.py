"""The calendar in the portal: lists, months, forms for those who may, calendar files that programs subscribe to."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from icalendar import Calendar

from folkmoot.ledger import calendar, corrections, users
from folkmoot.web.house import house
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import SHELL, signed_in
from tests.web.cast import let_it_be

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: {en: Kit, zh: 套件}, zone: Asia/Shanghai, url: "https://kit.example.org"}
people:
  - {id: ann, name: Ann Author}
  - {id: bo, name: Bo Maintainer}
  - {id: cy, name: Cy Outsider}
groups:
  - kind: sig
    slug: kit
    name: {en: Kit tools, zh: 工具}
    roles: [{person: bo, role: maintainer, since: 2025-01-01}, {person: ann, role: member, since: 2025-01-01}]
    meetings:
      - id: weekly
        title: {en: Weekly, zh: 周会}
        rrule: FREQ=WEEKLY;BYDAY=TU
        time: "19:00"
        zone: Europe/Berlin
        starts: 2026-01-06
        url: https://meet.example.org/kit
        rota: [ann, bo]
        reminders: [1d]
        exceptions: [{day: 2026-03-10, does: cancel, reason: {en: Holidays, zh: 放假}}]
      - {title: Loose, said: now and then}
minutes:
  - {group: kit, day: 2026-02-03, title: Notes of February, attendees: [Ann Author, Bo], document: notes/one.md}
  - {group: kit, title: Without a day}
"""
CHANGE = "/meetings/change/kit/weekly/2026-03-03/"
NOW = datetime(2026, 3, 2, 9)


@pytest.fixture(autouse=True)
def portal(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    charter = tmp_path / "charter"
    (charter / "notes").mkdir(parents=True)
    (charter / "community.yaml").write_text(CHARTER, "utf-8")
    (charter / "notes" / "one.md").write_text("# Notes", "utf-8")
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_workspace(tmp_path / "w", charter)))
    let_it_be(monkeypatch, lambda: NOW)


def member(name: str) -> Client:
    client = signed_in(name)
    users.link(name, name, actor=SHELL, why="told me so")
    return client


@pytest.fixture
def ann() -> Client:
    return member("ann")


@pytest.fixture
def bo() -> Client:
    return member("bo")


@pytest.fixture
def cy() -> Client:
    return member("cy")


def words(client: Client, address: str, language: str = "en", status: int = 200) -> str:
    """Return a page's main part as the words that are read."""
    response = client.get(address, {"lang": language} if "?" not in address else {}, follow=True)
    assert response.status_code == status, address
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_what_anybody_reads():
    said = words(Client(), "/meetings/")
    assert "Wed 4 Mar" in said
    assert "02:00 –03:00 Tue 18:00 UTC" in said
    assert "Tue 19:00 Europe/Berlin" in said
    assert "Holidays" in said
    assert "Host Ann Author" in said
    assert "needs a first day" in said
    assert "Change" not in said
    assert "3 月 4 日 周三" in words(Client(), "/meetings/", "zh")


def test_clocks_of_the_reader():
    rows = Client().get("/meetings.json").json()["rows"]
    assert (rows[0]["day"], rows[0]["clock"], rows[0]["utc"], rows[0]["own_clock"]) == (
        "2026-03-04",
        "02:00",
        "18:00",
        "19:00",
    )
    rows = Client().get("/meetings.json?zone=America/Los_Angeles").json()["rows"]
    assert (rows[0]["day"], rows[0]["clock"]) == ("2026-03-03", "10:00")
    assert Client().get("/meetings/?zone=Moon/Base").status_code == 400


def test_a_month_and_its_neighbours():
    said = words(Client(), "/meetings/?view=month&month=2026-03")
    assert "March 2026" in said
    assert "1 of them cancelled" in said
    page = Client().get("/meetings/?view=month&month=2026-03").content.decode()
    assert "month=2026-02" in page
    assert "month=2026-04" in page
    assert Client().get("/meetings/?month=never").status_code == 400


def test_twins():
    answer = json.loads(Client().get("/meetings.json").content)
    assert [row["state"] for row in answer["rows"]][:2] == ["planned", "cancelled"]
    assert Client().get("/meetings.csv").content.decode().count("\n") == len(answer["rows"]) + 1
    assert Client().get("/meetings/past.json").json()["rows"][0]["attendees"] == 2


def test_past_notes_with_what_is_odd():
    said = words(Client(), "/meetings/past/")
    assert "2 of 2" in said
    assert "do not say when the meeting was" not in said  # a note without a document has no place here
    assert "Notes of February" in words(Client(), "/meetings/past/?q=february&lang=en")
    assert "No notes fit" in words(Client(), "/meetings/past/?q=march&lang=en")


def test_a_lead_cancels_and_undoes(bo):
    assert "Cancel the meeting" in words(bo, CHANGE)
    answer = bo.post(f"{CHANGE}cancel/", {"why": ""})
    assert answer.status_code == 400
    assert "Give a reason" in answer.content.decode()
    assert bo.post(f"{CHANGE}cancel/", {"why": "Snow"}, follow=True).status_code == 200
    assert "Snow" in words(Client(), "/meetings/")
    (change,) = calendar.changes()
    bo.post(f"/meetings/undo/{change.id}/", {"next": CHANGE})
    assert "Snow" not in words(Client(), "/meetings/")


def test_what_was_typed_is_kept(bo):
    answer = bo.post(f"{CHANGE}move/", {"to": "2028-03-04", "time": "20:15", "why": "Too early"})
    assert answer.status_code == 400
    said = answer.content.decode()
    assert "more than a year away" in said
    assert 'value="2028-03-04"' in said
    assert 'value="20:15"' in said
    assert 'value="Too early"' in said


def test_a_lead_moves_adds_and_names_a_host(bo):
    bo.post(f"{CHANGE}move/", {"to": "2026-03-04", "time": "20:00", "minutes": "30", "why": "Snow"})
    bo.post(f"{CHANGE}give/", {"host": "bo"})
    row = Client().get("/meetings.json").json()["rows"][0]
    assert (row["starts_at"], row["state"], row["host"]) == ("2026-03-04T19:00:00Z", "moved", "bo")
    made = bo.post(
        "/meetings/add/", {"series": "kit/extra", "day": "2026-03-06", "time": "10:00", "title": "Rehearsal"}
    )
    assert made.headers["Location"] == "/meetings/change/kit/extra/2026-03-06/"
    assert "Rehearsal" in words(Client(), "/meetings/")
    assert bo.post("/meetings/add/", {"series": "kit/weekly", "day": "2026-03-17"}).status_code == 400
    assert bo.post("/meetings/add/", {"series": "kit/weekly", "day": "soon"}).status_code == 400


def test_who_may_not(ann, cy):
    for client in (ann, cy):
        assert client.post(f"{CHANGE}cancel/", {"why": "Snow"}).status_code == 403
        assert client.post("/meetings/add/", {"series": "kit/weekly", "day": "2026-03-05"}).status_code == 403
    assert Client().post(f"{CHANGE}cancel/", {"why": "Snow"}).status_code == 302
    assert calendar.changes() == ()
    assert "Sign in to change" in words(Client(), CHANGE)
    assert Client().get("/meetings/change/kit/weekly/2026-03-04/").status_code == 404
    assert Client().get("/meetings/change/kit/weekly/never/").status_code == 404


def test_hosts_ask_each_other(ann, bo):
    assert "Ask somebody to host" in words(ann, CHANGE)
    ann.post(f"{CHANGE}offer/", {"taker": "bo", "back": "2026-03-17", "why": "I travel"})
    assert "Somebody asks you to host" in words(bo, "/meetings/")
    assert "I travel" in words(bo, "/meetings/mine/")
    number = re.search(r"/meetings/offers/(\d+)/", bo.get("/meetings/mine/").content.decode())[1]
    assert (
        "only who was asked"
        in ann.post(f"/meetings/offers/{number}/", {"answer": "accept"}, follow=True).content.decode()
    )
    bo.post(f"/meetings/offers/{number}/", {"answer": "accept", "next": "//evil.example"})
    hosts = {row["planned_day"]: row["host"] for row in Client().get("/meetings.json").json()["rows"]}
    assert (hosts["2026-03-03"], hosts["2026-03-17"]) == ("bo", "ann")


def test_nobody_knows_an_account_of_nobody():
    stranger = signed_in("stranger")
    assert "The charter does not know you yet" in words(stranger, "/meetings/mine/")
    assert Client().get("/meetings/mine/").status_code == 302


def test_files_that_programs_read(bo):
    for address, count in (("community", 2), ("group/kit", 2), ("series/kit/weekly", 2), ("person/bo", 2)):
        answer = Client().get(f"/calendar/{address}.ics")
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert len(Calendar.from_ical(answer.content).events) >= count, address
    assert str(Calendar.from_ical(Client().get("/calendar/community.ics").content)["X-WR-CALNAME"]) == "Kit · meetings"
    for address in ("group/none", "series/kit/none", "person/nobody", "own/0000"):
        assert Client().get(f"/calendar/{address}.ics").status_code == 404, address
    assert "周会" in Client().get("/calendar/group/kit.ics?lang=zh").content.decode()


def test_a_file_that_is_known_is_not_sent_again(bo):
    first = Client().get("/calendar/group/kit.ics")
    etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    assert Client().get("/calendar/group/kit.ics", headers={"if-none-match": etag}).status_code == 304
    assert Client().get("/calendar/group/kit.ics", headers={"if-modified-since": changed}).status_code == 304
    before = Calendar.from_ical(first.content).events[0]["sequence"]
    bo.post(f"{CHANGE}cancel/", {"why": "Snow"})
    again = Client().get("/calendar/group/kit.ics", headers={"if-none-match": etag})
    assert again.status_code == 200
    assert Calendar.from_ical(again.content).events[0]["sequence"] == before + 1


def test_ones_own_file(ann):
    assert "Make an address" in words(ann, "/meetings/mine/")
    ann.post("/calendar/own/", {})
    own = re.search(r"/calendar/own/(\w+)\.ics", ann.get("/meetings/mine/").content.decode())[0]
    file = Client().get(own)
    assert b"VALARM" in file.content
    assert "[You host]" in file.content.decode().replace("\r\n ", "")
    assert file.headers["Cache-Control"].startswith("private")
    ann.post("/calendar/own/", {"stop": "1"})
    assert Client().get(own).status_code == 404


def test_somebody_hidden_has_no_public_file(bo):
    bo.post(f"{CHANGE}cancel/", {"why": "Ann Author is ill"})
    corrections.record("hide", "ann", actor=SHELL, why="asked")
    homes = house().homes()
    assert Client().get("/calendar/person/ann.ics").status_code == 404
    assert Client().get(f"/calendar/person/{homes.faces.id_of('ann')}.ics").status_code == 404
    assert "Ann Author" not in Client().get("/calendar/group/kit.ics").content.decode()
    assert "Ann Author" not in words(Client(), "/meetings/")


def test_the_groups_own_page():
    page = Client().get("/groups/kit/").content.decode()
    assert 'href="/calendar/group/kit.ics"' in page
    assert "Who hosts how often" in page
    assert "every week on Tue" in " ".join(page.split())
