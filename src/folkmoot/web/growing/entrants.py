"""Who somebody may take part as: the people that their account is, and accounts that they have proven and nobody has seen yet."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest

from folkmoot.ledger.models import User
from folkmoot.reports.homes import Homes
from folkmoot.web.accounts.who import held_accounts, own_people


def entrant_names(request: HttpRequest, homes: Homes) -> tuple[str, ...]:
    """Return under which names the reader may take part; none for who has proven nothing.

    Edges: a newcomer's account of whom nothing was read yet stands for itself.
    """
    return names_of(request.user, homes) if request.user.is_authenticated else ()


def names_of(user: User, homes: Homes) -> tuple[str, ...]:
    """Return under which names an account may take part, as ``entrant_names`` does for who is reading."""
    unseen = [one for one in held_accounts(user) if one not in homes.identity.person_of]
    return (*own_people(user, homes.identity), *unseen)


def made_on(request: HttpRequest) -> dict[str, str]:
    """Return since when the reader's accounts are there, as far as their forges have told."""
    held = SocialAccount.objects.filter(user=request.user)
    return {
        f"{one.provider}:{str(one.extra_data['login']).lower()}": str(one.extra_data["created_at"])
        for one in held
        if one.extra_data.get("login") and one.extra_data.get("created_at")
    }
