"""A time zone as a calendar file spells it out: VTIMEZONE of RFC 5545, section 3.6.5, made from the IANA data.

Written here since what the calendar library makes is an hour late where clocks go forward, and ends with its list of days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

AHEAD = 12  # years in which a yearly rule must hold to be told as one
WEEK = 7
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """Clocks are changed: when, as they show it before, and from which offset to which."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


@lru_cache(maxsize=256)
def timezone_of(name: str, since: int, year: int) -> Timezone:
    """Return the zone as of the year ``since``; ``year``: this one, after which the rules of now go on.

    Edges: a change that follows no yearly rule is listed by its days, up to twelve years ahead.
    """
    found = Timezone()
    found.add("tzid", name)
    zone, first = ZoneInfo(name), datetime(since, 1, 1)
    start = first.replace(tzinfo=zone)
    offset = start.utcoffset() or timedelta()
    found.add_component(_part(Turn(first, offset, offset, start.tzname() or name, bool(start.dst())), [first], ""))
    turns = list(_turns(zone, first, datetime(year + AHEAD, 1, 1)))
    alike = sorted(turns, key=lambda one: (str(one.before), str(one.after), one.name, one.summer, one.at))
    for _, same in groupby(alike, key=lambda one: (one.before, one.after, one.name, one.summer)):
        for part in _parts(list(same), year + AHEAD - 1):
            found.add_component(part)
    return found


def _turns(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[Turn]:
    """Yield each change of the clocks between two UTC moments: looked for day by day, then to the minute."""
    day, known = first, _state(zone, first)
    while day < last:
        after = day + timedelta(days=1)
        if (state := _state(zone, after)) != known:
            low, high = day, after
            while high - low > _MINUTE:
                middle = low + (high - low) // 2 // _MINUTE * _MINUTE
                low, high = (middle, high) if _state(zone, middle) == known else (low, middle)
            yield Turn(high + known[0], known[0], state[0], state[1], state[2])
            known = state
        day = after


def _state(zone: ZoneInfo, moment: datetime) -> tuple[timedelta, str, bool]:
    local = moment.replace(tzinfo=UTC).astimezone(zone)
    return local.utcoffset() or timedelta(), local.tzname() or "", bool(local.dst())


def _parts(turns: list[Turn], last: int) -> Iterator[TimezoneStandard | TimezoneDaylight]:
    """Yield the changes of one kind: those that follow the rule of the last years as a rule, others by their days."""
    ruled: list[Turn] = []
    rule = ""
    if turns[-1].at.year == last:
        for count in range(len(turns), 2, -1):
            if found := _rule(turns[-count:]):
                ruled, rule = turns[-count:], found
                break
    if others := turns[: len(turns) - len(ruled)]:
        yield _part(others[0], [one.at for one in others], "")
    if ruled:
        yield _part(ruled[0], [ruled[0].at], rule)


def _rule(turns: list[Turn]) -> str:
    """Return the yearly rule by which clocks are changed in all of these years, or nothing."""
    first = turns[0].at
    days = [one.at for one in turns]
    yearly = [day.year for day in days] == list(range(first.year, first.year + len(days)))
    same = {(day.month, day.weekday(), day.time()) for day in days}
    if not yearly or len(same) != 1:
        return ""
    name, month = _DAYS[first.weekday()], first.month
    if all((day + timedelta(days=WEEK)).month != month for day in days):
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1{name}"
    if len({(day.day - 1) // WEEK for day in days}) == 1:
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY={(first.day - 1) // WEEK + 1}{name}"
    low, high = min(day.day for day in days), max(day.day for day in days)
    if high - low != WEEK - 1:
        return ""
    return f"FREQ=YEARLY;BYMONTH={month};BYDAY={name};BYMONTHDAY={','.join(map(str, range(low, high + 1)))}"


def _part(turn: Turn, days: list[datetime], rule: str) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if turn.summer else TimezoneStandard()
    part.add("dtstart", days[0])
    if len(days) > 1:
        part.add("rdate", days[1:])
    if rule:
        part.add("rrule", _recurring(rule))
    part.add("tzname", turn.name)
    part.add("tzoffsetfrom", turn.before)
    part.add("tzoffsetto", turn.after)
    return part


def _recurring(rule: str) -> dict[str, str | list[str]]:
    return {name: said.split(",") for name, said in (part.split("=") for part in rule.split(";"))}
