"""How soon somebody answers, and how long it takes until a change is merged or an issue closed."""

from __future__ import annotations

from typing import Any

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.registry import metric
from folkmoot.metrics.threads import CHANGE, ISSUE, threads
from folkmoot.metrics.waiting import half_within, open_at_end, passed, waits
from folkmoot.metrics.windows import is_within, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text


def of_kind(events: Any, kind: str) -> Any:
    """Return the threads that are changes (``change.opened``) or issues (``issue.opened``)."""
    asked = threads(events)
    return asked.filter(asked.kind == kind)


def _answers(events: Any, scope: Scope, kind: str) -> Any:
    asked = within(of_kind(events, kind), scope)
    asked = asked.filter(asked.first_response_at.notnull())
    return asked.select("subject", asked_at=asked["at"], hours=passed(asked["at"], asked.first_response_at))


@metric(
    title=Text("Time to first response of changes", "变更首次响应时长"),
    says=Text(
        "Hours from the opening of a change to the first review, comment, merge or closing by another person who is no bot.",
        "从变更发起到他人（非机器人）首次检视、评论、合入或关闭的小时数。",
    ),
    unit="hours",
    version=1,
    source=CHAOSS + "time-to-first-response/",
)
def first_response(events: Any, scope: Scope) -> Any:
    """How much time passes between a change's opening and its first response?

    Rows: one per change opened in the window and answered: subject, asked_at, hours.
    Edges: the asker, under whatever account, and bots are no answer; labels and assignments are none; a reply after the window
    still counts. What is not answered has no row: see ``half_answered``, which does not forget it.
    """
    return _answers(events, scope, CHANGE)


@metric(
    title=Text("Time to first response of issues", "问题单首次响应时长"),
    says=Text(
        "Hours from the opening of an issue to the first comment or closing by another person who is no bot.",
        "从问题单创建到他人（非机器人）首次评论或关闭的小时数。",
    ),
    unit="hours",
    version=1,
    source=CHAOSS + "time-to-first-response/",
)
def issue_first_response(events: Any, scope: Scope) -> Any:
    """How much time passes between an issue's opening and its first response?

    Rows: one per issue opened in the window and answered: subject, asked_at, hours.
    Edges: as for changes.
    """
    return _answers(events, scope, ISSUE)


@metric(
    title=Text("Half answered within", "半数响应时长"),
    says=Text(
        "After how many hours half of what was opened is answered, where what nobody has answered counts as still waiting.",
        "所发起的变更或问题单有半数得到响应所需的小时数；未响应的按仍在等待计。",
    ),
    unit="hours",
    version=1,
    source=CHAOSS + "time-to-first-response/",
)
def half_answered(events: Any, scope: Scope) -> Any:
    """After how long is half of what was opened answered, when unanswered ones are not left out?

    Rows: one per kind of thread opened in the window: kind, asked, answered, hours (the median of the answered ones; null:
    none is), half (the Kaplan–Meier median of all; null: fewer than half are answered, as far as is known).
    Edges: what is unanswered is censored when it was closed, or else at the newest moment that is known. Many
    unanswered ones therefore make ``half`` long, while ``hours`` does not notice them.
    """
    waited = waits(threads(events))
    waited = within(waited, scope)
    middles = waited.group_by("kind").agg(hours=waited.hours.median(where=waited.answered))
    return half_within(waited, "kind").join(middles, "kind").select("kind", "asked", "answered", "hours", "half")


@metric(
    title=Text("Unanswered", "未响应"),
    says=Text(
        "What was opened in the window, is open at its end and nobody has answered, with how long it waits.",
        "时段内发起、到时段结束仍未关闭且无人响应的变更和问题单，及其等待时长。",
    ),
    unit="hours",
    version=1,
    source=CHAOSS + "time-to-first-response/",
)
def unanswered(events: Any, scope: Scope) -> Any:
    """What waits for a first answer, and since when?

    Rows: one per change or issue that was opened in the window and is open without an answer at its end: subject, kind,
    asked_at, hours (waited until then).
    Edges: without an end of the window it is the newest moment that is known. What was answered or closed only after the
    end was unanswered then. Who closed their own without an answer waits no more.
    """
    found = open_at_end(events, scope)
    found = within(found.filter(~found.answered), scope)
    return found.select("subject", "kind", hours=found.days * 24, asked_at=found["at"])


@metric(
    title=Text("Time to merge", "合入时长"),
    says=Text(
        "Hours from the opening of a change to its merge, of changes merged in the window.",
        "时段内合入的变更从发起到合入的小时数。",
    ),
    unit="hours",
    version=1,
    source=CHAOSS + "change-requests-duration/",
)
def time_to_merge(events: Any, scope: Scope) -> Any:
    """How long does it take from the opening of a change to its merge?

    Rows: one per change merged in the window, whenever it was opened: subject, asked_at, merged_at, hours.
    Edges: a change that was merged twice (a rewritten branch) was merged the first time.
    """
    asked = of_kind(events, CHANGE)
    asked = asked.filter(is_within(asked.merged_at, scope))
    return asked.select("subject", "merged_at", asked_at=asked["at"], hours=passed(asked["at"], asked.merged_at))


@metric(
    title=Text("Time to close", "关闭时长"),
    says=Text(
        "Hours from the opening of an issue or a change to its last closing or its merge, of those closed in the window.",
        "时段内关闭的问题单或变更从发起到最终关闭（或合入）的小时数。",
    ),
    unit="hours",
    version=1,
    source=CHAOSS + "time-to-close/",
)
def time_to_close(events: Any, scope: Scope) -> Any:
    """How long does it take from the opening of something to its closing?

    Rows: one per change or issue closed (or merged) in the window, whenever it was opened: subject, kind, asked_at,
    closed_at, hours.
    Edges: the final closing; what was opened again and is open has no row.
    """
    asked = threads(events)
    asked = asked.filter(is_within(asked.closed_at, scope))
    return asked.select(
        "subject", "kind", "closed_at", asked_at=asked["at"], hours=passed(asked["at"], asked.closed_at)
    )
