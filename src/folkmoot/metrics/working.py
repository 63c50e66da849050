"""Indicators of the work on changes and issues: opened, merged, closed, open, their size, and who reviews them."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics import backlog, reviewing
from folkmoot.metrics.activity import kinds
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.response import unanswered
from folkmoot.metrics.sheets import Sheet
from folkmoot.metrics.standing import standing
from folkmoot.metrics.threads import CHANGE, ISSUE, MERGE, REVIEW
from folkmoot.metrics.waiting import DAY, known_of, known_until, passed
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

EVER = Scope()
CHANGES, ISSUES = Text("changes", "个变更"), Text("issues", "个问题单")
DAYS = Text("days", "天")
NONE = Text()


def _number(rows: Any) -> Any:
    return rows.group_by("period").agg(value=rows.count(), n=rows.count())


def _opened(asked: Any, kind: str, periods: Periods) -> Any:
    return _number(periods.split(asked.filter(asked.kind == kind)))


@indicator(
    kinds, title=Text("Changes opened", "新发起的变更"), unit=CHANGES, family="work", of="threads", better="up", empty=0,
    needs=(CHANGE,), opens="threads?thing=change&state=opened",
)  # fmt: skip
def opened_changes(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The changes opened in the period, each once."""
    return _opened(asked, CHANGE, periods)


@indicator(
    kinds, title=Text("Issues opened", "新建的问题单"), unit=ISSUES, family="work", of="threads", empty=0, needs=(ISSUE,),
    opens="threads?thing=issue&state=opened",
)  # fmt: skip
def opened_issues(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The issues opened in the period, each once."""
    return _opened(asked, ISSUE, periods)


@indicator(
    kinds, title=Text("Changes merged", "合入的变更"), unit=CHANGES, family="work", better="up", empty=0, needs=(MERGE,),
    opens="events?of=merged",
)  # fmt: skip
def merged_changes(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The changes merged in the period, each once, also those of which a git history alone tells."""
    rows = periods.split(events.filter(events.kind == MERGE))
    rows = rows.group_by(["period", "subject"]).agg(told=rows.count())
    return _number(rows)


@indicator(
    backlog.closure_ratio, title=Text("Issues closed", "关闭的问题单"), unit=ISSUES, family="work", of="threads", better="up",
    empty=0, needs=("issue.closed",), opens="threads?thing=issue&state=closed",
)  # fmt: skip
def closed_issues(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The issues whose final closing was in the period."""
    return _number(periods.split(asked.filter(asked.kind == ISSUE), "closed_at"))


def _still(asked: Any, kind: str, periods: Periods) -> Any:
    rows = asked.filter(asked.kind == kind)
    return standing(rows.select("at", "closed_at"), rows.closed_at, periods)


@indicator(
    backlog.backlog, title=Text("Open changes", "未关闭的变更"), unit=CHANGES, family="work", of="threads", better="down",
    empty=0, needs=(CHANGE,), opens="backlog?thing=change&state=open", standing=True,
)  # fmt: skip
def open_changes(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The changes that are open at the end of the period, whenever they were opened."""
    return _number(_still(asked, CHANGE, periods))


@indicator(
    backlog.backlog, title=Text("Open issues", "未关闭的问题单"), unit=ISSUES, family="work", of="threads", better="down",
    empty=0, needs=(ISSUE,), opens="backlog?thing=issue&state=open", standing=True,
)  # fmt: skip
def open_issues(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The issues that are open at the end of the period, whenever they were opened."""
    return _number(_still(asked, ISSUE, periods))


def _age(asked: Any, kind: str, periods: Periods) -> Any:
    # The last period may end after the newest fact; nobody knows what is open then.
    rows = _still(asked, kind, periods)
    end = ibis.greatest(ibis.least(rows.until_at, known_of(rows, known_until(asked, periods))), rows["at"])
    rows = rows.mutate(days=passed(rows["at"], end, DAY))
    return rows.group_by("period").agg(value=rows.days.median(), n=rows.count())


@indicator(
    backlog.backlog, title=Text("Age of open changes", "未关闭变更的存续时长"), unit=DAYS, family="work", of="threads",
    shows="days", better="down", needs=(CHANGE,), opens="backlog?thing=change&state=open", standing=True,
)  # fmt: skip
def open_change_age(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The median age in days of the changes that are open at the end of the period."""
    return _age(asked, CHANGE, periods)


@indicator(
    backlog.backlog, title=Text("Age of open issues", "未关闭问题单的存续时长"), unit=DAYS, family="work", of="threads",
    shows="days", better="down", needs=(ISSUE,), opens="backlog?thing=issue&state=open", standing=True,
)  # fmt: skip
def open_issue_age(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The median age in days of the issues that are open at the end of the period."""
    return _age(asked, ISSUE, periods)


def _silent(asked: Any, kind: str, periods: Periods) -> Any:
    rows = asked.filter(asked.kind == kind)
    answered = rows.first_response_at
    left = ibis.least(answered.coalesce(rows.closed_at), rows.closed_at.coalesce(answered))
    return _number(standing(rows.select("at", "first_response_at", "closed_at"), left, periods))


@indicator(
    unanswered, title=Text("Unanswered changes", "未响应的变更"), unit=CHANGES, family="answers", of="threads", better="down",
    empty=0, needs=(CHANGE,), opens="answers?thing=change&state=unanswered", standing=True,
)  # fmt: skip
def unanswered_changes(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The changes that are open at the end of the period and that nobody else has answered."""
    return _silent(asked, CHANGE, periods)


@indicator(
    unanswered, title=Text("Unanswered issues", "未响应的问题单"), unit=ISSUES, family="answers", of="threads", better="down",
    empty=0, needs=(ISSUE,), opens="answers?thing=issue&state=unanswered", standing=True,
)  # fmt: skip
def unanswered_issues(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The issues that are open at the end of the period and that nobody else has answered."""
    return _silent(asked, ISSUE, periods)


def _ratio(asked: Any, kind: str, periods: Periods) -> Any:
    rows = asked.filter(asked.kind == kind)
    came, went = periods.split(rows), periods.split(rows, "closed_at")
    both = came.select("period", opened=1).union(went.select("period", opened=0))
    counts = both.group_by("period").agg(opened=both.opened.sum(), n=both.count())
    ratio = (counts.n - counts.opened) / counts.opened.nullif(0)
    return counts.select("period", value=ratio, n=counts.n)


@indicator(
    backlog.closure_ratio, title=Text("Change closure ratio", "变更关闭比"), unit=NONE, family="work", of="threads",
    shows="ratio", better="up", needs=(CHANGE,), opens="threads?thing=change&state=closed",
)  # fmt: skip
def change_closure_ratio(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The changes closed or merged in the period for each one opened in it."""
    return _ratio(asked, CHANGE, periods)


@indicator(
    backlog.closure_ratio, title=Text("Issue closure ratio", "问题单关闭比"), unit=NONE, family="work", of="threads",
    shows="ratio", better="up", needs=(ISSUE,), opens="threads?thing=issue&state=closed",
)  # fmt: skip
def issue_closure_ratio(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The issues closed in the period for each one opened in it."""
    return _ratio(asked, ISSUE, periods)


@indicator(
    backlog.change_sizes, title=Text("Size of changes", "变更大小"), unit=Text("lines", "行"), family="quality", of="threads",
    needs=(MERGE,), opens="threads?thing=change&state=sized",
)  # fmt: skip
def change_size(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The median of lines added and removed, of the changes merged in the period whose size is known."""
    rows = periods.split(backlog.change_sizes(asked, EVER), "merged_at")
    rows = rows.filter(rows.lines.notnull())
    return rows.group_by("period").agg(value=rows.lines.median(), n=rows.count())


def _of_others(events: Any, _periods: Periods) -> Any:
    rows = reviewing.reviews_of_others(events)
    return rows.select("person", reviewed_at=rows["at"])


REVIEWS = Sheet("reviews", _of_others, mark="reviewed_at", many=True)
"""Every review of somebody else's change: person, reviewed_at."""


def _reviews(events: Any, periods: Periods) -> Any:
    """Return by period: reviews, reviewers, share (of the busiest one)."""
    return reviewing.concentrated(periods.split(REVIEWS(events, periods), "reviewed_at"))


@indicator(
    reviewing.review_load, title=Text("Reviews", "检视数"), unit=Text("reviews", "次"), family="quality", better="up", empty=0,
    sheet=REVIEWS, needs=(REVIEW,), opens="events?of=reviews",
)  # fmt: skip
def reviews(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The reviews of others' changes in the period."""
    found = _reviews(events, periods)
    return found.select("period", value=found.reviews, n=found.reviews)


@indicator(
    reviewing.review_load, title=Text("Reviewers", "检视人数"), unit=Text("people", "人"), family="quality", better="up", empty=0,
    sheet=REVIEWS, needs=(REVIEW,), opens="reviewing",
)  # fmt: skip
def reviewers(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The people who reviewed changes of others in the period."""
    found = _reviews(events, periods)
    return found.select("period", value=found.reviewers, n=found.reviews)


@indicator(
    reviewing.reviewer_concentration, title=Text("Share of the busiest reviewer", "检视最多者的占比"), unit=NONE,
    family="quality", shows="share", better="down", sheet=REVIEWS, needs=(REVIEW,), opens="reviewing",
)  # fmt: skip
def reviewer_concentration(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The share of the reviews in the period that the one person with most of them made."""
    found = _reviews(events, periods)
    return found.select("period", value=found.share, n=found.reviews)


@indicator(
    reviewing.change_reviews, title=Text("Merged without a review", "未经检视即合入"), unit=NONE, family="quality", of="threads",
    shows="share", better="down", needs=(REVIEW,), opens="reviewing?state=unreviewed",
)  # fmt: skip
def unreviewed_share(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The share without a review by another person, of the changes merged in the period."""
    rows = periods.split(reviewing.change_reviews(asked, EVER), "merged_at")
    return rows.group_by("period").agg(value=(rows.reviews == 0).mean(), n=rows.count())


@indicator(
    reviewing.change_reviews, title=Text("Merged by their author", "作者自行合入"), unit=NONE, family="quality", of="threads",
    shows="share", better="down", needs=(MERGE,), opens="reviewing?state=self",
)  # fmt: skip
def self_merged_share(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The share that their author merged, of the changes merged in the period of which it is known who did."""
    rows = periods.split(reviewing.change_reviews(asked, EVER), "merged_at")
    rows = rows.filter(rows.self_merged.notnull())
    return rows.group_by("period").agg(value=rows.self_merged.mean(), n=rows.count())
