"""Who was there in each period, and what they did: the sheet from which numbers of people are read."""

from __future__ import annotations

from typing import Any

from folkmoot.metrics.acts import ACTS, INTEREST, MERGED
from folkmoot.metrics.people import somebodys
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.sheets import Sheet
from folkmoot.metrics.told import NO
from folkmoot.metrics.windows import contributions, is_contribution
from folkmoot.model.event import CONTRIBUTIONS

COUNTED = sorted({*CONTRIBUTIONS, *ACTS})


def _there(events: Any, periods: Periods) -> Any:
    rows = periods.split(somebodys(events.filter(events.kind.isin(COUNTED))))
    by_kind = rows.group_by(["period", "person", "kind"]).agg(events=rows.count(), at=rows["at"].min())
    made, acts = is_contribution(by_kind), by_kind.kind.isin(list(ACTS))
    each = by_kind.group_by(["period", "person"]).agg(
        contributions=by_kind.events.sum(where=made).fill_null(0),
        at=by_kind["at"].min(where=made),
        d0=acts.any(),
        d1=(acts & ~by_kind.kind.isin(INTEREST)).any(),
        d2=(by_kind.kind == MERGED).any(),
    )
    mine = somebodys(contributions(events))
    first = mine.group_by("person").agg(first_at=mine["at"].min())
    joined = each.left_join(first, "person")
    new = (joined["at"] == joined.first_at).fill_null(NO)
    return joined.select("period", "person", "contributions", "d0", "d1", "d2", new=new)


THERE = Sheet("people there", _there, many=True)
"""By period and person: contributions (how many), new (their first one ever is among these), d0, d1, d2 (did something of the level)."""


def contributing(events: Any, periods: Periods) -> Any:
    """Return the rows of ``THERE`` with a contribution."""
    found = THERE(events, periods)
    return found.filter(found.contributions > 0)


def counted(people: Any) -> Any:
    """Return how many there are in each period: period, value, n."""
    return people.group_by("period").agg(value=people.count(), n=people.count())
