"""Who came to the events of chapters, who of them contributed afterwards for the first time, and what members contribute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from folkmoot.metrics.windows import within
from folkmoot.model.event import CONTRIBUTIONS
from folkmoot.model.gathering import Gathering
from folkmoot.model.groups import Group
from folkmoot.model.scope import Scope
from folkmoot.reports.gathering_course import teams_of
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import serving_on

ATTENDING = frozenset({"event.hosted", "event.presented", "meeting.attended"})
WORK = tuple(kind for kind in CONTRIBUTIONS if kind not in ATTENDING)
"""What is contributed; to have come somewhere is no contribution that an event could have brought."""


@dataclass(frozen=True)
class Brought:
    """What the lake tells of people: their first contribution ever, and how many they made in the window."""

    first: Mapping[str, datetime]
    made: Mapping[str, int]
    known: bool  # whether any source was read that could tell

    def new_of(self, came: Mapping[str, datetime]) -> int | None:
        """Return how many of those who came contributed for the first time afterwards; None where nothing was read."""
        if not self.known:
            return None
        return sum(1 for who, at in came.items() if who in self.first and self.first[who] > at)

    def made_by(self, people: Iterable[str]) -> int | None:
        """Return how much some people contributed in the window; None where nothing was read."""
        return sum(self.made.get(who, 0) for who in set(people)) if self.known else None


def brought(homes: Homes, people: Iterable[str], scope: Scope) -> Brought:
    """Return what the lake tells of some people, by inner id. One look at the events."""
    wanted = sorted(set(people))
    known = any(row.kind in WORK for row in homes.coverage)
    if not wanted or not known:
        return Brought({}, {}, known)
    events = homes.events(Scope(zone=scope.zone))
    work = events.filter(events.kind.isin(list(WORK)), events.person.isin(wanted))
    first = {row["person"]: row["first"] for row in homes.rows(work.group_by("person").agg(first=work["at"].min()))}
    inside = within(work, scope)
    made = {row["person"]: row["made"] for row in homes.rows(inside.group_by("person").agg(made=inside.count()))}
    return Brought(first, made, known)


def came_to(found: Iterable[Gathering]) -> dict[str, datetime]:
    """Return who was at some events, each with the begin of the first one."""
    came: dict[str, datetime] = {}
    for one in found:
        for seat in one.those("here"):
            came[seat.person] = min(one.begins_at, came.get(seat.person, one.begins_at))
    return came


def members_of(homes: Homes, chapter: Group, day: date) -> frozenset[str]:
    """Return who serves in a chapter or in a team of it on a day, by inner id."""
    serving = frozenset[str]().union(*(serving_on(one, day) for one in (chapter, *teams_of(homes, chapter))))
    return frozenset(homes.identity.person_of.get(one, one) for one in serving)
