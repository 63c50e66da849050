"""One's own account: who one is here, and what the ledger keeps about one."""

from __future__ import annotations

from typing import cast

from allauth.account.views import password_change
from allauth.socialaccount.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from folkmoot.ledger import claims, disputes
from folkmoot.ledger.audit import newest
from folkmoot.ledger.models import User
from folkmoot.web.accounts.who import actor_of, forge_accounts, held_accounts, own_people, people_of
from folkmoot.web.governing.waiting import waiting_for
from folkmoot.web.growing.entrants import entrant_names
from folkmoot.web.house import house
from folkmoot.web.moments import clock

SHOWN = 20  # rows of one's own audit trail


@never_cache
@login_required
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Show the signed-in account, what waits for it, the people it is, what it may do, and what it did last."""
    user = cast("User", request.user)
    held = forge_accounts(user)
    homes = house().homes()
    own = [homes.identity.people[one] for one in own_people(user, homes.identity)]
    known = {person.id for person in own}
    named = [(homes.faces.id_of(one.id), homes.faces.name_of(one.id)) for one in own]
    unread = [one for one in people_of(user) if homes.identity.person_of.get(one) not in known]
    shown = {
        "section": "account",
        "held": held,
        "handed_on": set(held) - set(held_accounts(user)),
        "claims": [one for one in claims.claims_of(user.username) if one.account not in held],
        "people": [*named, *((one, one) for one in unread)],
        "hidden": [one.name for one in own if one.hidden],
        "named": any(not one.hidden for one in own),
        "cases": disputes.cases_of(user.username),
        "operator": actor_of(request).operator,
        "trail": newest(user.username, SHOWN),
        "waiting": waiting_for(homes, actor_of(request), clock(), entrant_names(request, homes)),
        "own_password": user.has_usable_password(),
        "forges": [
            provider
            for provider in get_adapter().list_providers(request)
            if not any(one.startswith(f"{provider.id}:") for one in held)
        ],
    }
    return render(request, "account/account.html", shown)


@never_cache
@login_required
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; an account that came through a forge has none to change."""
    if not cast("User", request.user).has_usable_password():
        return HttpResponseRedirect(reverse("account"))
    return cast("HttpResponse", password_change(request))
