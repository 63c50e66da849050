"""The audit trail: one row for every recorded fact."""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.utils import timezone

from folkmoot.ledger.models import Audit
from folkmoot.model.actor import Actor

Facts = dict[str, Any] | None


def note(actor: Actor, verb: str, about: str, *, before: Facts = None, after: Facts = None, why: str = "") -> Audit:
    """Write who did what. Called inside the transaction that records the fact, so neither stands without the other."""
    return Audit.objects.create(
        at=timezone.now(), who=actor.name, verb=verb, about=about, before=before, after=after, why=why,
        origin=actor.origin,
    )  # fmt: skip


def version() -> str:
    """Return a word that changes with every recorded fact, since each has its row here. One indexed query."""
    if connection.vendor == "sqlite":  # one writer at a time: numbers are committed in their order
        return str(Audit.objects.aggregate(newest=models.Max("pk"))["newest"] or 0)
    # The count is there for PostgreSQL, where a lower number may be committed after a higher one.
    found = Audit.objects.aggregate(newest=models.Max("pk"), number=models.Count("pk"))
    return f"{found['newest'] or 0}.{found['number']}"


def newest(name: str, number: int) -> tuple[Audit, ...]:
    """Return the newest rows that an account has made, or that are about it."""
    rows = Audit.objects.filter(models.Q(who=name) | models.Q(about=name)).order_by("-pk")
    return tuple(rows[:number])
