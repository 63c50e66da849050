"""Checks of meeting series: zones, rules, days and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.words import nearest
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.groups import Group, Series
from folkmoot.model.text import Text

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_BY_DAY = re.compile(r"BYDAY=([^;]*)")
_APART = re.compile(r"INTERVAL=0*([2-9]|[1-9]\d+)")
_FIRST = datetime(2024, 1, 1)


def series_in(charter: Charter) -> Iterator[tuple[Group, Series]]:
    """Yield every series of every group, those of its parts too."""
    for group in charter.groups:
        for meeting in (*group.meetings, *(each for part in group.subprojects for each in part.meetings)):
            yield group, meeting


@cache
def is_zone(name: str) -> bool:
    """Return whether ``name`` is an IANA time zone."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return bool(name)


@cache
def _fault(rule: str) -> str:
    try:
        rrulestr(rule, dtstart=_FIRST)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        return str(error) or "it cannot be read"
    return "" if "\n" not in rule and rule.upper().startswith(("FREQ=", "RRULE:")) else "it must begin with FREQ="


@check(
    "unknown-zone",
    Severity.ERROR,
    zh="每个会议的时区都是 IANA 时区。",
    mend=Text("Write a zone such as Asia/Shanghai.", "请写成 Asia/Shanghai 的形式。"),
)
def unknown_zone(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every meeting is in an IANA time zone."""
    for group, meeting in series_in(charter):
        if meeting.zone and not is_zone(meeting.zone):
            says = Text(f"'{meeting.title}' is in '{meeting.zone}', which is no IANA time zone.",
                        f"“{meeting.title}”的时区“{meeting.zone}”不是 IANA 时区。")  # fmt: skip
            yield asks.at(nearest(meeting.place, group.place), says, subject=group.slug)


@check(
    "recurrence-rule",
    Severity.ERROR,
    zh="每个会议的重复规则符合 RFC 5545。",
    mend=Text(
        "Write a rule such as FREQ=WEEKLY;INTERVAL=2;BYDAY=TU.", "请写成 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU 的形式。"
    ),
)
def recurrence_rule(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every meeting recurs by a rule of RFC 5545."""
    for group, meeting in series_in(charter):
        if meeting.rrule and (why := _fault(meeting.rrule)):
            says = Text(f"'{meeting.title}' recurs by '{meeting.rrule}', which is no rule: {why}.",
                        f"“{meeting.title}”的重复规则“{meeting.rrule}”无效：{why}。")  # fmt: skip
            yield asks.at(nearest(meeting.place, group.place), says, subject=group.slug)


@check(
    "start-weekday",
    Severity.WARNING,
    zh="会议系列的首日落在其重复的星期几上。",
    mend=Text("Correct the first day or the rule.", "请改正首日或重复规则。"),
)
def start_weekday(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A series begins on a weekday on which it recurs."""
    for group, meeting in series_in(charter):
        by_day = _BY_DAY.search(meeting.rrule.upper())
        if not meeting.starts or not by_day:
            continue
        on = meeting.starts.weekday()
        if _DAYS[on] not in {day[-2:] for day in by_day[1].split(",")}:
            says = Text(
                f"'{meeting.title}' begins on {meeting.starts}, a {_NAMES[on]}, but recurs on {by_day[1]}.",
                f"“{meeting.title}”从 {meeting.starts}（{_CHINESE[on]}）开始，但在 {by_day[1]} 重复。",
            )
            yield asks.at(nearest(meeting.place, group.place), says, subject=group.slug)


@check(
    "meeting-without-start",
    Severity.NOTE,
    zh="隔周或隔月的会议系列写明首日。",
    mend=Text("Add 'starts' with the day of any occurrence.", "请用 starts 写明任意一次会议的日期。"),
)
def meeting_without_start(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A series that does not meet every week or month names its first day."""
    for group, meeting in series_in(charter):
        if meeting.starts is None and _APART.search(meeting.rrule.upper()):
            says = Text(f"Which weeks '{meeting.title}' meets in cannot be told: it names no first day.",
                        f"“{meeting.title}”没有写明首日，无法确定在哪几周召开。")  # fmt: skip
            yield asks.at(nearest(meeting.place, group.place), says, subject=group.slug)


@check(
    "meeting-without-time",
    Severity.WARNING,
    zh="有重复规则的会议写明开始时间。",
    mend=Text("Add 'time', such as 19:00.", "请用 time 写明时间，例如 19:00。"),
)
def meeting_without_time(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A series that recurs says at what time."""
    for group, meeting in series_in(charter):
        if meeting.rrule and not meeting.time:
            says = Text(
                f"'{meeting.title}' of {group.slug} says no time.", f"{group.slug} 的“{meeting.title}”没有写明时间。"
            )
            yield asks.at(nearest(meeting.place, group.place), says, subject=group.slug)


@check(
    "meeting-time-of-day",
    Severity.ERROR,
    zh="会议时间是一天中的时刻。",
    mend=Text("Write a time from 00:00 to 23:59.", "请写 00:00 至 23:59 之间的时间。"),
)
def meeting_time_of_day(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A meeting's time is a time of day."""
    for group, meeting in series_in(charter):
        if meeting.time and not ("00:00" <= meeting.time <= "23:59" and meeting.time[3:] <= "59"):
            says = Text(f"'{meeting.title}' begins at {meeting.time}, which is no time of day.",
                        f"“{meeting.title}”的开始时间 {meeting.time} 不存在。")  # fmt: skip
            yield asks.at(nearest(meeting.place, group.place), says, subject=group.slug)
