"""What templates may ask about who is asking."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import cast

from django.http import HttpRequest

from folkmoot.ledger.disputes import open_cases
from folkmoot.ledger.models import User
from folkmoot.web.accounts.who import actor_of, own_people
from folkmoot.web.house import house


def may(request: HttpRequest) -> dict[str, Callable[[], object]]:
    """Give templates ``may_operate``, ``own_ids`` and ``waiting``.

    ``own_ids``: the public ids of the people that who is asking may speak for; ``waiting``: how many disputes are open.

    They cost nothing until a template asks, and nothing for who is signed out.
    """
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)

    @cache  # a page asks for every account that it shows
    def own_ids() -> frozenset[str]:
        if not signed_in:
            return frozenset()
        homes = house().homes()
        return frozenset(homes.faces.id_of(one) for one in own_people(cast("User", user), homes.identity))

    return {
        "may_operate": lambda: signed_in and actor_of(request).operator,
        "own_ids": own_ids,
        "waiting": lambda: len(open_cases()),
    }
