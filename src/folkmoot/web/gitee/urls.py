"""Addresses of the two steps of signing in with Gitee."""

from __future__ import annotations

from allauth.socialaccount.providers.oauth2.urls import default_urlpatterns

from folkmoot.web.gitee.provider import GiteeProvider

urlpatterns = default_urlpatterns(GiteeProvider)
