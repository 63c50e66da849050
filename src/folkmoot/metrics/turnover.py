"""Who comes, stays and goes, period by period."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.ending import ended_in
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.people import people_by_month, somebodys
from folkmoot.metrics.periods import Periods, Span
from folkmoot.metrics.presence import THERE, contributing, counted
from folkmoot.metrics.retention import QUIET, both_ways, leaving, ways
from folkmoot.metrics.windows import contributions
from folkmoot.model.event import CONTRIBUTIONS
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

PEOPLE = Text("people", "人")


def _made(events: Any) -> Any:
    return somebodys(contributions(events))


@indicator(
    people_by_month, title=Text("Active people", "活跃人数"), unit=PEOPLE, family="people", better="up", empty=0, sheet=THERE,
    needs=CONTRIBUTIONS, opens="people?kind=contributors",
)  # fmt: skip
def active_people(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The people with a contribution in the period."""
    return counted(contributing(events, periods))


@indicator(
    people_by_month, title=Text("New people", "新增人数"), unit=PEOPLE, family="people", better="up", empty=0, sheet=THERE,
    needs=CONTRIBUTIONS, opens="people?kind=new",
)  # fmt: skip
def new_people(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The people whose first contribution ever is in the period."""
    return counted(contributing(events, periods).filter(lambda table: table.new))


@indicator(
    people_by_month, title=Text("Returning people", "回归人数"), unit=PEOPLE, family="people", better="up", empty=0, sheet=THERE,
    needs=CONTRIBUTIONS, opens="people?kind=returning",
)  # fmt: skip
def returning_people(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The people with a contribution in the period whose first one ever was before it."""
    return counted(contributing(events, periods).filter(lambda table: ~table.new))


@indicator(
    leaving, title=Text("People who left", "离开人数"), unit=PEOPLE, family="people", better="down", empty=0,
    needs=CONTRIBUTIONS, ahead=True, opens="people?kind=left",
)  # fmt: skip
def left_people(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The people whose 90th day without a contribution is in the period, whether or not they came back later."""
    rows = periods.split(silences(_made(events)), "gone_at")
    end = ibis.literal(periods.until_at, "timestamp(6)") if not periods.length else ended_in(events, periods)
    rows = rows.filter(rows.gone_at <= end)
    each = rows.group_by(["period", "person"]).agg()
    return each.group_by("period").agg(value=each.count(), n=each.count())


def silences(mine: Any) -> Any:
    """Return when people fell silent for more than 90 days: person, last_at, gone_at, back_at (null: never since).

    Contributions are put together by the month first, for within a month nobody is silent for so long.
    """
    heaps = mine.group_by(person=mine.person, heap=mine["at"].truncate("M")).agg(
        first_at=mine["at"].min(), last_at=mine["at"].max()
    )
    here = ibis.window(group_by="person", order_by="heap")
    each = heaps.mutate(gone_at=heaps.last_at + ibis.interval(days=QUIET), back_at=heaps.first_at.lead().over(here))
    return each.filter(each.back_at.isnull() | (each.back_at > each.gone_at)).select(
        "person", "last_at", "gone_at", "back_at"
    )


@indicator(
    both_ways, title=Text("Retained people", "留存率"), unit=Text(), family="people", shows="share", better="up",
    needs=CONTRIBUTIONS, compares=True, ahead=True, opens="people?kind=kept",
)  # fmt: skip
def retained_share(events: Any, _scope: Scope, periods: Periods) -> Any:
    """Of the people active in the period before (or in as much time before), the share that is active in it too; n: how many they were."""
    mine = _made(events)
    rows = (
        _calendar(mine, events, periods)
        if periods.length
        else ibis.union(*(_around(mine, span) for span in periods.spans))
    )
    rows = rows.filter(rows.before > 0)
    return rows.select("period", value=rows.kept / rows.before, n=rows.before)


def _calendar(mine: Any, events: Any, periods: Periods) -> Any:
    rows = ways(mine.filter(mine["at"] < periods.until_at), periods.length, periods.zone)
    rows = rows.filter(rows.period >= periods.spans[0].first, rows.period <= periods.spans[-1].first)
    # what has not begun is not told: nobody was lost in it
    begun = periods.table().filter(lambda table: table.since_at <= ended_in(events, periods)).select("period")
    return rows.semi_join(begun, "period").select("period", "kept", "before")


def _around(mine: Any, span: Span) -> Any:
    """Return how many people were there in the length of time before a span, and how many of them in it too."""
    near = mine.filter(mine["at"] >= span.since_at - (span.until_at - span.since_at), mine["at"] < span.until_at)
    each = near.group_by("person").agg(then=(near["at"] < span.since_at).any(), now=(near["at"] >= span.since_at).any())
    counts = each.agg(kept=(each.then & each.now).sum().fill_null(0), before=each.then.sum().fill_null(0))
    return counts.select(period=ibis.literal(span.first), kept=counts.kept, before=counts.before)
