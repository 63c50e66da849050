"""What events of chapters make due by themselves: those that begin soon, and those that are over and not told of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from folkmoot.model.agenda import Due
from folkmoot.model.gathering import STAGES, Gathering
from folkmoot.model.groups import Group, Kind
from folkmoot.model.text import Text
from folkmoot.reports.due_governing import at_most, owner_of
from folkmoot.reports.gathering_course import every, family_of
from folkmoot.reports.homes import Homes
from folkmoot.rules.gatherings import AFTERWARDS

SOON = timedelta(days=7)
LOOKED_AT = timedelta(days=90)
"""So long after its end an event that nobody told of is still due."""


def gatherings(homes: Homes, group: Group, before: datetime, today: date) -> Iterator[Due]:
    """Yield the events of a chapter and its teams that begin within a week, and those that nobody has told of yet.

    Edges: a committee sees those of every chapter; a cancelled event is never due; one is overdue when its week for
    corrections is over, and its report is not there.
    """
    wanted = () if group.kind is Kind.COMMITTEE else tuple(family_of(homes, group))
    found = (_due(homes, one, before, today) for one in sorted(every(homes, before, wanted), key=_begins))
    yield from at_most((one for one in found if one is not None), "gatherings", "/gatherings/")


def _begins(one: Gathering) -> tuple[datetime, str]:
    return one.begins_at, one.id


def _due(homes: Homes, one: Gathering, before: datetime, today: date) -> Due | None:
    if one.stage in ("open", "closed", "running") and one.begins_at < before + SOON:
        why, overdue = STAGES[one.stage], False
    elif one.stage == "over" and one.told is None and before - LOOKED_AT < one.ends_at:
        why = Text("it is over, and nobody has reported", "活动已结束，尚无活动报告")
        overdue = one.ends_at + AFTERWARDS < before
    else:
        return None
    hosts = [homes.faces.masked_words(homes.faces.name_of(who)) for who in one.announced.hosts[:2]]
    owner = ", ".join(hosts) or owner_of(homes, one.announced.group, today)
    note = Text(one.announced.begins, one.announced.begins)
    return Due("gatherings", homes.faces.masked(one.announced.title), f"/gatherings/{one.id}/", note, overdue=overdue,
               key=f"gathering:{one.id}", owner=owner, why=why)  # fmt: skip
