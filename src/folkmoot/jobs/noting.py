"""Noting how series are declared, so that calendars can count the versions of what they tell."""

from __future__ import annotations

from datetime import datetime

from folkmoot.ledger import calendar
from folkmoot.model.actor import Actor
from folkmoot.reports.calendar import EXTRA, all_series, meeting_groups
from folkmoot.reports.feeds import digest_of
from folkmoot.reports.homes import Homes


def note_series(homes: Homes, *, actor: Actor, now: datetime) -> int:
    """Record every series that is declared otherwise than it was last noted; return how many. Again: none."""
    known, count = calendar.noted(), 0
    for group in meeting_groups(homes):
        for name, series in all_series(homes, group).items():
            last, digest = known.get((group.slug, name)), digest_of(group, series)
            if name == EXTRA or (last and last.digest == digest):
                continue
            number = last.number + 1 if last else 0
            calendar.note_series(group.slug, name, digest, number=number, actor=actor, now=now)
            count += 1
    return count
