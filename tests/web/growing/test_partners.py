"""Partners in the portal: the public page, the desk, contacts that only few see and that are erased; many from a file."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from folkmoot.charter.reader import read_charter
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.lake import Lake
from folkmoot.ledger import partners as ledger
from folkmoot.ledger.models import Audit
from folkmoot.model.event import Coverage, Event
from folkmoot.web.moments import clock
from folkmoot.wiring.workspace import make_workspace
from tests.web.accounts.cast import signed_in
from tests.web.growing.test_campaigns import member

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: {en: Kit, zh: 套件}, zone: UTC}
people:
  - {id: ann, name: Ann Author, accounts: ["gitee:ann"], affiliations: [{organization: North University}]}
  - {id: bo, name: Bo Maintainer, accounts: ["gitee:bo"], affiliations: [{organization: South Works}]}
  - {id: cy, name: Cy Outsider, accounts: ["gitee:cy"], affiliations: [{organization: North University}]}
  - {id: p3, name: P3, accounts: ["gitee:p3"], affiliations: [{organization: North University}]}
  - {id: p4, name: P4, accounts: ["gitee:p4"], affiliations: [{organization: North University}]}
  - {id: p5, name: P5, accounts: ["gitee:p5"], affiliations: [{organization: North University}]}
groups:
  - {kind: chapter, slug: north, name: {en: North, zh: 北方}, roles: [{person: bo, role: lead}]}
partners:
- id: north
  name: {en: North University, zh: 北方大学}
  stage: active
  owner: ann
  agreement: {kind: memorandum, since: 2026-01-01}
  affiliations: [North University]
  courses: [{title: Deep learning}]
- id: south
  name: South Works
  sort: company
  stage: agreed
  agreement: {kind: contract, until: 2026-01-31}
  affiliations: [South Works]
- id: east
  name: East Secret
  stage: talking
  next: {says: Sign it, due: 2026-01-05}
"""


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "partners.yaml").write_text("partners:\n" + CHARTER.partition("partners:\n")[2], "utf-8")
    (charter / "community.yaml").write_text(CHARTER.partition("partners:\n")[0], "utf-8")
    found = make_workspace(tmp_path / "w", charter)
    lake, now = Lake.at(found / "lake"), clock()
    people = ("ann", "bo", "cy", "p3", "p4", "p5")
    events = []
    for number, name in enumerate(people):
        at, kit = now - timedelta(days=number + 2), "gitee:kit/kit"
        events.append(Event(f"e{number}", at, "change.merged", f"gitee:{name}", kit, f"{kit}!{number}", source="gitee"))
    append_events(lake, events)
    append_coverage(lake, [Coverage("gitee", "gitee:kit/kit", "change.merged", now - timedelta(days=100), now, now)])
    monkeypatch.setenv("MOOT_WORKSPACE", str(found))
    return found


def operator() -> Client:
    return signed_in("op", operator=True)


def shown(client: Client, path: str, language: str = "en") -> str:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 200, path
    return response.content.decode()


def test_everybody_sees_those_that_have_agreed_and_nobody_is_singled_out():
    page = shown(Client(), "/partners/")
    assert "North University" in page
    assert "East Secret" not in page
    rows = {row["id"]: row for row in Client().get("/partners.json").json()["rows"]}
    assert sorted(rows) == ["north", "south"]
    assert (rows["north"]["people"], rows["north"]["contributions"]) == (5, 5)
    assert (rows["south"]["people"], rows["south"]["contributions"], rows["south"]["too_few"]) == (None, None, True)
    assert "fewer than 5" in shown(Client(), "/partners/south/")
    assert "少于 5 人" in shown(Client(), "/partners/south/", "zh-hans")
    assert "Deep learning" in shown(Client(), "/partners/north/")
    for path in ("/partners/east/", "/partners/east.json", "/ask/partner-desk/", "/ask/partner-file/"):
        assert Client().get(path).status_code == 404, path
    assert "owner" not in Client().get("/partners/north.json").json()["about"]
    assert "East Secret" not in Client().get("/search/?q=east").content.decode()


def test_an_empty_list_says_whether_none_agreed_or_none_fits(tmp_path):
    for chosen in ("q=atlantis", "sort=foundation"):
        page = shown(Client(), f"/partners/?{chosen}")
        assert "Nothing fits" in page
        assert "No partner has agreed yet" not in page
    (tmp_path / "charter" / "partners.yaml").write_text("partners:\n- {id: east, name: East Secret, stage: talking}\n")
    page = shown(Client(), "/partners/?page=1")
    assert "Nothing fits" not in page
    assert "No partner has agreed yet" in page


def test_the_desk_is_for_operators_and_for_owners_their_own():
    assert Client().get("/partners/desk/").status_code == 302
    ann = member("ann")
    assert member("cy").get("/partners/desk/").status_code == 403
    own = shown(ann, "/partners/desk/")
    assert "North University" in own
    assert "East Secret" not in own
    whole = shown(operator(), "/partners/desk/")
    assert "East Secret" in whole
    assert "overdue" in whole
    assert ("has ended" in whole, "ends soon" in whole) == (True, False)
    assert signed_in("eve").get("/partners/east/file/").status_code == 403
    assert ann.get("/partners/east/file/").status_code == 403


def test_contacts_are_seen_by_few_told_nowhere_and_erased_for_good():
    ann, cy = member("ann"), member("cy")
    said = {"name": "Thora Quill", "mail": "thora@north.example", "role": "Dean"}
    assert cy.post("/partners/north/contact/act/", said).status_code == 403
    assert ann.post("/partners/north/contact/act/", {**said, "mail": "no address"}).status_code == 400
    assert ann.post("/partners/north/contact/act/", said).status_code == 302
    assert ann.post("/partners/north/note/act/", {"says": "Thora likes tea."}).status_code == 302
    assert "thora@north.example" in shown(ann, "/partners/north/file/")
    op = operator()
    for path in (
        "/partners/",
        "/partners/north/",
        "/partners/north.json",
        "/partners.csv",
        "/search/?q=thora",
        "/partners/desk/",
    ):
        assert "Thora" not in op.get(path).content.decode(), path
    told = json.dumps(list(Audit.objects.values("verb", "about", "before", "after", "why")))
    assert "partner.contact" in told
    assert "hora" not in told
    [contact] = ledger.contacts("north")
    wrong = ann.post("/partners/north/erase-contact/act/", {"id": "999"}, headers={"accept-language": "zh-hans"})
    assert (wrong.status_code, "没有可删除的内容" in wrong.content.decode()) == (400, True)
    assert cy.post("/partners/north/erase-contact/act/", {"id": str(contact.id)}).status_code == 403
    assert ann.post("/partners/north/erase-contact/act/", {"id": str(contact.id)}).status_code == 302
    assert ledger.contacts("north") == ()
    assert len(ledger.notes("north")) == 1
    assert Client(enforce_csrf_checks=True).post("/partners/north/contact/act/", said).status_code == 403


def test_how_far_it_has_come_is_written_into_the_charter_and_no_letter_else(workspace):
    path = workspace.parent / "charter" / "partners.yaml"
    before = path.read_text("utf-8")
    client = operator()
    moved = {
        "stage": "agreed",
        "next_en": "Send the slides",
        "next_zh": "",
        "due": "2027-03-01",
    }
    assert client.post("/partners/east/move/act/", {**moved, "stage": "none"}).status_code == 400
    assert client.post("/partners/east/move/act/", moved).status_code == 302
    plan = read_charter(path.parent).partner_by_id["east"]
    assert (plan.stage, plan.since, plan.next.due.isoformat()) == ("agreed", clock().date(), "2027-03-01")
    assert path.read_text("utf-8").partition("- id: east")[0] == before.partition("- id: east")[0]


def test_a_partner_is_declared_with_a_form_and_without_contacts(workspace):
    bo = member("bo")
    form = {
        "name_en": "West College",
        "name_zh": "西部学院",
        "sort": "university",
        "stage": "lead",
        "groups": ["north"],
        "affiliations": "West College",
    }
    private = bo.post("/partners/new/", {**form, "says_en": "Write to dean@west.example", "declare": "1"})
    assert private.status_code == 400
    assert bo.post("/partners/new/", form).status_code == 200
    assert member("cy").post("/partners/new/", {**form, "groups": [], "declare": "1"}).status_code == 403
    assert bo.post("/partners/new/", {**form, "declare": "1"}).status_code == 302
    assert read_charter(workspace.parent / "charter").partner_by_id["west-college"].groups == ("north",)


def test_seventy_two_universities_come_from_one_file(workspace):
    client = operator()
    lines = ["name_en,name_zh,sort,stage,affiliations,next,next_due"]
    lines += [
        f"University {n},第{n}大学,university,lead,University {n};U{n},Write,2027-01-{n % 28 + 1:02}" for n in range(72)
    ]
    words = "\n".join(lines)
    file = SimpleUploadedFile("many.csv", ("\ufeff" + words).encode(), "text/csv")
    seen = client.post("/partners/import/", {"file": file})
    assert seen.status_code == 200
    assert "University 71" in seen.content.decode()
    assert (
        client.post("/partners/import/", {"words": words.replace("university,", "school,"), "declare": "1"}).status_code
        == 400
    )
    bad = client.post("/partners/import/", {"words": words.replace("name_zh", "mail"), "declare": "1"})
    assert "columns that are not known: mail" in bad.content.decode()
    for line, said in (
        ("North,北方,university,lead,,,", "Line 74: a partner &#x27;north&#x27; is declared already"),
        ("University 3,,university,lead,,,", "Line 74: &#x27;university-3&#x27; stands in line 5 already"),
    ):
        again = client.post("/partners/import/", {"words": f"{words}\n{line}", "declare": "1"})
        assert again.status_code == 400
        assert said in again.content.decode()
    assert member("ann").post("/partners/import/", {"words": words, "declare": "1"}).status_code == 403
    assert client.post("/partners/import/", {"words": words, "declare": "1"}).status_code == 302
    found = read_charter(workspace.parent / "charter").partners
    assert len(found) == 75
    assert found[-1].affiliations == ("University 71", "U71")
