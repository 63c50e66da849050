"""Community numbers in the ledger: issued in order, one for each person, never changed, never given again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.holding import stored, told
from folkmoot.ledger.models import CommunityNumber as Row
from folkmoot.ledger.models import NumberAct as ActRow
from folkmoot.ledger.words import must_be_words
from folkmoot.model.act import Act
from folkmoot.model.actor import Actor
from folkmoot.model.certificate import Number
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

LONGEST = 2_000  # letters of a reason
TRIES = 50


class Overtaken(BadInput):
    """Somebody else did something about it since it was read: look again."""


def issue(person: str, *, actor: Actor, now: datetime, why: str = "") -> Number:
    """Give somebody the next number and return it; who has one keeps it, also of two who ask at this very moment."""
    must_be_words(person, why)
    for _try in range(TRIES):
        known = of((person,))
        if known is not None:
            return known
        serial = (Row.objects.aggregate(last=models.Max("serial"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                Row.objects.create(serial=serial, person=person, at=stored(now), who=actor.name, why=why[:LONGEST])
                note(actor, "number.issue", f"number {serial}", after={"person": person}, why=why[:LONGEST])
        except IntegrityError:
            continue  # somebody took this serial, or gave this person one
        return one(serial)
    raise Overtaken("too many ask for a number at this moment.", mend="Try again.")


def of(people: Iterable[str]) -> Number | None:
    """Return the number of somebody under any of their names, the first of them if they have several; None: they have none."""
    row = Row.objects.filter(person__in=tuple(people)).order_by("serial").first()
    return _number(row, row.acts.order_by("ordinal")) if row else None


def one(serial: int) -> Number:
    """Return a number. Errors: BadInput when it was never issued."""
    row = Row.objects.filter(serial=serial).first()
    if row is None:
        raise BadInput(
            Text("this number was never issued.", "该编号从未发放。"),
            mend=Text("Look for a slip in it.", "请检查是否写错。"),
        )
    return _number(row, row.acts.order_by("ordinal"))


def every() -> tuple[Number, ...]:
    """Return every number, in order. Two queries."""
    rows = Row.objects.order_by("serial").prefetch_related(
        models.Prefetch("acts", queryset=ActRow.objects.order_by("ordinal"))
    )
    return tuple(_number(row, row.acts.all()) for row in rows)


def act(
    number: Number, verb: str, content: Mapping[str, Any] | None = None, *, actor: Actor, now: datetime, why: str = ""
) -> Number:  # fmt: skip
    """Record what is done about a number as it was read, and return it. Errors: Overtaken when something was done since."""
    must_be_words(why)
    try:
        with transaction.atomic():
            ActRow.objects.create(
                number=Row.objects.get(serial=number.serial), ordinal=number.last + 1, verb=verb, content=dict(content or {}),
                at=stored(now), who=actor.name, why=why[:LONGEST],
            )  # fmt: skip
            after = {name: one for name, one in (content or {}).items() if name in ("level", "letters")}
            note(actor, f"number.{verb}", f"number {number.serial}", after=after, why=why[:LONGEST])
    except IntegrityError as error:
        raise Overtaken("something else was done at the same moment.", mend="Look again, then repeat it.") from error
    return one(number.serial)


def _number(row: Row, acts: Iterable[ActRow]) -> Number:
    done = tuple(Act(one.ordinal, told(one.at), one.verb, one.who, one.why, one.content) for one in acts)
    return Number(row.serial, row.person, told(row.at), row.who, done)
