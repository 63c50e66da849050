"""Checks of what a series declares beside its rule: departures from it, and who hosts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time

from dateutil.rrule import rrule, rrulestr

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.meetings import series_in
from folkmoot.charter.checks.words import nearest
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.groups import Series
from folkmoot.model.meeting import Does
from folkmoot.model.text import Text

_END = re.compile(r"(?:^|;)UNTIL=([0-9]{8})[^;]*")
_FINER = re.compile(r"FREQ=(?:HOURLY|MINUTELY|SECONDLY)|BY(?:HOUR|MINUTE|SECOND)=")


@check(
    "rota-person",
    Severity.WARNING,
    zh="轮值主持的每个人都在该小组任职。",
    mend=Text("Take them out of the rota, or declare their term.", "请从轮值表中删除，或声明其任期。"),
)
def rota_person(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Everybody in a rota serves in the group."""
    for group, series in series_in(charter):
        serving = {term.person for term in group.roles}
        for person in dict.fromkeys(series.rota):
            if person not in charter.person_by_id:
                says = Text(f"'{person}' in the rota of '{series.title}' is nobody whom the charter declares.",
                            f"“{series.title}”轮值表中的“{person}”未在章程仓中声明。")  # fmt: skip
            elif person not in serving:
                says = Text(f"'{person}' in the rota of '{series.title}' has no role in {group.slug}.",
                            f"“{series.title}”轮值表中的“{person}”在 {group.slug} 没有任职。")  # fmt: skip
            else:
                continue
            yield asks.at(nearest(series.place, group.place), says, subject=group.slug)


@check(
    "rota-without-start",
    Severity.WARNING,
    zh="轮值从某一天开始计数。",
    mend=Text("Add 'starts' to the series, or 'rota_since'.", "请为系列写明 starts 或 rota_since。"),
)
def rota_without_start(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A rota says from which day its turns are counted."""
    for group, series in series_in(charter):
        if series.rota and series.starts is None and series.rota_since is None:
            says = Text(f"Whose turn it is in '{series.title}' cannot be told: neither the series nor its rota says when it began.",
                        f"无法确定“{series.title}”轮到谁主持：系列与轮值均未写明起始日。")  # fmt: skip
            yield asks.at(nearest(series.place, group.place), says, subject=group.slug)


@check(
    "meeting-finer-than-a-day",
    Severity.ERROR,
    zh="一个系列一天最多召开一次。",
    mend=Text("Declare a series for each time of day.", "请为每个时刻分别声明系列。"),
)
def meeting_finer_than_a_day(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A series meets once a day at most."""
    for group, series in series_in(charter):
        if _FINER.search(series.rrule.upper()):
            says = Text(f"'{series.title}' recurs by '{series.rrule}', more than once a day.",
                        f"“{series.title}”的规则“{series.rrule}”一天不止一次。")  # fmt: skip
            yield asks.at(nearest(series.place, group.place), says, subject=group.slug)


@check(
    "exception-off-rule",
    Severity.WARNING,
    zh="例外写在该系列召开的日子上，加开写在其他日子上。",
    mend=Text("Write the day that the rule gives, or correct the rule.", "请写规则给出的日期，或改正规则。"),
)
def exception_off_rule(charter: Charter, asks: Check) -> Iterator[Finding]:
    """An exception is about a day on which the series meets; one that adds a meeting is about another day."""
    for group, series in series_in(charter):
        added = {one.day for one in series.exceptions if one.does is Does.ADD}
        for one in series.exceptions:
            meets = _meets_on(series, one.day)
            place = nearest(one.place, series.place, group.place)
            if meets is None:
                continue
            if one.does is Does.ADD and meets:
                says = Text(f"'{series.title}' meets on {one.day} by its rule already.",
                            f"按规则，“{series.title}”在 {one.day} 本就召开。")  # fmt: skip
                yield asks.at(place, says, subject=group.slug)
            elif one.does is not Does.ADD and not meets and one.day not in added:
                says = Text(f"'{series.title}' does not meet on {one.day}, so there is nothing to {one.does}.",
                            f"“{series.title}”在 {one.day} 并不召开，该例外（{one.does}）无效。")  # fmt: skip
                yield asks.at(place, says, subject=group.slug)


@check(
    "series-name-twice",
    Severity.ERROR,
    zh="同一小组的系列短名各不相同。",
    mend=Text("Give one of them another id.", "请为其中一个改用其他 id。"),
)
def series_name_twice(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The series of a group have short names of their own."""
    named = Counter((group.slug, series.id) for group, series in series_in(charter) if series.id)
    for group, series in series_in(charter):
        if named[group.slug, series.id] > 1 or series.id == "extra":
            says = Text(f"'{series.id}' names another series of {group.slug} too; its links and calendars would change places.",
                        f"“{series.id}”也是 {group.slug} 另一系列的短名，链接与日历会混淆。")  # fmt: skip
            yield asks.at(nearest(series.place, group.place), says, subject=group.slug)


def _meets_on(series: Series, day: date) -> bool | None:
    """Return whether the rule gives a day; None where that cannot be told."""
    if not series.rrule or series.starts is None or _FINER.search(series.rrule.upper()):
        return None
    bare = series.rrule.upper().removeprefix("RRULE:")
    ends = _END.search(bare)
    try:
        rule = rrulestr(_END.sub("", bare).strip(";"), dtstart=datetime.combine(series.starts, time()))
        last = datetime.strptime(ends[1], "%Y%m%d").date() if ends else day  # noqa: DTZ007 - a day has no zone
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None  # another check tells
    if not isinstance(rule, rrule) or (ends and day == last):
        return None  # whether the last day is in depends on the hour
    at = datetime.combine(day, time())
    return day <= last and bool(rule.between(at, at, inc=True))
