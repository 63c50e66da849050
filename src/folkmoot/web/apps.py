"""The portal as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, and who may do what on them."""

    name = "folkmoot.web"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Listen to sign-ins."""
        from folkmoot.web.accounts import signals  # noqa: F401 — its receivers register themselves
