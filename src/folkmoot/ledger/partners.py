"""Contacts and notes of partners: kept apart from what is never forgotten. The audit trail says that, not what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import PartnerContact as ContactRow
from folkmoot.ledger.models import PartnerNote as NoteRow
from folkmoot.ledger.partner_sealing import opened, sealed
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.partner import Contact, Noted


def contacts(partner: str) -> tuple[Contact, ...]:
    """Return whom one writes to at a partner, in the order in which they were told."""
    return tuple(_contact(row) for row in ContactRow.objects.filter(partner=partner).order_by("pk"))


def notes(partner: str) -> tuple[Noted, ...]:
    """Return what was noted about a partner, the newest first."""
    return tuple(_noted(row) for row in NoteRow.objects.filter(partner=partner).order_by("-pk"))


def add_contact(partner: str, *, name: str, mail: str, role: str, actor: Actor, now: datetime) -> Contact:
    """Keep a contact, with an audit row that names neither them nor their address."""
    must_be_words(name, mail, role)
    with transaction.atomic():
        row = ContactRow.objects.create(
            partner=partner,
            name=sealed(name),
            mail=sealed(mail),
            role=sealed(role),
            at=now.replace(tzinfo=UTC),
            who=actor.name,
        )
        note(actor, "partner.contact", f"partner {partner}", after={"id": row.pk})
    return _contact(row)


def add_note(partner: str, says: str, *, actor: Actor, now: datetime) -> Noted:
    """Keep a note, with an audit row that does not repeat it."""
    must_be_words(says)
    with transaction.atomic():
        row = NoteRow.objects.create(partner=partner, says=sealed(says), at=now.replace(tzinfo=UTC), who=actor.name)
        note(actor, "partner.note", f"partner {partner}", after={"id": row.pk})
    return _noted(row)


def erase(partner: str, kind: str, ids: Iterable[int], *, actor: Actor, why: str = "") -> int:
    """Erase contacts or notes of a partner for good, and return how many; the audit trail says that it was done."""
    with transaction.atomic():
        every = ContactRow.objects.all() if kind == "contact" else NoteRow.objects.all()
        rows = every.filter(partner=partner, pk__in=list(ids))
        numbers = sorted(rows.values_list("pk", flat=True))
        rows.delete()
        if numbers:
            note(actor, f"partner.erase-{kind}", f"partner {partner}", before={"ids": numbers}, why=why)
    return len(numbers)


def _contact(row: ContactRow) -> Contact:
    return Contact(
        row.pk,
        row.partner,
        opened(row.name),
        opened(row.mail),
        opened(row.role),
        row.who,
        row.at.astimezone(UTC).replace(tzinfo=None),
    )


def _noted(row: NoteRow) -> Noted:
    return Noted(row.pk, row.partner, opened(row.says), row.who, row.at.astimezone(UTC).replace(tzinfo=None))
