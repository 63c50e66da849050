"""Rounds and reviews in the ledger: opened with everything that decides them, then acts that follow one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from django.db import IntegrityError, models, transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.claims import one_at_a_time
from folkmoot.ledger.models import Round as Row
from folkmoot.ledger.models import RoundAct as ActRow
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.rounds import RoundAct, Sponsorship
from folkmoot.model.text import Text

Sort = Literal["round", "review"]
LONGEST = 10_000  # letters of a reason
TRIES = 20
LARGE = frozenset({"evidence", "listed", "diff"})  # kept in the act; not a second time in the audit trail


class Overtaken(BadInput):
    """Somebody else did something about it since it was read: look again."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A round or a review as it was opened."""

    number: int
    group: str
    key: str
    frozen: Mapping[str, Any]
    at: datetime
    by: str
    acts: tuple[RoundAct, ...] = ()


def open_one(
    sort: Sort, group: str, frozen: Mapping[str, Any], *, after: int, key: str = "", actor: Actor, now: datetime, why: str = "",
) -> int:  # fmt: skip
    """Record a round or a review and return its number: one more than the last; that of the one with the same key if there is one.

    ``after``: the newest number of the group's own that was seen; 0 for none. Errors: Overtaken when another was opened since.
    """
    must_be_words(group, key, why)
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                one_at_a_time(f"{sort} {group}")
                known = Row.objects.filter(sort=sort, key=key).first() if key else None
                if known is not None:
                    return known.number
                if _newest_of(sort, group=group) != after:
                    raise Overtaken(
                        Text(f"another {sort} was opened at the same moment.", "同时另有一项开启。"),
                        mend=Text("Look again.", "请重新查看。"),
                    )
                last = _newest_of(sort)
                Row.objects.create(
                    sort=sort, number=last + 1, group=group, key=key or None, frozen=dict(frozen),
                    at=now.replace(tzinfo=UTC), who=actor.name, why=why[:LONGEST],
                )  # fmt: skip
                note(actor, f"{sort}.open", f"{sort} {last + 1}", after={"group": group, "key": key}, why=why[:LONGEST])
        except IntegrityError:
            continue
        return last + 1
    raise Overtaken(
        Text("too many are opened at this moment.", "当前开启的过多。"), mend=Text("Try again.", "请重试。")
    )


def _newest_of(sort: Sort, **more: str) -> int:
    return Row.objects.filter(sort=sort, **more).aggregate(last=models.Max("number"))["last"] or 0


def append(sort: Sort, number: int, act: RoundAct, actor: Actor) -> RoundAct:
    """Record what somebody does, with its audit row. The act's ordinal says what was seen: one more than the last act.

    Errors: Overtaken when something else was done since, also by somebody who does it at this very moment.
    """
    must_be_words(act.why, act.person, act.role)
    row = _row(sort, number)
    try:
        with transaction.atomic():
            made = ActRow.objects.create(
                round=row, ordinal=act.ordinal, verb=act.verb, person=act.person, role=act.role, content=dict(act.content),
                at=act.at.replace(tzinfo=UTC), who=actor.name, why=act.why[:LONGEST],
            )  # fmt: skip
            told = {name: value for name, value in act.content.items() if name not in LARGE}
            after = {"person": act.person, "role": act.role, **told}
            note(actor, f"{sort}.{act.verb}", f"{sort} {number}", after=after, why=act.why[:LONGEST])
    except IntegrityError as error:
        raise Overtaken(
            Text("something else was done at the same moment.", "同时另有操作。"),
            mend=Text("Look again, then repeat it.", "请重新查看后再试。"),
        ) from error
    return _act(made)


def one(sort: Sort, number: int) -> Opened:
    """Return a round or a review with what was done about it. Errors: BadInput when there is none."""
    row = _row(sort, number)
    return _opened(row, row.acts.order_by("ordinal"))


def every(sort: Sort) -> tuple[Opened, ...]:
    """Return every round or review with what was done about it, the newest first. Two queries."""
    rows = (
        Row.objects.filter(sort=sort)
        .order_by("-number")
        .prefetch_related(models.Prefetch("acts", queryset=ActRow.objects.order_by("ordinal")))
    )
    return tuple(_opened(row, row.acts.all()) for row in rows)


def newest() -> datetime:
    """Return the moment of the newest fact about any round or review; long ago for none."""
    moments = [model.objects.aggregate(at=models.Max("at"))["at"] for model in (Row, ActRow)]
    known = [at.astimezone(UTC).replace(tzinfo=None) for at in moments if at is not None]
    return max(known, default=datetime(1970, 1, 1))


def sponsorships(group: str) -> tuple[Sponsorship, ...]:
    """Return who stands up for whom in a group, the oldest first; also of rounds that are over."""
    rows = ActRow.objects.filter(round__sort="round", round__group=group, verb="sponsor").order_by("pk")
    return tuple(
        Sponsorship(row.person, row.role, group, str(row.content["by"]), row.at.astimezone(UTC).replace(tzinfo=None))
        for row in rows
    )


def _row(sort: Sort, number: int) -> Row:
    row = Row.objects.filter(sort=sort, number=number).first()
    if row is None:
        raise BadInput(
            Text(f"there is no {sort} {number}.", f"没有 {sort} {number}。"),
            mend=Text(f"See the list: moot ask {sort}s.", f"请查看列表：moot ask {sort}s。"),
        )
    return row


def _opened(row: Row, acts: Iterable[ActRow]) -> Opened:
    at = row.at.astimezone(UTC).replace(tzinfo=None)
    return Opened(row.number, row.group, row.key or "", row.frozen, at, row.who, tuple(_act(act) for act in acts))


def _act(row: ActRow) -> RoundAct:
    at = row.at.astimezone(UTC).replace(tzinfo=None)
    return RoundAct(row.ordinal, at, row.verb, row.who, row.person, row.role, row.why, row.content)
