"""Who is asking: the signed-in account, the people it proves to be, and whether it may operate the community."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest

from folkmoot.ledger import users
from folkmoot.ledger.models import User
from folkmoot.model.actor import Actor
from folkmoot.rules.permission import declared_operators, declared_person, may_operate
from folkmoot.web.accounts.origin import origin_of
from folkmoot.web.house import house

_KEPT = "_folkmoot_actor"


def forge_accounts(user: User) -> tuple[str, ...]:
    """Return the accounts on forges that this account has proven to hold, as ``gitee:login``."""
    held = SocialAccount.objects.filter(user=user).order_by("provider", "uid")
    return tuple(f"{one.provider}:{login.lower()}" for one in held if (login := str(one.extra_data.get("login") or "")))


def people_of(user: User) -> tuple[str, ...]:
    """Return the declared people that this account is: by recorded links, and by proven accounts that they declare."""
    people = house().charter.people
    proven = {declared_person(people, account) for account in forge_accounts(user)}
    return tuple(sorted({*users.people_of(user.username), *proven} - {""}))


def operates(user: User) -> bool:
    """Return whether this account may operate the community today."""
    operators = declared_operators(house().charter.groups, house().today())
    return may_operate(people_of(user), granted=users.granted(user.username), operators=operators)


def actor_of(request: HttpRequest) -> Actor:
    """Return who is asking; somebody signed out has no name and may do nothing. Found once for each request."""
    kept: Actor | None = getattr(request, _KEPT, None)
    if kept is None:
        user = request.user
        if user.is_authenticated:
            kept = Actor(user.username, origin_of(request), operator=operates(user))
        else:
            kept = Actor("", origin_of(request))
        setattr(request, _KEPT, kept)
    return kept
