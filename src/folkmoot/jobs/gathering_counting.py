"""Who came to an event of a chapter goes into the lake, once, when it is settled: attended, hosted, presented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from folkmoot.jobs.publish import ROBOT, SOURCE
from folkmoot.jobs.telling import account_for, tell_coverage, told_until
from folkmoot.lake.append import append_events
from folkmoot.ledger import programmes as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.event import Event, stable_id
from folkmoot.model.gathering import Gathering
from folkmoot.model.programme import Act
from folkmoot.reports.gathering_course import PROGRAMME, folded_one
from folkmoot.reports.homes import Homes
from folkmoot.rules.gatherings import may_settle

ATTENDED, HOSTED, PRESENTED = "event.attended", "event.hosted", "event.presented"
KINDS = (ATTENDED, HOSTED, PRESENTED)


@dataclass(frozen=True, slots=True)
class Counted:
    """What one run did: events that were settled, and lake events that were new."""

    settled: int
    added: int


def settle(homes: Homes, now: datetime, actor: Actor = ROBOT) -> Counted:
    """Settle who came to each event that is reported, or over for a week, and put it into the lake. Run twice it adds nothing.

    What is counted is recorded first and put into the lake from there, so a run that broke off is gone on with by the next.
    Errors: LakeBusy; BadInput.
    """
    settled, found, open_ends, first = 0, list[Event](), list[datetime](), list[datetime]()
    for ident, acts in ledger.logs(PROGRAMME).items():
        it = folded_one(homes, ident, acts, now)
        if it is None or it.stage == "cancelled":
            continue
        first.append(it.begins_at)
        count = next((act for act in acts if act.verb == "count"), None)
        if count is None and may_settle(it, now):
            try:
                count = ledger.record(PROGRAMME, ident, acts, "count", actor=actor, now=now, **content_of(it))
            except ledger.Overtaken:
                count = None  # somebody acts at this moment: the next run does it
            settled += count is not None
        if count is not None:
            found += _events(homes, ident, count)
        elif it.stage == "over":
            open_ends.append(it.begins_at)
    added = append_events(homes.lake, found).added if found else 0
    if first:
        waits = min(open_ends, default=None)
        note = "an event is over and not settled" if waits else ""
        rows = {kind: sum(one.kind == kind for one in found) for kind in KINDS}
        tell_coverage(
            homes,
            [told_until(SOURCE, kind, min(first), now, note=note, sure=waits, rows=rows[kind]) for kind in KINDS],
        )
    return Counted(settled, added)


def content_of(it: Gathering) -> dict[str, Any]:
    """Return who was there as it is settled; nobody where nobody took the attendance."""
    here = it.those("here")
    people = [{"person": one.person, "at": (one.arrived_at or it.begins_at).isoformat()} for one in here]
    took = bool(here) or it.strangers > 0
    return {
        "group": it.announced.group, "title": it.announced.title.en or it.announced.title.zh, "begins": it.begins_at.isoformat(),
        "people": people, "strangers": it.strangers, "hosts": list(it.announced.hosts) if took else [],
        "speakers": [{"person": one.person, "title": one.title} for one in it.announced.speakers] if took else [],
    }  # fmt: skip


def _events(homes: Homes, ident: str, count: Act) -> Iterator[Event]:
    """Yield the lake events of one settled event; none of people without an account."""
    said = count.content
    told = [(ATTENDED, one["person"], one["at"], "") for one in said["people"]]
    told += [(HOSTED, person, said["begins"], "") for person in said["hosts"]]
    told += [(PRESENTED, one["person"], said["begins"], one["title"]) for one in said["speakers"]]
    for kind, person, at, title in told:
        account = account_for(homes, person)
        if account:
            yield Event(
                stable_id(SOURCE, kind, "gathering", ident, person, title), datetime.fromisoformat(at), kind, account,
                subject=f"gatherings:{ident}", source=SOURCE, seen_at=count.at,
                extra={"group": said["group"], "title": title or said["title"]},
            )  # fmt: skip
