"""Whose deliveries are taken in: how each forge proves itself, and the secrets, which only the environment holds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from folkmoot.sources.gitee import delivery as gitee
from folkmoot.sources.github import delivery as github

PAUSE = 3.0  # seconds between two looks for what is due


class Sender(Protocol):
    """How the deliveries of one forge prove themselves, and what they are called."""

    def proven(self, headers: Mapping[str, str], body: bytes, secrets: Iterable[str], now: datetime) -> bool:
        """Whether the sender knows one of the secrets."""

    def text_of(self, content_type: str, body: bytes) -> bytes:
        """Return the JSON. Errors: BadInput."""

    def event_of(self, headers: Mapping[str, str]) -> str:
        """Return the name of the event. Errors: BadInput."""

    def key_of(self, headers: Mapping[str, str], event: str, payload: Mapping[str, object]) -> str:
        """Return what tells this delivery from all others of the forge. Errors: BadInput."""


SENDERS: Mapping[str, Sender] = {"github": github, **gitee.SENDERS}


def secrets_of(source: str) -> tuple[str, ...]:
    """Return the secrets of ``MOOT_HOOK_<SOURCE>_SECRET``: several, apart by commas, while one replaces another."""
    if source not in SENDERS:
        return ()
    said = os.environ.get(f"MOOT_HOOK_{source.upper()}_SECRET", "")
    return tuple(one for part in said.split(",") if (one := part.strip()))


def taken_in() -> tuple[str, ...]:
    """Return the sources that have a secret: only their deliveries are taken in."""
    return tuple(source for source in SENDERS if secrets_of(source))
