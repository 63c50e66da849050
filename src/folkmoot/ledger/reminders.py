"""Reminders: each attempt to tell a channel of a meeting, so that none is sent twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import ReminderSending
from folkmoot.model.actor import Actor

LONGEST = 2000

Reminded = tuple[str, datetime, str, str]
"""The key of an occurrence, when it begins, how long before, and the channel."""


@dataclass(frozen=True)
class Tried:
    """How often a reminder was tried, when last, and whether a channel took it."""

    sent: bool
    tries: int
    at: datetime


def tried(keys: Iterable[str]) -> Mapping[Reminded, Tried]:
    """Return what was tried of the reminders of these occurrences."""
    found: dict[Reminded, Tried] = {}
    for row in ReminderSending.objects.filter(key__in=list(keys)).order_by("pk"):
        about = (row.key, row.starts_at.astimezone(UTC).replace(tzinfo=None), row.ahead, row.channel)
        known = found.get(about)
        at = row.at.astimezone(UTC).replace(tzinfo=None)
        found[about] = Tried(row.sent or bool(known and known.sent), (known.tries if known else 0) + 1, at)
    return found


def sent(about: Reminded, *, error: str, now: datetime, actor: Actor) -> None:
    """Record an attempt, with its audit row; ``error`` is empty when the channel took it."""
    key, starts_at, ahead, channel = about
    with transaction.atomic():
        ReminderSending.objects.create(
            key=key, starts_at=starts_at.replace(tzinfo=UTC), ahead=ahead, channel=channel, sent=not error,
            at=now.replace(tzinfo=UTC), who=actor.name, why=error[:LONGEST],
        )  # fmt: skip
        verb = "reminder.unsent" if error else "reminder.sent"
        note(actor, verb, f"{key} {channel}", after={"ahead": ahead, "starts_at": f"{starts_at}Z"}, why=error[:LONGEST])
