"""Signing in, out and failing to: each leaves a row in the audit trail."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.socialaccount.signals import social_account_added
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from folkmoot.jobs.claim import Proof
from folkmoot.ledger.audit import note
from folkmoot.ledger.models import User
from folkmoot.model.actor import Actor
from folkmoot.web.accounts.origin import origin_of


def _note(request: HttpRequest | None, name: str, verb: str, **facts: Any) -> None:
    note(Actor(name, origin_of(request)), verb, name, **facts)


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, **_more: Any) -> None:
    """Note who signed in, and from where."""
    _note(request, user.username, "user.sign-in")


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **_more: Any) -> None:
    """Note who signed out."""
    if user is not None:
        _note(request, user.username, "user.sign-out")


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any) -> None:
    """Note a failed try on an account that exists. What else was typed into the field may be a password: not kept."""
    name = str(credentials.get("username") or "").lower()
    if User.objects.filter(username=name).exists():
        _note(request, name, "user.failed")


@receiver(password_changed)
def changed_password(request: HttpRequest, user: User, **_more: Any) -> None:
    """Note that somebody changed their own password."""
    _note(request, user.username, "user.password")


@receiver(social_account_added)
def connected(request: HttpRequest, sociallogin: Any, **_more: Any) -> None:
    """Note that an account proved to hold another one on a forge."""
    account = sociallogin.account
    login = f"{account.provider}:{account.extra_data.get('login')}"
    _note(request, sociallogin.user.username, "user.connect", after={"account": login, "uid": account.uid})
    from folkmoot.web.accounts.mine import proven  # the homes are read there: not while Django starts

    if account.extra_data.get("login"):
        proven(request, login.lower(), Proof("oauth", uid=f"{account.provider}-id:{account.uid}"))
