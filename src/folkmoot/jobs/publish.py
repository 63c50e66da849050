"""Attendance becomes events: who attended, hosted and presented at a meeting goes into the lake, once, when it is settled."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from folkmoot.jobs.telling import account_for, tell_coverage, told_until
from folkmoot.lake.append import append_events
from folkmoot.ledger import meetings
from folkmoot.model.actor import Actor
from folkmoot.model.event import Event, stable_id
from folkmoot.model.scope import Scope
from folkmoot.model.sitting import Step
from folkmoot.reports.calendar import occurrences
from folkmoot.reports.homes import Homes
from folkmoot.reports.meeting import MeetingNow, meeting
from folkmoot.rules import rollcall
from folkmoot.rules.sittings import may_count

SOURCE = "folkmoot"
ATTENDED, HOSTED, PRESENTED = "meeting.attended", "meeting.hosted", "meeting.presented"
KINDS = (ATTENDED, HOSTED, PRESENTED)
ROBOT = Actor("moot", origin="job", operator=True)


@dataclass(frozen=True, slots=True)
class Published:
    """What one run did: meetings whose attendance was counted, events that were new, people without an account."""

    meetings: int
    added: int
    unheard: tuple[str, ...] = ()  # ids of those who were there and have no account that an event could name


def publish(homes: Homes, now: datetime, actor: Actor = ROBOT) -> Published:
    """Count the attendance of every meeting that is settled, and put it into the lake. Run twice it adds nothing.

    A meeting is settled when its minutes are approved, or 14 days after it was closed; from then on its roll call stands.
    What is counted is recorded first and put into the lake from there, so a run that broke off is gone on with by the next.
    Errors: LakeBusy; BadInput.
    """
    counted = 0
    for key, steps in meetings.sittings():
        if any(step.word == "open" for step in steps) and not any(step.word == "count" for step in steps):
            one = meeting(homes, key)
            if one is not None and may_count(one.sitting, approved=one.approved_number is not None, now=now):
                content = {"people": counted_of(one), "group": one.group.slug, "zone": one.occurrence.zone}
                counted += meetings.step(key, one.group.slug, "count", content=content, actor=actor, now=now)
    settled = {key: step for key, steps in meetings.sittings() for step in steps if step.word == "count"}
    elsewhere = _told_elsewhere(homes)
    events, unheard = [], set[str]()
    for key, step in settled.items():
        if key in elsewhere:
            continue  # one source tells of a meeting: counted twice it would be two
        for event, person in _events(homes, key, step):
            if event is None:
                unheard.add(person)
            else:
                events.append(event)
    added = append_events(homes.lake, events).added if events else 0
    _cover(homes, now, {*settled, *elsewhere}, events, frozenset(unheard))
    return Published(counted, added, tuple(sorted(unheard)))


def counted_of(one: MeetingNow) -> list[dict[str, Any]]:
    """Return who was there of those whom the charter declares: from when, for how many minutes, hosting, presenting what."""
    opened, closed = one.sitting.opened_at, one.sitting.closed_at
    if opened is None or closed is None:
        return []
    talks: dict[str, list[Mapping[str, str]]] = {}
    for line in one.agenda:
        if line.presenter:
            talks.setdefault(line.presenter, []).append({"en": line.title.en, "zh": line.title.zh})
    return [
        {
            "person": mark.person, "at": spans[0][0].isoformat(), "minutes": round(rollcall.minutes_of(mark, opened, closed), 1),
            "hosted": mark.person == one.host, "talks": talks.get(mark.person, []),
        }
        for mark in one.marks.values() if mark.person and (spans := rollcall.within(mark, opened, closed))
    ]  # fmt: skip


def _events(homes: Homes, key: str, step: Step) -> Iterator[tuple[Event | None, str]]:
    """Yield the events of one counted meeting; None with the person of whom no account is known."""
    for said in step.content["people"]:
        account = account_for(homes, said["person"])
        if not account:
            yield None, said["person"]
            continue
        told: list[tuple[str, float | None, dict[str, str]]] = [(ATTENDED, float(said["minutes"]), {})]
        told += [(HOSTED, None, {})] if said["hosted"] else []
        told += [(PRESENTED, None, {"title": talk["en"] or talk["zh"]}) for talk in said["talks"]]
        for kind, amount, extra in told:
            ident = stable_id(SOURCE, kind, key, said["person"], extra.get("title", ""))
            yield Event(
                ident, datetime.fromisoformat(said["at"]), kind, account, subject=f"meetings:{key}", amount=amount,
                source=SOURCE, seen_at=step.at, extra={"group": step.content["group"], **extra},
            ), said["person"]  # fmt: skip


def _cover(homes: Homes, now: datetime, known: Collection[str], events: list[Event], unheard: frozenset[str]) -> None:
    """Say how far the attendance is known: up to the first meeting that took place and is not counted.

    Edges: nothing is said before the first meeting was held here; what was held elsewhere before that is unknown, as ever.
    A meeting without a roll call, somebody without an account: what follows is not sure.
    """
    held = [(key, steps) for key, steps in meetings.sittings() if any(step.word == "open" for step in steps)]
    if not held:
        return
    since = min(step.at for _key, steps in held for step in steps if step.word == "open")
    past = [one for one in occurrences(homes, since, now) if not one.cancelled and one.ends_at < now]
    open_ends = sorted(one.starts_at for one in past if one.key not in known)
    waits = [key for key, _steps in held if key not in known]
    notes = [f"{len(open_ends)} meetings without a counted roll call"] if open_ends else []
    notes += [f"{len(waits)} roll calls wait for approved minutes"] if waits else []
    notes += [f"{len(unheard)} people without an account"] if unheard else []
    sure = since if unheard else open_ends[0] if open_ends else now
    note = "; ".join(notes)
    rows = {kind: sum(event.kind == kind for event in events) for kind in KINDS}
    tell_coverage(
        homes, [told_until(SOURCE, kind, since, now, note=note, sure=sure, rows=rows[kind]) for kind in KINDS]
    )


def _told_elsewhere(homes: Homes) -> frozenset[str]:
    """Return the keys of the meetings of which another source tells."""
    table = homes.events(Scope(bots=True))
    told = table.filter(table.kind.isin(list(KINDS)) & (table.source != SOURCE)).select("subject").distinct()
    return frozenset(str(row["subject"]).removeprefix("meetings:") for row in homes.rows(told))
