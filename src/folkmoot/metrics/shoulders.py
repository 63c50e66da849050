"""On how few shoulders each period rests."""

from __future__ import annotations

from typing import Any

from folkmoot.metrics import concentration
from folkmoot.metrics.concentration import halved, layered, made, share_of
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.presence import THERE, contributing
from folkmoot.metrics.sheets import Sheet
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

PEOPLE, ORGANIZATIONS = Text("people", "人"), Text("organisations", "个组织")


def _resting(events: Any, periods: Periods) -> Any:
    """Return by period: people who contributed, core (of them), factor (the fewest that made half), whole (contributions)."""
    each = halved(layered(contributing(events, periods), "period"), "person", "period")
    return each.group_by("period").agg(
        core=(each.role == "core").sum(), people=each.count(), factor=each.needed.sum(), whole=each.whole.max()
    )


def _carrying(events: Any, periods: Periods) -> Any:
    rows = periods.split(made(events))
    rows = rows.filter(rows.organization.notnull())
    counts = rows.group_by(["period", "organization"]).agg(contributions=rows.count())
    each = halved(counts, "organization", "period")
    return each.group_by("period").agg(
        organizations=each.count(),
        factor=each.needed.sum(),
        largest=each.contributions.max(),
        whole=each.contributions.sum(),
    )


CARRYING = Sheet("carrying", _carrying)
"""By period: organizations, factor (the fewest that made half), largest (contributions of one), whole (of all known)."""


@indicator(
    concentration.onion, title=Text("Core people", "核心人数"), unit=PEOPLE, family="people", better="up", sheet=THERE, opens="onion?role=core",
)  # fmt: skip
def core_people(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The people of the period's core; n: all who contributed."""
    found = _resting(events, periods)
    return found.select("period", value=found.core, n=found.people)


@indicator(
    concentration.contributor_absence_factor, title=Text("Contributor absence factor", "贡献者缺席因子"), unit=PEOPLE, family="people",
    better="up", sheet=THERE, opens="onion?role=half",
)  # fmt: skip
def contributor_absence_factor(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The fewest people who made at least half of the period's contributions; n: how many contributions there were."""
    found = _resting(events, periods)
    return found.select("period", value=found.factor, n=found.whole)


@indicator(
    concentration.elephant_factor, title=Text("Elephant factor", "大象系数"), unit=ORGANIZATIONS, family="people", better="up",
    sheet=CARRYING, opens="onion?of=organizations&role=half",
)  # fmt: skip
def elephant_factor(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The fewest organisations that made at least half of the period's contributions of known organisation; n: how many those are."""
    found = CARRYING(events, periods)
    return found.select("period", value=found.factor, n=found.whole)


@indicator(
    concentration.organizational_diversity, title=Text("Organisations", "组织数"), unit=ORGANIZATIONS, family="people", better="up",
    sheet=CARRYING, opens="onion?of=organizations",
)  # fmt: skip
def organization_count(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The organisations of which somebody contributed in the period; unknown while no organisation is known."""
    found = CARRYING(events, periods)
    return found.select("period", value=found.organizations, n=found.whole)


@indicator(
    concentration.organizational_diversity, title=Text("Share of the largest organisation", "最大组织占比"), unit=Text(), family="people",
    shows="share", better="down", sheet=CARRYING, opens="onion?of=organizations",
)  # fmt: skip
def largest_organization_share(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The largest organisation's share of the period's contributions of known organisation; n: how many those are."""
    found = CARRYING(events, periods)
    return found.select("period", value=share_of(found.largest, found.whole), n=found.whole)
