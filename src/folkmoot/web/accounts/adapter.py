"""What allauth asks us: who may sign up, and which account of the portal a forge's account is."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Local accounts are made by an operator: nobody signs up by a form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no."""
        return False


class ForgeAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """An account of a forge is an account here, named ``login@forge``, with no more rights than any other."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Say yes: the forge has proven who it is."""
        return True
