"""Programmes in the ledger: acts about a subject that follow one another, each with its audit row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import ProgrammeAct as Row
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.programme import Act
from folkmoot.model.text import Text

LONGEST = 10_000  # letters of a reason


class Overtaken(BadInput):
    """Somebody else did something about it since it was read: look again."""


def append(programme: str, subject: str, act: Act, actor: Actor) -> Act:
    """Record what somebody does about a subject of a programme, such as a task or an event of a chapter.

    Edges: the act's ordinal says what was seen, one more than the last act; so what a rule allowed by what it saw
    still holds when it is recorded, and nothing happens twice.
    Errors: Overtaken when something else was done since, also by somebody who does it at this very moment.
    """
    must_be_words(subject, act.why, act.person)
    try:
        with transaction.atomic():
            made = Row.objects.create(
                programme=programme, subject=subject, ordinal=act.ordinal, verb=act.verb, person=act.person,
                content=dict(act.content), at=act.at.replace(tzinfo=UTC), who=actor.name, why=act.why[:LONGEST],
            )  # fmt: skip
            after = {"person": act.person, **act.content}
            note(actor, f"{programme}.{act.verb}", f"{programme} {subject}", after=after, why=act.why[:LONGEST])
    except IntegrityError as error:
        raise Overtaken(
            Text("something else was done at the same moment.", "同一时刻发生了其他操作。"),
            mend=Text("Look again, then repeat it.", "请查看最新情况后重试。"),
        ) from error
    return _act(made)


def record(
    programme: str, subject: str, seen: Iterable[Act], verb: str, *, actor: Actor, now: datetime, person: str = "",
    why: str = "", **content: Any,
) -> Act:  # fmt: skip
    """Record an act of somebody who has ``seen`` all that was done before. Errors: Overtaken, as for ``append``."""
    last = max((one.ordinal for one in seen), default=0)
    return append(programme, subject, Act(last + 1, now, verb, actor.name, person, why, content), actor)


def acts(programme: str, subject: str) -> tuple[Act, ...]:
    """Return what was done about a subject, in order."""
    return tuple(_act(row) for row in Row.objects.filter(programme=programme, subject=subject).order_by("ordinal"))


def logs(programme: str, under: str = "") -> Mapping[str, tuple[Act, ...]]:
    """Return what was done about every subject of a programme, or those whose name begins so, each in order. One query."""
    found: dict[str, list[Act]] = {}
    rows = Row.objects.filter(programme=programme)
    rows = rows.filter(subject__startswith=under) if under else rows
    for row in rows.order_by("subject", "ordinal"):
        found.setdefault(row.subject, []).append(_act(row))
    return {subject: tuple(each) for subject, each in found.items()}


def versions(programme: str) -> Mapping[str, int]:
    """Return how many acts each subject of a programme has: it changes with each of them. One query."""
    rows = Row.objects.filter(programme=programme).values("subject").annotate(last=models.Max("ordinal"))
    return {row["subject"]: row["last"] for row in rows}


def _act(row: Row) -> Act:
    at = row.at.astimezone(UTC).replace(tzinfo=None)
    return Act(row.ordinal, at, row.verb, row.who, row.person, row.why, row.content)
