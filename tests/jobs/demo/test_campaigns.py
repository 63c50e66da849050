"""The demo's campaigns: also a short demo has one that is over and claimed something."""

from __future__ import annotations

from datetime import date

import pytest

from folkmoot.jobs.demo.campaigns import campaigns_of
from folkmoot.jobs.demo.plan import FEWEST_MONTHS, plan_of
from folkmoot.jobs.demo.world import world_of

UNTIL = date(2026, 11, 1)


@pytest.mark.parametrize(("months", "over"), [(FEWEST_MONTHS, 1), (8, 1), (12, 2)])
def test_a_claim_that_is_over_is_judged_in_every_demo(months, over):
    world = world_of(plan_of(today=UNTIL, until=UNTIL, people=30, months=months))
    found = [one for one in campaigns_of(world) if one.sort == "conversion" and one.ends < UNTIL]
    assert len(found) == over
    assert all(world.plan.since < one.begins for one in found)
