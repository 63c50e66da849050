"""Contacts and notes of the demo's partners, all invented."""

from __future__ import annotations

from datetime import UTC, datetime

from folkmoot.ledger import partners as ledger
from folkmoot.model.actor import Actor
from folkmoot.reports.homes import Homes

CLERK = Actor("cli:demo", "demo", operator=True)
PEOPLE = (
    ("Ottoline Marsh", "Professor"),
    ("Casimir Vale", "Developer relations"),
    ("Thora Quill", "Dean's office"),
    ("Anselm Reed", "CTO"),
)


def record(homes: Homes) -> None:
    """Record whom one writes to at the first partners, and what was talked about."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    for (name, role), one in zip(PEOPLE, homes.charter.partners, strict=False):
        mail = f"{name.partition(' ')[0].lower()}@{one.id}.example"
        ledger.add_contact(one.id, name=name, mail=mail, role=role, actor=CLERK, now=now)
        ledger.add_note(
            one.id,
            "Talked on the telephone: the next term is possible, the lab needs two boards.",
            actor=CLERK,
            now=now,
        )
