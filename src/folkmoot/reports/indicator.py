"""One indicator: its curve, its definition, what stands under it, and who and what made it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from folkmoot.metrics.indicator import INDICATORS, Indicator
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.board import tile
from folkmoot.reports.filling import UNREAD, fill, number, window_words
from folkmoot.reports.gaps import gaps
from folkmoot.reports.gauges import STEPS, Point, coverage_for, curve_of, indicator_named
from folkmoot.reports.homes import Homes
from folkmoot.reports.marks import marks
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report

TITLE = Text("Indicator", "指标")
OPTIONS = {
    "name": Text(f"One of: {', '.join(INDICATORS)}.", f"指标名：{'、'.join(INDICATORS)}。"),
    "by": Text(f"{', '.join(STEPS)}.", f"{'、'.join(STEPS)}。"),
}


@report("indicator", TITLE, options=OPTIONS)
def indicator(homes: Homes, question: Question) -> Answer:
    """How did one indicator go, week by week or month by month?"""
    asked = indicator_named(question.option("name") or next(iter(INDICATORS)))
    by = chosen(question, "by", STEPS, "month")
    covering = coverage_for(homes, asked, question.scope)
    points = curve_of(homes, question, asked, covering, by, whole_window=True) if covering else ()
    shown = tile(homes, question, asked)
    rows = [_row(point, by) for point in points]
    return fill(
        homes, question, asked.title, sentence(question, shown), _columns(asked, by), rows,
        metric=asked.metric, total=shown["value"], unit=asked.unit.en, gaps=gaps(covering, [row["month"] for row in rows], question),
        coverage=covering, fresh_at=shown["fresh_at"],
        about={"tile": shown, "by": by, "says": asked.metric.says, "definition": asked.definition, "metric": asked.metric.name,
               "metric_definition": asked.metric.definition,
               "marks": marks(homes, question, points[0].first, question.today) if points else []},
    )  # fmt: skip


def _row(point: Point, by: str) -> dict[str, Any]:
    named = f"{point.first:%Y-%m}" if by == "month" else point.first.isoformat()
    return {
        "period": named, "month": f"{point.first:%Y-%m}", "first": point.first,
        "last": point.first + STEPS[by][1] - timedelta(days=1), "value": point.value, "n": point.n,
        "partial": point.partial,
    }  # fmt: skip


def _columns(asked: Indicator, by: str) -> tuple[Column, ...]:
    # A period is shown whole, also where the window begins or ends in it: so is what it opens.
    days = "until={last}" if "since=" in asked.opens else "since={first}&until={last}"
    opens = f"{asked.opens}{'&' if '?' in asked.opens else '?'}{days}" if asked.opens else ""
    return (
        Column("period", Text("From" if by != "month" else "Month", "起始" if by != "month" else "月份")),
        Column("value", asked.title, asked.shows, asked.unit.en, opens),
        columns.count("n", Text("Made of", "基于")),
        Column("partial", Text("Not over yet, or not read whole", "尚未结束或未读全"), "mark"),
    )


def sentence(question: Question, shown: dict[str, Any]) -> Text:
    """Say an indicator's value in words, beside what it was."""
    if shown["value"] is None:
        return shown["why"] or UNREAD
    when, unit = window_words(question.scope), shown["unit"]
    value = said(shown["value"], shown["shows"])
    begin = Text(
        f"{when.en}: {value}{' ' + unit.en if unit.en else ''}", f"{when.zh}：{value}{' ' + unit.zh if unit.zh else ''}"
    )
    before = shown["before"]
    if before is None:
        return Text(f"{begin.en}. What it was before is unknown.", f"{begin.zh}。之前的数值未知。")
    was = said(before, shown["shows"])
    if was == value:
        return Text(f"{begin.en}, as much as just before.", f"{begin.zh}，与前一时段相同。")
    more = shown["value"] > before
    return Text(
        f"{begin.en}, {'more' if more else 'less'} than the {was} just before.",
        f"{begin.zh}，前一时段为 {was}，{'上升' if more else '下降'}。",
    )


def said(value: float | None, shows: str) -> str:
    """Return a value in words, as its kind is read."""
    if value is None:
        return "?"
    if shows == "share":
        return f"{100 * value:.0f} %"
    if float(value).is_integer():
        return number(value)
    return f"{value:,.1f}"
