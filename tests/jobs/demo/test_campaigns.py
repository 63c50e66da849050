"""The demo's campaigns: also a short demo has one that is over and claimed something."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from folkmoot.jobs.demo.campaigns import WORKED, campaigns_of
from folkmoot.jobs.demo.flows.campaigns import campaign_events
from folkmoot.jobs.demo.plan import FEWEST_MONTHS, plan_of
from folkmoot.jobs.demo.world import world_of

UNTIL = date(2026, 11, 1)


@pytest.mark.parametrize(("months", "over"), [(FEWEST_MONTHS, 1), (6, 1), (8, 2), (12, 2)])
def test_a_claim_that_is_over_is_judged_in_every_demo(months, over):
    world = world_of(plan_of(today=UNTIL, until=UNTIL, people=30, months=months))
    found = [one for one in campaigns_of(world) if one.sort == "conversion" and one.ends < UNTIL]
    assert len(found) == over
    assert all(world.plan.since < one.begins for one in found)


@pytest.mark.parametrize(("people", "months"), [(60, 8), (300, 24)])
def test_the_newcomers_come_to_no_control_and_early_enough_to_be_judged(people, months):
    world = world_of(plan_of(today=UNTIL, until=UNTIL, people=people, months=months))
    worked = next(one for one in campaigns_of(world) if one.id == WORKED)
    places = {row["repo"] for row in campaign_events(world).to_pylist()}
    groups = {
        world.layout.groups[one.group].slug for one in world.layout.parcels if world.layout.repos[one.repo] in places
    }
    assert groups == set(worked.comparison.treated)
    assert (worked.begins - world.plan.since).days >= 20 * 7
    assert worked.ends + timedelta(days=worked.lasts) < UNTIL
    assert len(worked.comparison.controls) >= 3
