"""The demo's targets are a tree that holds, at any time of the year."""

from __future__ import annotations

from datetime import date

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import check
from folkmoot.jobs.demo.aims import TOP, declared_targets
from folkmoot.jobs.demo.plan import plan_of
from folkmoot.jobs.demo.world import world_of
from folkmoot.model.community import Community
from folkmoot.model.text import Text


def test_a_goal_of_three_years_its_years_and_what_groups_do(story):
    charter = Charter(Community(Text("Example")), targets=declared_targets(story.world))
    (top,) = charter.targets_below[""]
    assert (top.id, top.begins, top.ends) == (TOP, date(2025, 1, 1), date(2027, 12, 31))
    assert [one.id for one in charter.targets_below[TOP]] == ["year-2025", "year-2026"]
    assert [one.id for one in charter.targets_below["modelzoo-2026"]] == [
        "modelzoo-models-2026", "modelzoo-questions-2026", "modelzoo-reviewers-2026",
    ]  # fmt: skip
    assert {one.measure for one in charter.targets} == {"", "indicator", "events", "roles", "measurement", "values"}
    assert [one.id for one in charter.targets if one.vanity] == ["stars-2026"]
    assert "new_people" in {one.indicator for one in charter.targets if one.year == 2026}, "what the campaigns serve"
    assert all(one.title.en and one.title.zh for one in charter.targets)
    assert sum(len(one.activities) for one in charter.targets) >= 5
    logins = {named.login for named in story.world.names}
    assert {one.owner for one in charter.targets} - {""} <= logins
    values = next(one.values for one in charter.targets if one.values)
    assert [value.value for value in values] == sorted(value.value for value in values)
    assert values[-1].day == date(2026, 4, 30)


@pytest.mark.parametrize("until", [date(2026, 1, 1), date(2026, 1, 2), date(2026, 4, 1), date(2026, 12, 31)])
def test_on_every_day_the_tree_holds(until):
    world = world_of(plan_of(today=until, until=until, people=30, months=6))
    charter = Charter(Community(Text("Example")), targets=declared_targets(world))
    wrong = {found.check for found in check(charter) if found.check.startswith("target-")}
    assert wrong <= {"target-role"}  # there are no groups here
    assert len(charter.target_by_id) == len(charter.targets)
