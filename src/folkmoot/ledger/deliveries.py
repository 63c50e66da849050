"""Deliveries after they were kept: taking what is due, settling it, replaying it, and counting."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max, Min, QuerySet

from folkmoot.ledger.audit import note
from folkmoot.ledger.delivery import Delivery
from folkmoot.model.actor import Actor
from folkmoot.model.delivery import DEAD, DONE, IGNORED, PENDING, STATES, Counts, Kept
from folkmoot.model.errors import BadInput

LEASE = timedelta(minutes=10)  # a worker that says nothing for so long has died
MOST_TRIES = 8
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=6)
KILLED = "It was begun {tries} times and never finished: reading it ends the worker."
MOST_LETTERS = 2000  # of an error


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries: four times longer each time, at most six hours."""
    times: int = 4 ** max(0, tries - 1)
    return min(LONGEST_PAUSE, FIRST_PAUSE * times)


def take(sources: Collection[str], number: int, now: datetime) -> tuple[str, tuple[Kept, ...]]:
    """Take what is due, oldest first, so that no other worker does; return the word that proves it, and the deliveries.

    Edges: what is not settled within ``LEASE`` is due again. What was begun too often is dead without being taken.
    """
    at, word = _aware(now), secrets.token_hex(16)
    with transaction.atomic():
        due = Delivery.objects.filter(state=PENDING, source__in=sources, due_at__lte=at)
        # On SQLite the transaction holds the only writer's lock already; there Django leaves the locking out.
        ids = list(
            due.order_by("due_at", "id").select_for_update(skip_locked=True).values_list("pk", flat=True)[:number]
        )
        if not ids:
            return word, ()
        mine = Delivery.objects.filter(pk__in=ids)
        for row in mine.filter(tries__gte=MOST_TRIES).only("pk", "tries"):
            _settle(Delivery.objects.filter(pk=row.pk), DEAD, at, error=KILLED.format(tries=row.tries))
        alive = mine.filter(state=PENDING)
        taken = [_noun(row) for row in alive.order_by("id")]
        for tries in {one.tries for one in taken}:
            chosen = [one.id for one in taken if one.tries == tries]
            Delivery.objects.filter(pk__in=chosen).update(tries=tries + 1, taken_by=word, due_at=at + LEASE)
    return word, tuple(taken)


def settle(word: str, brought: Mapping[int, int | None], now: datetime) -> None:
    """Say what deliveries have brought: a number of facts, or None for what is not of interest.

    Edges: what another worker has taken since, because this one was silent for too long, is left to it.
    """
    at = _aware(now)
    by_facts: dict[int | None, list[int]] = {}
    for one, facts in brought.items():
        by_facts.setdefault(facts, []).append(one)
    with transaction.atomic():
        for facts, ids in by_facts.items():
            rows = Delivery.objects.filter(pk__in=ids, taken_by=word, state=PENDING)
            _settle(rows, IGNORED if facts is None else DONE, at, facts=facts or 0)


def fail(word: str, delivery: Kept, error: str, now: datetime) -> str:
    """Say why a delivery could not be read; return its state: pending until a later try, or dead after the last one."""
    at, tries = _aware(now), delivery.tries + 1
    rows = Delivery.objects.filter(pk=delivery.id, taken_by=word, state=PENDING)
    if tries >= MOST_TRIES:
        _settle(rows, DEAD, at, error=error)
        return DEAD
    rows.update(error=_short(error), due_at=at + pause_after(tries), taken_by="")
    return PENDING


def give_back(word: str, deliveries: Iterable[Kept], error: str, due_at: datetime) -> None:
    """Leave deliveries for later without counting the try: the fault is not theirs."""
    for one in deliveries:
        rows = Delivery.objects.filter(pk=one.id, taken_by=word, state=PENDING)
        rows.update(error=_short(error), due_at=_aware(due_at), taken_by="", tries=one.tries)


def replay(number: int | None, *, actor: Actor, now: datetime, why: str = "") -> int:
    """Let a delivery (None: every dead one) be read again, with an audit row; return how many.

    Errors: NotAllowed; BadInput when there is none of that number, or its body is gone.
    """
    actor.must_operate()
    with transaction.atomic():
        rows = Delivery.objects.filter(state=DEAD).exclude(body="")
        if number is not None:
            rows = Delivery.objects.filter(pk=number)
            _must_be_replayable(rows.first(), number)
        before = dict(rows.values_list("state").annotate(number=Count("pk")))
        count = rows.update(state=PENDING, due_at=_aware(now), tries=0, error="", taken_by="", facts=0, settled_at=None)
        if count:
            about = "every dead delivery" if number is None else f"delivery {number}"
            note(actor, "hooks.replay", about, before=before, after={PENDING: count}, why=why)
    return count


def _must_be_replayable(row: Delivery | None, number: int) -> None:
    if row is None:
        raise BadInput(f"there is no delivery {number}.", mend="See: moot hooks list.")
    if row.state == PENDING:
        raise BadInput(f"delivery {number} waits already.", mend="Read what waits with: moot hooks process.")
    if not row.body:
        raise BadInput(
            f"the body of delivery {number} is gone, as it is {row.state} for long.",
            mend="Read its source again with: moot collect.",
        )


def forget(before: datetime) -> int:
    """Empty the bodies of what was done or ignored before a moment; return how many. The rows stay: they tell repeats."""
    rows = Delivery.objects.filter(state__in=(DONE, IGNORED), settled_at__lt=_aware(before)).exclude(body="")
    return rows.update(body="")


def counts() -> Counts:
    """Return how many deliveries there are by source and state, the oldest that waits, and the newest."""
    number = {
        (source, state): count
        for source, state, count in Delivery.objects.values_list("source", "state").annotate(Count("pk")).order_by()
    }
    oldest = Delivery.objects.filter(state=PENDING).aggregate(at=Min("received_at"))["at"]
    newest = Delivery.objects.aggregate(at=Max("received_at"))["at"]
    return Counts(number, _naive(oldest), _naive(newest))


def kept(number: int) -> Kept:
    """Return one delivery. Errors: BadInput when there is none."""
    row = Delivery.objects.filter(pk=number).first()
    if row is None:
        raise BadInput(f"there is no delivery {number}.", mend="See: moot hooks list.")
    return _noun(row)


def listed(state: str = "", source: str = "", *, skip: int = 0, number: int = 50) -> tuple[int, tuple[Kept, ...]]:
    """Return how many deliveries there are, and some of them without their bodies, newest first. Errors: BadInput."""
    if state and state not in STATES:
        raise BadInput(f"'{state}' is no state of a delivery.", mend=f"Use one of: {', '.join(STATES)}.")
    rows = Delivery.objects.order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    if source:
        rows = rows.filter(source=source)
    return rows.count(), tuple(_noun(row, body=False) for row in rows.defer("body")[skip : skip + number])


def _settle(rows: QuerySet[Delivery], state: str, at: datetime, *, error: str = "", facts: int = 0) -> None:
    rows.update(state=state, settled_at=at, error=_short(error), facts=facts, taken_by="")


def _short(error: str) -> str:
    return error.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")[:MOST_LETTERS]


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _naive(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None)


def _noun(row: Delivery, *, body: bool = True) -> Kept:
    return Kept(
        row.pk, row.source, row.key, row.event, row.body if body else "",
        row.received_at.astimezone(UTC).replace(tzinfo=None), row.state, row.tries, row.facts, row.error,
        row.due_at.astimezone(UTC).replace(tzinfo=None), _naive(row.settled_at),
    )  # fmt: skip
