"""A contest declared from a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from folkmoot.charter.amending.contests import CONTEST, edited_contest
from folkmoot.charter.amending.proof import amended
from folkmoot.charter.checks import check
from folkmoot.jobs import contest_refusals as refusals
from folkmoot.jobs import declaring
from folkmoot.jobs.contests import must_organise, seen
from folkmoot.jobs.declaring import groups_of
from folkmoot.model.actor import Actor
from folkmoot.model.contest import ContestPlan
from folkmoot.reports.homes import Homes

__all__ = ["Planned", "declare", "groups_of", "plan_from", "planned"]
Planned = declaring.Planned[ContestPlan]
_PLAN: TypeAdapter[ContestPlan] = TypeAdapter(ContestPlan)


def plan_from(said: Mapping[str, Any]) -> ContestPlan:
    """Return what was typed as a plan. Errors: BadInput naming the first field that is wrong."""
    return declaring.plan_from(_PLAN, said)


def planned(homes: Homes, plan: ContestPlan, *, actor: Actor, now: datetime) -> Planned:
    """Return what declaring a contest would change, and what is wrong with it; nothing is written. Errors: as of ``declaring.planned``."""
    return declaring.planned(homes, CONTEST, plan, group=plan.group, actor=actor, now=now)


def declare(homes: Homes, plan: ContestPlan, *, actor: Actor, now: datetime, branch: str = "") -> str:
    """Write a contest into the charter and return the commit; "" in a plain folder. Errors: as of ``planned``; BadInput for faults."""
    return declaring.declare(homes, planned(homes, plan, actor=actor, now=now), actor=actor, branch=branch)


def edited(homes: Homes, ident: str, said: Mapping[str, Any], *, actor: Actor, now: datetime) -> Planned:
    """Return what giving a declared contest other words and days would change; nothing is written.

    Errors: NotAllowed for who does not organise it; BadInput once it has begun, for a field that is wrong, or where nothing changes.
    """
    it = seen(homes, ident, now)
    must_organise(it, actor)
    if it.stage != "announced":
        raise refusals.RULES_FROZEN.bad()
    change = edited_contest(homes.charter, ident, said)
    if all(one.before == one.after for one in change.files):
        raise refusals.NO_CHANGE.bad()
    read = amended(homes.charter, change)
    before = {(one.check, one.says) for one in homes.findings}
    found = [one for one in check(read) if one.check.startswith(CONTEST.checks) and (one.check, one.says) not in before]
    return declaring.Planned(read.contest_by_id[ident], change, tuple(found))
