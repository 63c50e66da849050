"""What a calendar program is told: which series, with their departures and versions, are in which feed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from folkmoot.model.finding import Place
from folkmoot.model.groups import Group, Series
from folkmoot.model.meeting import Departure, Occurrence
from folkmoot.model.schedule import Noted
from folkmoot.model.talk import Talk
from folkmoot.reports.calendar import EXTRA, Schedule, all_series, meeting_groups, schedule
from folkmoot.reports.homes import Homes
from folkmoot.reports.talk_course import Spoken, spoken
from folkmoot.rules.authority import serving_on
from folkmoot.rules.recurrence import occurrences

HOSTED = timedelta(days=92)  # as far ahead as a feed says who hosts
FAR = datetime(9000, 1, 1)
SILENT = Spoken()


@dataclass(frozen=True)
class Told:
    """A series as a feed tells it. ``own``: the occurrences that are not as the rule says, or have a host."""

    group: Group
    name: str
    series: Series
    departures: tuple[Departure, ...]
    own: tuple[Occurrence, ...]
    sequence: int  # how often what it tells has changed
    changed_at: datetime
    since: date  # when it was first seen: where one begins whose first day is unknown
    whole: bool = True  # not only the meetings that somebody hosts, or that have talks
    talks: Mapping[str, tuple[Talk, ...]] = field(default_factory=dict)  # by the meetings' keys


def digest_of(group: Group, series: Series) -> str:
    """Return a word that changes when what calendars tell of a series does."""
    bare = replace(
        series, place=Place(""), said="", exceptions=tuple(replace(one, place=Place("")) for one in series.exceptions)
    )
    return hashlib.sha256(f"{group.name!r}{bare!r}".encode()).hexdigest()


def told(
    homes: Homes, today: date, *, group: str = "", series: str = "", person: str = "", talks: bool = False
) -> tuple[Told, ...]:  # fmt: skip
    """Return the series of the community, of a group, one of a group, or those that somebody serves in or hosts.

    ``person``: the id of a declared person; ``talks``: only the meetings that have talks ahead.
    Edges: only active groups; a series whose days cannot be told is in no feed unless a meeting was added to it.
    """
    recorded, said = schedule(homes, group), spoken(homes, datetime(today.year, today.month, today.day), group)
    noted = _noted(homes)
    found: list[Told] = []
    for each in meeting_groups(homes, group):
        serves = not person or person in serving_on(each, today)
        for name, one in all_series(homes, each).items():
            if series in ("", name) and (name != EXTRA or (each.slug, name) in recorded.departures):
                made = told_of(each, name, one, recorded, noted.get((each.slug, name)), today, said)
                kept = talks or not serves
                mine = tuple(one for one in made.own if (one.key in made.talks if talks else one.host == person))
                found += [replace(made, own=mine, whole=False)] if kept and mine else [] if kept else [made]
    return tuple(found)


def _noted(homes: Homes) -> dict[tuple[str, str], Noted]:
    if not homes.ledger:
        return {}
    from folkmoot.ledger.calendar import noted  # it needs the ledger to be connected

    return dict(noted())


def told_of(
    group: Group, name: str, series: Series, recorded: Schedule, known: Noted | None, today: date, said: Spoken = SILENT
) -> Told:  # fmt: skip
    """Return how a feed tells a series. ``known``: the newest version of it that was noted; ``said``: talks.

    Edges: a version that was not noted yet counts as one more, and as of today.
    """
    about = (group.slug, name)
    changed = [one.at for one in recorded.changes if (one.group, one.series) == about]
    changed += [
        one.answered_at
        for one in recorded.offers
        if (one.group, one.series) == about and one.word == "accepted" and one.answered_at
    ]
    changed += said.changed.get(about, ())
    digest = digest_of(group, series)
    number = 0 if known is None else known.number + (known.digest != digest)
    seen_at = known.at if known and known.digest == digest else datetime(today.year, today.month, today.day)
    if name == EXTRA and changed:
        seen_at = min(changed)  # nobody declares it
    departures = (*series.exceptions, *recorded.departures.get(about, ()))
    talks = {key: held for key, held in said.planned.items() if key.rpartition("/")[0] == f"{group.slug}/{name}"}
    own = _own(group, name, series, recorded, today, frozenset(talks))
    newest = max([seen_at, *changed])
    return Told(group, name, series, departures, own, number + len(changed), newest, seen_at.date(), talks=talks)


def _own(
    group: Group, name: str, series: Series, recorded: Schedule, today: date, talks: frozenset[str]
) -> tuple[Occurrence, ...]:  # fmt: skip
    """Return what a feed must tell one by one: all departures, hosts of the next months, and meetings with talks."""
    about = (group.slug, name)
    departed = recorded.departures.get(about, ())
    days = {one.day for one in (*series.exceptions, *departed)}
    near = datetime(today.year, today.month, today.day)
    first = min(
        [near - timedelta(days=1), *(datetime(day.year, day.month, day.day) - timedelta(days=400) for day in days)]
    )
    held = [datetime.fromisoformat(key.rpartition("/")[2]) + timedelta(days=2) for key in talks]
    last = max([near + HOSTED, *held, *(datetime(day.year, day.month, day.day) + timedelta(days=400) for day in days)])
    every = occurrences(group.slug, name, series, first, last, recorded=departed, hosts=recorded.hosts.get(about))
    return tuple(
        one for one in every
        if one.cancelled or one.added or one.moved_from or one.day in days or one.key in talks
        or (one.host and near <= one.starts_at < near + HOSTED)
    )  # fmt: skip


def newest_change(found: Iterable[Told]) -> datetime:
    """Return when what a feed tells last changed."""
    return max((one.changed_at for one in found), default=datetime(2000, 1, 1))
