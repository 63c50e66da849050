"""Checks of selection rounds and rules of inactivity."""

from __future__ import annotations

from dataclasses import replace

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import run
from folkmoot.model.community import Community
from folkmoot.model.groups import Group, Kind
from folkmoot.model.inactivity import InactivityPlan
from folkmoot.model.ladder import Clause, Count, Ladder, LadderStep
from folkmoot.model.rounds import RoundPlan
from folkmoot.model.text import Text

ROUND = RoundPlan("spring", "kit", ("reviewer",), "2026-03-01", "2026-03-14")
SHOWN = InactivityPlan("idle", groups=("kit",), any=(Clause(count=Count(("change.merged",), events=1, within="6m")),))


def said(plan: RoundPlan = ROUND, idle: InactivityPlan = SHOWN) -> list[str]:
    charter = Charter(
        Community(Text("Kit")),
        groups=(Group(Kind.SIG, "kit", Text("Kit")), Group(Kind.TEAM, "ops", Text("Ops"))),
        ladders=(Ladder("own", groups=("kit",), steps=(LadderStep("member"), LadderStep("reviewer"))),),
        rounds=(plan,),
        inactivity=(idle,),
    )
    return [one.check for one in run.check(charter) if one.check.startswith(("round", "inactivity"))]


def test_right_ones_are_silent():
    assert said() == []


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"group": "kid"}, "round-group"),
        ({"group": "ops"}, "round-roles"),
        ({"roles": ("owner",)}, "round-roles"),
        ({"nominations_until": "2026-02-01"}, "round-days"),
    ],
)
def test_wrong_rounds(changes, check):
    assert said(replace(ROUND, **changes)) == [check]


@pytest.mark.parametrize(
    ("changes", "check"), [({"groups": ("kid",)}, "round-group"), ({"any": ()}, "inactivity-shown")]
)
def test_wrong_rules_of_inactivity(changes, check):
    assert said(idle=replace(SHOWN, **changes)) == [check]
