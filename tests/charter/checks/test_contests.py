"""Checks of contests, and the contests that come with the program."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from folkmoot.charter.amending.contests import new_contest
from folkmoot.charter.amending.proof import amended
from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import run
from folkmoot.charter.contest_templates import templates
from folkmoot.charter.reader import read_charter
from folkmoot.model.community import Community
from folkmoot.model.contest import City, ContestPlan, Guard, ScoringRule
from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Group, Kind
from folkmoot.model.people import Person
from folkmoot.model.text import Text

GUARDS = tuple(Guard(name) for name in ("withdrawn-star", "first-star", "self-merged", "reverted"))
RULES = (ScoringRule("star", "repo.starred", Decimal(10)), ScoringRule("bug", "change.merged", Decimal(100)))
GOOD = ContestPlan(
    "c", Text("C"), "2026-03-01", "2026-03-14", RULES, organizers=("ann",), guards=GUARDS, indicator="new_people",
    ties=("bug", "earliest"),
)  # fmt: skip


def said(plan: ContestPlan) -> list[str]:
    group = Group(Kind.CHAPTER, "city", Text("City"))
    charter = Charter(Community(Text("Kit")), people=(Person("ann", "Ann"),), groups=(group,), contests=(plan,))
    return [one.check for one in run.check(charter) if one.check.startswith("contest")]


def test_a_good_contest_and_the_programs_own_have_nothing_to_mend():
    assert said(GOOD) == []
    for plan in templates().values():
        assert said(replace(plan, group="city")) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"ends": "2026-02-28"}, "contest-days"),
        ({"freeze": "2026-03-15"}, "contest-days"),
        ({"appeals_until": "2026-03-10"}, "contest-days"),
        ({"zone": "Mars/Base"}, "contest-days"),
        ({"group": "nowhere"}, "contest-people"),
        ({"reviewers": ("eve",)}, "contest-people"),
        ({"organizers": ()}, "contest-people"),
        ({"scoring": (*RULES, RULES[0])}, "contest-scoring"),
        ({"scoring": (replace(RULES[0], kind="repo.painted"),), "ties": ()}, "contest-scoring"),
        ({"ties": ("luck",)}, "contest-scoring"),
        ({"teams": "city"}, "contest-teams"),
        ({"cities": (City("a"), City("a"))}, "contest-teams"),
        ({"teams": "free", "team_least": 4, "team_most": 3}, "contest-teams"),
        ({"guards": GUARDS[1:]}, "contest-gaming"),
        ({"scoring": (*RULES, replace(RULES[0], id="commit", kind="commit.authored"))}, "contest-gaming"),
        ({"indicator": ""}, "contest-indicator"),
    ],
)
def test_each_fault_is_found(change, found):
    assert said(replace(GOOD, **change)) == [found]


def test_a_contest_is_declared_in_a_file_of_its_own_and_read_back_as_it_was(tmp_path):
    (tmp_path / "community.yaml").write_text("community: {name: Kit}\npeople: [{id: ann}]\n", "utf-8")
    charter = read_charter(tmp_path)
    plan = replace(templates()["mindcon-2020"], organizers=("ann",))
    change = new_contest(charter, plan)
    assert amended(charter, change).contests == (plan,)
    assert change.files[0].path == "contests.yaml"
    more = new_contest(replace(charter, contests=(plan,)), replace(GOOD, id="second"))
    assert [one.path for one in more.files] == ["contests.yaml"]
    for bad in (replace(plan, id="No Name"), replace(plan, title=Text())):
        with pytest.raises(BadInput):
            new_contest(charter, bad)
    with pytest.raises(BadInput, match="already"):
        new_contest(replace(charter, contests=(plan,)), plan)
