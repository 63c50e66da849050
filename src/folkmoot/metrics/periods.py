"""Periods: stretches of time that follow each other, and into which of them a moment falls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

import ibis
import pyarrow as pa

from folkmoot.metrics.windows import local
from folkmoot.model.scope import day_start

Length = Literal["", "W", "M", "Q", "Y"]
MOMENT = pa.timestamp("us")


@dataclass(frozen=True)
class Span:
    """One period: its first local day names it; it holds the moments ``[since_at, until_at)``."""

    first: date
    since_at: datetime
    until_at: datetime


@dataclass(frozen=True)
class Periods:
    """Spans in the order of time that do not overlap. ``length``: they are the calendar's, all of this length."""

    spans: tuple[Span, ...]
    zone: str = "UTC"
    length: Length = ""

    @classmethod
    def between(cls, days: Sequence[date], zone: str, length: Length = "") -> Periods:
        """Return the periods that begin on each of ``days`` but the last, on which the last one ends."""
        starts = [day_start(day, zone) for day in days]
        spans = zip(days, starts, starts[1:], strict=False)
        return cls(tuple(Span(first, since, until) for first, since, until in spans), zone, length)

    @classmethod
    def one(cls, since_at: datetime, until_at: datetime, zone: str) -> Periods:
        """Return a window as a single period."""
        return cls((Span(_day(since_at, zone), since_at, until_at),), zone)

    @property
    def since_at(self) -> datetime:
        """When the first of them begins."""
        return self.spans[0].since_at

    @property
    def until_at(self) -> datetime:
        """When the last of them ends."""
        return self.spans[-1].until_at

    def of(self, moments: Any) -> Any:
        """Return the first day of the period into which each moment falls; null: into none."""
        if self.length:
            inside = (moments >= self.since_at) & (moments < self.until_at)
            return ibis.ifelse(inside, local(moments, self.zone).truncate(self.length).date(), ibis.null("date"))
        cases = [
            ((moments >= span.since_at) & (moments < span.until_at), ibis.literal(span.first)) for span in self.spans
        ]
        return ibis.cases(*cases, else_=ibis.null("date"))

    def split(self, rows: Any, column: str = "at") -> Any:
        """Return the rows that fall into a period, with the column ``period``."""
        inside = rows.filter((rows[column] >= self.since_at) & (rows[column] < self.until_at))
        labelled = inside.mutate(period=self.of(inside[column]))
        return labelled if self.length else labelled.filter(labelled.period.notnull())

    def table(self) -> Any:
        """Return the periods as rows, for what is asked at their ends: period, since_at, until_at."""
        columns = {
            "period": pa.array([span.first for span in self.spans], pa.date32()),
            "since_at": pa.array([span.since_at for span in self.spans], MOMENT),
            "until_at": pa.array([span.until_at for span in self.spans], MOMENT),
        }
        return ibis.memtable(pa.table(columns))


def _day(moment: datetime, zone: str) -> date:
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
