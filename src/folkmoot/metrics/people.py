"""Who takes part: active, new and returning people, and what each of them did."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.activity import CHAOSS, counted
from folkmoot.metrics.registry import metric
from folkmoot.metrics.windows import contributions, local, month, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text


@metric(
    title=Text("Active, new and returning people", "活跃、新增与回归人数"),
    says=Text(
        "People with at least one contribution in a month; new: their first one ever; returning: all others.",
        "当月至少有一次贡献的人；新增：首次贡献；回归：其余的人。",
    ),
    unit="people",
    version=1,
    source=CHAOSS + "new-contributors/",
)
def people_by_month(events: Any, scope: Scope) -> Any:
    """How many people contributed in each month, and how many of them for the first time?

    Rows: one per month with a contribution: month, active, new, returning.
    Edges: "first" looks at the whole history, also before the window; stars, forks and watches are no contribution.
    """
    mine = contributions(events)
    first = mine.group_by("person").agg(first_at=mine["at"].min())
    first = first.mutate(first_month=local(first.first_at, scope.zone).truncate("M").date()).drop("first_at")
    inside = within(mine, scope)
    seen = inside.select(person=inside.person, month=month(inside, scope)).distinct()
    both = seen.join(first, "person")
    new = (both.first_month == both.month).sum()
    return both.group_by("month").agg(active=both.count(), new=new, returning=both.count() - new).order_by("month")


@metric(
    title=Text("People in a window", "时段内人数"),
    says=Text("People with a contribution in the window, and those of them whose first one ever it was.",
              "时段内有贡献的人数，及其中首次贡献的人数。"),
    unit="people",
    version=1,
    source=CHAOSS + "contributors/",
)  # fmt: skip
def people_in_window(events: Any, scope: Scope) -> Any:
    """How many people contributed in the window, how many for the first time, and with how many events?

    Rows: one: events, contributions, people, new, merged, last_at.
    """
    mine = contributions(events)
    each = within(mine, scope).group_by("person").agg(n=ibis._.count())
    first = mine.group_by("person").agg(first_at=mine["at"].min())
    both = each.join(first, "person")
    new = (both.first_at >= scope.since_at).sum() if scope.since_at is not None else both.count()
    people = both.agg(people=both.count(), contributions=both.n.sum(), new=new)
    inside = within(events, scope)
    totals = inside.agg(
        events=inside.count(), merged=(inside.kind == "change.merged").sum(), last_at=inside["at"].max()
    )
    return totals.cross_join(people)


@metric(
    title=Text("Contributors", "贡献者"),
    says=Text(
        "What each person did. Commits leave merge commits out; those are counted beside them.",
        "每个人的活动。提交数不含合并提交，合并提交另列。",
    ),
    unit="people",
    version=1,
    source=CHAOSS + "contributors/",
)
def contributors(events: Any, scope: Scope) -> Any:
    """Who did what?

    Rows: one per person with an event in the window: person, events, commits (without merge commits), merges, merged
    (changes of theirs that were merged), reviews, first_at, last_at, organization (of their last event there).
    """
    inside = within(events, scope)
    columns = {name: value for name, value in counted(inside).items() if name != "people"}
    last = inside.organization.argmax(inside["at"])
    return inside.group_by("person").agg(**columns, organization=last)
