"""Petitions in the ledger: asked once, then acts that follow one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, cast

from django.db import IntegrityError, models, transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import Petition as Row
from folkmoot.ledger.models import PetitionAct as ActRow
from folkmoot.ledger.words import must_be_words
from folkmoot.model.act import Act
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.petition import Petition, Sort
from folkmoot.model.text import Text

LONGEST = 10_000  # letters of a reason
TRIES = 20


class Overtaken(BadInput):
    """Somebody else did something about it since it was read: look again."""


def ask(
    sort: Sort, group: str, person: str, key: str, content: Mapping[str, Any], *, actor: Actor, now: datetime, why: str = ""
) -> int:  # fmt: skip
    """Record what somebody asks and return its number. Errors: Overtaken when the same was asked already."""
    must_be_words(group, person, key, why, *(one for one in content.values() if isinstance(one, str)))
    for _try in range(TRIES):
        if Row.objects.filter(sort=sort, key=key).exists():
            raise Overtaken(
                Text("this was asked already.", "已有相同的申请。"),
                mend=Text("Look again what became of it.", "请查看其处理结果。"),
            )
        last = Row.objects.filter(sort=sort).aggregate(last=models.Max("number"))["last"] or 0
        try:
            with transaction.atomic():
                Row.objects.create(
                    sort=sort, number=last + 1, group=group, person=person, key=key, content=dict(content),
                    at=now.replace(tzinfo=UTC), who=actor.name, why=why[:LONGEST],
                )  # fmt: skip
                note(
                    actor,
                    f"{sort}.ask",
                    f"{sort} {last + 1}",
                    after={"group": group, "person": person},
                    why=why[:LONGEST],
                )
        except IntegrityError:
            continue
        return last + 1
    raise Overtaken(Text("too many ask at this moment.", "当前申请过多。"), mend=Text("Try again.", "请重试。"))


def act(
    one: Petition, verb: str, content: Mapping[str, Any] | None = None, *, actor: Actor, now: datetime, why: str = ""
) -> None:  # fmt: skip
    """Record what somebody does about a petition as they have read it. Errors: Overtaken when something was done since."""
    must_be_words(why)
    row = Row.objects.get(sort=one.sort, number=one.number)
    try:
        with transaction.atomic():
            ActRow.objects.create(
                petition=row, ordinal=one.last + 1, verb=verb, content=dict(content or {}), at=now.replace(tzinfo=UTC),
                who=actor.name, why=why[:LONGEST],
            )  # fmt: skip
            note(actor, f"{one.sort}.{verb}", f"{one.sort} {one.number}", after=dict(content or {}), why=why[:LONGEST])
    except IntegrityError as error:
        raise Overtaken(
            Text("something else was done at the same moment.", "同时另有操作。"),
            mend=Text("Look again, then repeat it.", "请重新查看后再试。"),
        ) from error


def one(sort: Sort, number: int) -> Petition:
    """Return a petition with what was done about it. Errors: BadInput when there is none."""
    row = Row.objects.filter(sort=sort, number=number).first()
    if row is None:
        raise BadInput(Text(f"there is no such petition as {sort} {number}.", f"没有申请 {sort} {number}。"))
    return _read(row, row.acts.order_by("ordinal"))


def every(sort: Sort, group: str = "") -> tuple[Petition, ...]:
    """Return every petition of a sort, of one group where it is named, the newest first. Two queries."""
    rows = Row.objects.filter(sort=sort, **({"group": group} if group else {})).order_by("-number")
    acts = models.Prefetch("acts", queryset=ActRow.objects.order_by("ordinal"))
    return tuple(_read(row, row.acts.all()) for row in rows.prefetch_related(acts))


def _read(row: Row, acts: Iterable[ActRow]) -> Petition:
    told = tuple(Act(one.ordinal, _utc(one.at), one.verb, one.who, one.why, one.content) for one in acts)
    sort = cast("Sort", row.sort)
    return Petition(row.number, sort, row.group, row.person, row.key, row.content, _utc(row.at), row.who, row.why, told)


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)
