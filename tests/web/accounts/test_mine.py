"""What people do about themselves: claims by a signed text, disputes, and their name. Ann and Cy are contributors, Bo operates.

The keys that forges publish come from a forge of our own on loopback.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from folkmoot.lake.append import append_sightings
from folkmoot.lake.lake import Lake
from folkmoot.ledger import claims, corrections, disputes, users
from folkmoot.ledger.models import Audit, Claim, Dispute, User
from folkmoot.model.event import Sighting
from folkmoot.web.accounts.who import people_of
from folkmoot.web.house import house
from tests.web.accounts.cast import SHELL, signed_in
from tests.web.accounts.workspaces import ANN_MAIL, make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed"),
]


class Forge(BaseHTTPRequestHandler):
    """Shows keys at ``/login.keys``, as GitHub and Gitee do."""

    keys: ClassVar[dict[str, str]] = {}

    def do_GET(self) -> None:
        body = self.keys.get(self.path.strip("/").removesuffix(".keys"))
        self.send_response(200 if body is not None else 404)
        data = (body or "Not Found").encode()
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def forge() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Forge)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Forge.keys.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def portal(tmp_path, settings, monkeypatch, forge) -> Path:
    """Ann and Bo are declared; github:ann-a, github:cy and gitee:cy were only seen."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    folder = tmp_path / "mine"
    folder.mkdir()
    workspace = make(folder)
    said = f"  forges: [{{key: github, url: '{forge}'}}, {{key: gitee, url: '{forge}'}}]\n"
    path = folder / "charter" / "community.yaml"
    path.write_text(path.read_text("utf-8") + said, "utf-8")
    seen = [
        Sighting("github:ann-a", "Ann Author", also="github-id:42", why="verified"),
        Sighting("github:cy", "Cy Outsider"), Sighting("gitee:cy", "cyc"), Sighting("gitee:bo", "Bo"),
    ]  # fmt: skip
    append_sightings(Lake.at(workspace / "lake"), seen)
    monkeypatch.setenv("MOOT_WORKSPACE", str(workspace))
    return workspace


@pytest.fixture
def key(tmp_path) -> Path:
    path = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    return path


@pytest.fixture
def linked(ann) -> Client:
    """Ann's account of the portal, which an operator has linked to the declared person."""
    users.link("ann", "ann", actor=SHELL)
    return ann


def publish(login: str, key: Path) -> None:
    Forge.keys[login] = key.with_suffix(".pub").read_text("utf-8")


def text_for(client: Client, account: str) -> str:
    page = client.get("/account/claim/", {"account": account}).content.decode()
    return html.unescape(re.search(r'name="text" value="([^"]+)"', page)[1])


def signature(key: Path, text: str) -> str:
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "folkmoot", "-f", key]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode()


def prove(client: Client, account: str, key: Path, text: str = "", **more: str) -> str:
    text = text or text_for(client, account)
    form = {"account": account, "text": text, "signature": signature(key, text), **more}
    return client.post("/account/claim/prove/", form, follow=True).content.decode()


def person_of(account: str) -> str:
    return house().homes().identity.person_of[account]


def test_ann_proves_an_account_by_her_key_and_it_is_hers_at_once(linked, key):
    publish("ann-a", key)
    page = prove(linked, "github:ann-a", key)
    assert "github:ann-a is proven to be yours" in page
    assert person_of("github:ann-a") == "ann"
    (held,) = claims.claims_of("ann")
    assert (held.account, held.how) == ("github:ann-a", "key")
    (made,) = corrections.current()
    assert (made.verb, made.a, made.b, made.by) == ("merge", "ann", "github:ann-a", "ann")
    assert {"claim.prove", "identity.merge"} <= set(Audit.objects.filter(who="ann").values_list("verb", flat=True))

    linked.post("/account/claim/give-up/", {"account": "github:ann-a"})
    assert person_of("github:ann-a") == "github:ann-a"
    assert claims.claims_of("ann") == ()


def test_an_operator_can_take_a_claim_back(linked, bo, key):
    publish("ann-a", key)
    prove(linked, "github:ann-a", key)
    (made,) = corrections.current()
    bo.post(f"/data/matching/undo/{made.id}/", {"why": "a shared key"})
    assert person_of("github:ann-a") == "github:ann-a"
    assert claims.claims_of("ann") == ()


def test_a_first_account_makes_somebody_known_and_gives_no_rights(key):
    cy = signed_in("cy")
    publish("cy", key)
    prove(cy, "github:cy", key)
    assert corrections.current() == ()
    assert '<a href="/people/github:cy/">' in cy.get("/account/").content.decode()
    prove(cy, "gitee:cy", key)
    assert person_of("gitee:cy") == person_of("github:cy")
    assert cy.get("/data/matching/decide/").status_code == 403


def test_what_proves_nothing_is_told_and_leaves_nothing(linked, key, tmp_path):
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other], check=True)
    publish("ann-a", key)
    cy = signed_in("cy")
    for client, account, signer, text, says in (
        (linked, "github:ann-a", other, "", "not among those"),
        (linked, "github:absent", key, "", "shows no keys"),
        (linked, "github:ann-a", key, "I am github:ann-a", "not made by this portal"),
        (cy, "github:ann-a", key, text_for(linked, "github:ann-a"), "made for something else"),
        (linked, "github:cy", key, text_for(linked, "github:ann-a"), "made for something else"),
    ):
        assert says in prove(client, account, signer, text)
    assert corrections.log() == ()
    assert not Claim.objects.exists()


def test_a_challenge_is_good_once_and_not_for_long(linked, key, monkeypatch):
    publish("ann-a", key)
    text = text_for(linked, "github:ann-a")
    prove(linked, "github:ann-a", key, text)
    linked.post("/account/claim/give-up/", {"account": "github:ann-a"})
    assert "answered already" in prove(linked, "github:ann-a", key, text)
    from datetime import timedelta

    monkeypatch.setattr("folkmoot.web.accounts.challenge.VALID", timedelta(seconds=-1))
    assert "too old" in prove(linked, "github:ann-a", key)
    assert person_of("github:ann-a") == "github:ann-a"


def test_proofs_are_not_tried_without_end(linked, key):
    publish("ann-a", key)
    pages = [prove(linked, "github:ann-a", key, "no text of ours") for _try in range(11)]
    assert "Too many tries" in pages[-1]
    assert "Too many tries" not in pages[-2]


def test_an_account_that_another_user_has_proven_is_a_dispute(linked, bo, key):
    """Cy proves github:ann-a by signing in; Ann has a key of it. Operators decide, and Ann sees what they say."""
    cy = signed_in("cy")
    SocialAccount.objects.create(
        user=User.objects.get(username="cy"), provider="github", uid="7", extra_data={"login": "Ann-A"}
    )
    publish("ann-a", key)
    assert "Operators will decide" in prove(linked, "github:ann-a", key)
    assert corrections.current() == ()
    (case,) = disputes.open_cases()
    assert (case.kind, case.about, case.by, case.person) == ("claim", "github:ann-a", "ann", "ann")

    for client, status in ((cy, 403), (linked, 403), (Client(), 302)):
        assert (
            client.post(f"/data/matching/disputes/{case.id}/", {"granted": "1", "why": "please"}).status_code == status
        )
    assert "github:ann-a" in bo.get("/data/matching/decide/").content.decode()
    assert (
        "needs a reason"
        in bo.post(f"/data/matching/disputes/{case.id}/", {"granted": "1"}, follow=True).content.decode()
    )
    assert corrections.current() == ()
    bo.post(f"/data/matching/disputes/{case.id}/", {"granted": "1", "why": "showed it in a call"})
    assert person_of("github:ann-a") == "ann"
    page = linked.get("/account/").content.decode()
    assert "granted" in page
    assert "showed it in a call" in page
    again = bo.post(f"/data/matching/disputes/{case.id}/", {"granted": "0", "why": "no, no"}, follow=True)
    assert "decided already" in again.content.decode()
    assert set(Audit.objects.filter(about="github:ann-a").values_list("verb", flat=True)) >= {
        "dispute.claim", "dispute.grant", "claim.prove",
    }  # fmt: skip


def test_a_claim_goes_against_no_decision_and_joins_no_two_declared_people(linked, key):
    publish("ann-a", key)
    publish("bo", key)
    corrections.record("refuse", "ann", "github:ann-a", actor=SHELL, why="two people")
    prove(linked, "github:ann-a", key)
    prove(linked, "gitee:bo", key)
    assert {case.about for case in disputes.open_cases()} == {"github:ann-a", "gitee:bo"}
    assert person_of("gitee:bo") == "bo"


def test_a_login_that_changed_hands_is_for_operators(linked, key, portal):
    append_sightings(Lake.at(portal / "lake"), [Sighting("github:ann-a", also="github-id:99", why="verified")])
    publish("ann-a", key)
    prove(linked, "github:ann-a", key)
    (case,) = disputes.open_cases()
    assert "two people have held this login" in case.why


def test_ann_asks_an_operator_where_she_has_no_key(linked, bo):
    linked.post("/account/claim/ask/", {"account": "github:ann-a", "why": "see my page"})
    (case,) = disputes.open_cases()
    bo.post(f"/data/matching/disputes/{case.id}/", {"granted": "0", "why": "the page says nothing"})
    assert person_of("github:ann-a") == "github:ann-a"
    assert "the page says nothing" in linked.get("/account/").content.decode()


def test_ann_disputes_a_merge_and_it_is_split_off(linked, bo):
    made = corrections.record("merge", "ann", "github:cy", actor=SHELL, why="same photo")
    page = linked.get("/people/ann/").content.decode()
    assert "This is wrong" in page
    linked.post(
        "/account/dispute/", {"kind": "merge", "about": "github:cy", "why": "that is Cy", "next": "/people/ann/"}
    )
    (case,) = disputes.open_cases()
    assert "that is Cy" in bo.get("/data/matching/decide/").content.decode()
    bo.post(f"/data/matching/disputes/{case.id}/", {"granted": "1", "why": "she is right"})
    assert person_of("github:cy") == "github:cy"
    bo.post(f"/data/matching/undo/{disputes.one(case.id).correction}/")
    assert person_of("github:cy") == "ann"
    assert made in corrections.current()


@pytest.mark.parametrize(("instead", "now"), [("Example Works", "Example Works"), ("", None)])
def test_ann_disputes_an_affiliation_and_it_is_replaced(linked, bo, instead, now):
    corrections.record("merge", "ann", ANN_MAIL, actor=SHELL, why="her address")
    homes = house().homes()
    assert homes.organization_on("ann", house().today()) == "example.org"
    linked.post("/account/dispute/", {"kind": "affiliation", "about": "example.org", "why": "a club, no employer"})
    (case,) = disputes.open_cases()
    bo.post(f"/data/matching/disputes/{case.id}/", {"granted": "1", "why": "true", "organization": instead})
    assert house().homes().organization_on("ann", house().today()) == now


def test_nobody_disputes_what_is_not_theirs(linked):
    for form in (
        {"kind": "merge", "about": "gitee:bo", "why": "no, no"}, {"kind": "affiliation", "about": "Works", "why": "no, no"},
        {"kind": "marry", "about": "gitee:ann", "why": "no, no"}, {"kind": "merge", "about": "gitee:ann", "why": ""}, {},
    ):  # fmt: skip
        assert 'role="status"' in linked.post("/account/dispute/", form, follow=True).content.decode()
    assert not Dispute.objects.exists()


def test_ann_hides_and_shows_herself(linked):
    linked.post("/account/hide/")
    homes = house().homes()
    name = homes.faces.name_of("ann")
    assert re.fullmatch(r"anonymous-[0-9a-f]{8}", name)
    assert Client().get("/people/ann/").status_code == 404
    page = linked.get(f"/people/{name}/").content.decode()
    assert "Only you see this note" in page
    linked.post("/account/show/")
    assert house().homes().faces.name_of("ann") == "Ann Author"
    linked.post("/account/hide/")
    assert house().homes().faces.name_of("ann") == name  # the same pseudonym as before
    assert Audit.objects.filter(who="ann", verb="identity.hide").count() == 2


def test_evidence_lets_nobody_hide_a_declared_person(portal):
    """Cy writes a .mailmap line that joins gitee:cy to Bo, and proves gitee:cy: Bo stays named."""
    append_sightings(Lake.at(portal / "lake"), [Sighting("gitee:cy", also="gitee:bo", why="mailmap", source="git")])
    cy = signed_in("cy")
    SocialAccount.objects.create(
        user=User.objects.get(username="cy"), provider="gitee", uid="7", extra_data={"login": "cy"}
    )
    assert person_of("gitee:cy") == "bo"
    assert "not named already" in cy.post("/account/hide/", follow=True).content.decode()
    assert house().homes().faces.name_of("bo") == "Bo Maintainer"
    assert "This is you" not in cy.get("/people/bo/").content.decode()


POSTS = ("claim/prove", "claim/ask", "claim/give-up", "dispute", "hide", "show")


@pytest.mark.parametrize("verb", POSTS)
def test_who_is_signed_out_is_sent_to_sign_in_and_forms_have_tokens(cy, linked, verb):
    answer = cy.post(f"/account/{verb}/", {"account": "gitee:ann", "about": "gitee:ann"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="ann"))
    assert strict.post(f"/account/{verb}/").status_code == 403
    assert linked.get(f"/account/{verb}/").status_code == 405
    assert corrections.log() == ()


def test_who_sees_what_on_a_persons_page(cy, linked, bo):
    for client, theirs, operates in ((cy, False, False), (linked, True, False), (bo, False, True)):
        page = client.get("/people/ann/").content.decode()
        assert ("This is you" in page) == theirs
        assert ("Say where they belonged" in page) == operates


def test_bo_dates_an_affiliation_on_the_persons_page(bo, linked):
    form = {
        "a": "ann",
        "b": "Works",
        "since": "2024-01-01",
        "until": "2024-12-31",
        "why": "her page",
        "next": "/people/ann/",
    }
    assert linked.post("/data/matching/affiliate/", form).status_code == 403
    assert bo.post("/data/matching/affiliate/", form)["Location"] == "/people/ann/"
    page = linked.get("/people/ann/").content.decode()
    assert "Works" in page
    about = linked.get("/people/ann.json").json()["about"]["affiliations"]
    assert [(one["organization"], one["since"], one["until"]) for one in about] == [
        ("Works", "2024-01-01", "2024-12-31")
    ]


def test_the_page_of_a_claim_bears_what_is_no_account(cy, linked):
    assert cy.get("/account/claim/").status_code == 302
    for said, says in (("foo", "is no account"), ("gerrit:ann", "Or ask an operator"), ("", "Which account")):
        page = linked.get("/account/claim/", {"account": said})
        assert page.status_code == 200
        assert says in page.content.decode()
    page = linked.get("/account/claim/", {"account": "github:<b>'x"}).content.decode()
    assert "<b>" not in page


def test_a_freed_login_of_a_declared_person_gives_neither_rights_nor_history(portal):
    """The forge told number 7 with what gitee:bo did; somebody with number 8 signs in as gitee:bo and claims github:ann-a."""
    append_sightings(Lake.at(portal / "lake"), [Sighting("gitee:bo", also="gitee-id:7", why="verified")])
    for number, people in (("8", ()), ("7", ("bo",))):
        client = signed_in(f"number-{number}")
        user = User.objects.get(username=f"number-{number}")
        held = SocialAccount.objects.create(user=user, provider="gitee", uid=number, extra_data={"login": "bo"})
        assert people_of(user) == people
        page = client.get("/account/").content.decode()
        assert ("/people/bo/" in page) == bool(people)
        assert ("had this login before you" in page) != bool(people)
        held.delete()
