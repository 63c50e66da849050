"""Activity and people by month: the two curves that several pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from folkmoot.metrics.activity import activity
from folkmoot.metrics.people import people_by_month
from folkmoot.model.answer import Answer
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.filling import UNREAD, by_month, fill, many, number
from folkmoot.reports.gaps import gaps, whole
from folkmoot.reports.homes import Homes

STACKED = {
    "mark": {"type": "bar"},
    "encoding": {
        "x": {"field": "month", "type": "temporal", "timeUnit": "yearmonth"},
        "y": {"field": "events", "type": "quantitative"},
        "color": {"field": "kind", "type": "nominal"},
    },
}
NEW_AND_RETURNING = {
    "transform": [{"fold": ["returning", "new"], "as": ["what", "people"]}],
    "mark": {"type": "bar"},
    "encoding": {
        "x": {"field": "month", "type": "temporal", "timeUnit": "yearmonth"},
        "y": {"field": "people", "type": "quantitative"},
        "color": {"field": "what", "type": "nominal"},
    },
}


def every_month(
    rows: Iterable[Mapping[str, Any]], name: str, gaps: Mapping[str, float] | None = None
) -> list[int | None]:
    """Return the sum of a column for every month from the first to the last row's, also those without a row.

    Edges: a month that no reading covers is None, unless something was seen in it.
    """
    totals: dict[str, int] = {}
    for row in rows:
        totals[row["month"]] = totals.get(row["month"], 0) + row[name]
    unread = {month for month in gaps or () if whole(gaps or {}, month)}
    months = sorted(int(month[:4]) * 12 + int(month[5:]) - 1 for month in {*totals, *(unread if totals else ())})
    span = range(months[0], months[-1] + 1) if months else ()
    names = [f"{month // 12}-{month % 12 + 1:02}" for month in span]
    return [totals.get(month, None if month in unread else 0) for month in names]


def activity_by_month(homes: Homes, question: Question, events: Any) -> Answer:
    """How much happened in each month, by kind?"""
    rows = by_month(homes.rows(activity(events, question.scope)))
    total = sum(row["events"] for row in rows)
    busiest: dict[str, int] = {}
    for row in rows:
        busiest[row["month"]] = busiest.get(row["month"], 0) + row["events"]
    if not rows:
        read = coverage_of(homes, question.scope)
        sentence = Text("Nothing was seen in this window.", "此时段内未见活动。") if read else UNREAD
    else:
        top = max(busiest, key=lambda month: busiest[month])
        sentence = Text(
            f"{many(total, 'event', 'events')} in {many(len(busiest), 'month', 'months')}; "
            f"the busiest was {top} with {number(busiest[top])}.",
            f"{len(busiest)} 个月共 {number(total)} 个事件；最多的是 {top}，有 {number(busiest[top])} 个。",
        )
    shown = (
        columns.MONTH,
        columns.KIND,
        columns.count("events", Text("Events", "事件"), "events?month={month}&kind={kind}"),
    )
    return fill(
        homes, question, Text("Activity", "动态"), sentence, shown, rows,
        metric=activity, total=total, name="activity", chart=STACKED, gaps=_gaps(homes, question, rows),
    )  # fmt: skip


def people_over_months(homes: Homes, question: Question, events: Any) -> Answer:
    """How many people contributed in each month, and how many for the first time?"""
    rows = by_month(homes.rows(people_by_month(events, question.scope)))
    if not rows:
        read = coverage_of(homes, question.scope)
        sentence = Text("Nobody contributed in this window.", "此时段内无人贡献。") if read else UNREAD
    else:
        last = rows[-1]
        sentence = Text(
            f"In {last['month']}, the last month with contributions, {many(last['active'], 'person', 'people')} took part, "
            f"{number(last['new'])} of them for the first time.",
            f"在最近有贡献的 {last['month']}，有 {number(last['active'])} 人参与，其中 {number(last['new'])} 人是首次。",
        )
    shown = (
        columns.MONTH,
        columns.count("active", Text("Active", "活跃"), "events?month={month}&kind=contributions", "people"),
        columns.count("new", Text("New", "新增"), unit="people"),
        columns.count("returning", Text("Returning", "回归"), unit="people"),
    )
    return fill(
        homes, question, Text("People", "人数"), sentence, shown, rows,
        metric=people_by_month, name="people", chart=NEW_AND_RETURNING, gaps=_gaps(homes, question, rows),
    )  # fmt: skip


def _gaps(homes: Homes, question: Question, rows: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    return gaps(coverage_of(homes, question.scope), {row["month"] for row in rows}, question)
