"""What is recorded about campaigns: visits by code without anybody's name, who says they came by one, costs, lessons, the review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from folkmoot.jobs import campaign_refusals as refusals
from folkmoot.jobs.moving import day_of
from folkmoot.ledger import programmes
from folkmoot.model.actor import Actor
from folkmoot.model.campaign import CampaignPlan, Cost, Touch
from folkmoot.model.programme import Act
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import may_manage
from folkmoot.rules.campaigns import PROGRAMME, TOUCHES, log_of, stage_of

VISITOR = Actor("visitor", origin="portal")
TRIES = 5
AMINUTE, MOST = timedelta(minutes=1), 60  # visits by a code in a minute; more are robots
EARLY = timedelta(days=60)  # a code on a poster is met before the campaign begins
WORDS = 4000


def plan_of(homes: Homes, ident: str) -> CampaignPlan:
    """Return a declared campaign. Errors: BadInput when the charter declares none of that id."""
    if ident not in homes.charter.campaign_by_id:
        raise refusals.NO_CAMPAIGN.bad(ident=ident[:60])
    return homes.charter.campaign_by_id[ident]


def code_of(homes: Homes, code: str) -> tuple[CampaignPlan, Touch]:
    """Return the campaign of a code, and what the charter says of the code. Errors: BadInput when there is none."""
    for one in homes.charter.campaigns:
        for touch in one.touch:
            if touch.code == code:
                return one, touch
    raise refusals.NO_CODE.bad(code=code[:60])


def touch(homes: Homes, code: str, *, now: datetime) -> bool:
    """Count that somebody came by a code; return whether it was counted. Nothing is kept of who it was.

    Edges: not counted long before the campaign or after its end, when it is called off, nor beyond sixty in a minute.
    Errors: BadInput when there is no such code.
    """
    plan, _touch = code_of(homes, code)
    if not takes(homes, plan, now):
        return False
    for _try in range(TRIES):
        seen = programmes.acts(TOUCHES, code)
        if sum(1 for act in seen[-MOST:] if act.at > now - AMINUTE) >= MOST:
            return False
        try:
            programmes.record(TOUCHES, code, seen, "touch", actor=VISITOR, now=now)
        except programmes.Overtaken:
            continue
        return True
    return False


def takes(homes: Homes, plan: CampaignPlan, now: datetime) -> bool:
    """Return whether who comes by a code is counted for a campaign now: from two months before it until its effect is over."""
    day = day_of(homes, now)
    return not plan.cancelled and plan.begins - EARLY <= day <= plan.ends + timedelta(days=plan.lasts)


def sign_up(homes: Homes, code: str, own: Sequence[str], what: str, *, actor: Actor, now: datetime) -> bool:
    """Record that somebody who came by a code has signed up for something; return whether it was recorded.

    ``what``: such as ``contest city-week`` or ``account``. Edges: once for each person and thing; nothing for who has proven no account,
    for an unknown code, or outside the campaign's time, since signing up itself has succeeded already.
    """
    plan = next((one for one in homes.charter.campaigns if any(touch.code == code for touch in one.touch)), None)
    if plan is None or not own or not takes(homes, plan, now):
        return False
    for _try in range(TRIES):
        seen = programmes.acts(PROGRAMME, plan.id)
        if any((person, what) in log_of(seen).sign_ups for person in own):
            return False
        try:
            programmes.record(
                PROGRAMME, plan.id, seen, "sign-up", actor=actor, now=now, person=own[0], code=code, **{"for": what}
            )
        except programmes.Overtaken:
            continue
        return True
    return False


def arrive(homes: Homes, code: str, own: Sequence[str], *, actor: Actor, now: datetime) -> bool:
    """Record that somebody who is signed in says they came by a code; return whether it was their first for the campaign.

    Errors: NotAllowed for who has proven no account; BadInput for no such code, or outside the campaign's time.
    """
    plan, _touch = code_of(homes, code)
    if not own:
        raise refusals.NOBODY.barred()
    if not takes(homes, plan, now):
        raise refusals.NOT_RUNNING.bad()
    seen = programmes.acts(PROGRAMME, plan.id)
    if set(own) & set(log_of(seen).arrivals):
        return False
    programmes.record(PROGRAMME, plan.id, seen, "arrive", actor=actor, now=now, person=own[0], code=code)
    return True


def may_manage_campaign(homes: Homes, plan: CampaignPlan, actor: Actor, now: datetime) -> bool:
    """Return whether somebody answers for a campaign: its owner, those who lead its group, and operators."""
    group = homes.charter.group_by_slug.get(plan.group)
    leads = group is not None and may_manage(actor, group, day_of(homes, now))
    return actor.operator or leads or bool(plan.owner and plan.owner in actor.people)


def spend(homes: Homes, ident: str, cost: Cost, *, actor: Actor, now: datetime, why: str = "") -> Act:
    """Record what a campaign has cost. Errors: NotAllowed; BadInput before it begins."""
    plan, seen = _mine(homes, ident, actor, now)
    if stage_of(plan, log_of(seen), day_of(homes, now)) == "planned":
        raise refusals.NOT_RUNNING.bad()
    return programmes.record(
        PROGRAMME,
        ident,
        seen,
        "cost",
        actor=actor,
        now=now,
        why=why[:WORDS],
        amount=cost.amount,
        currency=cost.currency,
        hours=cost.hours,
    )


def learn(homes: Homes, ident: str, says: str, *, actor: Actor, now: datetime) -> Act:
    """Record what was learnt from a campaign, whatever became of it. Errors: NotAllowed; BadInput for no words."""
    _plan, seen = _mine(homes, ident, actor, now)
    if not says.strip():
        raise refusals.NO_WORDS.bad()
    return programmes.record(PROGRAMME, ident, seen, "lesson", actor=actor, now=now, why=says.strip()[:WORDS])


def review(homes: Homes, ident: str, says: str, *, actor: Actor, now: datetime) -> Act:
    """Record the review of a campaign that is over: what its owner makes of it. Errors: NotAllowed; BadInput before the end, no words."""
    plan, seen = _mine(homes, ident, actor, now)
    if stage_of(plan, log_of(seen), day_of(homes, now)) not in ("over", "reviewed"):
        raise refusals.NOT_OVER.bad()
    if not says.strip():
        raise refusals.NO_WORDS.bad()
    return programmes.record(PROGRAMME, ident, seen, "review", actor=actor, now=now, why=says.strip()[:WORDS])


def _mine(homes: Homes, ident: str, actor: Actor, now: datetime) -> tuple[CampaignPlan, tuple[Act, ...]]:
    plan = plan_of(homes, ident)
    if not may_manage_campaign(homes, plan, actor, now):
        raise refusals.NOT_YOURS.barred(who=actor.name or refusals.SIGNED_OUT)
    return plan, programmes.acts(PROGRAMME, ident)
