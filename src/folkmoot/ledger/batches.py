"""Imports of who is who: many corrections recorded as one batch, with one audit row, and taken back as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from folkmoot.ledger.audit import note
from folkmoot.ledger.corrections import UNDO, must_make_sense
from folkmoot.ledger.models import Batch, IdentityCorrection
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput

AT_ONCE = 2000  # rows in one statement: SQLite takes at most 32,766 values

Said = tuple[str, str, str, date | None, date | None]  # verb, a, b, since, until


@dataclass(frozen=True, slots=True)
class Import:
    """One file that was brought in: what it was, who did it, and how many of its corrections there are and hold."""

    id: str
    name: str
    digest: str
    form: str
    by: str
    at: datetime
    recorded: int
    hold: int


def settled() -> frozenset[Said]:
    """Return what an import need not say again: corrections that hold, and those of imports that were undone singly.

    Edges: after a whole import was undone the same file may be brought in again.
    """
    rows = IdentityCorrection.objects.exclude(verb=UNDO)
    known = rows.filter(Q(undoing=None) | Q(batch__isnull=False, undoing__batch=None))
    return frozenset(known.values_list("verb", "a", "b", "since", "until"))


def record(said: Iterable[Said], *, name: str, digest: str, form: str, actor: Actor, why: str) -> tuple[str, int]:
    """Record many corrections as one batch with one audit row; return its id and how many there were.

    Errors: NotAllowed; BadInput for one that makes no sense: then none is recorded.
    """
    actor.must_operate()
    wanted = list(said)
    must_be_words(name)
    for verb, a, b, since, until in wanted:
        must_make_sense(verb, a, b, why, since, until)
    if not wanted:
        return "", 0
    now = timezone.now()
    with transaction.atomic():
        batch = Batch.objects.create(at=now, who=actor.name, why=why, name=name[:500], digest=digest, form=form)
        rows = (
            IdentityCorrection(
                verb=verb, a=a, b=b, since=since, until=until, at=now, who=actor.name, why=why, batch=batch
            )
            for verb, a, b, since, until in wanted
        )
        IdentityCorrection.objects.bulk_create(rows, batch_size=AT_ONCE)
        after = {"batch": batch.pk, "corrections": len(wanted), "format": form, "sha256": digest}
        note(actor, "identity.import", name[:500], after=after, why=why)
    return str(batch.pk), len(wanted)


def undo(batch: str, *, actor: Actor, why: str) -> int:
    """Take back what still holds of an import; return how many corrections that were. Errors: NotAllowed; BadInput."""
    actor.must_operate()
    must_be_words(why)
    found = Batch.objects.filter(pk=int(batch)).first() if batch.isdecimal() else None
    if found is None:
        raise BadInput(f"there is no import {batch!r}.", mend="See: moot people imports.")
    now = timezone.now()
    with transaction.atomic():
        hold = IdentityCorrection.objects.filter(batch=found, undoing=None).exclude(verb=UNDO)
        rows = [
            IdentityCorrection(verb=UNDO, a=row.a, b=row.b, undoes=row, at=now, who=actor.name, why=why, batch=found)
            for row in hold.iterator(AT_ONCE)
        ]
        if not rows:
            raise BadInput(f"import {batch} is undone already.", mend="See: moot people imports.")
        IdentityCorrection.objects.bulk_create(rows, batch_size=AT_ONCE)
        note(actor, "identity.import-undo", found.name, before={"batch": found.pk, "corrections": len(rows)}, why=why)
    return len(rows)


def imports() -> tuple[Import, ...]:
    """Return every import, oldest first."""
    counted = Batch.objects.annotate(
        recorded=Count("corrections", filter=~Q(corrections__verb=UNDO)),
        hold=Count("corrections", filter=~Q(corrections__verb=UNDO) & Q(corrections__undoing=None)),
    )
    return tuple(
        Import(
            str(row.pk), row.name, row.digest, row.form, row.who, row.at.replace(tzinfo=None), row.recorded, row.hold
        )
        for row in counted.order_by("pk")
    )
