"""What is kept about partners in private: contacts and notes, for operators and the partner's owner alone, erased when asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from folkmoot.jobs import partner_refusals as refusals
from folkmoot.ledger import partners as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.partner import Contact, Noted, PartnerPlan
from folkmoot.model.people import MAIL
from folkmoot.reports.homes import Homes

NAME, WORDS = 200, 10_000


def partner_of(homes: Homes, ident: str) -> PartnerPlan:
    """Return a declared partner. Errors: BadInput when the charter declares none of that id."""
    if ident not in homes.charter.partner_by_id:
        raise refusals.NO_PARTNER.bad(ident=ident[:60])
    return homes.charter.partner_by_id[ident]


def may_see(plan: PartnerPlan, actor: Actor) -> bool:
    """Return whether somebody sees what is private about a partner: operators, and its owner."""
    return actor.operator or bool(plan.owner and plan.owner in actor.people)


def must_see(homes: Homes, ident: str, actor: Actor) -> PartnerPlan:
    """Return a partner. Errors: BadInput when there is none; NotAllowed for who may not see what is private."""
    plan = partner_of(homes, ident)
    if not may_see(plan, actor):
        raise refusals.NOT_YOURS.barred(who=actor.name or refusals.SIGNED_OUT)
    return plan


def private_of(homes: Homes, ident: str, *, actor: Actor) -> tuple[tuple[Contact, ...], tuple[Noted, ...]]:
    """Return contacts and notes. Errors: as of ``must_see``."""
    must_see(homes, ident, actor)
    return ledger.contacts(ident), ledger.notes(ident)


def add_contact(
    homes: Homes, ident: str, *, name: str, mail: str = "", role: str = "", actor: Actor, now: datetime
) -> Contact:
    """Keep a contact. Errors: as of ``must_see``; BadInput for no name, or an address that is none."""
    must_see(homes, ident, actor)
    name, mail, role = (" ".join(words.split())[:NAME] for words in (name, mail, role))
    if not name:
        raise refusals.NO_NAME.bad()
    if mail and not MAIL.fullmatch(mail):
        raise refusals.BAD_MAIL.bad()
    return ledger.add_contact(ident, name=name, mail=mail, role=role, actor=actor, now=now)


def add_note(homes: Homes, ident: str, says: str, *, actor: Actor, now: datetime) -> Noted:
    """Keep a note. Errors: as of ``must_see``; BadInput for no words."""
    must_see(homes, ident, actor)
    if not says.strip():
        raise refusals.NO_WORDS.bad()
    return ledger.add_note(ident, says.strip()[:WORDS], actor=actor, now=now)


def erase(homes: Homes, ident: str, kind: str, ids: Sequence[int], *, actor: Actor) -> int:
    """Erase contacts (``kind`` contact) or notes for good. Errors: as of ``must_see``; BadInput where nothing is there."""
    must_see(homes, ident, actor)
    number = ledger.erase(ident, kind, ids, actor=actor) if kind in ("contact", "note") else 0
    if not number:
        raise refusals.NOTHING.bad()
    return number
