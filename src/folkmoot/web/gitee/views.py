"""The two steps of signing in with Gitee: send there, and take who came back."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter, OAuth2CallbackView, OAuth2LoginView
from django.http import HttpRequest


class GiteeAdapter(OAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """Gitee's OAuth endpoints. Source: https://gitee.com/api/v5/oauth_doc."""

    provider_id = "gitee"
    authorize_url = "https://gitee.com/oauth/authorize"
    access_token_url = "https://gitee.com/oauth/token"  # noqa: S105 — an address, not a secret
    profile_url = "https://gitee.com/api/v5/user"

    def complete_login(self, request: HttpRequest, _app: Any, token: Any, **_more: Any) -> Any:
        """Ask Gitee whose token this is."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, params={"access_token": token.token})
            answer.raise_for_status()
            return self.get_provider().sociallogin_from_response(request, answer.json())


oauth2_login = OAuth2LoginView.adapter_view(GiteeAdapter)
oauth2_callback = OAuth2CallbackView.adapter_view(GiteeAdapter)
