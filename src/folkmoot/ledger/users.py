"""Accounts of the portal: making and closing them, who they are in the community, and granting operation."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import OperatorGrant, PersonLink, User
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of an account of the portal."""

    name: str
    active: bool
    granted: bool  # whether operation was granted to it here
    people: tuple[str, ...]  # whom it is, by recorded links


def create(name: str, password: str, *, actor: Actor, operator: bool = False) -> Account:
    """Make an account that signs in by password. Errors: NotAllowed; BadInput for a bad or taken name or password."""
    actor.must_operate()
    name = name.strip().lower()
    if "@" in name:
        raise BadInput(f"'{name}' is no name for an account here.", mend="Names with @ belong to accounts of forges.")
    if User.objects.filter(username=name).exists():
        raise BadInput(f"there is an account '{name}' already.", mend="Choose another name, or see: moot user list.")
    _must_be_strong(password, User(username=name))
    with transaction.atomic():
        try:
            user = User.objects.create_user(name, password)
        except ValidationError as error:
            raise BadInput(f"'{name}' is no name for an account: {' '.join(error.messages)}") from error
        note(actor, "user.create", name)
        if operator:
            _grant(user, actor, held=True)
    return account(name)


def set_password(name: str, password: str, *, actor: Actor) -> None:
    """Give an account a new password; whoever is signed in with it is signed out. Errors: NotAllowed; BadInput."""
    actor.must_operate()
    user = _user(name)
    _must_be_strong(password, user)
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        note(actor, "user.password", user.username)


def set_active(name: str, *, active: bool, actor: Actor, why: str = "") -> None:
    """Close an account (nobody can use it any more), or open it again. Errors: NotAllowed; BadInput."""
    actor.must_operate()
    user = _user(name)
    if user.is_active == active:
        raise BadInput(f"the account '{user.username}' is {'open' if active else 'closed'} already.")
    with transaction.atomic():
        user.is_active = active
        user.save(update_fields=["is_active"])
        verb = "user.open" if active else "user.close"
        note(actor, verb, user.username, before={"active": not active}, after={"active": active}, why=why)


def set_operator(name: str, *, held: bool, actor: Actor, why: str = "") -> None:
    """Grant operation to an account, or withdraw it. Errors: NotAllowed; BadInput when it is so already."""
    actor.must_operate()
    user = _user(name)
    if granted(user.username) == held:
        raise BadInput(f"'{user.username}' {'operates' if held else 'does not operate'} already.")
    with transaction.atomic():
        _grant(user, actor, held=held, why=why)


def link(name: str, person: str, *, held: bool = True, actor: Actor, why: str = "") -> None:
    """Record that an account is (or, not ``held``, no longer is) a declared person. Errors: NotAllowed; BadInput."""
    actor.must_operate()
    user = _user(name)
    if (person in people_of(user.username)) == held:
        raise BadInput(f"'{user.username}' {'is' if held else 'is not'} {person} already.")
    with transaction.atomic():
        PersonLink.objects.create(user=user, person=person, held=held, at=timezone.now(), who=actor.name, why=why)
        verb = "user.link" if held else "user.unlink"
        note(actor, verb, user.username, after={"person": person}, why=why)


def granted(name: str) -> bool:
    """Return whether operation is granted to the account now: the last word counts."""
    last = OperatorGrant.objects.filter(user__username=name).order_by("-pk").first()
    return bool(last and last.held)


def people_of(name: str) -> tuple[str, ...]:
    """Return the declared people that the account is, by recorded links: the last word on each person counts."""
    held: dict[str, bool] = {}
    for row in PersonLink.objects.filter(user__username=name).order_by("pk"):
        held[row.person] = row.held
    return tuple(sorted(person for person, now in held.items() if now))


def account(name: str) -> Account:
    """Return what is known of an account. Errors: BadInput when there is none."""
    user = _user(name)
    return Account(user.username, user.is_active, granted(user.username), people_of(user.username))


def accounts() -> tuple[Account, ...]:
    """Return all accounts by name."""
    return tuple(account(name) for name in User.objects.order_by("username").values_list("username", flat=True))


def _grant(user: User, actor: Actor, *, held: bool, why: str = "") -> None:
    OperatorGrant.objects.create(user=user, held=held, at=timezone.now(), who=actor.name, why=why)
    note(actor, "operator.grant" if held else "operator.withdraw", user.username, after={"held": held}, why=why)


def _user(name: str) -> User:
    user = User.objects.filter(username=name.strip().lower()).first()
    if user is None:
        raise BadInput(f"there is no account '{name}'.", mend="See: moot user list.")
    return user


def _must_be_strong(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput(f"this password will not do: {' '.join(error.messages)}") from error
