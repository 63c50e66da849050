"""What is asked of every group, repository and organisation in one statement is what each of them says alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.charter.reader import read_charter
from folkmoot.jobs.demo.plan import plan_of
from folkmoot.jobs.demo.tell import tell
from folkmoot.lake.lake import Lake
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.reports.each import FIELDS, about, gauges
from folkmoot.reports.gauges import Gauge, gauge
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import question_of
from tests.reports.facts import DOCS, KIT, asking, by, homes_of

TODAY = date(2026, 5, 20)
WINDOWS = ("90d", "12m", "3d")


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Homes:
    """A small demo: some of its groups look after folders of a repository that others share."""
    folder = tmp_path_factory.mktemp("each")
    lake = Lake.at(folder / "lake")
    lake.create()
    tell(plan_of(today=TODAY, people=60, months=15, seed=7), folder / "charter", lake)
    return Homes(read_charter(folder / "charter"), lake)


def things_of(homes: Homes, kind: str) -> Sequence[str]:
    """Return the groups (those with folders first), repositories or organisations."""
    if kind == "group":
        folders = {group.slug for group in homes.charter.groups if any(one.path for one in group.repositories)}
        return sorted(homes.charter.group_by_slug, key=lambda slug: (slug not in folders, slug))
    if kind == "repo":
        return sorted(homes.coverage_by_repo)
    return [one.name for one in homes.charter.community.organizations]


def alike(one: Any, other: Any) -> bool:
    return one == other or (one is not None and other is not None and math.isclose(one, other, rel_tol=1e-9))


def differ(alone: Gauge, beside: Gauge) -> list[str]:
    numbers = [
        name for name in ("value", "n", "before", "year_ago") if not alike(getattr(alone, name), getattr(beside, name))
    ]
    return numbers + [
        name for name in ("why", "coverage", "whole", "one_past") if getattr(alone, name) != getattr(beside, name)
    ]


def same(homes: Homes, kind: str, name: str, things: Sequence[str], window: str) -> dict[str, list[str]]:
    question = question_of(homes.charter, "compare", {"since": window}, TODAY)
    beside = gauges(homes, question, INDICATORS[name], kind, things)
    alone = {thing: gauge(homes, about(question, kind, thing), INDICATORS[name], curve=False) for thing in things}
    return {thing: wrong for thing in things if (wrong := differ(alone[thing], beside[thing]))}


@pytest.mark.parametrize("name", INDICATORS)
def test_every_number_of_a_folder_a_group_a_repository_and_an_organisation_is_the_same(homes, name):
    chosen = {kind: things_of(homes, kind) for kind in FIELDS}
    assert "runtime" in chosen["group"][:6]  # only a folder of the core is its own
    place = list(INDICATORS).index(name)
    for kind, things in chosen.items():
        some = dict.fromkeys([things[0], things[place % len(things)], things[-1 - place // 2 % len(things)]])
        assert same(homes, kind, name, tuple(some), "90d") == {}, kind


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_choice_of_things_in_any_window_is_the_same(homes, data):
    kind = data.draw(st.sampled_from(sorted(FIELDS)))
    things = data.draw(st.lists(st.sampled_from(things_of(homes, kind)), min_size=1, max_size=4, unique=True))
    name = data.draw(st.sampled_from(sorted(INDICATORS)))
    assert same(homes, kind, name, things, data.draw(st.sampled_from(WINDOWS))) == {}


def test_groups_that_share_a_repository_each_count_its_events(tmp_path):
    """
    2024-05-01T00:00  commit.authored  kit@1   ann  dirs=["docs"]
    2024-05-02T00:00  commit.authored  kit@2   bo   dirs=["src"]
    2024-05-03T00:00  commit.authored  docs@3  cy
    """
    words = test_groups_that_share_a_repository_each_count_its_events.__doc__ or ""
    homes = homes_of(tmp_path, words)
    rows = by(asking(homes)("compare", names="active_people", since="90d"), "thing")
    assert {thing: row["active_people"] for thing, row in rows.items()} == {"compiler": 2, "writing": 2}
    rows = by(asking(homes)("compare", names="active_people", since="90d", by="repo"), "thing")
    assert {thing: row["active_people"] for thing, row in rows.items()} == {KIT: 2, DOCS: 1}
