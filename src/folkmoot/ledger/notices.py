"""Notices of alerts: recorded when one is raised or over, and each attempt to tell a channel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import cast

from django.db import transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import AlertNotice, AlertSending
from folkmoot.model.actor import Actor
from folkmoot.model.notices import Notice, State
from folkmoot.model.text import Text

TRIES = 5
LONGEST = 2000


def newest() -> Mapping[tuple[str, str], Notice]:
    """Return the newest notice of each alert about each thing."""
    rows = AlertNotice.objects.order_by("pk")
    return {(row.alert, row.thing): _notice(row) for row in rows}


def listed(number: int = 100) -> tuple[Notice, ...]:
    """Return the newest notices, the newest first."""
    return tuple(_notice(row) for row in AlertNotice.objects.order_by("-pk")[:number])


def record(
    alert: str, thing: str, state: State, *, title: Text, says: Text, value: float | None, now: datetime, actor: Actor
) -> Notice:
    """Record that an alert is raised, or over, with its audit row."""
    with transaction.atomic():
        row = AlertNotice.objects.create(
            at=now.replace(tzinfo=UTC), who=actor.name, alert=alert, thing=thing, state=state, title_en=title.en[:LONGEST],
            title_zh=title.zh[:LONGEST], says_en=says.en[:LONGEST], says_zh=says.zh[:LONGEST], value=value,
        )  # fmt: skip
        note(actor, f"alert.{state}", f"{alert} {thing}".strip(), after={"id": row.pk, "value": value})
    return _notice(row)


def untold(channels: Mapping[str, Iterable[str]]) -> tuple[tuple[Notice, str], ...]:
    """Return what is still to be sent where, oldest first; ``channels``: the channels of each alert.

    Edges: after five attempts a channel is given up for that notice; a notice that is over is sent where it was raised.
    """
    found = []
    tried: dict[tuple[int, str], list[bool]] = {}
    for notice_id, channel, sent in AlertSending.objects.values_list("notice_id", "channel", "sent"):
        tried.setdefault((notice_id, channel), []).append(sent)
    for row in AlertNotice.objects.order_by("pk"):
        for channel in channels.get(row.alert, ()):
            attempts = tried.get((row.pk, channel), [])
            if not any(attempts) and len(attempts) < TRIES:
                found.append((_notice(row), channel))
    return tuple(found)


def sent(notice: Notice, channel: str, *, error: str, now: datetime, actor: Actor) -> None:
    """Record an attempt to tell a channel, with its audit row; ``error`` is empty when it was told."""
    with transaction.atomic():
        AlertSending.objects.create(
            notice_id=notice.id,
            channel=channel,
            sent=not error,
            why=error[:LONGEST],
            at=now.replace(tzinfo=UTC),
            who=actor.name,
        )
        note(
            actor,
            "alert.sent" if not error else "alert.unsent",
            f"{notice.alert} {channel}",
            after={"id": notice.id},
            why=error[:LONGEST],
        )


def _notice(row: AlertNotice) -> Notice:
    at = row.at.astimezone(UTC).replace(tzinfo=None)
    title, says = Text(row.title_en, row.title_zh), Text(row.says_en, row.says_zh)
    return Notice(row.pk, at, row.alert, row.thing, cast("State", row.state), title, says, row.value)
