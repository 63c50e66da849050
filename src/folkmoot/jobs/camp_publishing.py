"""Completed camps become events: of those who agreed to be named, once, from what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.jobs.publish import SOURCE, account_of
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.model.event import Coverage, Event, stable_id
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
            account = walk.person if ":" in walk.person else account_of(homes, walk.person)
            if not account or account.startswith("user:"):
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
    """Say how far completions are known; nothing before the first camp began, and a row a day at most where nothing changed."""
    begun = [day_start(rules.first_of(one.plan), one.zone) for one in camps if one.logs]
    since = min(begun, default=now)
    if since >= now:
        return
    note = f"{silent} people who are not named" if silent else ""
    row = Coverage(
        SOURCE, "", COMPLETED, since, now, now, complete=not silent, note=note, rows=told,
        sure_until_at=since if silent else None,
    )  # fmt: skip
    last = next((one for one in homes.coverage if one.source == SOURCE and one.kind == COMPLETED), None)
    if last is None or (last.rows, last.note) != (row.rows, row.note) or last.read_at.date() < now.date():
        append_coverage(homes.lake, [row])
