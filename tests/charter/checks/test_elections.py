"""Checks of elections."""

from __future__ import annotations

from dataclasses import replace

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import run
from folkmoot.model.community import Community
from folkmoot.model.election import Election, Entitled
from folkmoot.model.groups import Group, Kind
from folkmoot.model.people import Person
from folkmoot.model.text import Text

RIGHT = Election(
    "kit-2026", Text("Kit"), "tsc", "2026-03-01", "2026-03-10", "2026-03-11", "2026-03-20 18:00", officers=("ann",)
)


def said(**changes) -> list[str]:
    charter = Charter(
        Community(Text("Kit")), people=(Person("ann"),), groups=(Group(Kind.COMMITTEE, "tsc", Text("TSC")),),
        elections=(replace(RIGHT, **changes),),
    )  # fmt: skip
    return [one.check for one in run.check(charter) if one.check.startswith("election")]


def test_a_right_one_is_silent():
    assert said() == []


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"opens": "2026-03-09"}, "election-dates"),
        ({"closes": "2026-02-30"}, "election-dates"),
        ({"nominations_until": "2026-03-01", "opens": "2026-03-01 12:00"}, "election-dates"),
        ({"zone": "Mars/Base"}, "election-zone"),
        ({"officers": ("zoe",)}, "election-names"),
        ({"group": "none"}, "election-names"),
        ({"voters": Entitled(kinds=("commit.made",))}, "election-names"),
        ({"tie": "lot"}, "election-lots"),
    ],
)
def test_each_fault_is_found(changes, check):
    assert said(**changes) == [check]
