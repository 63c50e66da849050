"""Attribution: how often it is wrong where nothing was done, that it finds what was, and why it says that it cannot tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from benchmarks.attributing import Scenario, before_after, daily, panel_of
from folkmoot.model.attribution import Attribution, Panel, Unit
from folkmoot.model.errors import BadInput
from folkmoot.rules.attribution import attribute, effect_of

MIXED = (
    Scenario("alike", alike=0.8, controls=6, season=0.25, trend=0.005),
    Scenario("three controls", alike=0.4, controls=3, season=0.25, trend=0.005),
    Scenario("shocks", shock=0.8, controls=4),
    Scenario("few each week", level=0.5, controls=5),
    Scenario("hours", counts=False, level=30.0, alike=0.4),
)
RUNS = 30
QUIET = Scenario("quiet", alike=0.0, swing=0.05, level=40.0)


def panel(one: Scenario = QUIET, *, effect: float = 0.0, controls: bool = True, seed: int = 3) -> Panel:
    days, _treated = daily(np.random.default_rng(seed), one, effect)
    return panel_of(days, one, controls=controls)


@pytest.fixture(scope="module")
def nothing_done() -> list[tuple[bool, str, str]]:
    """Of series in which nothing was done: what before/after says, what controls say, what its own past says."""
    found = []
    for number, one in enumerate(MIXED):
        for run in range(RUNS):
            days, _treated = daily(np.random.default_rng([11, number, run]), one)
            told = [attribute(panel_of(days, one, controls=controls)).verdict for controls in (True, False)]
            found.append((before_after(days, one, whole=True), *told))
    return found


def test_before_and_after_is_wrong_about_every_other_time(nothing_done):
    assert sum(naive for naive, *_ in nothing_done) / len(nothing_done) > 0.35


@pytest.mark.parametrize("method", ["controls", "series"])
def test_an_effect_is_said_to_be_there_at_most_every_tenth_time_where_there_is_none(nothing_done, method):
    place = 1 if method == "controls" else 2
    assert sum(row[place] == "effect" for row in nothing_done) / len(nothing_done) <= 0.10


def test_what_was_done_is_found_with_its_size():
    told = attribute(panel(effect=0.6))
    assert (told.method, told.verdict, told.evidence, told.why) == ("controls", "effect", "strong", ())
    assert told.share == pytest.approx(0.6, abs=0.15)
    assert told.low < told.effect < told.high
    assert told.low > 0
    assert {one.kind for one in told.placebos} == {"time", "space"}
    alone = attribute(panel(effect=0.6, controls=False))
    assert (alone.method, alone.verdict, alone.evidence, alone.why) == ("series", "effect", "weak", ("no-controls",))


def test_no_effect_is_only_told_where_one_could_have_been_seen():
    told = attribute(panel())
    assert told.verdict == "no-effect"
    assert told.smallest < 0.4
    half = (told.high - told.low) / 2 / (told.effect / told.share)
    assert told.smallest > 1.3 * half, "what is as large as half the interval is missed every other time"
    loud = attribute(panel(Scenario("loud", level=0.2, swing=0.9, controls=3), seed=5))
    assert loud.verdict == "unknown"


def test_many_units_rest_on_clusters():
    told = attribute(panel(replace(QUIET, treated=6, controls=12), effect=0.6))
    assert (told.verdict, told.errors) == ("effect", "clusters")


def why(told: Attribution) -> tuple[str, str]:
    return told.verdict, told.why[0]


def test_why_it_cannot_be_told():
    whole = panel(effect=0.6)
    assert why(attribute(replace(whole, over=False))) == ("unknown", "pending")
    assert why(attribute(replace(whole, ends=len(whole.periods) + 1))) == ("unknown", "unread")
    gone = tuple(replace(one, values=(*one.values[:-1], None)) if one.treated else one for one in whole.units)
    assert why(attribute(replace(whole, units=gone))) == ("unknown", "unread")
    assert why(attribute(replace(whole, units=whole.units[:3]))) == ("unknown", "few-controls")
    assert why(attribute(panel(replace(QUIET, weeks=12), effect=0.6))) == ("unknown", "short-past")
    assert why(attribute(panel(replace(QUIET, weeks=30), effect=0.6, controls=False))) == ("unknown", "short-past")
    assert why(attribute(panel(replace(QUIET, own_trend=0.03)))) == ("unknown", "pre-trends")
    assert why(attribute(panel(replace(QUIET, level=0.01)))) in {("unknown", "rare"), ("unknown", "few-controls")}


def test_a_control_that_moved_as_far_is_no_control():
    whole = panel(effect=0.6)
    moved = tuple(
        replace(one, values=(*one.values[: whole.begins], *(4.0 * value for value in one.values[whole.begins :])))
        if number == 1
        else one
        for number, one in enumerate(whole.units)
    )
    assert "controls-moved" in attribute(replace(whole, units=moved)).why


def times(whole: Panel, factor: float, first: int, *, everywhere: bool) -> Panel:
    """Return the panel with every value from a period on so many times as large: in the treated units, or in all."""
    units = tuple(
        replace(one, values=(*one.values[:first], *(factor * value for value in one.values[first:])))
        if everywhere or one.treated
        else one
        for one in whole.units
    )
    return replace(whole, units=units)


@pytest.mark.parametrize("factor", [2.0, 4.0])
def test_what_multiplies_everywhere_is_no_effect(factor):
    verdicts = [attribute(times(panel(seed=seed), factor, QUIET.weeks, everywhere=True)).verdict for seed in range(30)]
    assert verdicts.count("effect") <= 3


def test_what_was_under_way_just_before_is_no_effect():
    told = attribute(times(panel(), 1.6, QUIET.weeks - 3, everywhere=False))
    assert why(told) == ("unknown", "rose-before")
    assert attribute(times(panel(), 1.6, QUIET.weeks, everywhere=False)).verdict == "effect"


@pytest.mark.parametrize("size", [0.5, 0.8])
def test_what_is_called_large_enough_to_be_seen_is_called_no_effect_in_a_fifth_of_cases_at_most(size):
    told = [attribute(panel(effect=size, seed=seed)) for seed in range(80)]
    missed = [one for one in told if one.verdict == "no-effect" and one.smallest <= size]
    assert len(missed) <= 16


RISING = Scenario("rising", alike=0.0, swing=0.15, level=10.0)


def rising(seed: int, weeks: int) -> Attribution:
    """Of a panel in which nothing was done, but the touched doubled step by step in the last weeks before, and stayed so."""
    whole = panel(RISING, seed=seed)
    told = tuple(
        replace(one, values=tuple(
            value * 2 ** min(1.0, max(0.0, (week - RISING.weeks + weeks) / weeks)) for week, value in enumerate(one.values)
        )) if one.treated else one
        for one in whole.units
    )  # fmt: skip
    return attribute(replace(whole, units=told))


@pytest.mark.parametrize("weeks", [3, 4, 8])
def test_a_rise_of_the_last_weeks_before_is_next_to_never_strong(weeks):
    told = [rising(seed, weeks) for seed in range(60)]
    assert sum(one.evidence == "strong" for one in told if one.verdict == "effect") <= 6
    assert all(one.why == ("early",) for one in told if one.verdict == "effect" and one.evidence == "weak")


def test_what_the_others_did_as_well_is_no_effect_of_what_has_no_controls():
    said = {True: 0, False: 0}
    for seed in range(30):
        whole = times(panel(seed=seed), 2.0, QUIET.weeks, everywhere=True)
        alone = replace(whole, units=whole.treated)
        for known in said:
            told = attribute(replace(alone, others=whole.controls if known else ()))
            said[known] += told.verdict == "effect"
    assert said[False] > 12, "alone it cannot be told from an effect, so it is called weak"
    assert said[True] <= 3
    own = panel(effect=1.0)
    assert attribute(replace(own, units=own.treated, others=own.controls)).verdict == "effect"
    touched, *rest = (one.values for one in times(panel(), 2.0, QUIET.weeks, everywhere=True).units)
    assert effect_of(touched, begins=QUIET.weeks, others=rest).why == ("others-moved",)


def test_plain_series_are_judged_as_a_panel_is():
    whole = panel(effect=0.6)
    touched, controls = (np.array([one.values for one in kind]) for kind in (whole.treated, whole.controls))
    told = effect_of(touched, controls, begins=whole.begins)
    same = attribute(whole)
    assert (told.verdict, told.effect, told.low, told.chance) == (same.verdict, same.effect, same.low, same.chance)
    assert effect_of(touched[0], begins=whole.begins).method == "series", "one series needs no list around it"
    named = effect_of(touched, {"berlin": controls[0], "xian": controls[1], "wuhan": controls[2]}, begins=whole.begins)
    assert named.controls == ("berlin", "xian", "wuhan")
    touched[0, -1] = np.nan
    assert why(effect_of(touched, controls, begins=whole.begins)) == ("unknown", "unread")


@pytest.mark.parametrize(
    ("touched", "controls", "begins", "ends"),
    [([], [], 1, None), ([1, 2, 3], [[1, 2]], 1, None), ([1, 2, 3], [], 3, None), ([1, 2, 3], [], 1, 9), (["many"], [], 1, None)],
)  # fmt: skip
def test_series_that_cannot_be_compared_are_refused(touched, controls, begins, ends):
    with pytest.raises(BadInput):
        effect_of(touched, controls, begins=begins, ends=ends)


def test_a_control_with_a_gap_is_left_out_and_a_treated_unit_with_one_begins_after_it():
    whole = panel(effect=0.6)
    first, second, *rest = whole.units
    holed = replace(second, values=(*second.values[:50], None, *second.values[51:]))
    late = replace(first, values=(None, None, *first.values[2:]))
    told = attribute(replace(whole, units=(late, holed, *rest)))
    assert told.verdict == "effect"
    assert told.before == whole.begins - 2
    assert holed.name not in told.controls


def test_a_negative_effect_is_an_effect():
    told = attribute(panel(effect=-0.5))
    assert told.verdict == "effect"
    assert told.high < 0


def test_the_same_panel_gives_the_same_answer():
    assert attribute(panel(effect=0.3)) == attribute(panel(effect=0.3))
    weeks = tuple(date(2025, 1, 6) + timedelta(weeks=week) for week in range(63))
    flat = Panel(tuple(Unit(f"u{n}", (5.0,) * 63, n == 0) for n in range(5)), weeks, 60, 63)
    assert attribute(flat).verdict in {"no-effect", "unknown"}, "nothing moves at all"
