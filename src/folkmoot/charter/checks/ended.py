"""Which terms have certainly ended, told from the charter alone: no check reads the clock."""

from __future__ import annotations

from datetime import date

from folkmoot.charter.charter import Charter
from folkmoot.model.groups import Term


def latest_day(charter: Charter) -> date:
    """Return the newest day on which the charter says that something took place: today is not before it."""
    days = [group.created for group in charter.groups]
    days += [proposal.created for proposal in charter.proposals]
    days += [minutes.day for minutes in charter.minutes]
    return max((day for day in days if day), default=date.min)


def may_hold(term: Term, latest: date) -> bool:
    """Return whether ``term`` may still run: it has no end, or none before the latest day that is known."""
    return term.until is None or term.until >= latest
