"""Gitee as an OAuth 2 provider: which fields of its user we take."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider

from folkmoot.web.gitee.views import GiteeAdapter


class GiteeAccount(ProviderAccount):  # type: ignore[misc]  # allauth ships no types
    """An account on Gitee."""

    def get_profile_url(self) -> str | None:
        """Return the address of its page."""
        return self.account.extra_data.get("html_url")  # type: ignore[no-any-return]  # the same

    def to_str(self) -> str:
        """Return its login."""
        return str(self.account.extra_data.get("login") or super().to_str())


class GiteeProvider(OAuth2Provider):  # type: ignore[misc]  # allauth ships no types
    """Gitee. Source: https://gitee.com/api/v5/oauth_doc."""

    id = "gitee"
    name = "Gitee"
    account_class = GiteeAccount
    oauth2_adapter_class = GiteeAdapter

    def get_default_scope(self) -> list[str]:
        """Ask for the least there is: who it is."""
        return ["user_info"]

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Return the number that stays when a login is renamed."""
        return str(data["id"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep only what an account page shows."""
        return {key: data.get(key) for key in ("id", "login", "name", "html_url")}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return what allauth knows a user by."""
        return {"username": data.get("login"), "name": data.get("name")}


provider_classes = [GiteeProvider]
