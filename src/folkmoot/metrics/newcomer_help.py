"""Help for newcomers: issues that invite them, and how soon somebody takes one."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.extracts import WHOSE, Extract
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.registry import metric
from folkmoot.metrics.threads import WELCOMING
from folkmoot.metrics.told import NO, is_true, told
from folkmoot.metrics.windows import within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

LABELED, ASSIGNED = "issue.labeled", "issue.assigned"
CLOSED, REOPENED, MOVED = "issue.closed", "issue.reopened", "issue.transferred"
ENDS = (CLOSED, MOVED)
DAY = 86400


def _marked(rows: Any) -> Any:
    label = ibis.ifelse(rows.kind == LABELED, told(rows.extra, "label").lower(), ibis.null("string"))
    rows = rows.select(*WHOSE, "subject", label=label, removed=is_true(rows.extra, "removed"))
    return rows.filter((rows.kind != LABELED) | rows.label.re_search(WELCOMING))


labelled = Extract("welcomes", (LABELED, ASSIGNED, *ENDS, REOPENED), _marked)
"""Inviting labels, and what became of issues: label (null: no label), removed (the label or the assignment was taken away)."""


@metric(
    title=Text("Issues for newcomers", "新手问题单"),
    says=Text(
        "Issues with a label such as good first issue or help wanted: when they were labelled, taken and closed.",
        "带有 good first issue、help wanted 等标签的问题单：何时打上标签、被认领和关闭。",
    ),
    unit="issues",
    version=1,
    source=CHAOSS + "issues-new/",
)
def invitations(events: Any, scope: Scope) -> Any:
    """Which issues invite newcomers, and does somebody take them?

    Rows: one per issue that got an inviting label in the window: subject, repo, at (first such label), until_at (when the last such
    label was taken away; null: it is on), taken_at (first assignment to somebody that was not before its opening; null:
    nobody took it), closed_at (last closing or move; null: open, also when it was opened again after).
    Edges: labels are mostly set by robots: give events with bots. An issue that somebody was assigned to before it was
    labelled is taken at its label. Who offers help in a comment has not taken it.
    """
    told_of = labelled(events)
    marked = told_of.filter(told_of.kind == LABELED)
    each = marked.group_by("subject", "label").agg(
        repo=marked.repo.min(),
        at=marked["at"].min(where=~marked.removed),
        on_at=marked["at"].max(where=~marked.removed),
        last=marked["at"].max(where=marked.removed),
    )
    each = each.mutate(off=(each["last"] > each.on_at).fill_null(NO))
    invited = each.group_by("subject").agg(
        repo=each.repo.min(), at=each["at"].min(), last=each["last"].max(), off=each.off.all()
    )
    invited = invited.filter(invited["at"].notnull())
    rows = _with_ends(invited, told_of)
    return within(rows, scope)


def _with_ends(invited: Any, told_of: Any) -> Any:
    after = told_of.filter(told_of.kind != LABELED)
    after = after.filter(after.subject.isin(invited.subject))
    assigned = (after.kind == ASSIGNED) & ~after.removed
    came = after.group_by("subject").agg(
        taken_at=after["at"].min(where=assigned),
        ended_at=after["at"].max(where=after.kind.isin(ENDS)),
        reopened_at=after["at"].max(where=after.kind == REOPENED),
    )
    joined = invited.left_join(came, "subject")
    none = ibis.null("timestamp")
    return joined.select(
        "subject",
        "repo",
        "at",
        until_at=ibis.ifelse(joined.off, joined["last"], none),
        taken_at=ibis.ifelse(joined.taken_at < joined["at"], joined["at"], joined.taken_at),
        closed_at=ibis.ifelse(joined.reopened_at > joined.ended_at, none, joined.ended_at),
    )


@indicator(invitations, title=Text("Open issues for newcomers", "待认领的新手问题单"), unit=Text("issues", "个"),
           family="answers", better="up", empty=0, needs=(LABELED,), ahead=True, opens="newcomer-help?state=waiting", standing=True,
           bots=True, of=labelled)  # fmt: skip
def good_first_issues(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """Issues with an inviting label that were open and that nobody had taken at the end of the period."""
    rows = invitations(asked, Scope())
    ends = periods.table().select("period", end="until_at")
    crossed = rows.join(ends, rows["at"] < ends.end)

    def later(moment: Any) -> Any:
        return moment.isnull() | (moment >= crossed.end)

    crossed = crossed.filter(later(crossed.closed_at) & later(crossed.until_at) & later(crossed.taken_at))
    return crossed.group_by("period").agg(value=crossed.count(), n=crossed.count())


@indicator(invitations, title=Text("New issues for newcomers", "新增新手问题单"), unit=Text("issues", "个"),
           family="answers", better="up", empty=0, needs=(LABELED,), opens="newcomer-help", bots=True, of=labelled)  # fmt: skip
def new_good_first_issues(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """Issues that first got an inviting label in the period."""
    rows = periods.split(invitations(asked, Scope()))
    return rows.group_by("period").agg(value=rows.count(), n=rows.count())


@indicator(invitations, title=Text("Days until a newcomer's issue is taken", "新手问题单认领时长"),
           unit=Text("days", "天"), family="answers", shows="days", better="down", needs=(LABELED, ASSIGNED),
           ahead=True, opens="newcomer-help?state=found", bots=True, of=labelled)  # fmt: skip
def good_first_taken(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The median of days from the inviting label to the first assignment, of the issues labelled in the period and taken since."""
    rows = periods.split(invitations(asked, Scope()))
    rows = rows.filter(rows.taken_at.notnull())
    days = (rows.taken_at.epoch_seconds() - rows["at"].epoch_seconds()) / DAY
    return rows.mutate(days=days).group_by("period").agg(value=ibis._.days.quantile(0.5), n=ibis._.count())
