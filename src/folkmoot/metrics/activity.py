"""How much happened: by kind, month, repository, group, organisation and account."""

from __future__ import annotations

from typing import Any

from folkmoot.metrics.registry import metric
from folkmoot.metrics.windows import contributions, month, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

CHAOSS = "https://chaoss.community/kb/metric-"


@metric(
    title=Text("Activity by month", "每月活动"),
    says=Text("Events per month and kind, in the community's own months.", "按社区时区的月份和类型统计的事件数。"),
    unit="events",
    version=1,
    source=CHAOSS + "activity-dates-and-times/",
)
def activity(events: Any, scope: Scope) -> Any:
    """How much happened in each month?

    Rows: one per month and kind with at least one event: month (its first day), kind, events.
    Edges: months are those of the scope's zone; a month without events has no row.
    """
    inside = within(events, scope)
    return inside.group_by(month=month(inside, scope), kind=inside.kind).agg(events=inside.count()).order_by("month")


@metric(
    title=Text("Kinds of activity", "活动类型"),
    says=Text("Events and people per kind.", "每种类型的事件数和人数。"),
    unit="events",
    version=1,
    source=CHAOSS + "types-of-contributions/",
)
def kinds(events: Any, scope: Scope) -> Any:
    """What kinds of contributions are made?

    Rows: one per kind: kind, events, people.
    """
    inside = within(events, scope)
    return inside.group_by("kind").agg(events=inside.count(), people=inside.person.nunique())


def counted(events: Any) -> dict[str, Any]:
    """Return the counts that every table of activity has, ready for ``agg``."""
    return {
        "events": events.count(),
        "people": events.person.nunique(),
        "commits": ((events.kind == "commit.authored") & ~events.merge).sum(),
        "merges": events.merge.sum(),
        "merged": events.subject.nunique(where=events.kind == "change.merged"),  # each change once
        "reviews": (events.kind == "change.reviewed").sum(),
        "first_at": events["at"].min(),
        "last_at": events["at"].max(),
    }


@metric(
    title=Text("Repository activity", "代码仓活动"),
    says=Text(
        "Events per repository. Commits leave merge commits out; those are counted beside them.",
        "每个代码仓的事件数。提交数不含合并提交，合并提交另列。",
    ),
    unit="events",
    version=2,
    source=CHAOSS + "activity-dates-and-times/",
)
def repositories(events: Any, scope: Scope) -> Any:
    """What happened in each repository?

    Rows: one per repository with an event: repo, events, people, commits (without merge commits), merges, merged
    (changes), reviews, first_at, last_at.
    """
    inside = within(events, scope)
    return inside.group_by("repo").agg(**counted(inside))


@metric(
    title=Text("Events by repository and kind", "按代码仓和类型的事件数"),
    says=Text(
        "Events in the lake per source, repository and kind, bots among them.",
        "数据湖中每个来源、代码仓、类型的事件数，含机器人。",
    ),
    unit="events",
    version=2,
)
def held(events: Any, _scope: Scope) -> Any:
    """How many events of each source, repository and kind are in the lake?

    Rows: one per source, repository and kind: source, repo, kind, events. Edges: the whole time; the window does not
    matter.
    """
    return events.group_by(["source", "repo", "kind"]).agg(events=events.count())


@metric(
    title=Text("Group activity", "小组活动"),
    says=Text(
        "Events in the repositories of each group; an event in a repository of two groups counts for both.",
        "每个小组代码仓中的事件数；同属两个小组的代码仓中的事件两边都计。",
    ),
    unit="events",
    version=2,
    source=CHAOSS + "activity-dates-and-times/",
)
def groups(events: Any, scope: Scope) -> Any:
    """What happened in each group's repositories?

    Rows: one per group with an event: group, and the counts of ``repositories``. ``events`` must have a ``group``.
    """
    inside = within(events, scope)
    return inside.group_by("group").agg(**counted(inside))


@metric(
    title=Text("Contributions by organisation", "各组织贡献"),
    says=Text(
        "Events and people per organisation at the time of each event; people of unknown organisation stand apart.",
        "按事件发生时所属组织统计的事件数和人数；组织未知的单列。",
    ),
    unit="events",
    version=1,
    source=CHAOSS + "organizational-diversity/",
)
def organizations(events: Any, scope: Scope) -> Any:
    """From which organisations do contributions come?

    Rows: one per organisation, and one with null for "unknown": organization, events, people.
    """
    inside = within(contributions(events), scope)
    return inside.group_by("organization").agg(events=inside.count(), people=inside.person.nunique())
