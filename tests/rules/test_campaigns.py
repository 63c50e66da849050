"""A campaign's stage, its log, what a person who stayed has cost; partners' next steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from folkmoot.model.attribution import Attribution
from folkmoot.model.campaign import CampaignPlan, Cost
from folkmoot.model.partner import Agreement, PartnerPlan, Step
from folkmoot.model.programme import Act
from folkmoot.model.text import Text
from folkmoot.rules.campaigns import Log, Stayed, by_code, cost_of, hits_of, log_of, per_retained, retained, stage_of
from folkmoot.rules.partners import due, expiring, funnel, soon, told
from folkmoot.rules.telling_campaigns import helps

PLAN = CampaignPlan("camp", Text("Camp"), date(2026, 3, 2), date(2026, 3, 22), budget=Cost(900, "CNY", 9))
FOUND = Attribution("controls", "effect", "strong", effect=20.0, low=9.0, high=31.0)
AT = datetime(2026, 3, 5)


def act(ordinal: int, verb: str, person: str = "", why: str = "", **content: object) -> Act:
    return Act(ordinal, AT, verb, "bo", person, why, content)


def test_what_would_have_made_it_tellable_is_said():
    short = Attribution("series", "unknown", why=("short-past",), before=17)
    said = helps(short, length=2, needed=46, beside=20)
    assert [one.en for one in said] == [
        "17 weeks before it were read; for its 2 weeks 46 are needed. Beside three controls, named before it begins, 20 would be enough."
    ]
    assert all("\u4e00" <= one.zh[0] <= "\u9fff" for one in said)
    few = Attribution("controls", "unknown", why=("few-controls", "unread-controls"))
    assert len(helps(few, length=2, needed=20, beside=20)) == 1
    assert helps(FOUND, length=2, needed=20, beside=20) == ()


def test_the_stage_follows_the_day_and_the_review():
    reviewed = Log(reviewed=act(1, "review"))
    stages = [
        stage_of(PLAN, Log(), day) for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 22), date(2026, 3, 23))
    ]
    assert stages == ["planned", "running", "running", "over"]
    assert stage_of(PLAN, reviewed, date(2026, 4, 1)) == "reviewed"
    assert stage_of(replace(PLAN, cancelled=True), reviewed, date(2026, 4, 1)) == "cancelled"


def test_somebody_came_by_the_first_code_that_they_told():
    log = log_of(
        [act(1, "arrive", "ann", code="a"), act(2, "arrive", "ann", code="b"), act(3, "arrive", "cy", code="b")]
    )
    assert by_code(log) == {"a": 1, "b": 1}
    assert hits_of([act(1, "touch"), act(2, "touch")]) == 2


def test_what_was_spent_goes_before_what_was_planned():
    assert cost_of(PLAN, Log()) == (PLAN.budget, False)
    log = log_of(
        [act(1, "cost", amount=700, currency="CNY", hours=8), act(2, "cost", amount=800.5, currency="CNY", hours=8)]
    )
    assert cost_of(PLAN, log) == (Cost(800.5, "CNY", 8.0), True)
    assert cost_of(replace(PLAN, budget=None), Log()) == (None, False)


def test_what_each_who_stayed_has_cost_is_unknown_unless_everything_is_known():
    kept = retained(FOUND, Stayed(30, 0.5), counts_people=True)
    assert kept == pytest.approx(10)
    assert per_retained(Cost(900), kept) == pytest.approx(90)
    assert retained(FOUND, Stayed(30, 0.5), counts_people=False) is None
    assert retained(FOUND, Stayed(30, None), counts_people=True) is None
    assert retained(replace(FOUND, verdict="unknown"), Stayed(30, 0.5), counts_people=True) is None
    assert retained(replace(FOUND, verdict="no-effect"), Stayed(30, 0.5), counts_people=True) is None
    assert per_retained(None, 10) is None
    assert per_retained(Cost(900), 0.0) is None


def test_next_steps_of_partners():
    today = date(2026, 3, 1)
    late = PartnerPlan("late", Text("Late"), next=Step(Text("Write"), date(2026, 2, 1)))
    far = PartnerPlan("far", Text("Far"), next=Step(Text("Meet"), date(2026, 6, 1)))
    open_ = PartnerPlan("open", Text("Open"), next=Step(Text("Think")))
    ended = PartnerPlan("ended", Text("Ended"), stage="ended", next=Step(Text("None"), date(2026, 2, 1)))
    every = (open_, far, late, ended, PartnerPlan("none", Text("None")))
    assert [(one.partner.id, one.days, one.overdue) for one in due(every, today)] == [
        ("late", -28, True),
        ("far", 92, False),
        ("open", None, False),
    ]
    assert [one.partner.id for one in soon(every, today)] == ["late"]
    assert funnel(every) == {"lead": 4, "talking": 0, "agreed": 0, "active": 0, "paused": 0, "ended": 1}
    agreed = PartnerPlan("a", Text("A"), stage="agreed", agreement=Agreement(until=date(2026, 4, 1)))
    assert expiring(agreed, today)
    assert not expiring(replace(agreed, stage="paused"), today)
    assert (told(9, 4), told(9, 5), told(9, None)) == (None, 9, None)
