"""What every answer needs beside its rows: scope, coverage, freshness, definition; and words for numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from folkmoot.metrics.registry import Metric
from folkmoot.model.answer import Answer, Column, Row
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports.covering import coverage_of, fresh_at
from folkmoot.reports.homes import Homes


def fill(  # noqa: PLR0913 — an answer has that many parts; giving them names at the call is the clearest
    homes: Homes, question: Question, title: Text, sentence: Text, columns: tuple[Column, ...], rows: Iterable[Row],
    *, metric: Metric | None = None, total: float | None = None, name: str = "", **rest: Any,
) -> Answer:  # fmt: skip
    """Return an answer with everything that follows from the homes, the question and the metric."""
    covering = rest.pop("coverage", None)
    covering = coverage_of(homes, question.scope) if covering is None else covering
    if metric and not covering and not total:
        total = None  # nothing was read: unknown, not zero
    said: dict[str, Any] = {
        "unit": metric.unit if metric else "",
        "definition": metric.says if metric else Text(),
        "version": metric.version if metric else 1,
        "source": metric.source if metric else "",
    }
    return Answer(
        name or question.name, title, sentence, columns, tuple(rows), total,
        scope=_public(homes, question.scope), coverage=covering, **{"fresh_at": fresh_at(covering), **said, **rest},
    )  # fmt: skip


def _public(homes: Homes, scope: Scope) -> Scope:
    """Return the scope as anybody may see it: people by their public ids."""
    return scope.with_(people=tuple(homes.faces.id_of(person) for person in scope.people)) if scope.people else scope


def number(value: float | None) -> str:
    """Return a number with thousands separators; "?" for the unknown."""
    return "?" if value is None else f"{value:,.0f}"


PLURAL = re.compile(r"(ch|sh|ss|x)es$|s$")
NONE_FITS = Text("None of them fits what was chosen.", "没有符合所选条件的。")
UNREAD = Text("Nothing was read for this yet, so it is unknown.", "尚未读取相关数据，因此未知。")


def many(value: float | None, one: str, more: str) -> str:
    """Return an English count: ``1 person``, ``2,000 people``."""
    return f"{number(value)} {one if value == 1 else more}"


def unit_beside(figure: str, unit: str) -> str:
    """Return a unit, which is declared in the plural, as it stands behind a figure: ``1 person``, ``2 people``, ``1 人``."""
    if figure != "1":
        return unit
    return "person" if unit == "people" else PLURAL.sub(r"\1", unit)


def month_name(day: date) -> Text:
    """Return a month in words: ``October 2026``, ``2026 年 10 月``."""
    return Text(f"{day:%B %Y}", f"{day.year} 年 {day.month} 月")


def window_words(scope: Scope) -> Text:
    """Return the window in words, for a sentence's beginning."""
    from folkmoot.reports.days import first_and_last

    first, last = first_and_last(scope)
    if first and last:
        return Text(f"From {first} to {last}", f"{first} 至 {last}")
    if first:
        return Text(f"Since {first}", f"{first} 以来")
    return (
        Text(f"Until {last}", f"截至 {last}") if last else Text("In all the time that was read", "在已读取的全部时间里")
    )


def by_month(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with their month as ``2026-10``."""
    return [{**row, "month": f"{row['month']:%Y-%m}"} for row in rows]
