"""A campaign declared from a form, before it begins."""

from __future__ import annotations

from datetime import date, datetime

from folkmoot.charter.amending.entries import Sort
from folkmoot.jobs.moving import day_of
from folkmoot.jobs.refusing import Refusal
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes

CAMPAIGN = Sort("campaigns", Text("a campaign", "活动"), "spring-camp", "campaign-")
_TOO_LATE = Refusal(
    Text("a campaign is declared before it begins.", "活动须在开始之前声明。"),
    Text("Choose a first day that lies ahead.", "请选择尚未到来的开始日期。"),
)


def must_lie_ahead(homes: Homes, begins: date, now: datetime) -> None:
    """Errors: BadInput for a campaign that has begun: what is to be shown is said before."""
    if begins <= day_of(homes, now):
        raise _TOO_LATE.bad()
