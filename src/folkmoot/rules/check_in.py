"""Codes of the check-in: one that changes on the organiser's screen, and a ticket of each person; signed, checked in constant time."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from typing import Literal

SECONDS = 20  # for so long a code is shown
GOOD_FOR = 2  # so many times that long it is taken: one step of grace, for whoever scans it as it goes
LETTERS = 22  # of what is signed: 128 bits as base64url
Word = Literal["good", "expired", "forged"]


def code_of(secret: str, ident: str, at: datetime) -> str:
    """Return the code that an event's screen shows at a moment (UTC without a zone)."""
    slot = _slot(at)
    return f"{slot}.{_signed(secret, 'screen', ident, str(slot))}"


def judge(secret: str, ident: str, code: str, at: datetime) -> Word:
    """Return what a code is worth: good while it is shown and one step longer; one of another event, or changed in any way, is forged."""
    said, _, mark = code.partition(".")
    if not _is_mark(said, mark) or not hmac.compare_digest(mark, _signed(secret, "screen", ident, said)):
        return "forged"
    age = _slot(at) - int(said)
    return "good" if 0 <= age < GOOD_FOR else "expired"


def shown_for(at: datetime) -> int:
    """Return after how many seconds the screen shows the next code."""
    return SECONDS - int(at.replace(tzinfo=UTC).timestamp()) % SECONDS


def ticket_of(secret: str, ident: str, ordinal: int) -> str:
    """Return the ticket of who registered by the act of this ordinal; another registration has another one."""
    return f"{ordinal}.{_signed(secret, 'ticket', ident, str(ordinal))}"


def ordinal_of(secret: str, ident: str, ticket: str) -> int | None:
    """Return the registration that a ticket is of; None for one that is forged."""
    said, _, mark = ticket.partition(".")
    if not _is_mark(said, mark) or not hmac.compare_digest(mark, _signed(secret, "ticket", ident, said)):
        return None
    return int(said)


def _is_mark(said: str, mark: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) < 12 and mark.isascii() and len(mark) == LETTERS


def _slot(at: datetime) -> int:
    return int(at.replace(tzinfo=UTC).timestamp()) // SECONDS


def _signed(secret: str, *parts: str) -> str:
    key = hmac.new(secret.encode(), b"folkmoot check-in", hashlib.sha256).digest()
    found = hmac.new(key, "\x1f".join(parts).encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(found).decode("ascii").rstrip("=")[:LETTERS]
