"""Operators decide who is who; nobody else does. Ann is an author, Bo operates, Cy is signed out."""

from __future__ import annotations

import pytest
from django.test import Client

from folkmoot.ledger import corrections, users
from folkmoot.ledger.models import Audit, User
from folkmoot.web.house import house
from tests.web.accounts.cast import SHELL, signed_in
from tests.web.accounts.workspaces import ANN_MAIL, make

pytestmark = pytest.mark.django_db

VERBS = ("affiliate", "bot", "hide", "human", "merge", "refuse", "split")
POSTS = [*(f"/data/matching/{verb}/" for verb in VERBS), "/data/matching/undo/1/"]
FORM = {"a": "gitee:ann", "b": ANN_MAIL, "why": "told me so"}


@pytest.mark.parametrize("address", POSTS)
def test_cy_is_sent_to_sign_in(cy, address):
    answer = cy.post(address, FORM)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")
    assert corrections.log() == ()


@pytest.mark.parametrize("address", POSTS)
def test_ann_may_not(ann, address):
    assert ann.post(address, FORM).status_code == 403
    assert corrections.log() == ()


def test_only_bo_sees_the_decisions(cy, ann, bo):
    assert cy.get("/data/matching/decide/").status_code == 302
    assert ann.get("/data/matching/decide/").status_code == 403
    page = bo.get("/data/matching/decide/").content.decode()
    assert "merged branches of that login" in page
    assert page.count("/data/matching/merge/") >= 2


def test_bo_accepts_and_undoes(bo):
    assert house().homes().identity.person_of[ANN_MAIL] == ANN_MAIL
    answer = bo.post("/data/matching/merge/", FORM)
    assert answer["Location"] == "/data/matching/decide/"
    assert house().homes().identity.person_of[ANN_MAIL] == "ann"
    (made,) = corrections.current()
    assert (made.by, made.why) == ("bo", "told me so")
    assert Audit.objects.get(verb="identity.merge").origin == "127.0.0.1"

    bo.post(f"/data/matching/undo/{made.id}/")
    assert corrections.current() == ()
    assert house().homes().identity.person_of[ANN_MAIL] == ANN_MAIL
    assert "undone" in bo.get("/data/matching/decide/").content.decode()


def test_bo_refuses_a_suggestion(bo):
    assert len(house().homes().identity.suggestions) == 1
    bo.post("/data/matching/refuse/", FORM)
    assert house().homes().identity.suggestions == ()


def test_what_makes_no_sense_is_told_and_leaves_nothing(bo):
    for form in ({"a": "gitee:nobody", "b": "gitee:ann"}, {"a": "ann", "b": "gitee:ann"}, {}):
        page = bo.post("/data/matching/merge/", form, follow=True)
        assert page.status_code == 200
        assert 'role="status"' in page.content.decode()
    bad_day = bo.post("/data/matching/affiliate/", {**FORM, "b": "Works", "since": "yesterday"}, follow=True)
    assert "is no day" in bad_day.content.decode()
    assert corrections.log() == ()


def test_odd_addresses_and_methods(bo):
    assert bo.get("/data/matching/merge/").status_code == 405
    assert bo.get("/data/matching/undo/1/").status_code == 405
    assert bo.post("/data/matching/marry/", FORM).status_code == 404


def test_the_way_back_stays_in_the_portal(bo):
    for wanted, goes in (("/people/ann/", "/people/ann/"), ("//evil.example", "/data/matching/decide/")):
        answer = bo.post("/data/matching/hide/", {"a": "ann", "why": "asked", "next": wanted})
        assert answer["Location"] == goes


def test_a_hostile_name_is_shown_as_text(bo):
    bo.post("/data/matching/hide/", {"a": "ann", "why": "<script>alert(1)</script>"})
    page = bo.get("/data/matching/decide/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_when_the_charter_names_operators_only_they_operate(tmp_path, monkeypatch):
    """
    charter  team operations: bo is operator; sig kit: ann calls herself operator
    ledger   eve was granted operation; bob is linked to bo; annie is linked to ann
    """
    folder = tmp_path / "second"
    folder.mkdir()
    monkeypatch.setenv("MOOT_WORKSPACE", str(make(folder, operators=True)))
    eve, bob, annie = signed_in("eve", operator=True), signed_in("bob"), signed_in("annie")
    users.link("bob", "bo", actor=SHELL)
    users.link("annie", "ann", actor=SHELL)
    assert eve.get("/data/matching/decide/").status_code == 403
    assert annie.get("/data/matching/decide/").status_code == 403
    assert bob.get("/data/matching/decide/").status_code == 200
    users.link("bob", "bo", held=False, actor=SHELL)
    assert bob.get("/data/matching/decide/").status_code == 403


def test_evidence_gives_no_rights(tmp_path, monkeypatch):
    """An account that corrections or a .mailmap join to Bo is not Bo: rights follow declared accounts."""
    from allauth.socialaccount.models import SocialAccount

    folder = tmp_path / "third"
    folder.mkdir()
    monkeypatch.setenv("MOOT_WORKSPACE", str(make(folder, operators=True)))
    from folkmoot.lake.append import append_sightings
    from folkmoot.lake.lake import Lake
    from folkmoot.model.event import Sighting

    mine = Sighting("gitee:eve", also="gitee:bo", why="mailmap", source="git", repo="gitee:example/kit")
    append_sightings(Lake.at(folder / "w" / "lake"), [mine])
    assert house().homes().identity.person_of["gitee:eve"] == "bo"

    for login, status in (("eve", 403), ("bo", 200)):
        user = User.objects.create_user(f"{login}@gitee")
        SocialAccount.objects.create(user=user, provider="gitee", uid=login, extra_data={"login": login.title()})
        client = Client()
        client.force_login(user)
        assert client.get("/data/matching/decide/").status_code == status


def test_an_import_is_seen_and_taken_back_by_bo_alone(ann, bo, cy, tmp_path):
    from folkmoot.jobs.rolls.bringing import bring_in

    path = tmp_path / ".mailmap"
    path.write_text(
        "Ann <ann@example.org> <ann@users.noreply.github.com>\n<ann@example.org> <ann@example.net>\n", "utf-8"
    )
    made = bring_in(house().homes().identity, path, actor=SHELL)
    address = f"/data/matching/imports/{made.batch}/undo/"
    assert cy.post(address).status_code == 302
    assert ann.post(address).status_code == 403
    assert made.new == 2 == len(corrections.current())
    page = bo.get("/data/matching/decide/").content.decode()
    assert ".mailmap" in page
    assert "2 of 2 hold" in page
    bo.post(address)
    assert corrections.current() == ()
    assert "undone already" in bo.post(address, follow=True).content.decode()
    assert Audit.objects.filter(verb="identity.import-undo", who="bo").count() == 1


def test_a_login_that_changed_hands_is_shown_to_bo(bo):
    from folkmoot.lake.append import append_sightings
    from folkmoot.model.event import Sighting

    seen = [Sighting("github:taken", also=f"github-id:{number}", why="verified") for number in (41, 42)]
    append_sightings(house().lake, seen)
    page = bo.get("/data/matching/decide/").content.decode()
    assert "github:taken" in page
    assert "41, 42" in page
    assert "github-id" not in page
    assert "github:taken" in Client().get("/data/findings.json").content.decode()


def test_a_person_who_is_a_mere_address_is_meant_by_what_their_page_shows(bo):
    shown = house().homes().faces.id_of(ANN_MAIL)
    assert shown in bo.get(f"/people/{shown}/").content.decode()
    bo.post("/data/matching/affiliate/", {"a": shown, "b": "Works", "why": "her page"})
    assert house().homes().organization_on(ANN_MAIL, house().today()) == "Works"
