"""Indicators of answers: how soon changes and issues are answered, how many in time, how long until they end."""

from __future__ import annotations

from typing import Any

from folkmoot.metrics import response
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.threads import CHANGE, ISSUE
from folkmoot.metrics.waiting import PROMISE, half_within, judged, known_until, waits
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

EVER = Scope()
HOURS = Text("hours", "小时")
NONE = Text()
MERGING = ("change.merged",)
CLOSING_ISSUES = ("issue.closed",)


def _middle(rows: Any, column: str, periods: Periods, unit: float = 1.0) -> Any:
    found = periods.split(rows, column)
    return found.group_by("period").agg(value=found.hours.median() / unit, n=found.count())


@indicator(
    response.first_response, title=Text("Time to first response of changes", "变更首次响应时长"), unit=HOURS, family="answers",
    of="threads", shows="hours", better="down", needs=(CHANGE,), opens="threads?thing=change&state=answered",
)  # fmt: skip
def change_first_response(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The median of hours to the first answer by somebody else, of the changes opened in the period that were answered."""
    return _middle(response.first_response(asked, EVER), "asked_at", periods)


@indicator(
    response.issue_first_response, title=Text("Time to first response of issues", "问题单首次响应时长"), unit=HOURS, family="answers",
    of="threads", shows="hours", better="down", needs=(ISSUE,), opens="threads?thing=issue&state=answered",
)  # fmt: skip
def issue_first_response(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The median of hours to the first answer by somebody else, of the issues opened in the period that were answered."""
    return _middle(response.issue_first_response(asked, EVER), "asked_at", periods)


def _half(asked: Any, kind: str, periods: Periods) -> Any:
    waited = waits(asked, known_until(asked, periods))
    waited = periods.split(waited.filter(waited.kind == kind))
    found = half_within(waited, "period")
    return found.select("period", value=found.half, n=found.asked)


@indicator(
    response.half_answered, title=Text("Half of the changes answered within", "变更半数响应时长"), unit=HOURS, family="answers",
    of="threads", shows="hours", better="down", needs=(CHANGE,), opens="threads?thing=change&state=opened",
)  # fmt: skip
def change_half_answered(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The hours within which half of the changes opened in the period were answered; those unanswered count as waiting."""
    return _half(asked, CHANGE, periods)


@indicator(
    response.half_answered, title=Text("Half of the issues answered within", "问题单半数响应时长"), unit=HOURS, family="answers",
    of="threads", shows="hours", better="down", needs=(ISSUE,), opens="threads?thing=issue&state=opened",
)  # fmt: skip
def issue_half_answered(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The hours within which half of the issues opened in the period were answered; those unanswered count as waiting."""
    return _half(asked, ISSUE, periods)


def _kept(asked: Any, kind: str, periods: Periods) -> Any:
    told = judged(waits(asked, known_until(asked, periods)), PROMISE)
    told = periods.split(told.filter(told.kind == kind, told.kept.notnull()))
    return told.group_by("period").agg(value=told.kept.mean(), n=told.count())


@indicator(
    response.half_answered, title=Text("Changes answered within two days", "两日内响应的变更"), unit=NONE, family="answers",
    of="threads", shows="share", better="up", needs=(CHANGE,), opens="threads?thing=change&state=late",
)  # fmt: skip
def answered_within_two_days(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The share answered within 48 hours, of the changes opened in the period of which that can be told.

    Those that are younger, or ended sooner without an answer, are left out.
    """
    return _kept(asked, CHANGE, periods)


@indicator(
    response.half_answered, title=Text("Issues answered within two days", "两日内响应的问题单"), unit=NONE, family="answers",
    of="threads", shows="share", better="up", needs=(ISSUE,), opens="threads?thing=issue&state=late",
)  # fmt: skip
def issues_answered_within_two_days(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The share answered within 48 hours, of the issues opened in the period of which that can be told.

    Those that are younger, or ended sooner without an answer, are left out.
    """
    return _kept(asked, ISSUE, periods)


@indicator(
    response.time_to_merge, title=Text("Time to merge", "合入时长"), unit=HOURS, family="answers", of="threads", shows="hours",
    better="down", needs=MERGING, opens="threads?thing=change&state=merged",
)  # fmt: skip
def time_to_merge(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The median of hours from opening to merge, of the changes merged in the period."""
    return _middle(response.time_to_merge(asked, EVER), "merged_at", periods)


@indicator(
    response.time_to_close, title=Text("Time to close issues", "问题单关闭时长"), unit=Text("days", "天"), family="answers", of="threads",
    shows="days", better="down", needs=CLOSING_ISSUES, opens="threads?thing=issue&state=closed",
)  # fmt: skip
def issue_time_to_close(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The median of days from opening to the final closing, of the issues closed in the period."""
    rows = response.time_to_close(asked, EVER)
    return _middle(rows.filter(rows.kind == ISSUE), "closed_at", periods, 24.0)
