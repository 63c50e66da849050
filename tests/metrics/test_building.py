"""How many builds pass, of how many changes, and how long they take."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics.building import build_minutes, build_pass_rate, builds_by_month, builds_of_changes, clean_changes
from folkmoot.metrics.periods import Periods
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_table, rows_of

MONTHS = Periods.between([date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)], "UTC", "M")


def values(indicator, facts):
    return {row["period"].month: (row["value"], row["n"]) for row in rows_of(indicator(facts, Scope(), MONTHS))}


def test_only_passed_and_failed_make_the_rate(events):
    """
    2024-01-01T00:00  build.finished  kit@a  ci-bot  bot=yes  conclusion="success"    amount=120  change="kit!1"  name="test"
    2024-01-02T00:00  build.finished  kit@a  ci-bot  bot=yes  conclusion="timed_out"  amount=600  change="kit!1"  name="lint"
    2024-01-03T00:00  build.finished  kit@b  ci-bot  bot=yes  conclusion="success"    amount=240  change="kit!1"  name="lint"
    2024-01-04T00:00  build.finished  kit@b  ci-bot  bot=yes  conclusion="skipped"    amount=1
    2024-01-05T00:00  build.finished  kit@b  ci-bot  bot=yes  conclusion="cancelled"
    2024-02-01T00:00  build.finished  kit!2  ci-bot  bot=yes  result="passed"  unit="minutes"  amount=7
    2024-02-02T00:00  build.finished  kit!3  ci-bot  bot=yes  result="failed"  unit="minutes"  amount=9
    2024-02-03T00:00  build.finished  kit@c  ci-bot  bot=yes  conclusion="neutral"
    """
    january, february = rows_of(builds_by_month(events, Scope()))
    assert january == {
        "repo": "kit", "month": date(2024, 1, 1), "builds": 5, "passed": 2, "failed": 1, "other": 2, "minutes": 3.0,
        "changes": 1, "clean_changes": 0, "pass_rate": 2 / 3,
    }  # fmt: skip
    assert (february["pass_rate"], february["changes"], february["clean_changes"]) == (0.5, 2, 1)
    assert values(build_pass_rate, events) == {1: (2 / 3, 3), 2: (0.5, 2)}
    assert values(build_minutes, events) == {1: (3.0, 4), 2: (8.0, 2)}
    assert values(clean_changes, events) == {1: (0.0, 1), 2: (0.5, 2)}
    found = {
        row["change"]: (row["builds"], row["clean"], row["passed"])
        for row in rows_of(builds_of_changes(events, Scope()))
    }
    assert found == {"kit!1": (3, False, True), "kit!2": (1, True, True), "kit!3": (1, False, False)}


def test_a_month_with_nothing_decided_has_no_rate(events):
    """
    2024-01-01T00:00  build.finished  kit@a  ci-bot  bot=yes  conclusion="stale"
    2024-01-01T00:00  build.finished  kit@a  ci-bot  bot=yes
    """
    (row,) = rows_of(builds_by_month(events, Scope()))
    assert (row["builds"], row["passed"], row["failed"], row["other"], row["pass_rate"]) == (2, 0, 0, 2, None)
    assert values(build_pass_rate, events) == {}


@given(
    builds=st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["success", "failure", "stale"])), max_size=8),
    shuffled=st.randoms(use_true_random=False),
)
@settings(max_examples=6, deadline=None)
def test_neither_order_nor_telling_twice_changes_the_rate(builds, shuffled):
    lines = [
        f'2024-01-{number + 1:02} build.finished kit!{change} ci-bot bot=yes id={number} conclusion="{said}"'
        for number, (change, said) in enumerate(builds)
    ]
    twice = [*lines, *lines[:3]]
    shuffled.shuffle(twice)
    assert rows_of(builds_by_month(read_table("\n".join(twice)), Scope())) == rows_of(
        builds_by_month(read_table("\n".join(lines)), Scope())
    )


def test_of_builds_that_ended_at_one_moment_a_failed_one_is_the_last(events):
    """
    2024-01-01T00:00  build.finished  kit!1  ci-bot  bot=yes  conclusion="success"  name="test"
    2024-01-01T00:00  build.finished  kit!1  ci-bot  bot=yes  conclusion="failure"  name="test"
    2024-01-01T00:00  build.finished  kit!2  ci-bot  bot=yes  conclusion="failure"  name="test"
    2024-01-01T00:00  build.finished  kit!2  ci-bot  bot=yes  conclusion="success"  name="test"
    2024-01-01T00:00  build.finished  kit!3  ci-bot  bot=yes  conclusion="failure"  name="test"
    2024-01-01T00:01  build.finished  kit!3  ci-bot  bot=yes  conclusion="success"  name="test"
    """
    passed = {row["change"]: row["passed"] for row in rows_of(builds_of_changes(events, Scope()))}
    assert passed == {"kit!1": False, "kit!2": False, "kit!3": True}
