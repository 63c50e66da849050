"""What is open, for how long, and what has been forgotten?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis

from folkmoot.metrics.backlog import backlog as metric
from folkmoot.metrics.backlog import closure_ratio
from folkmoot.metrics.waiting import DAY, passed
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.asked import (
    BOTH,
    FIRST_PAGE,
    KEYS,
    LINKS,
    LISTED,
    NAMES,
    THING,
    THINGS,
    cells_of,
    key_of,
    keyed,
    known_at,
    page_of_threads,
    thing_of,
    threads_of,
)
from folkmoot.reports.filling import many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, USUAL
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.reports.telling import tell

TITLE = Text("Backlog", "积压")
STALE = 90  # days without anybody doing anything
AGES = (7, 30, 90, 365)
AGE_NAMES = (
    Text("up to 7 days", "7 天以内"), Text("8 to 30 days", "8–30 天"), Text("31 to 90 days", "31–90 天"),
    Text("91 days to a year", "91 天至一年"), Text("more than a year", "一年以上"),
)  # fmt: skip
BYS = ("age", "group", "repo", "org", "month", "none")
STATES = {
    "open": ("is open", "are open", "未关闭"),
    "stale": (f"is open and has lain for {STALE} days", f"are open and have lain for {STALE} days", f"未关闭且 {STALE} 天无人处理"),
    "unanswered": ("is open and unanswered", "are open and unanswered", "未关闭且无人响应"),
}  # fmt: skip
OPTIONS = {
    "thing": THING,
    "by": Text(f"What to count by: {', '.join(BYS)}.", f"统计维度：{'、'.join(BYS)}。"),
    "state": Text("List single ones: open, stale or unanswered.", "逐条列出：open、stale 或 unanswered。"),
    **PAGING,
}
DEFINITION = Text(
    "Changes and issues that are open at the end of the window, whenever they were opened. What was closed and opened again "
    f"has its first age. Stale: for {STALE} days no person has commented, reviewed, closed or opened it.",
    f"时段结束时未关闭的变更和问题单，不论何时发起；关闭后重新打开的按首次发起计。沉寂：{STALE} 天内无人评论、检视、关闭或打开。",
)


@report("backlog", TITLE, options=OPTIONS)
def backlog(homes: Homes, question: Question) -> Answer:
    """What is open, for how long, and what has been forgotten?"""
    thing, state = thing_of(question), chosen(question, "state", STATES)
    by = chosen(question, "by", BYS, "age")
    table = threads_of(homes, question, thing)
    now = known_at(homes, question, table)
    found = _open(table, now)
    if state:
        return _listed(homes, question, found, state)
    whole = next(iter(_counted(homes, question, found, "none")), None)
    rows = [{**_key(homes, by, row["key"]), **_shown(row)} for row in _counted(homes, question, found, by)]
    names = [column.name for column in KEYS.get(by, ())][:1]
    rows.sort(key=lambda row: row["age"] if by == "age" else (row["month"],) if by == "month" else
              (-row["open"], *(str(row[name]) for name in names)))  # fmt: skip
    flow = {row["kind"]: row for row in homes.rows(closure_ratio(table, question.scope))}
    return tell(
        homes, question, TITLE, _sentence(question, thing, whole, flow) if whole or flow else None, _columns(by, thing), rows,
        kinds=THINGS.get(thing, BOTH), metric=metric, definition=DEFINITION, total=whole["open"] if whole else 0,
        found=len(rows), about={"by": by, "whole": _shown(whole) if whole else None, "flow": flow},
        parts={"threads": _listed(homes, question, found, "open", FIRST_PAGE)},
    )  # fmt: skip


def _open(table: Any, now: Any) -> Any:
    """Return what is open at a moment, with ``days``, ``silent_days`` and ``answered``."""
    found = table.filter(table["at"] < now, table.closed_at.isnull() | (table.closed_at >= now))
    last = ibis.least(found.last_at, now)
    return found.mutate(
        days=passed(found["at"], now, DAY),
        silent_days=passed(last, now, DAY),
        answered=found.first_response_at.notnull() & (found.first_response_at < now),
    )


def _counted(homes: Homes, question: Question, found: Any, by: str) -> list[dict[str, Any]]:
    if by == "age":
        over = [(found.days > days).cast("int64") for days in AGES]
        named = found.mutate(key=sum(over[1:], over[0]))
    else:
        named = keyed(homes, question, found, by)
    return homes.rows(
        named.group_by("key").agg(
            open=named.count(),
            unanswered=(~named.answered).sum(),
            stale=(named.silent_days > STALE).sum(),
            days=named.days.median(),
            p90=named.days.quantile(0.9),
            oldest=named.days.max(),
        )
    )


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("open", "unanswered", "stale", "days", "p90", "oldest")}


def _key(homes: Homes, by: str, key: Any) -> dict[str, Any]:
    return {"name": AGE_NAMES[key], "age": key} if by == "age" else key_of(homes, by, key)


def _columns(by: str, thing: str) -> tuple[Column, ...]:
    key = {"group": "group={group}", "repo": "repo={repo}", "org": "org={organization}"}.get(by, "")
    rest = f"backlog?{f'thing={thing}&' if thing else ''}{f'{key}&' if key else ''}"
    opens = by not in ("age", "month")  # a list has no window of ages or months
    days = Text("Median age", "中位存续时长")
    return (
        *((Column("name", Text("Age", "存续时长")),) if by == "age" else KEYS.get(by, ())),
        columns.count("open", Text("Open", "未关闭"), f"{rest}state=open" if opens else ""),
        columns.count("unanswered", Text("Unanswered", "未响应"), f"{rest}state=unanswered" if opens else ""),
        columns.count("stale", Text("Stale", "沉寂"), f"{rest}state=stale" if opens else ""),
        Column("days", days, "number", "days"),
        Column("p90", Text("Nine of ten are younger than", "九成短于"), "number", "days"),
        Column("oldest", Text("Oldest", "最久"), "number", "days"),
    )


def _sentence(question: Question, thing: str, whole: Mapping[str, Any] | None, flow: Mapping[str, Any]) -> Text:
    one, more = NAMES[thing]
    opened, closed = (sum(row[name] for row in flow.values()) for name in ("opened", "closed"))
    when = window_words(question.scope)
    moved = Text(
        f"{when.en}, {number(opened)} were opened and {number(closed)} closed",
        f"{when.zh}，发起 {number(opened)} 个，关闭 {number(closed)} 个",
    )
    if opened:
        moved = Text(
            f"{moved.en}: {closed / opened:.2f} for each opened.", f"{moved.zh}，关闭比 {closed / opened:.2f}。"
        )
    else:
        moved = Text(f"{moved.en}.", f"{moved.zh}。")
    if not whole:
        return Text(f"Nothing is open. {moved.en}", f"没有未关闭的。{moved.zh}")
    said = Text(
        f"{many(whole['open'], f'{one.en} is', f'{more.en} are')} open, half of them for more than {whole['days']:.0f} days; "
        f"{number(whole['unanswered'])} without an answer, {number(whole['stale'])} untouched for {STALE} days.",
        f"{number(whole['open'])} 个{more.zh}未关闭，半数已超过 {whole['days']:.0f} 天；{number(whole['unanswered'])} 个无人响应，"
        f"{number(whole['stale'])} 个 {STALE} 天无人处理。",
    )
    return Text(f"{said.en} {moved.en}", f"{said.zh}{moved.zh}")


def _listed(homes: Homes, question: Question, found: Any, state: str, usual: int = USUAL) -> Answer:
    """Return the single threads that are open, those without anybody's doing for longest first."""
    thing = thing_of(question)
    if state == "stale":
        found = found.filter(found.silent_days > STALE)
    if state == "unanswered":
        found = found.filter(~found.answered)
    rows, number_of, about = page_of_threads(
        homes, question, found, [found.silent_days.desc(), found.days.desc()], usual
    )
    said = (
        *LISTED,
        Column("days", Text("Open for", "存续时长"), "number", "days"),
        Column("silent_days", Text("Untouched for", "无人处理时长"), "number", "days"),
        Column("answered", Text("Answered", "已响应"), "mark"),
        *LINKS,
    )
    listed = [
        {**cells_of(homes, row), **{name: row[name] for name in ("days", "silent_days", "answered")}} for row in rows
    ]
    (one, more), (does, do, chinese) = NAMES[thing], STATES[state]
    sentence = Text(
        f"{many(number_of, f'{one.en} {does}', f'{more.en} {do}')}; what was untouched for longest stands first.",
        f"{number(number_of)} 个{more.zh}{chinese}，沉寂最久的在前。",
    )
    return tell(
        homes, question, TITLE, sentence if number_of else None, said, listed, kinds=THINGS.get(thing, BOTH),
        metric=metric, definition=DEFINITION, total=number_of, found=number_of, about={"state": state, **about},
        name="threads" if usual == FIRST_PAGE else "",
    )  # fmt: skip
