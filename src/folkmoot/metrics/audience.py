"""When an audience is active: people by weekday and hour of their own clocks."""

from __future__ import annotations

from typing import Any

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.levels import levels
from folkmoot.metrics.people import somebodys
from folkmoot.metrics.registry import metric
from folkmoot.metrics.windows import local, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text


@metric(
    title=Text("Active hours", "活跃时段"),
    says=Text(
        "People who did something in each hour of the week, by the clocks of the zone asked for; robots are left out.",
        "按所选时区的时钟，每周各小时有活动的人数；不含机器人。",
    ),
    unit="people",
    version=1,
    source=CHAOSS + "activity-dates-and-times/",
)
def active_hours(events: Any, scope: Scope) -> Any:
    """At which hours of the week are people active?

    Rows: one per weekday (0: Monday) and hour (0 to 23) with somebody in it: weekday, hour, people, events.
    Edges: a person counts once in each hour of the week, however often they came; changes of the clocks are followed, so that nine
    in the morning is nine in summer and in winter; accounts that are gone are nobody's.
    """
    mine = somebodys(within(events, scope))
    shown = local(mine["at"], scope.zone)
    told = mine.select("person", weekday=shown.day_of_week.index(), hour=shown.hour())
    return (
        told.group_by("weekday", "hour")
        .agg(people=told.person.nunique(), events=told.count())
        .order_by("weekday", "hour")
    )


def of_level(events: Any, scope: Scope, level: str) -> Any:
    """Return the events of people who stand at a level by what they did in the window: D0, D1 or D2; "users" stand at none."""
    standing = levels(events, scope)
    if level == "users":
        return events.anti_join(standing, "person")
    return events.semi_join(standing.filter(standing.level == level), "person")
