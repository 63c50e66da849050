"""When a series meets next: RFC 5545 rules in the series' own zone, so that daylight saving comes out right."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from folkmoot.model.groups import Series


def next_occurrences(series: Series, today: date, most: int = 3) -> list[datetime]:
    """Return the next starts of a series as UTC without a zone; none where its rule or time could not be read.

    Edges: a rule with an interval needs the day of a first occurrence to be certain; without one nothing is promised.
    """
    if not series.rrule or not series.time or not series.zone:
        return []
    if "INTERVAL=" in series.rrule and "INTERVAL=1" not in series.rrule and series.starts is None:
        return []
    try:
        zone = ZoneInfo(series.zone)
        hour, minute = (int(part) for part in series.time.split(":"))
        first = datetime.combine(series.starts or today, datetime.min.time()).replace(hour=hour, minute=minute)
        rule = rrulestr(series.rrule, dtstart=first)
    except (ValueError, KeyError):
        return []  # the charter's checks say that the rule or the zone is wrong
    begin = datetime.combine(today, datetime.min.time()) - timedelta(minutes=1)
    starts = islice(rule.xafter(begin, count=most), most)
    return [start.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None) for start in starts]
