"""Who answers slowly, and what waits for an answer?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from folkmoot.metrics.response import half_answered
from folkmoot.metrics.spread import at_least
from folkmoot.metrics.waiting import PROMISE, half_within, judged, waits
from folkmoot.metrics.windows import within
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
    hours_words,
    key_of,
    keyed,
    known_at,
    page_of_threads,
    thing_of,
    threads_of,
)
from folkmoot.reports.filling import many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.knowing import with_known
from folkmoot.reports.paging import PAGING, USUAL
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.reports.telling import tell

TITLE = Text("Answers", "响应")
FEW = 5  # less than that many say little about how quick somebody is
BYS = ("group", "repo", "org", "person", "month", "none")
SORTS = ("slow", "waiting", "opened", "name")
STATES = {
    "unanswered": (
        "waits for a first answer at the end of the window", "wait for a first answer at the end of the window", "在时段结束时等待首次响应",
    ),
    "slow": ("was not answered within two days", "were not answered within two days", "两日内未获响应"),
    "all": ("was opened in the window", "were opened in the window", "在时段内发起"),
}  # fmt: skip
OPTIONS = {
    "thing": THING,
    "by": Text(f"What to count by: {', '.join(BYS)}; person: who answered.", f"统计维度：{'、'.join(BYS)}；person 指响应者。"),
    "state": Text("List single ones: unanswered, slow or all.", "逐条列出：unanswered、slow 或 all。"),
    "sort": Text(f"{', '.join(SORTS)}.", f"{'、'.join(SORTS)}。"),
    **PAGING,
}  # fmt: skip
DEFINITION = Text(
    "An answer is a review, a comment, a merge or a closing by another person who is no bot. What was opened in the window "
    "counts, and later answers do too. Half answered: what is unanswered counts as still waiting. Waiting: open and "
    f"unanswered at the end of the window, whenever it was opened. Fewer than {FEW} stand last.",
    "响应指他人（非机器人）的检视、评论、合入或关闭。统计时段内发起者，时段之后的响应也计入。半数响应：未响应的按仍在等待计。"
    f"等待中：时段结束时未关闭且无人响应，不论何时发起。少于 {FEW} 个的排在最后。",
)


@report("answers", TITLE, options=OPTIONS)
def answers(homes: Homes, question: Question) -> Answer:
    """Who answers slowly, and what waits for an answer?"""
    thing, state = thing_of(question), chosen(question, "state", STATES)
    by = chosen(question, "by", BYS, "none" if state else "group")
    table = threads_of(homes, question, thing)
    now = known_at(homes, question, table)
    if state:
        return _listed(homes, question, table, now, state)
    whole = _counted(homes, question, table, now, "none").get("")
    rows = [_row(homes, by, key, row, whole or {}) for key, row in _counted(homes, question, table, now, by).items()]
    rows.sort(key=lambda row: _order(row, by, chosen(question, "sort", SORTS, "name" if by == "month" else "slow")))
    kinds = THINGS.get(thing, BOTH)
    return tell(
        homes, question, TITLE, _sentence(question, thing, by, rows, whole) if whole else None, _columns(by, thing), rows,
        kinds=kinds, metric=half_answered, definition=DEFINITION, total=whole["opened"] if whole else 0, found=len(rows),
        about={"by": by, "whole": _shown(whole)},
        parts={"threads": _listed(homes, question, table, now, "unanswered", FIRST_PAGE)},
    )  # fmt: skip


def _waiting(table: Any, now: Any) -> Any:
    """Return what is open at a moment and unanswered then."""
    return table.filter(
        table["at"] < now,
        table.first_response_at.isnull() | (table.first_response_at >= now),
        table.closed_at.isnull() | (table.closed_at >= now),
    )


def _counted(homes: Homes, question: Question, table: Any, now: Any, by: str) -> dict[Any, dict[str, Any]]:
    """Return the counts of each key: opened, answered, waiting, kept, hours, p90 and half."""
    inside = keyed(homes, question, within(table, question.scope), by)
    waited = judged(waits(with_known(homes, inside)), PROMISE)
    found = waited.group_by("key").agg(
        opened=waited.count(), answered=waited.answered.sum(), kept=waited.kept.mean(),
        hours=waited.hours.median(where=waited.answered), p90=waited.hours.quantile(0.9, where=waited.answered),
    )  # fmt: skip
    rows = {row["key"]: {**row, "half": None, "waiting": 0} for row in homes.rows(found)}
    if by == "person":
        return {key: {**row, "opened": None, "waiting": None} for key, row in rows.items() if key is not None}
    for row in homes.rows(half_within(waited, "key")):
        rows[row["key"]]["half"] = row["half"]
    for row in homes.rows(at_least(waited, "key")):
        rows[row["key"]]["least"] = row["least"]
    still = keyed(homes, question, _waiting(within(table, question.scope) if by == "month" else table, now), by)
    for row in homes.rows(still.group_by("key").agg(waiting=still.count())):
        nothing = {"opened": 0, "answered": 0, "kept": None, "hours": None, "p90": None, "half": None}
        rows[row["key"]] = {**rows.get(row["key"], nothing), **row}
    return rows


def not_yet(least: float) -> Text:
    """Return the words for a half that is not answered yet: as long as it took at least."""
    words = hours_words(least)
    return Text(f"not yet half, after {words.en}", f"未到半数，已过 {words.zh}")


def _shown(row: Mapping[str, Any] | None) -> dict[str, Any]:
    names = ("opened", "answered", "waiting", "kept", "hours", "half", "p90")
    return {name: row[name] if row else None for name in names}


def _row(homes: Homes, by: str, key: Any, row: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
    measure = "hours" if by == "person" else "half"
    mine, of_all = row[measure], whole.get(measure)
    least = row.get("least") if row["half"] is None and row["opened"] else None
    return {
        **key_of(homes, by, key),
        **_shown(row),
        "half_least": least,
        "half_why": not_yet(least) if least is not None else Text(),
        "slower": mine / of_all if mine is not None and of_all else None,
    }


def _order(row: Mapping[str, Any], by: str, sort: str) -> tuple[Any, ...]:
    name = str(next((row[column.name] for column in KEYS.get(by, ())), "") or "").lower()
    if sort == "name":
        return (name,)
    if sort in ("waiting", "opened"):
        return (-(row[sort] or row["answered"] or 0), name)
    slow = row["hours"] if by == "person" else row["half"]
    unknown = slow is None and not row["waiting"]
    few = (row["answered"] if by == "person" else row["opened"]) < FEW
    return (few, unknown, slow is not None, -(slow or 0.0), name)


def _columns(by: str, thing: str) -> tuple[Column, ...]:
    key = {
        "group": "group={group}", "repo": "repo={repo}", "org": "org={organization}", "month": "since={month}&until={month}",
    }.get(by, "")  # fmt: skip
    rest = f"{f'thing={thing}&' if thing else ''}{f'{key}&' if key else ''}"
    many_of = (
        columns.count("opened", Text("Opened", "发起"), f"answers?{rest}state=all"),
        columns.count("answered", Text("Answered", "已响应")),
        columns.count("waiting", Text("Waiting", "等待中"), f"answers?{rest}state=unanswered"),
    )
    slower = Text("Times as long as the whole", "相对整体的倍数")
    half = (Column("half", Text("Half answered within", "半数响应时长"), "hours", "hours"),) if by != "person" else ()
    return (
        *KEYS.get(by, ()),
        *(many_of if by != "person" else many_of[1:2]),
        Column("kept", Text("Within two days", "两日内响应"), "share"),
        *half,
        Column("hours", Text("Median of the answered", "已响应的中位数"), "hours", "hours"),
        Column("p90", Text("Nine of ten within", "九成响应时长"), "hours", "hours"),
        Column("slower", slower, "number", "×"),
    )


def _sentence(
    question: Question, thing: str, by: str, rows: list[dict[str, Any]], whole: Mapping[str, Any]
) -> Text:  # fmt: skip
    when, (one, more) = window_words(question.scope), NAMES[thing]
    opened, waiting = whole["opened"], whole["waiting"]
    within_ = hours_words(whole["half"])
    half = (
        Text(f"half were answered within {within_.en}", f"半数在 {within_.zh}内得到响应")
        if whole["half"] is not None
        else Text("fewer than half were answered", "得到响应的不到半数")
    )
    kept = (
        Text(f", {whole['kept']:.0%} within two days", f"，{whole['kept']:.0%} 在两日内")
        if whole["kept"] is not None
        else Text()
    )
    said = Text(
        f"{when.en}, {many(opened, f'{one.en} was', f'{more.en} were')} opened: {half.en}{kept.en}; "
        f"{number(waiting)} {'waits' if waiting == 1 else 'wait'} for a first answer.",
        f"{when.zh}，发起了 {number(opened)} 个{more.zh}：{half.zh}{kept.zh}；{number(waiting)} 个等待首次响应。",
    )
    slowest = _slowest(by, rows)
    return Text(f"{said.en} {slowest.en}", f"{said.zh}{slowest.zh}") if slowest else said


def _slowest(by: str, rows: list[dict[str, Any]]) -> Text | None:
    """Return a sentence about who is slowest, where there is somebody slower than the whole."""
    if by not in ("group", "repo", "org") or len(rows) < 2:
        return None
    worst = min(rows, key=lambda row: _order(row, by, "slow"))
    name = worst[KEYS[by][0].name]
    if name is None or worst["opened"] < FEW or (worst["half"] is None and not worst["waiting"]):
        return None
    name = name if isinstance(name, Text) else Text(name)
    if worst["half"] is None:
        return Text(
            f"Slowest is {name.en}: of {number(worst['opened'])}, {number(worst['answered'])} were answered.",
            f"最慢的是 {name.zh or name.en}：{number(worst['opened'])} 个中有 {number(worst['answered'])} 个得到响应。",
        )
    hours = hours_words(worst["half"])
    return (
        Text(
            f"Slowest is {name.en}: half within {hours.en}, {worst['slower']:.1f} times as long as the whole.",
            f"最慢的是 {name.zh or name.en}：半数在 {hours.zh}内，为整体的 {worst['slower']:.1f} 倍。",
        )
        if (worst["slower"] or 0) > 1
        else None
    )


def _listed(
    homes: Homes, question: Question, table: Any, now: Any, state: str, usual: int = USUAL
) -> Answer:  # fmt: skip
    """Return the single threads of a state, those that waited longest first."""
    found = with_known(homes, _waiting(table, now) if state == "unanswered" else within(table, question.scope))
    waited = judged(waits(found), PROMISE)
    if state == "unanswered":
        waited = waited.mutate(hours=now.delta(waited["at"], unit="us") / 3.6e9)
    if state == "slow":
        waited = waited.filter(waited.kept.notnull() & ~waited.kept)
    rows, count, about = page_of_threads(homes, question, waited, [waited.hours.desc()], usual)
    said = (
        *LISTED,
        Column("hours", Text("Waited", "等待时长"), "hours", "hours"),
        Column("answered_at", Text("Answered", "响应时间"), "moment"),
        Column("responder", Text("Answered by", "响应者"), "person", opens="person?id={responder_id}"),
        Column("responder_id", Text("Id of who answered", "响应者标识")),
        *LINKS,
    )
    listed = [_thread(homes, row, state) for row in rows]
    (one, more), (does, do, chinese) = NAMES[thing_of(question)], STATES[state]
    sentence = Text(
        f"{many(count, f'{one.en} {does}', f'{more.en} {do}')}, the longest wait first.",
        f"{number(count)} 个{more.zh}{chinese}，等待最久的在前。",
    )
    return tell(
        homes, question, TITLE, sentence if count else None, said, listed, kinds=THINGS.get(thing_of(question), BOTH),
        metric=half_answered, definition=DEFINITION, total=count, found=count, about={"state": state, **about},
        name="threads" if usual == FIRST_PAGE else "",
    )  # fmt: skip


def _thread(homes: Homes, row: Mapping[str, Any], state: str) -> dict[str, Any]:
    answered = state != "unanswered" and row["answered"]
    return {
        **cells_of(homes, row),
        "hours": row["hours"],
        "answered_at": row["first_response_at"] if answered else None,
        "responder": homes.faces.name_of(row["responder"]) if answered else None,
        "responder_id": homes.faces.id_of(row["responder"]) if answered else "",
    }
