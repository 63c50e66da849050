"""Spans of days: which share a day, and which have certainly ended. No check reads the clock."""

from __future__ import annotations

from datetime import date

from folkmoot.charter.charter import Charter
from folkmoot.model.groups import Term

Span = tuple[date | None, date | None]


def latest_day(charter: Charter) -> date:
    """Return the newest day on which the charter says that something took place: today is not before it."""
    days = [group.created for group in charter.groups]
    days += [proposal.created for proposal in charter.proposals]
    days += [minutes.day for minutes in charter.minutes]
    return max((day for day in days if day), default=date.min)


def overlap(one: Span, other: Span) -> bool:
    """Return whether two spans of days share a day; an absent end is open, and one that ends before it begins has none."""
    (since, until), (begins, ends) = ((first or date.min, last or date.max) for first, last in (one, other))
    return max(since, begins) <= min(until, ends) and since <= until and begins <= ends


def may_hold(term: Term, latest: date) -> bool:
    """Return whether ``term`` may still run: it has no end, or none before the latest day that is known."""
    return term.until is None or term.until >= latest
