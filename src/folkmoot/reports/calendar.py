"""Who meets when: the occurrences of every series, as declared and as people have recorded changes to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from folkmoot.model.groups import Group, Series
from folkmoot.model.meeting import Departure, Occurrence
from folkmoot.model.schedule import Change, Offer
from folkmoot.model.scope import day_start
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules.recurrence import occurrences as of_series
from folkmoot.rules.recurrence import series_of
from folkmoot.rules.rota import agreed

YEARS = range(1970, 2200)  # of a meeting; whoever asks for another one has typed an address
EXTRA = "extra"
"""The series of meetings that belong to none: every group has it, and only recorded meetings are in it."""


@dataclass(frozen=True)
class Schedule:
    """What people have recorded about the calendar, by group and series."""

    changes: tuple[Change, ...] = ()
    offers: tuple[Offer, ...] = ()
    departures: Mapping[tuple[str, str], tuple[Departure, ...]] = field(default_factory=dict)
    hosts: Mapping[tuple[str, str], Mapping[date, str]] = field(default_factory=dict)

    def number(self, group: str, series: str) -> int:
        """Return how many changes of a series were recorded, undoings too."""
        return sum(1 for one in self.changes if (one.group, one.series) == (group, series))


def schedule(homes: Homes, group: str = "") -> Schedule:
    """Return what is recorded now, of all groups or of one; homes without a ledger have nothing recorded."""
    if not homes.ledger:
        return Schedule()
    from folkmoot.ledger import calendar, hosts  # they need the ledger to be connected

    changes, offers = calendar.changes(group), hosts.offers(group)
    found: dict[tuple[str, str], tuple[Departure, ...]] = {}
    for one in changes:
        if one.departure:
            found[one.group, one.series] = (*found.get((one.group, one.series), ()), one.departure)
    return Schedule(changes, offers, found, agreed(changes, offers))


def occurrences(
    homes: Homes, since: datetime, until: datetime, group: str = "", recorded: Schedule | None = None
) -> tuple[Occurrence, ...]:
    """Return what begins at or after ``since`` and before ``until`` (UTC without a zone), by its start.

    ``group``: a slug, or empty for every group; ``recorded``: if it was read already. Edges: only active groups meet; a
    cancelled meeting is among them and says so.
    """
    recorded = schedule(homes, group) if recorded is None else recorded
    found = [
        one
        for each in meeting_groups(homes, group)
        for name, series in all_series(homes, each).items()
        for one in of_series(
            each.slug, name, series, since, until,
            recorded=recorded.departures.get((each.slug, name), ()), hosts=recorded.hosts.get((each.slug, name)),
        )
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.starts_at, one.key)))


def next_declared(homes: Homes, series: Series, today: date, most: int = 3) -> list[datetime]:
    """Return the next starts of a series as the charter alone has them, without cancelled ones."""
    since = day_bounds(today, homes.charter.community.zone)[0]
    for days in (60, 800):
        found = of_series("", "", series, since, since + timedelta(days=days))
        starts = [one.starts_at for one in found if not one.cancelled]
        if len(starts) >= most:
            break
    return starts[:most]


def all_series(homes: Homes, group: Group) -> dict[str, Series]:
    """Return the series of a group by their short names, and the one of meetings that belong to none."""
    found = series_of(group)
    if EXTRA not in found:
        zone = homes.charter.community.zone
        found[EXTRA] = Series(Text("Extra meeting", "临时会议"), "", "12:00", zone, id=EXTRA)
    return found


def on_day(homes: Homes, day: date, group: str = "") -> tuple[Occurrence, ...]:
    """Return what begins on a day of the community's zone."""
    since, until = day_bounds(day, homes.charter.community.zone)
    return occurrences(homes, since, until, group)


def occurrence(homes: Homes, key: str, recorded: Schedule | None = None) -> Occurrence | None:
    """Return the occurrence of a key such as ``kit/meeting/2026-11-24``, wherever it was moved to; None: there is none."""
    group, _, rest = key.partition("/")
    series, _, said = rest.rpartition("/")
    day = _day(said)
    if day is None or not series or day.year not in YEARS:
        return None
    near = datetime(day.year, day.month, day.day)
    wide = timedelta(days=400)  # further than that nobody moves a meeting
    found = occurrences(homes, near - wide, near + wide, group, recorded) if group else ()
    return next((one for one in found if one.key == key), None)


def meeting_groups(homes: Homes, group: str = "") -> Iterable[Group]:
    """Return the active groups, or the one with the slug."""
    return [one for one in homes.charter.groups if one.status == "active" and group in ("", one.slug)]


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """Return the UTC moments between which a day of a zone lies."""
    return day_start(day, zone), day_start(day + timedelta(days=1), zone)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
