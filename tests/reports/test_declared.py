"""Indicators that a charter names, held against those that there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.standard import standard_evaluation
from folkmoot.metrics import reference
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.alerts import Alert, AlertRule
from folkmoot.model.board import Board
from folkmoot.model.community import Community, Skip
from folkmoot.model.finding import Place
from folkmoot.model.health import Evaluation, EvaluationItem
from folkmoot.model.scores import Score, ScorePart
from folkmoot.model.targets import Target
from folkmoot.model.text import Text
from folkmoot.reports.declared import all_findings, indicator_findings
from tests.reports.facts import CHARTER, homes_of

EXAMPLE = Charter(Community(Text("Example")), groups=CHARTER.groups)


def target(name: str, **more: object) -> Target:
    return Target(name, Text(name), 3, 2026, indicator=name, place=Place("t.yaml", 1), **more)  # type: ignore[arg-type]


def test_a_charter_without_indicators_has_no_findings():
    assert indicator_findings(EXAMPLE) == ()
    assert not [one for one in all_findings(EXAMPLE) if one.check == "unknown-indicator"]


def test_every_place_that_names_one_is_looked_at():
    charter = replace(
        EXAMPLE,
        targets=(target("activ_people", group="compiler", beside="no_a"),),
        scores=(Score("s", Text("S"), (ScorePart("no_b", cap=1),)),),
        evaluations=(Evaluation("e", items=(EvaluationItem("i", Text("I"), "norms", indicator="no_c", at_least=1),)),),
        alerts=(Alert("a", AlertRule(falls=0.3), indicator="no_d"), Alert("b", AlertRule(stale=3))),
        board=Board(tiles=("no_e",), wall=("no_e", "no_f")),
    )
    found = indicator_findings(charter)
    assert [one.says.en for one in found] == [
        "The target activ_people names 'activ_people', which is no indicator.",
        "The target activ_people names 'no_a', which is no indicator.",
        "The score s names 'no_b', which is no indicator.",
        "The item i of e names 'no_c', which is no indicator.",
        "The alert a names 'no_d', which is no indicator.",
        "The board names 'no_e', which is no indicator.",
        "The board names 'no_f', which is no indicator.",
    ]
    assert (found[0].place, found[0].subject) == (Place("t.yaml", 1), "compiler")


def test_a_near_miss_is_said(monkeypatch):
    assert reference.DECLARED  # they are there before one is added
    monkeypatch.setitem(INDICATORS, "active_people", None)
    found = indicator_findings(replace(EXAMPLE, board=Board(tiles=("activ_people",))))
    assert "Write 'active_people' if you meant that." in found[0].mend.en


def known(*, vanity: bool) -> str | None:
    return next((one.name for one in INDICATORS.values() if one.vanity is vanity), None)


def test_a_vanity_indicator_is_marked_or_has_another_beside_it():
    indicator_findings(replace(EXAMPLE, board=Board(tiles=("x",))))  # so that the indicators are there
    vain, sound = known(vanity=True), known(vanity=False)
    if vain is None or sound is None:
        pytest.skip("there is no vanity indicator to ask about")
    alone, marked, both, fine = target(vain), target(vain, vanity=True), target(vain, beside=sound), target(sound)
    charter = replace(EXAMPLE, targets=(alone, marked, both, fine))
    assert [one.check for one in indicator_findings(charter)] == ["vanity-alone"]


def test_a_skip_hides_it_and_the_homes_tell_it(tmp_path):
    charter = replace(CHARTER, board=Board(tiles=("no_such",), place=Place("board.yaml", 1)))
    homes = homes_of(tmp_path / "lake", "", charter=charter)
    assert [one.place.path for one in homes.findings if one.check == "unknown-indicator"] == ["board.yaml"]
    hidden = replace(charter, skips=(Skip("unknown-indicator", "Comes later."),))
    told = [one.check for one in all_findings(hidden)]
    assert "unknown-indicator" not in told
    assert "skip-unused" not in told


def test_the_evaluation_that_comes_with_the_program_names_indicators_that_there_are():
    assert indicator_findings(replace(EXAMPLE, evaluations=(standard_evaluation(),))) == ()
