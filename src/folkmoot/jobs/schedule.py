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
from folkmoot.model.text import Text
from folkmoot.reports.calendar import EXTRA, Schedule, all_series, occurrence, schedule
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import may_manage, must_manage, serving_on
from folkmoot.rules.recurrence import clock_of, zone_of

FURTHEST = 366  # days that a meeting may be moved away from its planned day
LONGEST = 1440  # minutes
LOOK = Text("Look at the group's meetings.", "请查看该小组的会议。")


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
        raise BadInput(Text("this meeting is cancelled already.", "会议已取消。"), where=key)
    if not why.strip():
        raise BadInput(
            Text("those who meant to come want to know why.", "须向准备参会的人说明原因。"),
            where=key,
            mend=Text("Give a reason.", "请填写原因。"),
        )
    return _change(recorded, one, "cancel", actor=actor, now=now, why=why)


def move(
    homes: Homes, key: str, *, to: date, time: str = "", minutes: int | None = None, actor: Actor, now: datetime, why: str = ""
) -> Change:  # fmt: skip
    """Move a meeting to another day or time of its series' zone. Errors: as ``cancel``; BadInput for a time that is none."""
    recorded, one = _managed(homes, key, actor, now)
    _must_be_time(time, minutes)
    if abs((to - one.day).days) > FURTHEST:
        raise BadInput(
            Text(f"{to} is more than a year away from {one.day}.", f"{to} 距 {one.day} 超过一年。"),
            where=key,
            mend=Text("Cancel it, and add another meeting.", "请取消本场，另行加开。"),
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
        raise BadInput(
            Text(f"'{group}' has no series '{series}'.", f"{group} 没有例会系列“{series}”。"),
            mend=Text(f"Use one of: {known}.", f"可选：{known}。"),
        )
    _must_be_clear(declared, wanted)
    key = key_of(group, series, wanted.day)
    if occurrence(homes, key, recorded) is not None:
        raise BadInput(
            Text(f"this series meets on {wanted.day} already.", f"该系列在 {wanted.day} 已有会议。"),
            where=key,
            mend=Text("Move that meeting, or undo what was done.", "请将那场会议改期，或撤回已作的变更。"),
        )
    return calendar.change(
        group, series, wanted.day, "add", seen=recorded.number(group, series), actor=actor, now=now, why=why,
        time=wanted.time, minutes=wanted.minutes, title=wanted.title.strip(), url=wanted.url, host=wanted.host,
    )  # fmt: skip


def give(homes: Homes, key: str, host: str, *, actor: Actor, now: datetime, why: str = "") -> Change:
    """Name the host of one meeting in place of whose turn it is. Errors: NotAllowed; BadInput for somebody unknown."""
    recorded, one = _managed(homes, key, actor, now)
    if one.cancelled:
        raise BadInput(Text("this meeting is cancelled.", "会议已取消。"), where=key)
    if host not in homes.charter.person_by_id:
        raise BadInput(
            Text(f"'{host}' is nobody whom the charter declares.", f"章程中没有“{host}”。"),
            mend=Text("Name somebody by their id.", "请填写章程中的 id。"),
        )
    return _change(recorded, one, "host", actor=actor, now=now, why=why, host=host)


def undo(homes: Homes, change: int, *, actor: Actor, now: datetime, why: str = "") -> Change:
    """Take back a recorded change: what was before it holds again. Errors: NotAllowed; BadInput when there is none."""
    recorded = schedule(homes)
    found = next((one for one in recorded.changes if one.id == change), None)
    if found is None:
        raise BadInput(Text(f"there is no change {change}.", f"没有变更 {change}。"), mend=LOOK)
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
        raise NotAllowed(
            Text("only who hosts a meeting can ask somebody else to.", "仅本场主持人可以请他人代为主持。"), where=key
        )
    if taker not in serving_on(_group(homes, one.group), now.date()) or taker == one.host:
        raise BadInput(
            Text(f"'{taker}' is nobody else who serves in {one.group}.", f"“{taker}”不是 {one.group} 的其他任职者。"),
            where=key,
            mend=Text("Ask somebody who does.", "请选择其他任职者。"),
        )
    if back is not None:
        other = _found(homes, key_of(one.group, one.series, back))
        _must_be_ahead(other, now)
        if other.host != taker:
            raise BadInput(
                Text(f"'{taker}' does not host on {back}.", f"“{taker}”不是 {back} 的主持人。"),
                where=other.key,
                mend=Text("Look who does.", "请查看当日由谁主持。"),
            )
    if any(each.key == key and each.word == "open" for each in hosts.offers(one.group, one.series)):
        raise BadInput(
            Text("somebody was asked already.", "已向他人发出换班请求。"),
            where=key,
            mend=Text("Withdraw that first.", "请先撤回。"),
        )
    return hosts.offer((one.group, one.series, one.day), one.host, taker, back=back, actor=actor, now=now, why=why)


def answer(homes: Homes, number: int, *, accept: bool, actor: Actor, now: datetime, why: str = "") -> None:
    """Accept or decline an offer; who made it withdraws it by declining.

    Errors: NotAllowed for anybody else; BadInput when it is answered, the meeting is over, or who hosts has changed since.
    """
    found = next((one for one in hosts.offers() if one.id == number), None)
    if found is None:
        raise BadInput(Text(f"there is no offer {number}.", f"没有换班请求 {number}。"), mend=LOOK)
    mine = found.giver in actor.people and not accept
    if found.taker not in actor.people and not mine:
        raise NotAllowed(Text("only who was asked can answer.", "仅被请求的人可以答复。"), where=found.key)
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
        raise BadInput(
            Text("who hosts these meetings has changed since.", "这些会议的主持人已有变动。"),
            where=found.key,
            mend=Text("Ask anew.", "请重新发出请求。"),
        )


def _must_be_ahead(one: Occurrence, now: datetime) -> None:
    if one.cancelled or one.starts_at < now:
        raise BadInput(Text("this meeting is cancelled or over.", "会议已取消或已结束。"), where=one.key)


def _must_be_clear(declared: Series, wanted: Wanted) -> None:
    """Errors: BadInput for a meeting that says no time or zone, or whose address is none."""
    _must_be_time(wanted.time, wanted.minutes)
    if not wanted.time and (clock_of(declared.time) is None or declared.id == EXTRA):
        raise BadInput(
            Text("this series says no time.", "该系列未声明时间。"), mend=Text("Give the time.", "请填写时间。")
        )
    if zone_of(declared.zone) is None:
        raise BadInput(
            Text("this series says no time zone.", "该系列未声明时区。"),
            mend=Text("Declare its zone in the charter.", "请在章程中声明时区。"),
        )
    if wanted.url and (not wanted.url.startswith(("https://", "http://")) or wanted.url.split() != [wanted.url]):
        raise BadInput(
            Text("that is no address to join at.", "这不是有效的加入地址。"),
            mend=Text("Write https:// and so on, or leave it out.", "请以 https:// 开头填写，或留空。"),
        )


def _must_be_time(time: str, minutes: int | None) -> None:
    if time and (len(time) != len("19:00") or clock_of(time) is None):
        raise BadInput(
            Text(f"'{time}' is no time of day.", f"“{time}”不是有效的时间。"),
            mend=Text("Write it as 19:00.", "请按 19:00 的格式填写。"),
        )
    if minutes is not None and not 0 < minutes <= LONGEST:
        raise BadInput(
            Text("a meeting lasts from one minute to a day.", "会议时长须在一分钟到一天之间。"),
            mend=Text("Give its length in minutes.", "请按分钟填写时长。"),
        )


def _managed(homes: Homes, key: str, actor: Actor, now: datetime) -> tuple[Schedule, Occurrence]:
    """Return a meeting that the actor may manage, with what was recorded when it was looked at."""
    recorded = schedule(homes, key.partition("/")[0])
    one = _found(homes, key, recorded)
    must_manage(actor, _group(homes, one.group), now.date())
    return recorded, one


def _found(homes: Homes, key: str, recorded: Schedule | None = None) -> Occurrence:
    one = occurrence(homes, key, recorded)
    if one is None:
        raise BadInput(Text("there is no such meeting.", "没有这场会议。"), where=key, mend=LOOK)
    return one


def _group(homes: Homes, slug: str) -> Group:
    found = homes.charter.group_by_slug.get(slug)
    if found is None:
        raise BadInput(
            Text(f"there is no group '{slug}'.", f"没有小组“{slug}”。"),
            mend=Text("Look at the list of groups.", "请查看小组列表。"),
        )
    return found


def _change(
    recorded: Schedule, one: Occurrence, does: Verb, *, actor: Actor, now: datetime, why: str, **more: object
) -> Change:
    seen = recorded.number(one.group, one.series)
    return calendar.change(one.group, one.series, one.day, does, seen=seen, actor=actor, now=now, why=why, **more)
