"""Signing in and out, one's account, and who may not do what. Ann is an author, Bo operates, Cy is signed out."""

from __future__ import annotations

import pytest
from django.test import Client

from folkmoot.ledger import users
from folkmoot.ledger.models import Audit, User
from tests.web.accounts.cast import GOOD, SHELL

pytestmark = pytest.mark.django_db


def sign_in(client: Client, name: str, password: str, **more: str):
    return client.post("/sign-in/", {"login": name, "password": password, **more})


def verbs(about: str) -> list[str]:
    return list(Audit.objects.filter(about=about).order_by("pk").values_list("verb", flat=True))


def test_who_knows_the_password_is_in(cy):
    users.create("ann", GOOD, actor=SHELL)
    answer = sign_in(cy, "Ann", GOOD)
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert "ann" in cy.get("/account/").content.decode()
    assert verbs("ann") == ["user.create", "user.sign-in"]
    assert Audit.objects.get(verb="user.sign-in").origin == "127.0.0.1"


def test_who_does_not_know_it_is_out_and_leaves_a_trace(cy):
    users.create("ann", GOOD, actor=SHELL)
    for name in ("ann", "nobody"):
        answer = sign_in(cy, name, "wrong")
        assert answer.status_code == 200
        assert "_auth_user_id" not in cy.session
    assert verbs("ann") == ["user.create", "user.failed"]
    assert not Audit.objects.filter(about="nobody").exists()  # what was typed may have been a password


def test_an_unknown_name_and_a_wrong_password_look_the_same(cy):
    users.create("ann", GOOD, actor=SHELL)
    pages = [sign_in(cy, name, "wrong").content.decode() for name in ("ann", "eve")]
    assert _faults(pages[0]) == _faults(pages[1]) != []


def _faults(page: str) -> list[str]:
    return [line for line in page.splitlines() if 'role="alert"' in line]


def test_guessing_is_stopped_even_for_the_right_password(cy):
    users.create("ann", GOOD, actor=SHELL)
    for _try in range(5):
        sign_in(cy, "ann", "wrong")
    sign_in(cy, "ann", GOOD)
    assert "_auth_user_id" not in cy.session


def test_a_closed_account_cannot_sign_in_and_who_is_in_is_out(ann, cy):
    users.set_active("ann", active=False, actor=SHELL)
    assert ann.get("/account/").status_code == 302
    sign_in(cy, "ann", GOOD)
    assert "_auth_user_id" not in cy.session


def test_a_new_password_signs_out_everywhere(ann):
    users.set_password("ann", "another walk by the sea", actor=SHELL)
    assert ann.get("/account/")["Location"].startswith("/sign-in/")


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "https:evil.example"],
)
def test_nobody_is_sent_to_another_site_after_signing_in(cy, wanted):
    users.create("ann", GOOD, actor=SHELL)
    assert sign_in(cy, "ann", GOOD, next=wanted)["Location"] == "/account/"


def test_who_came_for_a_page_gets_there(cy):
    users.create("ann", GOOD, actor=SHELL)
    assert sign_in(cy, "ann", GOOD, next="/data/?lang=zh")["Location"] == "/data/?lang=zh"


def test_signing_out_takes_a_post(ann):
    assert ann.get("/sign-out/").status_code == 200
    assert "_auth_user_id" in ann.session
    assert ann.post("/sign-out/")["Location"] == "/"
    assert "_auth_user_id" not in ann.session
    assert verbs("ann")[-1] == "user.sign-out"


def test_nobody_makes_an_account_by_a_form(cy):
    assert cy.get("/sign-up/").status_code == 404
    assert cy.get("/accounts/signup/").status_code == 404
    assert "sign-up" not in cy.get("/sign-in/").content.decode()


def test_only_forges_that_work_are_offered(cy):
    page = cy.get("/sign-in/").content.decode()
    assert "GitHub" not in page
    assert "Gitee" not in page
    assert cy.post("/sign-in/github/login/").status_code == 404
    assert cy.post("/sign-in/gitee/login/").status_code == 404


def test_the_account_page_is_for_who_is_signed_in(cy, ann):
    assert cy.get("/account/")["Location"] == "/sign-in/?next=/account/"
    page = ann.get("/account/").content.decode()
    assert "You may read everything" in page
    assert "signed in: ann" in page


def test_ones_own_password_is_changed_with_the_old_one(ann):
    new = "another walk by the sea"
    fields = {"oldpassword": "wrong", "password1": new, "password2": new}
    assert ann.post("/account/password/", fields).status_code == 200
    assert ann.post("/account/password/", {**fields, "oldpassword": GOOD})["Location"] == "/account/"
    assert User.objects.get(username="ann").check_password(new)
    assert ann.get("/account/").status_code == 200  # who changed it stays in
    assert "user.password" in verbs("ann")


def test_pages_carry_strict_headers_and_cookies(cy):
    users.create("ann", GOOD, actor=SHELL)
    answer = sign_in(cy, "ann", GOOD)
    assert "script-src 'self';" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    cookie = answer.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_an_unknown_host_is_refused(cy):
    assert cy.get("/sign-in/", headers={"host": "evil.example"}).status_code == 400


def test_forms_need_their_token(bo):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = bo.cookies
    for address in ("/sign-in/", "/sign-out/", "/data/matching/merge/", "/data/matching/undo/1/", "/account/password/"):
        assert strict.post(address, {"login": "bo", "password": GOOD}).status_code == 403
