"""What waits for the reader in campaigns and partners: a review to write, a next step that is due."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.jobs.campaigns import may_manage_campaign
from folkmoot.jobs.moving import day_of
from folkmoot.model.actor import Actor
from folkmoot.reports.campaign_course import every
from folkmoot.reports.homes import Homes
from folkmoot.rules.partners import soon
from folkmoot.web.waiting import Found, Waits
from folkmoot.web.words import said


def campaigns(homes: Homes, actor: Actor, now: datetime) -> Found:
    """Yield the campaigns that are over and that the reader has not reviewed, of those that they answer for themselves."""
    if not actor.people or not homes.charter.campaigns:
        return
    own = Actor(actor.name, actor.origin, people=actor.people)
    for one in every(homes, day_of(homes, now)):
        if one.stage == "over" and may_manage_campaign(homes, one.plan, own, now):
            yield Waits(
                said(one.plan.title),
                reverse("campaign", args=[one.plan.id]),
                _("It is over; write the review."),
                asks=True,
            )


def partners(homes: Homes, actor: Actor, now: datetime) -> Found:
    """Yield the next steps that are due of the partners whom the reader looks after; of those of nobody, to operators."""
    for one in soon(homes.charter.partners, day_of(homes, now)):
        plan = one.partner
        mine = plan.owner in actor.people if plan.owner else actor.operator
        if mine and plan.next is not None:
            note = f"{said(plan.next.says)} · {plan.next.due}"
            note = f"{note} · {_('overdue')}" if one.overdue else note
            yield Waits(said(plan.name), reverse("partner-file", args=[plan.id]), note, asks=True)
