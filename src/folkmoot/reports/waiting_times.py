"""How are waiting times spread? How many were answered within an hour, a day, a week, and who still waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.metrics.spread import DAY, SPANS
from folkmoot.metrics.spread import waiting_times as metric
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.asked import BOTH, NAMES, THING, THINGS, thing_of, threads_of
from folkmoot.reports.filling import many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.knowing import with_known
from folkmoot.reports.registry import report
from folkmoot.reports.telling import tell

TITLE = Text("Waiting times", "等待时长分布")
OPTIONS = {"thing": THING}
COLUMNS = (
    Column("span", Text("Waited", "等待时长")),
    columns.count("answered", Text("Answered", "已响应")),
    Column("within", Text("Answered by the end of the span", "该时长内响应率"), "share"),
    columns.count("waiting", Text("Still waiting", "仍在等待")),
    columns.count("ended", Text("Ended unanswered", "未获响应即结束")),
    Column("since", Text("From hours", "起始小时"), "number", "hours"),
)


@report("waiting-times", TITLE, options=OPTIONS)
def waiting_times(homes: Homes, question: Question) -> Answer:
    """How are waiting times spread?"""
    thing = thing_of(question)
    kinds = THINGS.get(thing, BOTH)
    found = {
        row["since"]: row
        for row in homes.rows(metric(with_known(homes, threads_of(homes, question, thing)), question.scope))
    }
    rows = list(_rows(found)) if found else []
    total = sum(row["answered"] + row["waiting"] + row["ended"] for row in rows)
    return tell(
        homes, question, TITLE, _sentence(question, thing, rows, total) if rows else None, COLUMNS, rows, kinds=kinds,
        metric=metric, total=total, found=len(rows), about={"thing": thing},
    )  # fmt: skip


def _rows(found: Mapping[int, Mapping[str, Any]]) -> Sequence[dict[str, Any]]:
    """Return every span up to the last one that somebody waited; where nothing ended the share stays what it was."""
    rows: list[dict[str, Any]] = []
    share: float | None = 0.0
    for place, since in enumerate(SPANS):
        if since > max(found):
            break
        row = found.get(since)
        share = row["within"] if row else share
        counts = {name: row[name] if row else 0 for name in ("answered", "waiting", "ended")}
        rows.append({"span": _span_words(place), "since": since, "within": share, **counts})
    return rows


def _span_words(place: int) -> Text:
    since, until = SPANS[place], SPANS[place + 1] if place + 1 < len(SPANS) else None
    if until is None:
        return Text(f"{since // DAY} days and longer", f"{since // DAY} 天及以上")
    unit, english, chinese = (DAY, "days", "天") if since >= DAY else (1, "hours", "小时")
    if not since:
        return Text("less than 1 hour", "不足 1 小时")
    return Text(f"{since // unit} to {until // unit} {english}", f"{since // unit} 至 {until // unit} {chinese}")


def _sentence(question: Question, thing: str, rows: Sequence[Mapping[str, Any]], total: int) -> Text:
    when, (one, more) = window_words(question.scope), NAMES[thing]
    day = [row for row in rows if row["since"] < DAY]
    within, waiting = day[-1]["within"], sum(row["waiting"] for row in rows)
    ended = sum(row["ended"] for row in rows)
    return Text(
        f"{when.en}, {many(total, f'{one.en} was', f'{more.en} were')} opened: {within:.0%} were answered within a day; "
        f"{number(waiting)} of them still {'waits' if waiting == 1 else 'wait'}, {number(ended)} ended unanswered.",
        f"{when.zh}，发起了 {number(total)} 个{more.zh}：一日内响应率 {within:.0%}；其中 {number(waiting)} 个仍在等待，"
        f"{number(ended)} 个未获响应即结束。",
    )
