"""What may become of a group: who may ask for it, and what is still missing before it can be put to the vote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from folkmoot.model.actor import Actor
from folkmoot.model.groups import Group, Kind
from folkmoot.model.lifecycle import FATES, FROM
from folkmoot.model.scope import day_at
from folkmoot.model.text import Text
from folkmoot.rules.authority import may_manage, serving_on
from folkmoot.rules.founding import NOTICE

WHY_LETTERS = 20  # of what the reasons say at least


def may_ask(actor: Actor, what: str, group: Group, heir: Group | None, groups: Iterable[Group], day: date) -> bool:
    """Return whether somebody may ask for it: who leads the group, or the one that takes over, and who serves on a committee.

    Edges: a group that rests may have lost its leads: whoever serves in it may ask to revive it.
    """
    if may_manage(actor, group, day) or (heir is not None and may_manage(actor, heir, day)):
        return True
    mine = set(actor.people)
    if what == "revive" and mine & serving_on(group, day):
        return True
    return any(one.kind is Kind.COMMITTEE and one.status == "active" and mine & serving_on(one, day) for one in groups)


def missing(
    wanted: Mapping[str, Any], *, group: Group | None, heir: Group | None, asked_at: datetime, now: datetime,
    zone: str,
) -> Iterator[Text]:  # fmt: skip
    """Yield what is missing, in words; nothing when it may be put to the vote. A revision begins the week of notice anew."""
    what = wanted["what"]
    if group is None:
        yield Text("The charter declares no such group any more.", "章程中已没有该小组。")
    elif group.status not in FROM[what]:
        yield Text(
            f"The group is {group.status} now, so this cannot be done.",
            f"小组当前状态为 {group.status}，无法{FATES[what].zh}。",
        )
    if what == "merge" and heir is None:
        yield Text("It does not say which group takes over.", "尚未说明并入哪个小组。")
    if heir is not None and (heir.status == "archived" or (group is not None and heir.slug == group.slug)):
        yield Text(f"{heir.slug} cannot take over.", f"{heir.slug} 无法接手。")
    if len(str(wanted.get("why") or "").strip()) < WHY_LETTERS:
        yield Text("The reasons are not described.", "尚未说明理由。")
    if now < asked_at + NOTICE:
        day = day_at(asked_at + NOTICE, zone)
        yield Text(f"It is open for discussion until {day}.", f"公示讨论至 {day}。")
