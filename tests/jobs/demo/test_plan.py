"""What a demo may be asked to be."""

from __future__ import annotations

from datetime import date

import pytest

from folkmoot.jobs.demo.plan import plan_of
from folkmoot.model.errors import BadInput

TODAY = date(2026, 5, 20)


def test_the_same_command_gives_the_same_plan_all_month_long():
    assert plan_of(today=date(2026, 5, 1)) == plan_of(today=date(2026, 5, 31))
    assert plan_of(today=TODAY).until == date(2026, 5, 1)
    assert plan_of(today=TODAY).since == date(2024, 5, 1)


def test_a_day_that_is_named_holds():
    plan = plan_of(today=TODAY, until=date(2020, 3, 15), months=3)
    assert (plan.since, plan.until, plan.days) == (date(2019, 12, 15), date(2020, 3, 15), 91)


def test_people_follow_the_events_that_are_asked_for():
    assert plan_of(today=TODAY).people == 300
    assert plan_of(today=TODAY, events=1_000_000).people == 4_000
    assert plan_of(today=TODAY, events=1_000_000, people=500).people == 500


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ({"people": 3}, "--people"),
        ({"people": 1_000_000}, "--people"),
        ({"months": 1}, "--months"),
        ({"months": 10_000}, "--months"),
        ({"seed": -1}, "--seed"),
        ({"events": 10}, "--events"),
        ({"events": 10**12}, "--events"),
        ({"until": date(1800, 1, 1)}, "--until"),
        ({"zone": "Mars/Olympus"}, "--zone"),
    ],
)
def test_what_cannot_be_is_refused_with_its_bounds(asked, where):
    with pytest.raises(BadInput) as fault:
        plan_of(today=TODAY, **asked)
    assert fault.value.where == where
    assert fault.value.mend
