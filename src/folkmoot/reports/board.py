"""How are the community's headline numbers doing? Each beside what it was, and what should move with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from folkmoot.metrics.indicator import FAMILIES, INDICATORS, Indicator
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import UNREAD, fill, window_words
from folkmoot.reports.gauges import Gauge, change, gauge, indicator_named
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report

TITLE = Text("Board", "看板")
HEADLINES = (
    "active_people", "new_people", "d2_people", "merged_changes", "change_first_response", "issue_first_response",
    "open_changes", "open_issues", "contributor_absence_factor", "organization_count", "downloads", "stars",
)  # fmt: skip
"""What an overview shows where the charter chooses nothing."""

NOTED = 0.05  # a smaller change is no news
OPTIONS = {
    "family": Text(f"Only these: {', '.join(FAMILIES)}.", f"只看其中一类：{'、'.join(FAMILIES)}。"),
    "names": Text("Indicators, between commas.", "指标名，用逗号分隔。"),
    "place": Text("wall: those of the wall screen.", "wall：墙屏所用的指标。"),
}
PLACES = ("wall",)

COLUMNS = (
    Column("title", Text("Indicator", "指标"), opens="indicator?name={name}"),
    Column("family", Text("Family", "类别")),
    Column("value", Text("Value", "数值"), "number"),
    Column("unit", Text("Unit", "单位")),
    Column("before", Text("Just before", "前一时段"), "number"),
    Column("change", Text("Change", "变化"), "share"),
    Column("year_ago", Text("A year before", "去年同期"), "number"),
    Column("change_year", Text("Change in a year", "同比"), "share"),
    columns.count("n", Text("Made of", "基于")),
    Column("name", Text("Name", "名称")),
)


@report("board", TITLE, options=OPTIONS)
def board(homes: Homes, question: Question) -> Answer:
    """How are the headline numbers doing?"""
    shown = asked(homes, question)
    rows = [tile(homes, question, each) for each in shown]
    known = [row for row in rows if row["value"] is not None]
    title = FAMILIES.get(question.option("family"), TITLE)
    return fill(
        homes,
        question,
        title,
        _sentence(question, rows),
        COLUMNS,
        rows,
        total=len(known) or None,
        about={
            "tiles": rows,
            "views": [{"id": one.id, "title": one.title, "address": one.address} for one in homes.charter.board.views],
        },
    )


def asked(homes: Homes, question: Question) -> Sequence[Indicator]:
    """Return the indicators that the question is about: those named, those of a family, or the headlines."""
    if named := question.option("names"):
        return [indicator_named(name.strip()) for name in named.split(",") if name.strip()]
    if family := chosen(question, "family", FAMILIES):
        return [each for each in INDICATORS.values() if each.family == family]
    declared = homes.charter.board
    names = declared.wall or declared.tiles if chosen(question, "place", PLACES) else declared.tiles
    own = [name for name in names if name in INDICATORS]
    return [INDICATORS[name] for name in own or HEADLINES if name in INDICATORS]


def tile(homes: Homes, question: Question, indicator: Indicator) -> dict[str, Any]:
    """Return what a board shows of one indicator."""
    read = gauge(homes, question, indicator)
    other = INDICATORS.get(indicator.beside)
    beside = gauge(homes, question, other, curve=False) if other else None
    return {**row_of(read), "beside": _beside(read, beside)}


def row_of(read: Gauge) -> dict[str, Any]:
    """Return a gauge as plain values."""
    indicator = read.indicator
    return {
        "name": indicator.name,
        "title": indicator.title,
        "family": indicator.family,
        "unit": indicator.unit,
        "shows": indicator.shows,
        "value": read.value,
        "n": read.n,
        "before": read.before,
        "change": read.moved,
        "year_ago": read.year_ago,
        "change_year": read.moved_year,
        "whole": read.whole,
        "one_past": read.one_past,
        "better": indicator.better,
        "verdict": verdict(indicator, read.value, read.before) if read.moved is not None else "",
        "vanity": indicator.vanity,
        "standing": indicator.standing,
        "spark": [point.value for point in read.curve],
        "unread": [point.unread for point in read.curve],
        "periods": [point.first.isoformat() for point in read.curve],
        "why": read.why,
        "opens": indicator.opens,
        "fresh_at": read.fresh_at,
        "sources": len({(row.source, row.repo) for row in read.coverage}),
        "version": indicator.metric.version,
    }


def verdict(indicator: Indicator, value: float | None, before: float | None) -> str:
    """Return better, worse or same; "" where nobody can say or neither way is good."""
    moved = change(value, before)
    if moved is None or not indicator.better:
        return ""
    if abs(moved) < NOTED:
        return "same"
    return "better" if (moved > 0) == (indicator.better == "up") else "worse"


def _beside(read: Gauge, other: Gauge | None) -> dict[str, Any] | None:
    """Return the second number that must move with the first if that is true, and whether it does not."""
    if other is None:
        return None
    moved, with_it = read.moved, other.moved
    alone = moved is not None and with_it is not None and moved >= NOTED and with_it <= 0
    same = read.indicator.unit == other.indicator.unit
    gap = read.value - other.value if same and read.value is not None and other.value is not None else None
    return {
        "name": other.indicator.name, "title": other.indicator.title, "value": other.value, "change": with_it,
        "shows": other.indicator.shows, "unit": other.indicator.unit, "alone": alone, "gap": gap,
    }  # fmt: skip


def _sentence(question: Question, rows: Sequence[dict[str, Any]]) -> Text:
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return UNREAD
    when = window_words(question.scope)
    better, worse = ([row for row in known if row["verdict"] == said] for said in ("better", "worse"))
    if not better and not worse:
        if len(known) < len(rows):
            return Text(
                f"{when.en}: {len(known)} of {len(rows)} numbers are known.",
                f"{when.zh}：{len(rows)} 项指标中 {len(known)} 项已知。",
            )
        return Text(f"{when.en}: {len(known)} numbers.", f"{when.zh}：{len(known)} 项指标。")
    names = [row["title"] for row in worse[:3]]
    what = Text(", ".join(one.en for one in names), "、".join(one.zh for one in names))
    tail = Text(f" Worse: {what.en}.", f"变差的有：{what.zh}。") if worse else Text()
    return Text(
        f"{when.en}, {len(better)} of {len(known)} numbers got better and {len(worse)} worse than just before.{tail.en}",
        f"{when.zh}，{len(known)} 项指标中 {len(better)} 项比前一时段变好，{len(worse)} 项变差。{tail.zh}",
    )
