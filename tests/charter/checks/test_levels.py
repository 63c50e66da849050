"""Checks of levels, and the levels that come with the program."""

from __future__ import annotations

from dataclasses import replace

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import run
from folkmoot.charter.levels import ladder_of_levels, levels_of, usual_levels
from folkmoot.model.community import Community
from folkmoot.model.ladder import AskedVote, Clause, Count
from folkmoot.model.level import Level
from folkmoot.model.text import Text

FIRST = Level("si", "SI", Text("First"))
SECOND = Level("st", "ST", Text("Second"), all=(Clause(count=Count(("change.merged",), subjects=1)),))


def said(*levels: Level) -> list[str]:
    charter = Charter(Community(Text("Kit")), levels=levels)
    return [one.check for one in run.check(charter) if one.check.startswith("level")]


def test_good_levels_and_the_programs_own_have_nothing_to_mend():
    assert said(FIRST, SECOND) == []
    assert said(*usual_levels()) == []
    assert levels_of(Charter(Community(Text("Kit")))) == usual_levels()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"letters": "SI"}, "level-letters"),
        ({"all": ()}, "level-letters"),
        ({"all": (Clause(vote=AskedVote()),)}, "level-clauses"),
        ({"all": (Clause(count=Count(("change.meged",), subjects=1)),)}, "level-clauses"),
        ({"all": (Clause(any=(Clause(judged=Text("nice")),)),)}, "level-clauses"),
    ],
)
def test_what_is_wrong_is_told(change, found):
    assert found in said(FIRST, replace(SECOND, **change))


def test_a_first_level_that_asks_something_is_told():
    assert said(SECOND) == ["level-letters"]


def test_what_a_level_counts_is_counted_anywhere_and_a_role_in_any_group():
    nested = replace(SECOND, all=(), any=(*SECOND.all, Clause(all=(Clause(role="lead"),))))
    leaves = ladder_of_levels((FIRST, nested)).steps[1].leaves
    assert (leaves[0].count.where, leaves[1].group) == ("anywhere", "any")
