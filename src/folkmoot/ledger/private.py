"""Addresses of private calendars: who knows one may read it, so only its digest is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import CalendarAddress, User
from folkmoot.model.actor import Actor


def token_of(name: str) -> str:
    """Return the secret word of an account's private calendar, or "" where it has none.

    Edges: none either after the secret of the portal's sessions was changed; the old word goes on to be good.
    """
    row = CalendarAddress.objects.filter(user__username=name).order_by("-pk").first()
    if row is None or not row.digest:
        return ""
    token = _token(row.nonce)
    return token if _digest(token) == row.digest else ""


def owner_of(token: str) -> User | None:
    """Return whose private calendar has the secret word; None when it is nobody's, or no longer."""
    row = CalendarAddress.objects.filter(digest=_digest(token)).select_related("user").order_by("-pk").first()
    if row is None or not row.user.is_active:
        return None
    newest = CalendarAddress.objects.filter(user=row.user).order_by("-pk").values_list("pk", flat=True).first()
    return row.user if newest == row.pk else None


def renew(*, actor: Actor, now: datetime, held: bool = True) -> str:
    """Record that the actor's private calendar has a new address, or none any more; return its secret word."""
    user = User.objects.get(username=actor.name)
    nonce = secrets.token_hex(16) if held else ""
    token = _token(nonce) if held else ""
    with transaction.atomic():
        CalendarAddress.objects.create(
            user=user, nonce=nonce, digest=_digest(token) if held else "", at=now.replace(tzinfo=UTC), who=actor.name
        )
        note(actor, "calendar.address" if held else "calendar.no-address", actor.name)
    return token


def _token(nonce: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"calendar {nonce}".encode(), hashlib.sha256).hexdigest()[:40]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
