"""On how few shoulders each period rests."""

from __future__ import annotations

from typing import Any

from folkmoot.metrics import concentration
from folkmoot.metrics.concentration import fewest, layered, made, share_of
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.periods import Periods
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

PEOPLE, ORGANIZATIONS = Text("people", "人"), Text("organisations", "个组织")


def _by_period(events: Any, periods: Periods, who: str) -> Any:
    """Return the contributions of each person or organisation in each period."""
    rows = periods.split(made(events))
    rows = rows.filter(rows[who].notnull())
    return rows.group_by(["period", who]).agg(contributions=rows.count())


@indicator(
    concentration.onion, title=Text("Core people", "核心人数"), unit=PEOPLE, family="people", better="up", opens="onion?role=core",
)  # fmt: skip
def core_people(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The people of the period's core; n: all who contributed."""
    each = layered(_by_period(events, periods, "person"), "period")
    return each.group_by("period").agg(value=(each.role == "core").sum(), n=each.count())


@indicator(
    concentration.contributor_absence_factor, title=Text("Contributor absence factor", "贡献者缺席因子"), unit=PEOPLE, family="people",
    better="up", opens="onion?role=core",
)  # fmt: skip
def contributor_absence_factor(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The fewest people who made at least half of the period's contributions; n: how many contributions there were."""
    found = fewest(_by_period(events, periods, "person"), "person", "period")
    return found.select("period", value=found.factor, n=found.whole)


@indicator(
    concentration.elephant_factor, title=Text("Elephant factor", "大象系数"), unit=ORGANIZATIONS, family="people", better="up",
    opens="onion",
)  # fmt: skip
def elephant_factor(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The fewest organisations that made at least half of the period's contributions of known organisation; n: how many those are."""
    found = fewest(_by_period(events, periods, "organization"), "organization", "period")
    return found.select("period", value=found.factor, n=found.whole)


@indicator(
    concentration.organizational_diversity, title=Text("Organisations", "组织数"), unit=ORGANIZATIONS, family="people", better="up",
    opens="onion",
)  # fmt: skip
def organization_count(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The organisations of which somebody contributed in the period; unknown while no organisation is known."""
    each = _by_period(events, periods, "organization")
    return each.group_by("period").agg(value=each.count(), n=each.contributions.sum())


@indicator(
    concentration.organizational_diversity, title=Text("Share of the largest organisation", "最大组织占比"), unit=Text(), family="people",
    shows="share", better="down", opens="onion",
)  # fmt: skip
def largest_organization_share(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The largest organisation's share of the period's contributions of known organisation; n: how many those are."""
    each = _by_period(events, periods, "organization")
    whole = each.contributions.sum()
    return each.group_by("period").agg(value=share_of(each.contributions.max(), whole), n=whole)
