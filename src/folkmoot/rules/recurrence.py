"""When a series meets: RFC 5545 rules on the clocks of the series' own zone, with its departures and turns.

A local time that does not exist (clocks go forward) is read with the offset before the gap, so 02:30 becomes 03:30; one
that exists twice (clocks go back) is the first of the two: RFC 5545, sections 3.3.5 and 3.3.10.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from folkmoot.model.groups import Group, Series
from folkmoot.model.meeting import Departure, Does, Occurrence, key_of
from folkmoot.model.text import Text, slug_of
from folkmoot.rules.rota import turns

DAY = timedelta(days=1)
_UNTIL = re.compile(r"(?:^|;)UNTIL=([^;]*)")
_MOMENT = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
_FINER = re.compile(r"FREQ=(?:HOURLY|MINUTELY|SECONDLY)|BY(?:HOUR|MINUTE|SECOND)=")
_ALONE = re.compile(
    r"FREQ=DAILY|FREQ=WEEKLY;.*BYDAY=|FREQ=MONTHLY;.*BY(?:MONTH)?DAY=|FREQ=YEARLY;.*(?:BYYEARDAY=|BYMONTHDAY=|BYWEEKNO=.*BYDAY="
    r"|BYMONTH=.*BYDAY=|BYDAY=.*BYMONTH=|BYDAY=.*BYWEEKNO=)"
)


def series_of(group: Group) -> dict[str, Series]:
    """Return every series of a group and of its parts by its short name: its id, or one made from its title.

    Edges: a title without Latin letters gives ``meeting``; of two with one name the later one gets a number.
    """
    found: dict[str, Series] = {}
    for series in (*group.meetings, *(each for part in group.subprojects for each in part.meetings)):
        name = series.id or slug_of(series.title.en) or "meeting"
        number, stem = 2, name
        while name in found:
            name, number = f"{stem}-{number}", number + 1
        found[name] = series
    return found


def is_certain(series: Series) -> bool:
    """Return whether the days of a series can be told from what it declares.

    Edges: a rule that counts (every second week, ten times, "monthly" without a day) needs the first day; without one
    nothing is promised. So does a time finer than a day: a series meets once a day at most.
    """
    rule = _plain(series.rrule)
    if not rule or clock_of(series.time) is None or zone_of(series.zone) is None or _FINER.search(rule):
        return False
    counts = "COUNT=" in rule or re.search(r"INTERVAL=(?!0*1(?:;|$))", rule)
    if series.starts is None and (counts or not _ALONE.search(_first_freq(rule))):
        return False
    return _rule(rule, series.starts or date(2024, 1, 1)) is not None


def occurrences(
    group: str, name: str, series: Series, since: datetime, until: datetime, *,
    recorded: Iterable[Departure] = (), hosts: Mapping[date, str] | None = None,
) -> tuple[Occurrence, ...]:  # fmt: skip
    """Return the occurrences that begin at or after ``since`` and before ``until`` (UTC), by their start.

    ``recorded``: departures that came after those of the charter; ``hosts``: who hosts on a planned day in place of
    whose turn it is. Edges: a cancelled one is among them and says so; one that was moved counts where it is now; none
    where the rule, the time or the zone could not be read, or where the first day is needed and unknown.
    """
    zone, clock = zone_of(series.zone), clock_of(series.time)
    if zone is None or clock is None:
        return ()
    departed = (*series.exceptions, *recorded)
    last = max([until.date() + DAY, *(one.day for one in departed)])
    last = min(last, until.date() + timedelta(days=3700))
    first = series.starts or series.rota_since or min([since.date() - DAY, *(one.day for one in departed)])
    ruled = planned_days(series, first, last)
    said = _by_day(departed)
    held = [day for day in ruled if said.get(day) is None or said[day].does not in (Does.CANCEL, Does.SKIP)]
    due = {**turns(series.rota, held, series.rota_since or series.starts), **(hosts or {})}
    due = {day: host for day, host in due.items() if said.get(day) is None or said[day].does is not Does.CANCEL}
    added = {one.day: one for one in departed if one.does is Does.ADD}
    made = (
        _occurrence(group, name, series, day, added.get(day) if day not in ruled else None, said.get(day), due.get(day))
        for day in {*ruled, *added}
        if said.get(day) is None or said[day].does is not Does.SKIP
    )
    return tuple(
        sorted((one for one in made if since <= one.starts_at < until), key=lambda one: (one.starts_at, one.key))
    )


def planned_days(series: Series, first: date, last: date) -> tuple[date, ...]:
    """Return the days of the rule alone from ``first`` to ``last``, both included, in the series' zone.

    Edges: UNTIL is compared with the moment of the start; a UNTIL that is a day holds that whole day.
    """
    if not is_certain(series):
        return ()
    begins = series.starts or date(first.year, 1, 1)
    days = _days(_plain(series.rrule), begins, last.year)
    ends = _ends_at(series)
    return tuple(
        day for day in days
        if first <= day <= last and (ends is None or moment(day, series.time, series.zone) <= ends)
    )  # fmt: skip


def first_day(series: Series, since: date) -> date | None:
    """Return the first day of the rule on or after ``since``, within ten years; None where there is none to tell."""
    return next(iter(planned_days(series, since, since + timedelta(days=3660))), None)


def rule_of(series: Series) -> str:
    """Return the rule as calendar programs take it: its end, if any, as a UTC moment."""
    ends, bare = _ends_at(series), _UNTIL.sub("", _plain(series.rrule)).strip(";")
    return f"{bare};UNTIL={ends:%Y%m%dT%H%M%SZ}" if ends else bare


def moment(day: date, time: str, zone: str) -> datetime:
    """Return the UTC moment, without a zone, at which clocks in ``zone`` show ``time`` on ``day``."""
    hour, minute = clock_of(time) or (0, 0)
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone_of(zone) or UTC)
    return local.astimezone(UTC).replace(tzinfo=None)


def clock_of(time: str) -> tuple[int, int] | None:
    """Return hour and minute of ``19:00``, or None for what is no time of day."""
    hour, _, minute = time.partition(":")
    if not (hour.isdigit() and minute.isdigit()) or int(hour) > 23 or int(minute) > 59:
        return None
    return int(hour), int(minute)


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo | None:
    """Return an IANA time zone, or None where there is none of that name."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, LookupError):
        return None


def _occurrence(
    group: str, name: str, series: Series, day: date, added: Departure | None, said: Departure | None, host: str | None
) -> Occurrence:
    moved = said is not None and said.does is Does.MOVE
    time = (added.time if added else "") or series.time
    planned = starts = moment(day, time, series.zone)
    if said and moved:
        starts = moment(said.to or day, said.time or time, series.zone)
    length = (said.minutes if said and moved else None) or (added.minutes if added else None) or series.minutes
    return Occurrence(
        group, name, starts, starts + timedelta(minutes=length), (added.title if added else Text()) or series.title,
        (said.url if moved and said else "") or (added.url if added else "") or series.url, host,
        cancelled=said is not None and said.does is Does.CANCEL,
        moved_from=planned if moved and starts != planned else None,
        key=key_of(group, name, day), zone=series.zone, day=day, added=added is not None,
        reason=said.reason if said else added.reason if added else Text(),
        agenda_url=series.agenda_url, recordings_url=series.recordings_url,
    )  # fmt: skip


def _by_day(departed: Iterable[Departure]) -> dict[date, Departure]:
    """Return the last word on each day; that a meeting was added is told apart from what became of it."""
    return {one.day: one for one in departed if one.does is not Does.ADD}


def _plain(rule: str) -> str:
    return rule.strip().upper().removeprefix("RRULE:").strip().strip(";")


def _first_freq(rule: str) -> str:
    """Return the rule with its parts in an order that the patterns above can rely on: FREQ first."""
    parts = rule.split(";")
    return ";".join(sorted(parts, key=lambda part: not part.startswith("FREQ=")))


def _ends_at(series: Series) -> datetime | None:
    found = _UNTIL.search(_plain(series.rrule))
    said = _MOMENT.fullmatch(found[1]) if found else None
    if not said:
        return None
    day = datetime.strptime(said[1], "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    if not said[2]:
        return moment(day + DAY, "00:00", series.zone) - timedelta(seconds=1)
    hour, minute, second = int(said[2][:2]), int(said[2][2:4]), timedelta(seconds=int(said[2][4:]))
    zone = "UTC" if said[3] else series.zone
    return moment(day, f"{hour:02}:{minute:02}", zone) + second


@lru_cache(maxsize=4096)
def _rule(rule: str, starts: date) -> rrule | None:
    """Return the rule without its end, counted from a day; None for what is no rule."""
    until = _UNTIL.search(rule)
    if until and (not _MOMENT.fullmatch(until[1]) or not _is_day(until[1])):
        return None
    try:
        found = rrulestr(_UNTIL.sub("", rule).strip(";"), dtstart=datetime(starts.year, starts.month, starts.day))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None  # the charter's checks say what is wrong with it
    return found if isinstance(found, rrule) else None


def _is_day(said: str) -> bool:
    try:
        datetime.strptime(said[:8], "%Y%m%d")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def _days(rule: str, starts: date, year: int) -> tuple[date, ...]:
    """Return the days of a rule from ``starts`` to the end of a year."""
    found = _rule(rule, starts)
    return tuple(_until(found, year)) if found is not None else ()


def _until(found: rrule, year: int) -> Iterator[date]:
    for start in found:
        if start.year > year:
            return
        yield start.date()
