"""Dormancy: everything asked must be lacking, and known to be; unread is unknown, never dormant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.dormancy import USUAL, DormancyRule, Quiet, Signal
from folkmoot.model.groups import Group, Kind
from folkmoot.model.ladder import Verdict
from folkmoot.model.text import Text
from folkmoot.rules.dormancy import judge, rule_of

SILENT = Quiet(
    events=3, events_sure=True, last_on=date(2025, 12, 1), meetings=0, meetings_sure=True, leads=2, active_leads=0, leads_sure=True
)  # fmt: skip
SINCE, UNTIL = date(2025, 11, 1), date(2026, 4, 30)


def judged(told: Quiet, rule: DormancyRule = USUAL, created: date | None = None) -> Signal:
    return judge(rule, told, created=created, since=SINCE, until=UNTIL)


def test_a_group_that_lacks_everything_and_was_read_looks_dormant():
    found = judged(SILENT)
    assert found.dormant
    assert [(one.name, one.word, one.found, one.least) for one in found.lacks] == [
        ("events", Verdict.MET, 3, 10), ("meetings", Verdict.MET, 0, 1), ("leads", Verdict.MET, 0, 1),
    ]  # fmt: skip
    assert found.lacks[0].says.en == "3 events; 10 would show life, the last on 2025-12-01"


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"events": 10}, Verdict.NOT_MET),
        ({"events": 10, "events_sure": False}, Verdict.NOT_MET),  # enough was seen, whatever is missing
        ({"meetings": 1}, Verdict.NOT_MET),
        ({"active_leads": 1}, Verdict.NOT_MET),
        ({"events_sure": False}, Verdict.UNKNOWN),
        ({"events": None}, Verdict.UNKNOWN),
        ({"meetings": None, "meetings_sure": False}, Verdict.UNKNOWN),
        ({"leads_sure": False}, Verdict.UNKNOWN),
        ({"leads": 0, "active_leads": 0, "leads_sure": False}, Verdict.MET),  # nobody leads it: that is declared
    ],
)
def test_one_sign_of_life_decides_and_what_is_unread_is_unknown(changes, word):
    assert judged(replace(SILENT, **changes)).word is word


def test_a_young_group_is_not_judged_dormant():
    assert judged(SILENT, created=date(2026, 1, 1)).word is Verdict.NOT_MET
    assert judged(SILENT, created=date(2025, 11, 1)).dormant


def test_what_is_not_asked_tells_nothing():
    asked = replace(USUAL, meetings=0, leads=0)
    assert [one.name for one in judged(replace(SILENT, meetings=None, meetings_sure=False), asked).lacks] == ["events"]
    assert judged(SILENT, replace(asked, events=0)).word is Verdict.UNKNOWN


@given(st.builds(Quiet, events=st.none() | st.integers(0, 20), meetings=st.none() | st.integers(0, 3), leads=st.integers(1, 3),
                 active_leads=st.none() | st.integers(0, 3)))  # fmt: skip
def test_nothing_unread_is_ever_dormant(told):
    assert not judged(told).dormant


def test_the_closest_rule_holds():
    sig = Group(Kind.SIG, "kit", Text("Kit"))
    committee = Group(Kind.COMMITTEE, "tsc", Text("TSC"))
    own, sigs = DormancyRule("own", groups=("kit",)), DormancyRule("sigs", kinds=(Kind.SIG,))
    assert rule_of(sig, ()) is USUAL
    assert rule_of(committee, ()) is None
    assert rule_of(sig, (sigs, own)) is own
    assert rule_of(sig, (sigs,)) is sigs
    assert rule_of(Group(Kind.WG, "wg", Text("WG")), (sigs,)) is None
