"""Gauges: an indicator's value in a window, just before it, a year before it, and over the months."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from folkmoot.lake.settled import Time
from folkmoot.lake.stating import sentence, spoken
from folkmoot.metrics import reference
from folkmoot.metrics.extracts import Extract
from folkmoot.metrics.indicator import INDICATORS, Indicator
from folkmoot.metrics.periods import Length, Periods, Span
from folkmoot.model.errors import BadQuestion
from folkmoot.model.event import Coverage
from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.model.text import Text
from folkmoot.reports.covering import coverage_of, fresh_at
from folkmoot.reports.days import first_and_last, local_day
from folkmoot.reports.gaps import GRACE, gaps, whole
from folkmoot.reports.homes import Homes
from folkmoot.reports.knowing import with_known
from folkmoot.reports.question import near

DECLARED = reference.DECLARED  # importing them registers their indicators
MEASURED = "measured."
CURVE = 24  # months on a tile
STEPS: Mapping[str, tuple[Length, relativedelta]] = {
    "week": ("W", relativedelta(weeks=1)),
    "month": ("M", relativedelta(months=1)),
    "quarter": ("Q", relativedelta(months=3)),
    "year": ("Y", relativedelta(years=1)),
}
MOST = 520  # points of a curve
LEAP = timedelta(days=2)
LACKING = 0.1  # of a window: so much may be unread at its end
Names = tuple[tuple[str, ...], ...]  # of windows, in the order of their periods; some have two
Found = dict[str, tuple[float | None, int]]  # by the name of a window: the value, and how many things stand under it
PERSONAL = Text("What is measured is not told by person or organisation.", "度量数据不区分人员或组织。")
UNREAD = Text("Nothing was read that would tell it.", "尚未读取可以说明它的数据。")


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a curve. ``value`` None is unknown; ``n``: how many things stand under it."""

    first: date
    value: float | None
    n: int | None
    partial: bool = False  # it still runs, or was not read to its end
    unread: bool = False  # no reading reaches it


@dataclass(frozen=True, slots=True)
class Gauge:
    """An indicator read for one question."""

    indicator: Indicator
    value: float | None
    n: int | None
    before: float | None
    year_ago: float | None
    curve: tuple[Point, ...]
    coverage: tuple[Coverage, ...]
    why: Text = Text()  # why the value is unknown
    one_past: bool = False  # the time just before is the time a year ago
    whole: bool = True  # the readings reach to the end of the window

    @property
    def moved(self) -> float | None:
        """By what share it differs from just before; None also of a count of which not all is read."""
        return change(self.value, self.before) if self._is_told_whole else None

    @property
    def moved_year(self) -> float | None:
        """By what share it differs from a year before."""
        return change(self.value, self.year_ago) if self._is_told_whole else None

    @property
    def _is_told_whole(self) -> bool:
        """Whether nothing is lacking that would make the value another: what is unread makes only counts smaller."""
        return self.whole or self.indicator.standing or self.indicator.shows != "number"

    @property
    def fresh_at(self) -> datetime | None:
        """When the newest of the readings that it needs was made."""
        return fresh_at(self.coverage)


def indicator_named(name: str) -> Indicator:
    """Return the indicator ``name``. Errors: BadQuestion naming those there are."""
    if name not in INDICATORS:
        raise BadQuestion(f"There is no indicator '{name}'.", mend=near(name, INDICATORS))
    return INDICATORS[name]


def change(value: float | None, before: float | None) -> float | None:
    """Return by what share ``value`` differs from ``before``; None where either is unknown or there was none before."""
    return None if value is None or not before else (value - before) / abs(before)


def coverage_for(homes: Homes, indicator: Indicator, scope: Scope) -> tuple[Coverage, ...]:
    """Return the readings that tell the indicator; none when it is unknown."""
    if indicator.of == "measurements" and (scope.orgs or scope.people):
        return ()
    rows = coverage_of(homes, scope)
    if indicator.needs:
        return tuple(row for row in rows if row.kind in indicator.needs)
    return tuple(row for row in rows if not row.kind.startswith(MEASURED))


def facts(homes: Homes, indicator: Indicator, scope: Scope) -> Any:
    """Return the facts that the indicator is made from, of everything but the window."""
    wide = scope.with_(since_at=None, until_at=None, bots=scope.bots or indicator.bots)
    if isinstance(indicator.of, Extract):
        return homes.extract(indicator.of, wide)
    if indicator.of == "threads":
        return with_known(homes, homes.threads(wide))
    return homes.measurements(wide) if indicator.of == "measurements" else homes.events(wide)


def values(homes: Homes, indicator: Indicator, scope: Scope, periods: Periods) -> dict[date, tuple[float | None, int]]:
    """Return the value and the number of things under it of each period in which there is something."""
    about = facts(homes, indicator, scope)
    if not indicator.settles:
        return _told(homes, indicator, about, periods)
    question = (indicator.name, periods.zone, periods.length, spoken(about))
    known = homes.reading.settled.of(question)
    for part in _lacking(periods, known, homes.snapshot.newest_at):
        told = _told(homes, indicator, about, part)
        fresh = {(span.since_at, span.until_at): told.get(span.first) for span in part.spans}
        homes.reading.settled.add(question, fresh)
        known |= fresh
    found = ((span.first, known[span.since_at, span.until_at]) for span in periods.spans)
    return {first: row for first, row in found if row is not None}


def _lacking(periods: Periods, known: Collection[Time], newest: datetime | None) -> Iterator[Periods]:
    """Yield the periods that are not known, those that are over apart: they stay when the others are asked again.

    What lies between two of them is asked with them, so that the calendar's follow each other. Edges: where nothing is known yet,
    all are asked at once.
    """
    over = sum(newest is not None and span.until_at <= newest for span in periods.spans) if known else 0
    for spans in (periods.spans[:over], periods.spans[over:]):
        asked = [number for number, span in enumerate(spans) if (span.since_at, span.until_at) not in known]
        if asked:
            yield replace(periods, spans=spans[asked[0] : asked[-1] + 1])


def _told(homes: Homes, indicator: Indicator, about: Any, periods: Periods) -> dict[date, tuple[float | None, int]]:
    ever = Scope(zone=periods.zone)
    if (sheet := indicator.sheet) is not None:
        when = None if sheet.whole else periods
        counted = sentence(
            ("sheet", sheet.name, periods.zone, when), about.schema(), lambda table: sheet(table, periods)
        )
        about = homes.reading.gathered(counted, about, many=sheet.many)
    asked = sentence(
        (indicator.name, periods.zone, periods), about.schema(), lambda table: indicator(table, ever, periods)
    )
    rows = homes.reading.told(asked, about)
    return {row["period"]: (row["value"], row["n"] or 0) for row in rows if row["period"] is not None}


def gauge(homes: Homes, question: Question, indicator: Indicator, *, curve: bool = True) -> Gauge:
    """Return an indicator's value in the question's window, before it and a year before, and its last two years by month.

    Edges: without a beginning the window has no time before it. A time that the readings do not reach is unknown, and so is
    what has not begun. Of a window that still runs it is the part until today, compared with as long a time before it.
    """
    covering = coverage_for(homes, indicator, question.scope)
    if not covering:
        return unknown(indicator, question.scope)
    windows = windows_of(question, covering)
    found: Found = {}
    for periods, names in apart(windows, question.scope.zone):
        found |= named(indicator, periods, names, values(homes, indicator, question.scope, periods))
    points = curve_of(homes, question, indicator, covering) if curve else ()
    return read(question, indicator, covering, found, points)


def unknown(indicator: Indicator, scope: Scope) -> Gauge:
    """Return the gauge of what no reading tells."""
    why = PERSONAL if indicator.of == "measurements" and (scope.orgs or scope.people) else UNREAD
    return Gauge(indicator, None, None, None, None, (), (), why)


def named(indicator: Indicator, periods: Periods, names: Names, told: Mapping[date, tuple[float | None, int]]) -> Found:
    """Return what was told of the periods by the names of the windows that they are."""
    spans = zip(periods.spans, names, strict=True)
    return {name: told.get(span.first, (indicator.empty, 0)) for span, alike in spans for name in alike}


def read(
    question: Question, indicator: Indicator, covering: tuple[Coverage, ...], found: Found, points: tuple[Point, ...] = ()
) -> Gauge:  # fmt: skip
    """Return the gauge that the windows' values make, as far as the readings reach. A window that is not asked is None."""
    windows = windows_of(question, covering)
    reach = min((row.since_at for row in covering if row.since_at), default=None)
    past = {
        name: found[name][0]
        if name in found and _reached(reach, _seen_in(indicator, windows[name]), found[name])
        else None
        for name in ("before", "year_ago")
    }
    value, n = found["now"]
    why = (
        Text() if value is not None else Text("Nothing of this kind happened in the window.", "此时段内没有此类事件。")
    )
    since, until = windows["now"]
    told_by_now = min(until, _tomorrow(question) - timedelta(days=1) - GRACE)  # yesterday and today may still be told
    whole_window = is_whole(covering, since, told_by_now)
    untold = indicator.compares and not _reached(reach, _seen_in(indicator, windows["now"]), found["now"])
    if since >= _tomorrow(question) or untold or not (n or whole_window):
        value, why = None, UNREAD
    return Gauge(
        indicator, value, n, past["before"], past["year_ago"], points, covering, why,
        one_past=_same_past(windows), whole=whole_window,
    )  # fmt: skip


def _same_past(windows: Mapping[str, tuple[datetime, datetime]]) -> bool:
    """Return whether the window just before and the one a year ago are one, but for a leap day."""
    if "before" not in windows:
        return False
    before, year_ago = windows["before"], windows["year_ago"]
    return all(abs(one - other) <= LEAP for one, other in zip(before, year_ago, strict=True))


def _seen_in(indicator: Indicator, window: tuple[datetime, datetime]) -> tuple[datetime, datetime]:
    """Return the time from whose beginning on something must have been read, so that the value of a window is known."""
    since, until = window
    return (since - (until - since), since) if indicator.compares else window


def _reached(reach: datetime | None, window: tuple[datetime, datetime], found: tuple[float | None, int]) -> bool:
    return reach is None or reach <= window[0] or (bool(found[1]) and reach <= window[0] + (window[1] - window[0]) / 4)


def is_whole(covering: Iterable[Coverage], since: datetime, until: datetime) -> bool:
    """Return whether the readings reach to the end of a time: nothing of it, or less than a tenth, is unread.

    It is the one rule of what a count may say: of a time that is not whole "none" is unknown, and fewer is no fall.
    Edges: of a reading that is cut or broke off only what is sure counts; one of several repositories is enough.
    """
    reach = max((row.sure_at for row in covering if row.sure_at), default=since)
    return until <= since or (reach > since and until - reach <= LACKING * (until - since))


def _tomorrow(question: Question) -> datetime:
    return day_start(question.today + timedelta(days=1), question.scope.zone)


def windows_of(question: Question, covering: Iterable[Coverage]) -> dict[str, tuple[datetime, datetime]]:
    """Return the window as far as it has come, the one of the same length before it, and the same one a year before."""
    scope = question.scope
    tomorrow = _tomorrow(question)
    end = min(scope.until_at or tomorrow, tomorrow)
    first, last = first_and_last(scope)
    if scope.since_at is None or first is None:
        oldest = min((row.since_at for row in covering if row.since_at), default=None)
        return {"now": (min(oldest or end, end - timedelta(days=1)), end)}
    if scope.since_at >= end:
        return {"now": (scope.since_at, scope.until_at or scope.since_at + timedelta(days=1))}
    year = relativedelta(years=1)
    after = min(last or question.today, question.today) + timedelta(days=1)
    return {
        "now": (scope.since_at, end),
        "before": (scope.since_at - (end - scope.since_at), scope.since_at),
        "year_ago": (day_start(first - year, scope.zone), day_start(after - year, scope.zone)),
    }


def apart(windows: Mapping[str, tuple[datetime, datetime]], zone: str) -> list[tuple[Periods, Names]]:
    """Return the windows in groups of which none overlap, each group as periods with their names.

    Edges: the last twelve months before and those of a year ago may be the same window; it is asked once, under both names.
    """
    alike: dict[tuple[datetime, datetime], tuple[str, ...]] = {}
    for name, window in sorted(windows.items(), key=lambda one: one[1]):
        alike[window] = (*alike.get(window, ()), name)
    runs: list[list[tuple[datetime, datetime]]] = []
    for window in alike:
        free = next((run for run in runs if run[-1][1] <= window[0]), None)
        if free is None:
            runs.append([window])
        else:
            free.append(window)
    return [
        (
            Periods(tuple(Span(local_day(since, zone), since, until) for since, until in run), zone),
            tuple(alike[window] for window in run),
        )
        for run in runs
    ]


def curve_of(
    homes: Homes, question: Question, indicator: Indicator, covering: Sequence[Coverage], by: str = "", *,
    whole_window: bool = False,
) -> tuple[Point, ...]:  # fmt: skip
    """Return the indicator over the weeks, months, quarters or years of the window, or of the last two years.

    Edges: the curve begins with the first period in which something was; a period that no reading covers is unknown.
    """
    periods = periods_of(question, covering, by or "month", whole_window=whole_window)
    told = values(homes, indicator, question.scope, periods)
    if not told:
        return ()
    begun = min(told)
    missed = gaps(covering, [f"{begun:%Y-%m}"], question)
    tomorrow = _tomorrow(question)
    points = []
    for span in periods.spans:
        if span.first < begun:
            continue
        value, n = told.get(span.first, (indicator.empty, 0))
        months = _months_in(span, periods.zone)
        # Nobody kept in a month that nobody read is as unknown as nothing done in it.
        unread = not (n and value) and any(whole(missed, month) for month in months)
        partial = span.until_at > tomorrow or any(missed.get(month, 0.0) > 0 for month in months)
        points.append(Point(span.first, None if unread else value, n, partial, unread))
    return tuple(points)


def _months_in(span: Span, zone: str) -> list[str]:
    """Return the months (``2026-03``) into which a period reaches."""
    last = local_day(span.until_at - timedelta(microseconds=1), zone)
    number, stop = span.first.year * 12 + span.first.month - 1, last.year * 12 + last.month
    return [f"{one // 12}-{one % 12 + 1:02}" for one in range(number, stop)]


def periods_of(question: Question, covering: Sequence[Coverage], by: str, *, whole_window: bool = False) -> Periods:
    """Return the calendar's periods that a curve has: those of the window, or the last two years."""
    length, step = STEPS[by]
    first, last = first_and_last(question.scope)
    end = min(last or question.today, question.today)
    if not whole_window or first is None:
        reach = min((row.since_at for row in covering if row.since_at), default=None)
        oldest = local_day(reach, question.scope.zone) if reach else end - relativedelta(months=CURVE)
        recent = end.replace(day=1) - relativedelta(months=CURVE - 1)
        first = oldest if whole_window else recent
    days = [_begins(min(first, end), by)]
    while days[-1] <= end:
        days.append(days[-1] + step)
    return Periods.between(days[-MOST - 1 :], question.scope.zone, length)


def _begins(day: date, by: str) -> date:
    if by == "week":
        return day - timedelta(days=day.weekday())
    if by == "year":
        return day.replace(month=1, day=1)
    return day.replace(month=day.month - (day.month - 1) % 3 if by == "quarter" else day.month, day=1)
