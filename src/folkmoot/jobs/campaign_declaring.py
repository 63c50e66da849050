"""A campaign declared from a form, before it begins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from folkmoot.charter.amending.entries import Sort
from folkmoot.jobs import declaring
from folkmoot.jobs.declaring import groups_of
from folkmoot.jobs.moving import day_of
from folkmoot.jobs.refusing import Refusal
from folkmoot.model.actor import Actor
from folkmoot.model.campaign import CampaignPlan
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes

__all__ = ["CAMPAIGN", "Planned", "declare", "groups_of", "must_lie_ahead", "plan_from", "planned"]
CAMPAIGN = Sort("campaigns", Text("a campaign", "活动"), "spring-camp", "campaign-")
Planned = declaring.Planned[CampaignPlan]
_PLAN: TypeAdapter[CampaignPlan] = TypeAdapter(CampaignPlan)
_TOO_LATE = Refusal(
    Text("a campaign is declared before it begins.", "活动须在开始之前声明。"),
    Text("Choose a first day that lies ahead.", "请选择尚未到来的开始日期。"),
)


def plan_from(said: Mapping[str, Any]) -> CampaignPlan:
    """Return what was typed as a plan. Errors: BadInput naming the first field that is wrong."""
    return declaring.plan_from(_PLAN, said)


def must_lie_ahead(homes: Homes, begins: date, now: datetime) -> None:
    """Errors: BadInput for a campaign that has begun: what is to be shown is said before."""
    if begins <= day_of(homes, now):
        raise _TOO_LATE.bad()


def planned(homes: Homes, plan: CampaignPlan, *, actor: Actor, now: datetime) -> Planned:
    """Return what declaring a campaign would change, and what is wrong with it; nothing is written.

    Errors: as of ``declaring.planned``; BadInput for one that has begun: what is to be shown is said before.
    """
    must_lie_ahead(homes, plan.begins, now)
    return declaring.planned(homes, CAMPAIGN, plan, group=plan.group, actor=actor, now=now)


def declare(homes: Homes, plan: CampaignPlan, *, actor: Actor, now: datetime, branch: str = "") -> str:
    """Write a campaign into the charter and return the commit; "" in a plain folder. Errors: as of ``planned``; BadInput for faults."""
    return declaring.declare(homes, planned(homes, plan, actor=actor, now=now), actor=actor, branch=branch)
