"""Signing in through Gitee, against a forge of our own on loopback that speaks its documented OAuth 2.

Source: https://gitee.com/api/v5/oauth_doc
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from folkmoot.ledger.models import Audit, User
from folkmoot.web.gitee.views import GiteeAdapter

pytestmark = pytest.mark.django_db

APPS = {"APPS": [{"client_id": "our-key", "secret": "our-secret", "key": ""}]}


class Forge(BaseHTTPRequestHandler):
    """Gives a token for the code ``good``, and tells whose it is."""

    asked: ClassVar[list[dict[str, list[str]]]] = []
    user: ClassVar[dict[str, object]] = {
        "id": 7,
        "login": "Ann",
        "name": "Ann",
        "email": "ann@example.org",
        "html_url": "https://gitee.com/ann",
    }

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.asked.append(form)
        good = form.get("code") == ["good"] and form.get("client_secret") == ["our-secret"]
        self._say(200 if good else 401, {"access_token": "t0ken", "token_type": "bearer"} if good else {"error": "bad"})

    def do_GET(self) -> None:
        token = parse_qs(urlsplit(self.path).query).get("access_token")
        self._say(200 if token == ["t0ken"] else 401, self.user if token == ["t0ken"] else {})

    def _say(self, status: int, words: dict[str, object]) -> None:
        body = json.dumps(words).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture(autouse=True)
def forge(settings, monkeypatch) -> Iterator[type[Forge]]:
    settings.SOCIALACCOUNT_PROVIDERS = {"gitee": APPS}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Forge)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(GiteeAdapter, "access_token_url", f"{address}/oauth/token")
    monkeypatch.setattr(GiteeAdapter, "profile_url", f"{address}/api/v5/user")
    Forge.asked.clear()
    monkeypatch.setattr(Forge, "user", dict(Forge.user))
    yield Forge
    server.shutdown()
    server.server_close()


def go(client: Client, code: str = "good", **more: str):
    """Press the button, and come back from the forge with ``code``."""
    sent = client.post("/sign-in/gitee/login/", more)
    assert sent.status_code == 302, sent.content
    target = urlsplit(sent["Location"])
    assert f"{target.scheme}://{target.netloc}{target.path}" == "https://gitee.com/oauth/authorize"
    asked = parse_qs(target.query)
    assert asked["client_id"] == ["our-key"]
    assert asked["scope"] == ["user_info"]
    return client.get("/sign-in/gitee/login/callback/", {"code": code, "state": asked["state"][0]})


def test_who_proves_a_forges_account_is_in_and_has_no_rights(cy):
    answer = go(cy)
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    page = cy.get("/account/").content.decode()
    assert "ann@gitee" in page
    assert "gitee:ann" in page
    assert '<a href="/people/ann/">ann</a>' in page  # the charter declares gitee:ann
    assert cy.get("/data/matching/decide/").status_code == 403


def test_nothing_is_kept_that_is_not_needed(cy):
    go(cy)
    kept = SocialAccount.objects.get()
    assert kept.extra_data == {"id": 7, "login": "Ann", "name": "Ann", "html_url": "https://gitee.com/ann"}
    assert not SocialToken.objects.exists()
    assert not User.objects.get().has_usable_password()
    assert list(Audit.objects.values_list("verb", flat=True)) == ["user.sign-in"]


def test_coming_again_is_the_same_account_even_under_a_new_login(cy, forge):
    go(cy)
    forge.user["login"] = "Annie"
    again = Client()
    go(again)
    assert User.objects.count() == 1
    assert "gitee:annie" in again.get("/account/").content.decode()


def test_a_login_that_was_somebody_elses_gets_nothing(cy, forge):
    """Ann (7) frees her login on the forge; Eve (8) takes it."""
    go(cy)
    forge.user.update(id=8)
    eve = Client()
    assert go(eve)["Location"] == "/sign-in/"
    assert "_auth_user_id" not in eve.session
    assert User.objects.count() == 1
    assert Audit.objects.filter(verb="user.refused", about="gitee:ann").exists()


def test_an_answer_without_our_state_is_refused(cy):
    answer = cy.get("/sign-in/gitee/login/callback/", {"code": "good", "state": "guessed"})
    assert "_auth_user_id" not in cy.session
    assert answer.status_code in {200, 401}
    assert not User.objects.exists()


def test_a_bad_code_and_a_cancelled_sign_in_are_told(cy):
    assert "Signing in did not work" in go(cy, "bad").content.decode()
    sent = cy.post("/sign-in/gitee/login/")
    state = parse_qs(urlsplit(sent["Location"]).query)["state"][0]
    back = cy.get("/sign-in/gitee/login/callback/", {"error": "access_denied", "state": state}, follow=True)
    assert "You have not signed in" in back.content.decode()
    assert not User.objects.exists()


def test_a_local_account_proves_an_account_of_a_forge(ann):
    answer = go(ann, process="connect")
    assert answer["Location"] == "/account/"
    page = ann.get("/account/").content.decode()
    assert "gitee:ann" in page
    assert "Prove an account on Gitee" not in page
    assert User.objects.count() == 1
    assert Audit.objects.filter(verb="user.connect", who="ann").exists()


def test_looking_at_the_address_signs_nobody_in(cy):
    page = cy.get("/sign-in/gitee/login/")
    assert page.status_code == 200
    assert "Continue" in page.content.decode()


def test_the_button_is_offered_where_the_keys_are(cy):
    page = cy.get("/sign-in/").content.decode()
    assert "Sign in with Gitee" in page
    assert "GitHub" not in page


def test_an_account_proven_by_signing_in_is_joined_to_ones_person(ann, forge):
    """Ann of the portal is linked to the declared ann; she proves gitee:annie, which nobody declares."""
    from folkmoot.ledger import claims, corrections, users
    from folkmoot.web.house import house
    from tests.web.accounts.cast import SHELL

    users.link("ann", "ann", actor=SHELL)
    forge.user.update(login="Annie", id=9)
    go(ann, process="connect")
    (made,) = corrections.current()
    assert (made.verb, made.a, made.b, made.by) == ("merge", "ann", "gitee:annie", "ann")
    (held,) = claims.claims_of("ann")
    assert (held.account, held.how, held.correction) == ("gitee:annie", "oauth", made.id)
    assert "gitee:annie" not in house().homes().identity.person_of or (
        house().homes().identity.person_of["gitee:annie"] == "ann"
    )


def test_an_account_that_another_user_holds_is_a_dispute(cy, bo, forge):
    """Cy came in through Gitee; Bo, signed in by a password, connects the same account there."""
    from folkmoot.ledger import disputes

    go(cy)
    go(bo, process="connect")
    (case,) = disputes.open_cases()
    assert (case.kind, case.about, case.by) == ("claim", "gitee:ann", "bo")
    assert SocialAccount.objects.get().user.username == "ann@gitee"
    assert "Operators will decide" in bo.get("/account/").content.decode()


def test_a_login_that_was_somebody_elses_on_the_forge_is_a_dispute(ann, forge):
    """gitee:annie was seen as number 5; number 9 has the login now, and connects it."""
    from folkmoot.lake.append import append_sightings
    from folkmoot.ledger import corrections, disputes
    from folkmoot.model.event import Sighting
    from folkmoot.web.house import house

    append_sightings(house().lake, [Sighting("gitee:annie", also="gitee-id:5", why="verified")])
    forge.user.update(login="Annie", id=9)
    go(ann, process="connect")
    assert corrections.current() == ()
    (case,) = disputes.open_cases()
    assert "two people have held this login" in case.why
