"""Completed camps become events: of those who agreed to be named, once, from what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.jobs.publish import SOURCE
from folkmoot.jobs.telling import account_for, tell_coverage, told_until
from folkmoot.lake.append import append_events
from folkmoot.model.event import Event, stable_id
from folkmoot.model.scope import day_start
from folkmoot.reports.camp_course import Camp, every_camp
from folkmoot.reports.homes import Homes
from folkmoot.rules import camps as rules

COMPLETED = "camp.completed"


@dataclass(frozen=True, slots=True)
class Published:
    """What one run did: events that were new, and people of whom nothing is told."""

    added: int
    unnamed: int = 0  # they do not want to be
    unheard: int = 0  # no account is known that an event could name


def publish(homes: Homes, now: datetime) -> Published:
    """Put the completions that are recorded into the lake. Run twice it adds nothing. Errors: LakeBusy."""
    camps = every_camp(homes)
    events: list[Event] = []
    unnamed = unheard = 0
    for camp in camps:
        for walk in camp.walks(now):
            if walk.completed_at is None:
                continue
            if not walk.named or homes.faces.is_hidden(walk.person):
                unnamed += 1
                continue
            account = account_for(homes, walk.person)
            if not account:
                unheard += 1
                continue
            extra: dict[str, object] = {"title": str(camp.plan.title), "days": walk.counted}
            if camp.plan.group:
                extra["group"] = camp.plan.group
            events.append(
                Event(
                    stable_id(SOURCE, COMPLETED, camp.plan.id, walk.person), walk.completed_at, COMPLETED, account,
                    subject=f"camps:{camp.plan.id}", amount=float(walk.counted), source=SOURCE, seen_at=walk.completed_at,
                    extra=extra,
                )
            )  # fmt: skip
    added = append_events(homes.lake, events).added if events else 0
    _cover(homes, camps, now, len(events), unnamed + unheard)
    return Published(added, unnamed, unheard)


def _cover(homes: Homes, camps: Sequence[Camp], now: datetime, told: int, silent: int) -> None:
    """Say how far completions are known; nothing before the first camp began."""
    since = min((day_start(rules.first_of(one.plan), one.zone) for one in camps if one.logs), default=now)
    if since < now:
        note = f"{silent} people who are not named" if silent else ""
        tell_coverage(homes, [told_until(SOURCE, COMPLETED, since, now, note=note, rows=told)])
