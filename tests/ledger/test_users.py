"""Accounts of the portal."""

from __future__ import annotations

import pytest

from folkmoot.ledger import users
from folkmoot.ledger.models import Audit, User
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed

ANN = Actor("ann", "10.0.0.1")
SHELL = Actor("cli:bo", "cli", operator=True)
GOOD = "a long walk by the sea"


@pytest.fixture(autouse=True)
def quick(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here


def verbs() -> list[str]:
    return list(Audit.objects.order_by("pk").values_list("verb", flat=True))


def test_an_account_is_made_with_its_audit_rows(ledger):
    made = users.create(" Bo ", GOOD, actor=SHELL, operator=True)
    assert made == users.Account("bo", active=True, granted=True, people=())
    assert User.objects.get(username="bo").check_password(GOOD)
    assert verbs() == ["user.create", "operator.grant"]
    assert {one.origin for one in Audit.objects.all()} == {"cli"}


@pytest.mark.parametrize(
    ("name", "password", "says"),
    [
        ("bo", GOOD, "already"),
        ("BO", GOOD, "already"),
        ("bo@gitee", GOOD, "no name"),
        ("", GOOD, "no name"),
        ("a b", GOOD, "no name"),
        ("../x", GOOD, "no name"),
        ("cy\n", "short", "password"),
        ("cy", "password1234", "password"),
        ("cy", "1234567890123", "password"),
        ("cyoutsider", "cyoutsider1", "password"),
    ],
)
def test_bad_names_and_passwords_are_refused(ledger, name, password, says):
    users.create("bo", GOOD, actor=SHELL)
    with pytest.raises(BadInput, match=says):
        users.create(name, password, actor=SHELL)
    assert User.objects.count() == 1
    assert verbs() == ["user.create"]


def test_nobody_but_an_operator_makes_accounts_or_raises_rights(ledger):
    users.create("ann", GOOD, actor=SHELL)
    for attempt in (
        lambda: users.create("eve", GOOD, actor=ANN, operator=True),
        lambda: users.set_operator("ann", held=True, actor=ANN),
        lambda: users.link("ann", "bo", actor=ANN),
        lambda: users.set_password("ann", GOOD, actor=ANN),
        lambda: users.set_active("ann", active=False, actor=ANN),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert users.accounts() == (users.Account("ann", active=True, granted=False, people=()),)


def test_the_last_word_on_operation_and_links_counts(ledger):
    users.create("ann", GOOD, actor=SHELL)
    users.set_operator("ann", held=True, actor=SHELL)
    users.set_operator("ann", held=False, actor=SHELL, why="term ended")
    users.link("ann", "ann-a", actor=SHELL)
    users.link("ann", "annie", actor=SHELL)
    users.link("ann", "ann-a", held=False, actor=SHELL)
    assert users.account("ann") == users.Account("ann", active=True, granted=False, people=("annie",))
    with pytest.raises(BadInput, match="does not operate already"):
        users.set_operator("ann", held=False, actor=SHELL)
    with pytest.raises(BadInput, match="already"):
        users.link("ann", "annie", actor=SHELL)
    assert verbs()[1:] == ["operator.grant", "operator.withdraw", "user.link", "user.link", "user.unlink"]


def test_an_account_is_closed_and_opened(ledger):
    users.create("ann", GOOD, actor=SHELL)
    users.set_active("ann", active=False, actor=SHELL, why="left")
    assert not users.account("ann").active
    users.set_active("ann", active=True, actor=SHELL)
    assert users.account("ann").active
    with pytest.raises(BadInput, match="open already"):
        users.set_active("ann", active=True, actor=SHELL)


def test_a_new_password_replaces_the_old_one(ledger):
    users.create("ann", GOOD, actor=SHELL)
    users.set_password("ann", "another walk by the sea", actor=SHELL)
    assert not User.objects.get().check_password(GOOD)


def test_unknown_accounts_are_named(ledger):
    with pytest.raises(BadInput, match="no account 'cy'"):
        users.account("cy")
