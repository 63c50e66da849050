"""What allauth asks us: who may sign up, and which account of the portal a forge's account is."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.contrib.messages import error
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.jobs.claim import Proof
from folkmoot.ledger.audit import note
from folkmoot.ledger.models import User
from folkmoot.model.actor import Actor
from folkmoot.web.accounts.mine import proven
from folkmoot.web.accounts.origin import origin_of

KEPT = ("id", "login", "name", "html_url")
"""All that is kept of what a forge tells about somebody."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Local accounts are made by an operator: nobody signs up by a form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 — allauth passes it
        """Say no."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 — the same
        """Go back to the account's page."""
        return reverse("account")


class ForgeAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """An account of a forge is an account here, named ``login@forge``, with no more rights than any other."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 — allauth passes them
        """Say yes: the forge has proven who it is."""
        return True

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """Return the keys for a forge; where none are set there is no such page."""
        try:
            return super().get_app(request, provider, client_id)
        except SocialApp.DoesNotExist as absent:
            raise Http404 from absent

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:  # noqa: ARG002 — same
        """Name the new account after the forge's, and forget what we do not need, such as mail addresses."""
        account, user = sociallogin.account, sociallogin.user
        account.extra_data = {key: account.extra_data.get(key) for key in KEPT}
        user.username = f"{str(data.get('username') or account.uid).lower()}@{account.provider}"
        return user  # type: ignore[no-any-return]  # allauth ships no types

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse a login that was somebody else's before: forges give a freed login to whoever asks for it."""
        account = sociallogin.account
        login = str(account.extra_data.get("login") or "")
        if sociallogin.is_existing and request.user.is_authenticated and sociallogin.user != request.user:
            self._is_anothers(request, f"{account.provider}:{login.lower()}")
        others = SocialAccount.objects.filter(provider=account.provider).exclude(uid=account.uid)
        taken = others.filter(extra_data__login__iexact=login).exists()
        if not sociallogin.is_existing:
            taken = taken or User.objects.filter(username=sociallogin.user.username).exists()
        if taken:
            key = f"{account.provider}:{login.lower()}"
            note(
                Actor(key, origin_of(request)),
                "user.refused",
                key,
                after={"uid": account.uid},
                why="login was another's",
            )
            error(request, _("This login belonged to somebody else when it was last used here. Ask an operator."))
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))

    def _is_anothers(self, request: HttpRequest, account: str) -> None:
        """Two users have proven the same account: operators decide whose it is."""
        if account.partition(":")[2]:
            proven(request, account, Proof("oauth"))
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account")))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ARG002 — the same
        """Go back to the account's page."""
        return reverse("account")
