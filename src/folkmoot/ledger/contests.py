"""Contests in the ledger: acts that follow one another, each with its audit row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC

from django.db import IntegrityError, models, transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import ContestAct as Row
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.contest_log import ContestAct
from folkmoot.model.errors import BadInput

LONGEST = 10_000  # letters of a reason
LARGE = frozenset({"plan", "tables"})  # kept in the act; not a second time in the audit trail


class Overtaken(BadInput):
    """Somebody else did something about it since it was read: look again."""


def append(contest: str, acts: Sequence[ContestAct], actor: Actor) -> tuple[ContestAct, ...]:
    """Record what somebody does, all of it or nothing. The first ordinal says what was seen: one more than the last act.

    Errors: Overtaken when something else was done since, also by somebody who does it at this very moment.
    """
    for act in acts:
        must_be_words(contest, act.why, act.person, act.team)
    try:
        with transaction.atomic():
            return tuple(_recorded(contest, act, actor) for act in acts)
    except IntegrityError as error:
        raise Overtaken("something else was done at the same moment.", mend="Look again, then repeat it.") from error


def _recorded(contest: str, act: ContestAct, actor: Actor) -> ContestAct:
    made = Row.objects.create(
        contest=contest, ordinal=act.ordinal, verb=act.verb, person=act.person, team=act.team,
        content=dict(act.content), at=act.at.replace(tzinfo=UTC), who=actor.name, why=act.why[:LONGEST],
    )  # fmt: skip
    told = {name: value for name, value in act.content.items() if name not in LARGE}
    after = {"person": act.person, "team": act.team, **told}
    note(actor, f"contest.{act.verb}", f"contest {contest}", after=after, why=act.why[:LONGEST])
    return _act(made)


def acts(contest: str) -> tuple[ContestAct, ...]:
    """Return what was done about a contest, in order."""
    return tuple(_act(row) for row in Row.objects.filter(contest=contest).order_by("ordinal"))


def versions() -> Mapping[str, int]:
    """Return how many acts each contest has: it changes with each of them. One query."""
    rows = Row.objects.values("contest").annotate(last=models.Max("ordinal"))
    return {row["contest"]: row["last"] for row in rows}


def version(contest: str) -> int:
    """Return the ordinal of the last act of a contest; 0 for none."""
    return Row.objects.filter(contest=contest).aggregate(last=models.Max("ordinal"))["last"] or 0


def _act(row: Row) -> ContestAct:
    at = row.at.astimezone(UTC).replace(tzinfo=None)
    return ContestAct(row.ordinal, at, row.verb, row.who, row.person, row.team, row.why, row.content)
