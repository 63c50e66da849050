"""The changes and issues under a number: opened, answered, late, merged or closed in a window, each once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ibis

from folkmoot.metrics.backlog import backlog as metric
from folkmoot.metrics.questions import issue_questions
from folkmoot.metrics.threads import MERGE
from folkmoot.metrics.waiting import PROMISE, judged, seen_until, waits
from folkmoot.metrics.windows import is_within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.asked import (
    BOTH,
    LINKS,
    LISTED,
    NAMES,
    THING,
    THINGS,
    cells_of,
    page_of_threads,
    thing_of,
    threads_of,
)
from folkmoot.reports.filling import many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.knowing import with_known
from folkmoot.reports.paging import PAGING, USUAL
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.reports.telling import tell

TITLE = Text("Changes and issues", "变更和问题单")
STATES = {
    "opened": Text("opened", "发起"),
    "answered": Text("opened and answered", "发起且已响应"),
    "late": Text("opened and not answered within two days", "发起且两日内未获响应"),
    "merged": Text("merged", "合入"),
    "sized": Text("merged, of a size that is known", "合入且大小已知"),
    "closed": Text("closed for good", "最终关闭"),
    "question-answered": Text("that ask something and were first answered", "属于提问且首次答复"),
    "question-solved": Text("that ask something, were answered and were closed", "属于提问、已答复并关闭"),
}
OPTIONS = {
    "thing": THING,
    "state": Text(
        f"What happened to them in the window: {', '.join(STATES)}; opened if it is not said.",
        f"在时段内的情况：{'、'.join(STATES)}；默认 opened。",
    ),
    **PAGING,
}
DEFINITION = Text(
    "Each change or issue once, also where several sources tell of it. Closed: the last closing or the merge; what was "
    "opened again and is open is not closed. An answer is a review, a comment, a merge or a closing by another person who is "
    "no bot; what is too young to be late, or ended before without one, is not late.",
    "每个变更或问题单一行，多个来源提供的也只计一次。关闭指最后一次关闭或合入；重新打开且仍未关闭的不算。"
    "响应指他人（非机器人）的检视、评论、合入或关闭；时间尚短或此前已结束而未获响应的不算逾期。",
)
COLUMNS = (
    *LISTED,
    Column("hours", Text("Waited", "等待时长"), "hours", "hours"),
    Column("answered_at", Text("Answered", "响应时间"), "moment"),
    Column("responder", Text("Answered by", "响应者"), "person", opens="person?id={responder_id}"),
    Column("merged_at", Text("Merged", "合入时间"), "moment"),
    Column("closed_at", Text("Closed", "关闭时间"), "moment"),
    columns.count("lines", Text("Lines", "行数")),
    Column("responder_id", Text("Id of who answered", "响应者标识")),
    *LINKS,
)


@report("threads", TITLE, options=OPTIONS)
def threads(homes: Homes, question: Question) -> Answer:
    """Which changes and issues stand under a number?"""
    thing, state = thing_of(question), chosen(question, "state", STATES, "opened")
    table = threads_of(homes, question, thing)
    waited = judged(waits(with_known(homes, table), _known(homes, question)), PROMISE)
    found = HOLDS[state](waited, question.scope)
    moment = found[MOMENTS[state]]
    late_first = [found.hours.desc()] if state == "late" else []
    rows, number_of, about = page_of_threads(homes, question, found, [*late_first, moment.desc()], USUAL)
    one, more = NAMES[thing]
    sentence = Text(
        f"{many(number_of, one.en, more.en)} {STATES[state].en} in the window, "
        f"{'the longest wait' if state == 'late' else 'the newest'} first.",
        f"时段内{STATES[state].zh}的{more.zh}共 {number(number_of)} 个，{'等待最久' if state == 'late' else '最近'}的在前。",
    )
    kinds = THINGS.get(thing, BOTH) if state in OPENED else (*THINGS.get(thing, BOTH), *ENDS)
    return tell(
        homes, question, TITLE, sentence if number_of else None, COLUMNS, [_row(homes, row) for row in rows], kinds=kinds,
        metric=metric, definition=DEFINITION, total=number_of, found=number_of, about={"state": state, **about},
    )  # fmt: skip


def _known(homes: Homes, question: Question) -> Any:
    """Return up to when silence is known, of changes and issues together: as the indicators of answers take it."""
    newest = seen_until(homes.threads(question.scope))
    since = question.scope.since_at
    return newest if since is None else ibis.greatest(newest, ibis.literal(since, "timestamp(6)"))


def _opened(rows: Any, scope: Scope) -> Any:
    return rows.filter(is_within(rows["at"], scope))


def _helped(rows: Any, moment: str, scope: Scope) -> Any:
    """Return the questions of any time to which something happened in the window."""
    found = issue_questions(rows, scope.with_(since_at=None, until_at=None))
    return found.filter(is_within(found[moment], scope))


OPENED = ("opened", "answered", "late")
ENDS = (MERGE, "change.closed", "issue.closed")
MOMENTS = {
    "merged": "merged_at",
    "sized": "merged_at",
    "closed": "closed_at",
    "question-answered": "first_response_at",
    "question-solved": "closed_at",
    **dict.fromkeys(OPENED, "at"),
}
HOLDS: Mapping[str, Callable[[Any, Scope], Any]] = {
    "opened": _opened,
    "answered": lambda rows, scope: _opened(rows, scope).filter(rows.answered),
    "late": lambda rows, scope: _opened(rows, scope).filter(rows.kept.notnull() & ~rows.kept),
    "merged": lambda rows, scope: rows.filter(is_within(rows.merged_at, scope)),
    "sized": lambda rows, scope: rows.filter(is_within(rows.merged_at, scope), rows.lines.notnull()),
    "closed": lambda rows, scope: rows.filter(is_within(rows.closed_at, scope)),
    "question-answered": lambda rows, scope: _helped(rows, "first_response_at", scope),
    "question-solved": lambda rows, scope: _helped(rows, "closed_at", scope).filter(lambda found: found.solved),
}


def _row(homes: Homes, row: Mapping[str, Any]) -> dict[str, Any]:
    who = row["responder"]
    return {
        **cells_of(homes, row),
        **{name: row[name] for name in ("hours", "merged_at", "closed_at", "lines")},
        "answered_at": row["first_response_at"],
        "responder": homes.faces.name_of(who) if who else None,
        "responder_id": homes.faces.id_of(who) if who else "",
    }
