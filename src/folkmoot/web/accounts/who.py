"""Who is asking: the signed-in account, the people it proves to be, and whether it may operate the community."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest

from folkmoot.ledger import claims, users
from folkmoot.ledger.models import User
from folkmoot.model.actor import Actor
from folkmoot.model.identity import Identity, KnownPerson
from folkmoot.model.people import Person
from folkmoot.rules.permission import declared_operators, declared_person, may_operate
from folkmoot.web.accounts.origin import origin_of
from folkmoot.web.house import house

_KEPT = "_folkmoot_actor"


def forge_accounts(user: User) -> tuple[str, ...]:
    """Return the accounts on forges that this account has proven to hold by signing in there, as ``gitee:login``."""
    return tuple(account for account, _number in _held(user))


def _held(user: User) -> tuple[tuple[str, str], ...]:
    """Return the accounts that were proven by signing in, each with the forge's number of it."""
    held = SocialAccount.objects.filter(user=user).order_by("provider", "uid")
    return tuple(
        (f"{one.provider}:{login.lower()}", f"{one.provider}-id:{one.uid}")
        for one in held
        if (login := str(one.extra_data.get("login") or ""))
    )


def people_of(user: User) -> tuple[str, ...]:
    """Return the declared people that this account is: by recorded links, and by proven accounts that they declare.

    Rights follow from these alone: a claim by a key or by an operator's word gives none, and neither does a login that
    the forge gave to somebody else since it was declared, as far as its numbers tell.
    """
    people = house().charter.people
    proven = {declared_person(people, account) for account in _truly_held(user)}
    return tuple(sorted({*users.people_of(user.username), *proven} - {""}))


def held_accounts(user: User) -> tuple[str, ...]:
    """Return all accounts that this one has proven to hold: by signing in at a forge, by a key, or to an operator."""
    claimed = (one.account for one in claims.claims_of(user.username))
    return tuple(dict.fromkeys((*_truly_held(user), *claimed)))


def _truly_held(user: User) -> tuple[str, ...]:
    """Return the accounts proven by signing in, without logins that somebody else had before."""
    held = _held(user)
    if not held:  # only else is it worth to find out who is who
        return ()
    identity = house().homes().identity
    return tuple(account for account, number in held if identity.is_of_number(account, number))


def mine(user: User) -> tuple[str, ...]:
    """Return the declared people that this account is, then the accounts that it has proven to hold."""
    return (*people_of(user), *held_accounts(user))


def own_people(user: User, identity: Identity) -> tuple[str, ...]:
    """Return the people, by inner id, that this account may speak for.

    Edges: an account that mere evidence has joined to somebody whom the charter declares proves nothing about them:
    a ``.mailmap`` line can be written by anybody who commits.
    """
    found = {identity.person_of[one] for one in people_of(user) if one in identity.person_of}
    people = house().charter.people
    for account in held_accounts(user):
        person = identity.people.get(identity.person_of.get(account, ""))
        if person is None:
            continue
        declared = identity.person_of.get(declared_person(people, account)) == person.id
        if not person.declared or declared or _decided(person, account, people, identity):
            found.add(person.id)
    return tuple(sorted(found))


def _decided(person: KnownPerson, account: str, people: Iterable[Person], identity: Identity) -> bool:
    """Return whether a correction itself joins the account to what the charter declares of this person."""
    said = {one.id: one.accounts for one in people if identity.person_of.get(one.id) == person.id}
    theirs = {*said, *(declared for accounts in said.values() for declared in accounts)}
    corrected = [one for one in person.reasons if one.why == "corrected" and account in (one.account, one.other)]
    return any(one.account in theirs or one.other in theirs for one in corrected)


def held_by_other(user: User) -> Callable[[str], bool]:
    """Return the test whether another account of the portal has proven to hold a forge's account."""

    def test(account: str) -> bool:
        forge, _, login = account.partition(":")
        if forge == "mail":
            return False
        others = SocialAccount.objects.filter(provider=forge, extra_data__login__iexact=login).exclude(user=user)
        return others.exists() or claims.holder_of(account) not in {"", user.username}

    return test


def operates(user: User) -> bool:
    """Return whether this account may operate the community today."""
    operators = declared_operators(house().charter.groups, house().today())
    return may_operate(people_of(user), granted=users.granted(user.username), operators=operators)


def actor_of(request: HttpRequest) -> Actor:
    """Return who is asking; somebody signed out has no name and may do nothing. Found once for each request."""
    kept: Actor | None = getattr(request, _KEPT, None)
    if kept is None:
        user = request.user
        kept = actor_for(user, origin_of(request)) if user.is_authenticated else Actor("", origin_of(request))
        setattr(request, _KEPT, kept)
    return kept


def actor_for(user: User, origin: str) -> Actor:
    """Return an account as somebody who acts, from where they do."""
    return Actor(user.username, origin, operator=operates(user), people=people_of(user))
