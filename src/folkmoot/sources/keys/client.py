"""Fetches the public SSH keys that a forge publishes of a login.

Source: https://docs.github.com/en/authentication/connecting-to-github-with-ssh (``https://github.com/LOGIN.keys``)
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import httpx

from folkmoot.model.errors import BadInput, SourceBusy, SourceUnreadable
from folkmoot.sources.http.client import Web

PUBLISHERS = {"github": "https://github.com", "gitee": "https://gitee.com"}
"""Forges that are known to publish keys, and where."""

PATIENCE = 6  # seconds: somebody sits in front of the page
MOST = 100  # keys of one person
_LOGIN = re.compile(r"[a-z0-9_][a-z0-9_.-]{0,99}")


def published_keys(
    account: str, addresses: Mapping[str, str] | None = None, *, transport: httpx.BaseTransport | None = None
) -> tuple[str, ...]:
    """Return the public keys that the forge shows for an account, one line each; none when it shows none.

    ``addresses``: of forges, where they are not the public ones. Errors: BadInput for a forge that publishes no keys,
    or a login that cannot be one; SourceUnreadable when there is no such account, or the forge does not answer soon.
    """
    forge, _, login = account.partition(":")
    if forge not in PUBLISHERS or not _LOGIN.fullmatch(login):
        raise BadInput(
            f"no keys are published for '{account}'.", mend=f"Write it as github:ann; known: {', '.join(PUBLISHERS)}."
        )
    base = (addresses or {}).get(forge) or PUBLISHERS[forge]
    web = Web(
        base, service=forge, headers={"Accept": "text/plain"}, patience=PATIENCE, timeout=PATIENCE,
        transport=transport, sleep=_Patience(forge),
    )  # fmt: skip
    try:
        reply = web.text(f"{login}.keys")
    finally:
        web.close()
    if not reply.there or not isinstance(reply.data, str):
        raise SourceUnreadable(f"{forge} shows no keys of '{login}'.", mend="Is the login right, and has it a key?")
    lines = (line.strip() for line in reply.data.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))[:MOST]


class _Patience:
    """Waits as a client asks, and no longer than somebody at a page would."""

    def __init__(self, forge: str) -> None:
        self._forge, self._left = forge, float(PATIENCE)

    def __call__(self, seconds: float) -> None:
        import time

        if seconds > self._left:
            raise SourceBusy(f"{self._forge} does not answer now.", mend="Try again in a few minutes.")
        self._left -= seconds
        time.sleep(seconds)
