"""Which issues invite newcomers, and how soon does somebody take one?"""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median
from typing import Any

from folkmoot.metrics.newcomer_help import ASSIGNED, LABELED, invitations, labelled
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.reports.telling import tell

TITLE = Text("Issues for newcomers", "新手问题单")
STATES = {
    "free": Text("Free", "待认领"), "taken": Text("Taken", "已认领"), "closed": Text("Closed", "已关闭"),
    "withdrawn": Text("No longer labelled", "标签已移除"),
}  # fmt: skip
WAITING, FOUND = "waiting", "found"
OPTIONS = {
    "state": Text(
        f"Only those that are: {', '.join(STATES)}; {FOUND}: taken at any time since, whatever came of it; {WAITING}: free at the end "
        "of the window, whenever they were labelled.",
        f"只看：{'、'.join(STATES)}；{FOUND}：此后曾被认领的，不论结果；{WAITING}：时段结束时待认领的，不论何时打上标签。",
    ),
    **PAGING,
}
DAY = timedelta(days=1)


@report("newcomer-help", TITLE, options=OPTIONS)
def newcomer_help(homes: Homes, question: Question) -> Answer:
    """Which issues invite newcomers, and how soon does somebody take one?"""
    state = chosen(question, "state", (*STATES, WAITING, FOUND))
    # Robots set most labels, so they are in, whatever is asked of the rest.
    events = homes.extract(labelled, question.scope.with_(bots=True))
    now = day_start(question.today, question.scope.zone) + DAY
    end = min(question.scope.until_at or now, now)
    asked = Scope(until_at=end, zone=question.scope.zone) if state == WAITING else question.scope
    rows = [_row(row, now) for row in homes.rows(invitations(events, asked))]
    rows.sort(key=lambda row: (list(STATES).index(row["state"]), row["at"], row["subject"]))
    kept = [row for row in rows if _holds(row, state, end)]
    shown, about = page_of(kept, question)
    return tell(
        homes, question, TITLE, _sentence(question, rows) if rows else None, _columns(), shown, kinds=(LABELED, ASSIGNED),
        metric=invitations, total=len(kept) if state == WAITING else len(rows), found=len(kept), about=about,
    )  # fmt: skip


def _holds(row: dict[str, Any], state: str, end: datetime) -> bool:
    if state == FOUND:
        return row["taken_at"] is not None
    if state == WAITING:
        return all(row[name] is None or row[name] >= end for name in ("taken_at", "until_at", "closed_at"))
    return not state or row["state"] == state


def _row(row: dict[str, Any], now: Any) -> dict[str, Any]:
    state = "free"
    if row["closed_at"]:
        state = "closed"
    elif row["taken_at"]:
        state = "taken"
    elif row["until_at"]:
        state = "withdrawn"
    until = row["taken_at"] or (now if state == "free" else None)
    waited = (until - row["at"]) / DAY if until and until >= row["at"] else None
    return {**row, "state": state, "name": STATES[state], "days": waited}


def _columns() -> tuple[Column, ...]:
    return (
        Column("subject", Text("Issue", "问题单")), columns.REPO, Column("name", Text("State", "状态")),
        Column("at", Text("Labelled", "打标签"), "moment"), Column("taken_at", Text("Taken", "认领"), "moment"),
        columns.count("days", Text("Days until taken, or waiting so far", "至认领天数，或已等待天数"), unit="days"),
        Column("closed_at", Text("Closed", "关闭"), "moment"),
    )  # fmt: skip


def _sentence(question: Question, rows: list[dict[str, Any]]) -> Text:
    when = window_words(question.scope)
    taken = [row["days"] for row in rows if row["taken_at"] and row["days"] is not None]
    free = sum(row["state"] == "free" for row in rows)
    begin = Text(
        f"{when.en}, {many(len(rows), 'issue', 'issues')} got a label for newcomers; {number(len(taken))} were taken",
        f"{when.zh}，有 {number(len(rows))} 个问题单打上新手标签，{number(len(taken))} 个已被认领",
    )
    rest = Text(f"{number(free)} are free.", f"{number(free)} 个待认领。")
    if not taken:
        return Text(f"{begin.en}, {rest.en}", f"{begin.zh}，{rest.zh}")
    days = f"{median(taken):.1f}"
    return Text(
        f"{begin.en}, half of these within {days} days; {rest.en}", f"{begin.zh}，其中一半在 {days} 天内；{rest.zh}"
    )
