"""What templates may ask about who is asking."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from folkmoot.web.accounts.who import actor_of


def may(request: HttpRequest) -> dict[str, Callable[[], bool]]:
    """Give templates ``may_operate``; it costs nothing until a template asks, and nothing for who is signed out."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {"may_operate": lambda: signed_in and actor_of(request).operator}
