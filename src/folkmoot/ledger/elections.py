"""Elections in the ledger: acts that follow one another. Whoever records one says which act was the last that they saw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import ElectionAct as Row
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.election import ElectionAct
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

LONGEST = 10_000  # letters of a reason or a statement
LARGE = frozenset({"roll", "evidence", "ballots", "record"})  # kept in the act; not a second time in the audit trail


class Overtaken(BadInput):
    """Somebody else did something about the election since it was read: look again."""


def acts(election: str) -> tuple[ElectionAct, ...]:
    """Return what was done about an election, in its order."""
    return tuple(_act(row) for row in Row.objects.filter(election=election).order_by("ordinal"))


def every(elections: Iterable[str]) -> dict[str, tuple[ElectionAct, ...]]:
    """Return what was done about each of several elections. One query."""
    found: dict[str, list[ElectionAct]] = {name: [] for name in elections}
    for row in Row.objects.filter(election__in=list(found)).order_by("election", "ordinal"):
        found[row.election].append(_act(row))
    return {name: tuple(rows) for name, rows in found.items()}


def newest() -> datetime:
    """Return the moment of the newest fact about any election; long ago for none."""
    at = Row.objects.aggregate(at=models.Max("at"))["at"]
    return at.astimezone(UTC).replace(tzinfo=None) if at else datetime(1970, 1, 1)


def append(
    election: str, after: int, verb: str, *, person: str = "", content: Mapping[str, Any] | None = None, actor: Actor,
    now: datetime, why: str = "",
) -> ElectionAct:  # fmt: skip
    """Record what somebody does, with its audit row. ``after``: the ordinal of the last act that was seen; 0 for none.

    Errors: Overtaken when something else was done since, also by somebody who does it at this very moment.
    """
    said = dict(content or {})
    must_be_words(why, person, *(words for words in said.values() if isinstance(words, str)))
    try:
        with transaction.atomic():
            row = Row.objects.create(
                election=election, ordinal=after + 1, verb=verb, person=person, content=said, at=now.replace(tzinfo=UTC),
                who=actor.name, why=why[:LONGEST],
            )  # fmt: skip
            told = {name: value for name, value in said.items() if name not in LARGE}
            note(actor, f"election.{verb}", f"election {election}", after={"person": person, **told}, why=why[:LONGEST])
    except IntegrityError as error:
        raise Overtaken(
            Text("something else was done at the same moment.", "同时另有操作。"),
            mend=Text("Look again, then repeat it.", "请重新查看后再试。"),
        ) from error
    return _act(row)


def _act(row: Row) -> ElectionAct:
    at = row.at.astimezone(UTC).replace(tzinfo=None)
    return ElectionAct(row.ordinal, at, row.verb, row.who, row.person, row.why, row.content)
