"""What is open and for how long, whether as much is closed as opened, and how large changes are."""

from __future__ import annotations

from typing import Any

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.registry import metric
from folkmoot.metrics.threads import CHANGE, threads
from folkmoot.metrics.waiting import open_at_end
from folkmoot.metrics.windows import is_within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text


@metric(
    title=Text("Backlog", "积压"),
    says=Text(
        "Changes and issues that are open at the end of the window, whenever they were opened, and how old they are.",
        "时段结束时仍未关闭的变更和问题单（不论何时发起）及其存续天数。",
    ),
    unit="threads",
    version=1,
    source=CHAOSS + "issue-age/",
)
def backlog(events: Any, scope: Scope) -> Any:
    """How much is open at the end of the window, and for how long?

    Rows: one per kind of thread that has something open: kind, open, unanswered, median_days, p90_days, oldest_days.
    Edges: what was closed and opened again is open since its first opening. What was closed again later is not known
    to have been open in between.
    """
    found = open_at_end(events, scope)
    return found.group_by("kind").agg(
        open=found.count(),
        unanswered=(~found.answered).sum(),
        median_days=found.days.median(),
        p90_days=found.days.quantile(0.9),
        oldest_days=found.days.max(),
    )


@metric(
    title=Text("Closure ratio", "关闭比"),
    says=Text(
        "What was closed or merged in the window for each one that was opened in it; below 1 the backlog grows.",
        "时段内关闭（含合入）数与新发起数之比；低于 1 表示积压增长。",
    ),
    unit="ratio",
    version=1,
    source=CHAOSS + "change-request-closure-ratio/",
)
def closure_ratio(events: Any, scope: Scope) -> Any:
    """Is as much closed as is opened?

    Rows: one per kind of thread that was opened or closed in the window: kind, opened, closed (merged ones among them),
    merged, ratio (closed for each opened one; null: none was opened).
    Edges: what is closed need not have been opened in the window. A closing counts when it is the final one.
    """
    asked = threads(events)
    marked = asked.mutate(
        came=is_within(asked["at"], scope),
        went=is_within(asked.closed_at, scope),
        joined=is_within(asked.merged_at, scope),
    )
    found = marked.filter(marked.came | marked.went)
    counts = found.group_by("kind").agg(opened=found.came.sum(), closed=found.went.sum(), merged=found.joined.sum())
    return counts.mutate(ratio=counts.closed / counts.opened.nullif(0))


@metric(
    title=Text("Change size", "变更大小"),
    says=Text(
        "Lines added and removed, and files touched, of the changes merged in the window.",
        "时段内合入的变更增删的行数和涉及的文件数。",
    ),
    unit="lines",
    version=1,
    source=CHAOSS + "code-changes-lines/",
)
def change_sizes(events: Any, scope: Scope) -> Any:
    """How large are the changes that are merged?

    Rows: one per change merged in the window: subject, merged_at, lines, files (null: unknown).
    Edges: known only where the source tells it with the merge; forges cut long lists of files, and what was cut is unknown.
    """
    asked = threads(events)
    asked = asked.filter(asked.kind == CHANGE, is_within(asked.merged_at, scope))
    return asked.select("subject", "merged_at", "lines", "files")
