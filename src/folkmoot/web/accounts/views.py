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

from folkmoot.ledger.audit import newest
from folkmoot.ledger.models import User
from folkmoot.web.accounts.who import actor_of, forge_accounts, people_of

SHOWN = 20  # rows of one's own audit trail


@never_cache
@login_required
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Show the signed-in account, the people it is, what it may do, and what it did last."""
    user = cast("User", request.user)
    held = forge_accounts(user)
    shown = {
        "section": "account",
        "held": held,
        "people": people_of(user),
        "operator": actor_of(request).operator,
        "trail": newest(user.username, SHOWN),
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
