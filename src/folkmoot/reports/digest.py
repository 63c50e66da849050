"""What does an operator need to know of a week? What moved, what waits, what is at risk, and what comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.board import WEEKDAYS
from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.days import local_day
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import first_day
from folkmoot.reports.registry import report
from folkmoot.reports.weekly import LINE, Week, coming, raised
from folkmoot.reports.weekly_moves import at_risk, moved_numbers, moved_targets
from folkmoot.reports.weekly_waits import late

TITLE = Text("Weekly digest", "每周摘要")
PARTS = {
    "targets": moved_targets, "numbers": moved_numbers, "waiting": late, "attention": at_risk, "alerts": raised, "coming": coming,
}  # fmt: skip
OPTIONS = {
    "week": Text(
        "The community's week with this day in it; else the last seven whole days.",
        "包含该日的一周（按社区的摘要日起算）；否则为最近七个整天。",
    )
}
COLUMNS = (Column("part_name", Text("Part", "部分")), *LINE)
DEFINITION = Text(
    "Seven whole days beside the seven before. A number is told when it moved by more than chance would move it: counts by "
    "a tenth and more than twice the root of both weeks together, others by a quarter; what stands, such as stars, by a "
    "twentieth. Targets and groups are judged at the week's end and a week earlier. What waits was opened by somebody who "
    "is no robot and passed the promised time this week. What was not read is unknown.",
    "以七个整天与前七天比较。超出偶然波动的变化才列出：计数的变化须达一成且大于两周之和平方根的两倍，其他指标须达四分之一，"
    "存量（如 Star）须达二十分之一。目标与小组按本周末和一周前的状况比较。等待项由真人提出，且在本周超过承诺时限。"
    "未读取的数据为未知。",
)


@report("digest", TITLE, options=OPTIONS, recorded=True)
def digest(homes: Homes, question: Question) -> Answer:
    """What does an operator need to know of a week?"""
    week = week_asked(homes, question)
    parts = {name: _masked(homes, make(homes, question, week)) for name, make in PARTS.items()}
    rows = [{"part": name, "part_name": part.title, **row} for name, part in parts.items() for row in part.rows]
    return fill(
        homes, question, TITLE, _sentence(week, parts), COLUMNS, rows, definition=DEFINITION, found=len(rows), parts=parts,
        total=len(rows), about={"first": week.first, "last": week.last, "read_until": week.reach},
    )  # fmt: skip


def _masked(homes: Homes, part: Answer) -> Answer:
    """Return a part in whose words nobody hidden is named."""
    masked = homes.faces.masked
    return replace(
        part, rows=tuple({**row, "title": masked(row["title"]), "says": masked(row["says"])} for row in part.rows)
    )


def week_asked(homes: Homes, question: Question) -> Week:
    """Return the week that the question is about, with how far it was read.

    Edges: a week that is not over is the last seven whole days. Errors: BadQuestion for a day that is to come.
    """
    yesterday = question.today - timedelta(days=1)
    first, last = yesterday - timedelta(days=6), yesterday
    if said := question.option("week"):
        day = first_day(said, question.today)
        if day is None or day > question.today:
            raise BadQuestion(f"'{said}' is no day that has been.", mend="Write a day such as 2026-03-01.")
        begins = day - timedelta(days=(day.weekday() - WEEKDAYS.index(homes.charter.board.digest)) % 7)
        if begins + timedelta(days=6) < question.today:
            first, last = begins, begins + timedelta(days=6)
    return Week(first, last, reach_of(homes, question, last))


def reach_of(homes: Homes, question: Question, last: date) -> date | None:
    """Return the last day, no later than ``last``, of which the greater part was read; None: nothing was read."""
    ends = [row.until_at or row.read_at for row in coverage_of(homes, question.scope)]
    newest: datetime | None = max(ends, default=None)
    return min(last, local_day(newest - timedelta(hours=12), question.scope.zone)) if newest else None


def _sentence(week: Week, parts: Mapping[str, Answer]) -> Text:
    when = Text(f"{week.first} to {week.last}", f"{week.first} 至 {week.last}")
    if week.reach is None:
        return Text(
            f"{when.en}: nothing was read yet, so the week is unknown.", f"{when.zh}：尚未读取数据，本周情况未知。"
        )
    tail = Text()
    if not week.known:
        tail = Text(
            f" Nothing was read after {week.reach}, so what moved this week is unknown.",
            f"{week.reach} 之后未读取数据，本周的变化未知。",
        )
    elif week.reach < week.last:
        tail = Text(
            f" It was read until {week.reach} only; what moved is told of the seven days until then.",
            f"数据仅读取至 {week.reach}，变化按截至该日的七天计算。",
        )
    said = list(_counted(parts))
    if not said and week.known:
        return Text(f"{when.en}: a quiet week.{tail.en}", f"{when.zh}：本周平稳。{tail.zh}")
    english, chinese = ", ".join(one.en for one in said), "，".join(one.zh for one in said)
    wary = _wary(parts["numbers"].rows)
    begin = Text(
        f"{when.en}: {english}." if said else f"{when.en}.", f"{when.zh}：{chinese}。" if said else f"{when.zh}。"
    )
    return Text(begin.en + wary.en + tail.en, begin.zh + wary.zh + tail.zh)


def _counted(parts: Mapping[str, Answer]) -> Iterator[Text]:
    targets = parts["targets"].rows
    if count := sum(1 for row in targets if row["moved"]):
        yield Text(f"{many(count, 'target', 'targets')} moved", f"{count} 项目标有变化")
    if count := sum(1 for row in targets if row["behind"]):
        yield Text(f"{many(count, 'target is', 'targets are')} behind", f"{count} 项目标落后")
    if count := len(parts["numbers"].rows):
        yield Text(f"{many(count, 'number', 'numbers')} changed notably", f"{count} 项指标变化明显")
    if count := len(parts["waiting"].rows):
        yield Text(
            f"{count} newly {'waits' if count == 1 else 'wait'} longer than promised", f"{count} 项本周超时未获响应"
        )
    if count := sum(1 for row in parts["attention"].rows if row["state"] == "new"):
        yield Text(f"{many(count, 'group is', 'groups are')} newly at risk", f"{count} 个小组新增风险")
    if count := len(parts["alerts"].rows):
        yield Text(f"{many(count, 'alert is', 'alerts are')} raised", f"{count} 项告警已触发")


def _wary(rows: Sequence[Mapping[str, Any]]) -> Text:
    alone = [row["title"] for row in rows if row["alone"]]
    if not alone:
        return Text()
    english, chinese = ", ".join(one.en for one in alone), "、".join(one.zh for one in alone)
    return Text(f" Be wary of what rose alone: {english}.", f"警惕独自上升的指标：{chinese}。")
