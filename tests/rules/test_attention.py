"""Attention: each reason says its numbers; nothing read is never a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.text import Text
from folkmoot.rules.attention import Figures, level, reasons

FINE = Figures(people=9, people_before=9, events=90, events_before=90, absence_factor=3, answered_hours=10, answers=20,
               waiting=0, backlog=(5, 4, 6, 5), leads=2)  # fmt: skip


def kinds(figures: Figures, usual: float | None = 12.0) -> list[str]:
    return [reason.kind for reason in reasons(figures, promise=48, usual_hours=usual)]


def changed(**more: object) -> Figures:
    from dataclasses import replace

    return replace(FINE, **more)  # type: ignore[arg-type]


def test_a_group_that_does_well_needs_nothing():
    assert kinds(FINE) == []
    assert level(FINE, ()) == "fine"


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"answered_hours": 49.0}, "slow"),
        ({"answered_hours": 25.0}, "slow"),
        ({"answered_hours": None, "least_hours": 49.0}, "slow"),
        ({"waiting": 4}, "waiting"),
        ({"events": 45}, "activity"),
        ({"people": 4}, "people"),
        ({"absence_factor": 1}, "absence"),
        ({"backlog": (3, 4, 5, 6)}, "backlog"),
        ({"leads": 0}, "leads"),
        ({"silent_leads": ("Ann", "Bo")}, "leads"),
        ({"meets": True, "days_since_meeting": 61}, "meetings"),
        ({"behind": (Text("Ten models"),)}, "targets"),
    ],
)
def test_each_trouble_is_a_reason(changes, kind):
    assert kinds(changed(**changes)) == [kind]


@pytest.mark.parametrize(
    "changes",
    [
        {"answered_hours": 500.0, "answers": 4},
        {"answered_hours": None, "least_hours": 500.0, "answers": 4},
        {"answered_hours": None, "least_hours": 47.0},
        {"people_before": 3, "people": 0},
        {"events_before": 20, "events": 0, "absence_factor": None},
        {"absence_factor": 1, "events": 5, "events_before": 5},
        {"backlog": (3, 4, 5)},
        {"silent_leads": ("Ann",)},
        {"meets": False, "days_since_meeting": 400},
        {"meets": True, "days_since_meeting": None},
    ],
)
def test_what_may_be_chance_or_is_not_known_is_none(changes):
    assert kinds(changed(**changes)) == []


def test_two_troubles_are_a_risk_and_the_weightiest_comes_first():
    told = changed(answered_hours=100.0, absence_factor=1)
    found = reasons(told, promise=48, usual_hours=None)
    assert ([one.kind for one in found], level(told, found)) == (["slow", "absence"], "risk")
    assert level(changed(waiting=4), reasons(changed(waiting=4), promise=48, usual_hours=None)) == "watch"


def test_a_group_of_which_nothing_was_read_is_unknown_and_not_at_risk():
    told = Figures(leads=1)
    assert level(told, reasons(told, promise=48, usual_hours=None)) == "unknown"


@given(
    st.builds(
        Figures, people=st.none() | st.integers(0, 99), people_before=st.none() | st.integers(0, 99),
        events=st.none() | st.integers(0, 999), events_before=st.none() | st.integers(0, 999),
        absence_factor=st.none() | st.integers(1, 9), answered_hours=st.none() | st.floats(0, 999), answers=st.integers(0, 99),
        waiting=st.none() | st.integers(0, 9), backlog=st.lists(st.integers(0, 9), max_size=5).map(tuple), leads=st.integers(0, 3),
    )
)  # fmt: skip
def test_every_reason_is_said_in_both_languages(told):
    for reason in reasons(told, promise=48, usual_hours=10):
        assert reason.says.en
        assert reason.says.zh
        assert reason.weight > 0
