"""Changing the calendar: a meeting is cancelled, moved, added or given to a host; people host for each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from folkmoot.ledger import calendar, hosts
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group, Series
from folkmoot.model.meeting import Occurrence, key_of
from folkmoot.model.schedule import Change, Offer, Verb
from folkmoot.reports.calendar import EXTRA, Schedule, all_series, occurrence, schedule
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import may_manage, must_manage, serving_on
from folkmoot.rules.recurrence import clock_of, zone_of

FURTHEST = 366  # days that a meeting may be moved away from its planned day
LONGEST = 1440  # minutes


@dataclass(frozen=True, slots=True)
class Wanted:
    """A meeting to be added: its day and time in the zone of its series."""

    day: date
    time: str = ""
    minutes: int | None = None
    title: str = ""
    url: str = ""
    host: str = ""


def cancel(homes: Homes, key: str, *, actor: Actor, now: datetime, why: str) -> Change:
    """Cancel a meeting. Errors: NotAllowed; BadInput when there is none, it is cancelled already, or no reason is given."""
    recorded, one = _managed(homes, key, actor, now)
    if one.cancelled:
        raise BadInput("this meeting is cancelled already.", where=key)
    if not why.strip():
        raise BadInput("those who meant to come want to know why.", where=key, mend="Give a reason.")
    return _change(recorded, one, "cancel", actor=actor, now=now, why=why)


def move(
    homes: Homes, key: str, *, to: date, time: str = "", minutes: int | None = None, actor: Actor, now: datetime, why: str = ""
) -> Change:  # fmt: skip
    """Move a meeting to another day or time of its series' zone. Errors: as ``cancel``; BadInput for a time that is none."""
    recorded, one = _managed(homes, key, actor, now)
    _must_be_time(time, minutes)
    if abs((to - one.day).days) > FURTHEST:
        raise BadInput(
            f"{to} is more than a year away from {one.day}.", where=key, mend="Cancel it, and add another meeting."
        )
    return _change(recorded, one, "move", actor=actor, now=now, why=why, to=to, time=time, minutes=minutes)


def add(homes: Homes, group: str, series: str, wanted: Wanted, *, actor: Actor, now: datetime, why: str = "") -> Change:
    """Add a meeting beside the rule of a series; ``series`` "extra" for one that belongs to none.

    Errors: NotAllowed; BadInput for a group or series that is not there, a time that is none, and a day on which the series
    meets already, or met before it was cancelled.
    """
    here = _group(homes, group)
    must_manage(actor, here, now.date())
    recorded = schedule(homes, group)
    declared = all_series(homes, here).get(series)
    if declared is None:
        known = ", ".join(all_series(homes, here))
        raise BadInput(f"{group} has no series '{series}'.", mend=f"Use one of: {known}.")
    _must_be_clear(declared, wanted)
    key = key_of(group, series, wanted.day)
    if occurrence(homes, key, recorded) is not None:
        raise BadInput(
            f"this series meets on {wanted.day} already.", where=key, mend="Move that meeting, or undo what was done."
        )
    return calendar.change(
        group, series, wanted.day, "add", seen=recorded.number(group, series), actor=actor, now=now, why=why,
        time=wanted.time, minutes=wanted.minutes, title=wanted.title.strip(), url=wanted.url, host=wanted.host,
    )  # fmt: skip


def give(homes: Homes, key: str, host: str, *, actor: Actor, now: datetime, why: str = "") -> Change:
    """Name the host of one meeting in place of whose turn it is. Errors: NotAllowed; BadInput for somebody unknown."""
    recorded, one = _managed(homes, key, actor, now)
    if one.cancelled:
        raise BadInput("this meeting is cancelled.", where=key)
    if host not in homes.charter.person_by_id:
        raise BadInput(f"'{host}' is nobody whom the charter declares.", mend="Name somebody by their id.")
    return _change(recorded, one, "host", actor=actor, now=now, why=why, host=host)


def undo(homes: Homes, change: int, *, actor: Actor, now: datetime, why: str = "") -> Change:
    """Take back a recorded change: what was before it holds again. Errors: NotAllowed; BadInput when there is none."""
    recorded = schedule(homes)
    found = next((one for one in recorded.changes if one.id == change), None)
    if found is None:
        raise BadInput(f"there is no change {change}.", mend="Look at the group's meetings.")
    must_manage(actor, _group(homes, found.group), now.date())
    return calendar.undo(found, seen=recorded.number(found.group, found.series), actor=actor, now=now, why=why)


def offer(
    homes: Homes, key: str, taker: str, *, back: date | None = None, actor: Actor, now: datetime, why: str = ""
) -> Offer:
    """Ask somebody to host a meeting in one's place; ``back``: the planned day on which one hosts for them.

    Errors: NotAllowed unless the actor hosts it; BadInput when the other does not serve in the group, does not host on
    ``back``, was asked already, or the meeting is over or cancelled.
    """
    one = _found(homes, key)
    _must_be_ahead(one, now)
    if one.host is None or one.host not in actor.people:
        raise NotAllowed("only who hosts a meeting can ask somebody else to.", where=key)
    if taker not in serving_on(_group(homes, one.group), now.date()) or taker == one.host:
        raise BadInput(f"'{taker}' is nobody else who serves in {one.group}.", where=key, mend="Ask somebody who does.")
    if back is not None:
        other = _found(homes, key_of(one.group, one.series, back))
        _must_be_ahead(other, now)
        if other.host != taker:
            raise BadInput(f"'{taker}' does not host on {back}.", where=other.key, mend="Look who does.")
    if any(each.key == key and each.word == "open" for each in hosts.offers(one.group, one.series)):
        raise BadInput("somebody was asked already.", where=key, mend="Withdraw that first.")
    return hosts.offer((one.group, one.series, one.day), one.host, taker, back=back, actor=actor, now=now, why=why)


def answer(homes: Homes, number: int, *, accept: bool, actor: Actor, now: datetime, why: str = "") -> None:
    """Accept or decline an offer; who made it withdraws it by declining.

    Errors: NotAllowed for anybody else; BadInput when it is answered, the meeting is over, or who hosts has changed since.
    """
    found = next((one for one in hosts.offers() if one.id == number), None)
    if found is None:
        raise BadInput(f"there is no offer {number}.", mend="Look at the group's meetings.")
    mine = found.giver in actor.people and not accept
    if found.taker not in actor.people and not mine:
        raise NotAllowed("only who was asked can answer.", where=found.key)
    if accept:
        _must_still_hold(homes, found, now)
    hosts.answer(found, "accepted" if accept else "withdrawn" if mine else "declined", actor=actor, now=now, why=why)


def may_change(homes: Homes, group: str, actor: Actor, now: datetime) -> bool:
    """Return whether the actor may change the meetings of a group."""
    found = homes.charter.group_by_slug.get(group)
    return found is not None and may_manage(actor, found, now.date())


def _must_still_hold(homes: Homes, found: Offer, now: datetime) -> None:
    one = _found(homes, found.key)
    _must_be_ahead(one, now)
    back = _found(homes, key_of(found.group, found.series, found.back)) if found.back else None
    if one.host != found.giver or (back is not None and (back.cancelled or back.host != found.taker)):
        raise BadInput("who hosts these meetings has changed since.", where=found.key, mend="Ask anew.")


def _must_be_ahead(one: Occurrence, now: datetime) -> None:
    if one.cancelled or one.starts_at < now:
        raise BadInput("this meeting is cancelled or over.", where=one.key)


def _must_be_clear(declared: Series, wanted: Wanted) -> None:
    """Errors: BadInput for a meeting that says no time or zone, or whose address is none."""
    _must_be_time(wanted.time, wanted.minutes)
    if not wanted.time and (clock_of(declared.time) is None or declared.id == EXTRA):
        raise BadInput("this series says no time.", mend="Give the time.")
    if zone_of(declared.zone) is None:
        raise BadInput("this series says no time zone.", mend="Declare its zone in the charter.")
    if wanted.url and (not wanted.url.startswith(("https://", "http://")) or wanted.url.split() != [wanted.url]):
        raise BadInput("that is no address to join at.", mend="Write https:// and so on, or leave it out.")


def _must_be_time(time: str, minutes: int | None) -> None:
    if time and (len(time) != len("19:00") or clock_of(time) is None):
        raise BadInput(f"'{time}' is no time of day.", mend="Write it as 19:00.")
    if minutes is not None and not 0 < minutes <= LONGEST:
        raise BadInput("a meeting lasts from one minute to a day.", mend="Give its length in minutes.")


def _managed(homes: Homes, key: str, actor: Actor, now: datetime) -> tuple[Schedule, Occurrence]:
    """Return a meeting that the actor may manage, with what was recorded when it was looked at."""
    recorded = schedule(homes, key.partition("/")[0])
    one = _found(homes, key, recorded)
    must_manage(actor, _group(homes, one.group), now.date())
    return recorded, one


def _found(homes: Homes, key: str, recorded: Schedule | None = None) -> Occurrence:
    one = occurrence(homes, key, recorded)
    if one is None:
        raise BadInput("there is no such meeting.", where=key, mend="Look at the group's meetings.")
    return one


def _group(homes: Homes, slug: str) -> Group:
    found = homes.charter.group_by_slug.get(slug)
    if found is None:
        raise BadInput(f"there is no group '{slug}'.", mend="Look at the list of groups.")
    return found


def _change(
    recorded: Schedule, one: Occurrence, does: Verb, *, actor: Actor, now: datetime, why: str, **more: object
) -> Change:
    seen = recorded.number(one.group, one.series)
    return calendar.change(one.group, one.series, one.day, does, seen=seen, actor=actor, now=now, why=why, **more)
