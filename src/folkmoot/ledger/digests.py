"""Digests: each attempt to send a week's digest to a channel, so that none is sent twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import DigestSending
from folkmoot.model.actor import Actor

LONGEST = 2000


@dataclass(frozen=True)
class Tried:
    """What is known of one channel: whether it has the digest, and when it was last tried."""

    sent: bool
    at: datetime


def tried(week: date, about: str = "") -> Mapping[str, Tried]:
    """Return the channels to which the digest of the week that begins on ``week`` was sent, or could not be.

    ``about``: the groups that it is about, between commas; empty: the community.
    """
    found: dict[str, Tried] = {}
    for row in DigestSending.objects.filter(week=week, about=about).order_by("pk"):
        known = found.get(row.channel)
        found[row.channel] = Tried(row.sent or bool(known and known.sent), row.at.astimezone(UTC).replace(tzinfo=None))
    return found


def sent(week: date, channel: str, *, about: str = "", error: str, now: datetime, actor: Actor) -> None:
    """Record an attempt, with its audit row; ``error`` is empty when the channel took it."""
    with transaction.atomic():
        DigestSending.objects.create(
            at=now.replace(tzinfo=UTC), who=actor.name, why=error[:LONGEST], week=week, about=about, channel=channel,
            sent=not error,
        )  # fmt: skip
        verb = "digest.unsent" if error else "digest.sent"
        note(actor, verb, f"{week} {channel}", after={"week": week.isoformat(), "groups": about}, why=error[:LONGEST])
