"""A contest declared from a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from folkmoot.charter.amending.contests import CONTEST, edited_contest
from folkmoot.charter.contest_evaluators import EVALUATORS, brought
from folkmoot.jobs import contest_refusals as refusals
from folkmoot.jobs import declaring
from folkmoot.jobs.contests import must_organise, seen
from folkmoot.jobs.declaring import groups_of
from folkmoot.model.actor import Actor
from folkmoot.model.contest import ContestPlan
from folkmoot.reports.homes import Homes

__all__ = ["Planned", "edited", "groups_of", "plan_from", "planned"]
Planned = declaring.Planned[ContestPlan]
_PLAN: TypeAdapter[ContestPlan] = TypeAdapter(ContestPlan)


def plan_from(said: Mapping[str, Any]) -> ContestPlan:
    """Return what was typed as a plan. Errors: BadInput naming the first field that is wrong."""
    return declaring.plan_from(_PLAN, said)


def planned(homes: Homes, plan: ContestPlan, *, actor: Actor, now: datetime, evaluator: str = "") -> Planned:
    """Return what declaring a contest would change, and what is wrong with it; nothing is written.

    ``evaluator``: one that comes with the program, whose scripts the change brings along. Errors: as of ``declaring.planned``.
    """
    beside = brought(homes.charter, evaluator, plan.id) if evaluator in EVALUATORS else None
    return declaring.planned(homes, CONTEST, plan, group=plan.group, actor=actor, now=now, beside=beside)


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
    read, found = declaring.found_in(homes, CONTEST, change)
    return declaring.Planned(read.contest_by_id[ident], change, found)
