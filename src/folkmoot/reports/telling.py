"""Answers about a few kinds of facts: the readings under them, what is unread, and months that are over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from folkmoot.metrics.registry import Metric
from folkmoot.model.answer import Answer, Column
from folkmoot.model.event import Coverage
from folkmoot.model.scope import Question, day_start
from folkmoot.model.text import Text
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.filling import UNREAD, fill
from folkmoot.reports.gaps import MEASURED, gaps
from folkmoot.reports.homes import Homes

Rows = Iterable[Mapping[str, Any]]
NOTHING = Text("Nothing of this kind was seen in this window.", "此时段内未见此类数据。")


def told_of(homes: Homes, question: Question, kinds: Iterable[str]) -> tuple[Coverage, ...]:
    """Return the readings of these kinds, of events or of measurements, that an answer in the scope rests on."""
    wanted = frozenset(kinds)
    return tuple(row for row in coverage_of(homes, question.scope) if row.kind in wanted)


def tell(  # noqa: PLR0913 — an answer has that many parts
    homes: Homes, question: Question, title: Text, sentence: Text | None, columns: tuple[Column, ...], rows: Rows, *,
    kinds: Iterable[str], metric: Metric, total: float | None = None, **rest: Any,
) -> Answer:  # fmt: skip
    """Return an answer about ``kinds``. ``sentence`` None: nothing was seen, or nothing was read; months get their gaps."""
    shown = list(rows)
    covering = told_of(homes, question, kinds)
    if sentence is None:
        sentence = NOTHING if covering else UNREAD
    months = {row["month"] for row in shown if row.get("month")}
    missing = gaps([replace(row, kind=row.kind.removeprefix(MEASURED)) for row in covering], months, question)
    return fill(
        homes, question, title, sentence, columns, shown, metric=metric, total=total if shown or covering else None,
        **{"coverage": covering, "gaps": missing if months else {}, **rest},
    )  # fmt: skip


def is_over(question: Question, first: date) -> bool:
    """Return whether the window holds the whole month that begins on ``first``, and it is over."""
    scope = question.scope
    begins, ends = day_start(first, scope.zone), day_start(first + relativedelta(months=1), scope.zone)
    today = day_start(question.today + timedelta(days=1), scope.zone)
    return (scope.since_at is None or scope.since_at <= begins) and ends <= min(scope.until_at or today, today)
