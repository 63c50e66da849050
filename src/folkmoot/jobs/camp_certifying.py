"""Certificates of completed camps: for oneself when asked, or for all who agreed to be named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from folkmoot.jobs import camp_refusals as refusals
from folkmoot.jobs.camps import must_coach, own_walk, seen
from folkmoot.jobs.certifying import certify
from folkmoot.ledger import certificates as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.camp import Walk
from folkmoot.model.certificate import Award, Certificate, Evidence, Issuer
from folkmoot.model.text import Text
from folkmoot.reports.camp_course import Camp
from folkmoot.reports.homes import Homes
from folkmoot.rules import camps as rules
from folkmoot.rules import telling_camps as say


def key_of(camp: str, person: str) -> str:
    """Return under what the completion of a camp is certified."""
    return f"camp/{camp}/{person}"


def award_of(camp: Camp, walk: Walk) -> Award:
    """Return what is certified of somebody who completed a camp: the days that counted, by which rule."""
    plan, days = camp.plan, [mark.number for mark in walk.marks if mark.by]
    said = Text(
        f"{walk.counted} of {rules.length_of(plan)} days, from {rules.first_of(plan)} to {rules.last_of(plan)}.",
        f"{rules.first_of(plan)} 至 {rules.last_of(plan)}，完成 {rules.length_of(plan)} 天中的 {walk.counted} 天。",
    )
    title = Text(f"Completed: {plan.title.said_in('en')}", f"{plan.title.said_in('zh')}结营")
    evidence = (Evidence(Text("Days that counted", "计入的天"), said),)
    return Award(
        "camp", key_of(plan.id, walk.person), title, plan.says or title, say.rule_words(plan), evidence,
        {"camp": plan.id, "days": days, "longest": walk.longest},
    )  # fmt: skip


def waiting(camp: Camp, now: datetime) -> list[Walk]:
    """Return who has completed a camp, agreed to be named, and has no certificate of it yet."""
    if not camp.plan.certificate:
        return []
    given = ledger.keys_given(f"camp/{camp.plan.id}/")
    return [
        one
        for one in camp.walks(now)
        if one.completed_at and one.named and _is_known(camp, one) and key_of(camp.plan.id, one.person) not in given
    ]


def _is_known(camp: Camp, walk: Walk) -> bool:
    known = camp.homes.faces.known(walk.person)
    return known is not None and not known.bot and not known.hidden


def everybody(homes: Homes, ident: str, issuer: Issuer, *, actor: Actor, now: datetime) -> list[Certificate]:
    """Certify all who completed a camp and agreed to be named. Done again it does nothing. Errors: NotAllowed for who does not coach."""
    camp = seen(homes, ident)
    must_coach(camp, actor, now)
    if not camp.plan.certificate:
        raise refusals.NO_CERTIFICATE.bad()
    return [certify(homes, issuer, one.person, award_of(camp, one), actor=actor, now=now) for one in waiting(camp, now)]


def own(
    homes: Homes, ident: str, names: Sequence[str], issuer: Issuer, *, actor: Actor, now: datetime
) -> Certificate:  # fmt: skip
    """Certify to somebody who asks for it that they completed a camp; their name stands on it, whatever the board shows.

    Errors: BadInput for who takes no part, has not completed it, or has proven no account; and where the camp gives none.
    """
    camp = seen(homes, ident)
    walk = own_walk(camp, names, now)
    if walk is None:
        raise refusals.NOT_IN.bad()
    if not camp.plan.certificate:
        raise refusals.NO_CERTIFICATE.bad()
    if walk.completed_at is None:
        raise refusals.NOT_COMPLETED.bad(counted=walk.counted, need=rules.need_of(camp.plan))
    if homes.faces.known(walk.person) is None:
        raise refusals.NO_NUMBER.bad()
    return certify(homes, issuer, walk.person, award_of(camp, walk), actor=actor, now=now)
