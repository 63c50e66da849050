"""Who takes part: active, new and returning people, and what each of them did."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.activity import CHAOSS, counted
from folkmoot.metrics.registry import metric
from folkmoot.metrics.windows import contributions, is_contribution, is_within, month, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text


def somebodys(events: Any) -> Any:
    """Return the events of people; an account that is gone, such as github:ghost, is nobody's: its person is null."""
    return events.filter(events.person.notnull())


@metric(
    title=Text("Active, new and returning people", "活跃、新增与回归人数"),
    says=Text(
        "People with at least one contribution in a month; new: the month of their first one ever; returning: all others.",
        "当月至少有一次贡献的人；新增：首次贡献就在当月；回归：其余的人。",
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
    mine = somebodys(contributions(events))
    seen = mine.group_by(person=mine.person, month=month(mine, scope)).agg(here=is_within(mine["at"], scope).any())
    marked = seen.mutate(new=seen.month == seen.month.min().over(ibis.window(group_by="person")))
    here = marked.filter(marked.here)
    new = here.new.sum()
    return here.group_by("month").agg(active=here.count(), new=new, returning=here.count() - new).order_by("month")


@metric(
    title=Text("People in a window", "时段内人数"),
    says=Text(
        "People with a contribution in the window, and those of them whose first one ever it was.",
        "时段内有贡献的人数，及其中首次贡献的人数。",
    ),
    unit="people",
    version=2,
    source=CHAOSS + "contributors/",
)
def people_in_window(events: Any, scope: Scope) -> Any:
    """How many people contributed in the window, how many for the first time, and with how many events?

    Rows: one: events, contributions, people, new, merged, last_at (of any event in the window; null without one).
    """
    inside, mine = is_within(events["at"], scope), is_contribution(events)
    each = events.group_by("person").agg(
        events=inside.sum(),
        contributions=(inside & mine).sum(),
        first_at=events["at"].min(where=mine),
        last_at=events["at"].max(where=inside),
    )
    landed = events.filter(inside & (events.kind == "change.merged"))
    merged = landed.agg(merged=landed.subject.nunique())  # each change once
    took_part = each.person.notnull() & (each.contributions > 0)
    return each.agg(
        events=each.events.sum().fill_null(0),
        contributions=each.contributions.sum().fill_null(0),
        people=took_part.sum().fill_null(0),
        new=(took_part & is_within(each.first_at, scope)).sum().fill_null(0),
        last_at=each.last_at.max(),
    ).cross_join(merged)


@metric(
    title=Text("New people", "新增人员"),
    says=Text(
        "People whose first contribution ever is in the window.",
        "首次贡献在时段内的人。",
    ),
    unit="people",
    version=1,
    source=CHAOSS + "new-contributors/",
)
def newcomers(events: Any, scope: Scope) -> Any:
    """Who contributed for the first time ever in the window?

    Rows: one per such person: person, first_at, contributions (until the window ends), organization (of the first one).
    """
    mine = somebodys(contributions(events))
    mine = within(mine, scope.with_(since_at=None))
    each = mine.group_by("person").agg(
        first_at=mine["at"].min(), contributions=mine.count(), organization=mine.organization.argmin(mine["at"])
    )
    return each.filter(is_within(each.first_at, scope))


@metric(
    title=Text("Contributors", "贡献者"),
    says=Text(
        "What each person did. Commits leave merge commits out; those are counted beside them.",
        "每个人的活动。提交数不含合并提交，合并提交另列。",
    ),
    unit="people",
    version=2,
    source=CHAOSS + "contributors/",
)
def contributors(events: Any, scope: Scope) -> Any:
    """Who did what?

    Rows: one per person with an event in the window: person, events, contributions (without stars, forks and watches),
    commits (without merge commits), merges, merged (changes of theirs that were merged), reviews, first_at, last_at,
    organization (as of the last event there; null: unknown then).
    """
    inside = somebodys(within(events, scope))
    columns = {name: value for name, value in counted(inside).items() if name != "people"}
    columns["contributions"] = is_contribution(inside).sum()
    # A null is a value here: argmax would pass over it and show an organisation that somebody has left.
    last = inside.organization.fill_null("").argmax(inside["at"])
    return inside.group_by("person").agg(**columns, organization=last.nullif(""))
