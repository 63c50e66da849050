"""Talks in the ledger: the petition and the meetings whose agendas it concerns change together, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from folkmoot.ledger import meetings, petitions
from folkmoot.model.actor import Actor
from folkmoot.model.petition import Petition
from folkmoot.model.sitting import Topic


@dataclass(frozen=True, slots=True)
class Onto:
    """The meeting on whose agenda a topic is put."""

    key: str
    topic: Topic


def settle(
    one: Petition, verb: str, *, off: tuple[str, int] | None = None, onto: Onto | None = None,
    content: Mapping[str, Any] | None = None, actor: Actor, now: datetime, why: str = "",
) -> None:  # fmt: skip
    """Record what is done about a talk as it was read, take its topic off one agenda and put it on another.

    Errors: Overtaken when something was done since; then no agenda has changed either.
    """
    said = dict(content or {})
    with transaction.atomic():
        if off is not None:
            meetings.set_topic(*off, "withdrawn", actor=actor, now=now, why=why)
        if onto is not None:
            number = meetings.propose(onto.key, one.group, onto.topic, actor=actor, now=now)
            said |= {"meeting": onto.key, "topic": number}
        petitions.act(one, verb, said, actor=actor, now=now, why=why)
