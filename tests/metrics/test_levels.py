"""Developer levels: who reached which, who goes on, and by which way."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics.levels import (
    d0_people,
    d0_to_d1,
    d1_people,
    d1_to_d2,
    d2_people,
    level_conversion,
    level_counts,
    level_paths,
    levels,
    levels_by_month,
)
from folkmoot.metrics.periods import Periods
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_table, rows_of

JANUARY = Scope(datetime(2024, 1, 1), datetime(2024, 2, 1))
WINTER = Periods.between([date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1)], "UTC", "M")
KINDS = (
    "repo.starred",
    "repo.forked",
    "issue.opened",
    "change.reviewed",
    "change.merged",
    "mail.sent",
    "repo.unstarred",
)


def level_of(rows):
    return {row["person"]: row["level"] for row in rows}


def values(table):
    return {row["period"]: row["value"] for row in rows_of(table)}


def test_each_level_holds_the_next(events):
    """
    2024-01-02T00:00  repo.starred     kit    ann
    2024-01-03T00:00  issue.opened     kit#1  ann
    2024-01-05T00:00  change.merged    kit!1  ann
    2024-01-06T00:00  change.commented kit!1  bo
    2024-01-07T00:00  repo.forked      kit    cy
    2024-01-07T00:00  repo.watched     kit    dora
    """
    rows = {row["person"]: row for row in rows_of(levels(events, JANUARY))}
    assert rows["ann"] == {
        "person": "ann", "level": "D2",
        "d0_at": datetime(2024, 1, 2), "d1_at": datetime(2024, 1, 3), "d2_at": datetime(2024, 1, 5),
    }  # fmt: skip
    assert level_of(rows.values()) == {"ann": "D2", "bo": "D1", "cy": "D0", "dora": "D0"}
    assert rows_of(level_counts(events, JANUARY)) == [{"d0": 4, "d1": 2, "d2": 1, "d1_share": 0.5, "d2_share": 0.5}]


def test_stars_on_two_forges_are_one_person(events):
    """
    2024-01-02T00:00  repo.starred   gitee:kit   gitee:ann   person=ann
    2024-01-03T00:00  repo.starred   github:kit  github:ann  person=ann
    2024-01-04T00:00  change.merged  github:kit!1  github:ann  person=ann
    """
    assert rows_of(level_counts(events, JANUARY))[0]["d0"] == 1


def test_what_lies_outside_the_window_makes_no_level(events):
    """
    2023-12-31T23:59  change.merged  kit!1  ann
    2024-01-02T00:00  repo.starred   kit    ann
    2024-02-01T00:00  issue.opened   kit#1  ann
    """
    assert level_of(rows_of(levels(events, JANUARY))) == {"ann": "D0"}


def test_a_star_that_is_withdrawn_was_given_and_withdrawing_makes_no_level(events):
    """
    2024-01-02T00:00  repo.starred    kit     cy
    2024-01-03T00:00  repo.unstarred  kit     cy
    2024-01-03T00:00  repo.unstarred  kit     dora
    2024-01-03T00:00  mail.sent       lists:a/1  dora
    """
    assert level_of(rows_of(levels(events, JANUARY))) == {"cy": "D0"}


def test_nobody_is_zero_people_and_unknown_shares(events):
    """Nothing happened."""
    assert rows_of(level_counts(events, JANUARY)) == [{"d0": 0, "d1": 0, "d2": 0, "d1_share": None, "d2_share": None}]
    assert rows_of(levels_by_month(events, Scope())) == []


def test_months_have_their_own_levels(events):
    """
    2024-01-02T00:00  change.merged  kit!1  ann
    2024-02-02T00:00  repo.starred   kit    ann
    2024-02-03T00:00  issue.opened   kit#1  bo
    """
    assert rows_of(levels_by_month(events, Scope())) == [
        {"month": date(2024, 1, 1), "d0": 1, "d1": 1, "d2": 1},
        {"month": date(2024, 2, 1), "d0": 2, "d1": 1, "d2": 0},
    ]
    assert values(d0_people(events, Scope(), WINTER)) == {date(2024, 1, 1): 1, date(2024, 2, 1): 2}
    assert values(d1_people(events, Scope(), WINTER)) == {date(2024, 1, 1): 1, date(2024, 2, 1): 1}
    assert values(d2_people(events, Scope(), WINTER)) == {date(2024, 1, 1): 1}


def test_whose_days_have_not_passed_is_waiting_and_not_a_no(events):
    """
    2024-01-01T00:00  repo.starred   kit    ann
    2024-01-11T00:00  issue.opened   kit#1  ann
    2024-01-05T00:00  repo.starred   kit    bo
    2024-01-31T00:00  repo.starred   kit    cy
    2024-02-05T00:00  issue.opened   kit#2  cy
    2024-01-01T00:00  issue.opened   kit#3  dora
    2024-02-09T00:00  repo.starred   kit    eve
    """
    rows = rows_of(level_conversion(events, Scope(until_at=datetime(2024, 2, 10))))
    (january,) = [row for row in rows if (row["step"], row["cohort"], row["days"]) == ("D0-D1", date(2024, 1, 1), 30)]
    assert january == {
        "step": "D0-D1", "cohort": date(2024, 1, 1), "days": 30, "people": 4, "known": 3, "waiting": 1, "reached": 2,
        "directly": 1, "share": 2 / 3,
    }  # fmt: skip
    (fresh,) = [row for row in rows if (row["step"], row["cohort"], row["days"]) == ("D0-D1", date(2024, 2, 1), 30)]
    assert (fresh["people"], fresh["known"], fresh["waiting"], fresh["share"]) == (1, 0, 1, None)


def test_too_late_is_no_conversion_and_the_last_day_is_one(events):
    """
    2024-01-01T00:00  issue.opened   kit#1  ann
    2024-01-31T00:00  change.merged  kit!1  ann
    2024-01-01T00:00  issue.opened   kit#2  bo
    2024-01-31T00:01  change.merged  kit!2  bo
    """
    rows = rows_of(level_conversion(events, Scope(until_at=datetime(2025, 6, 1))))
    assert {row["days"]: row["reached"] for row in rows if row["step"] == "D1-D2"} == {30: 1, 90: 2, 180: 2, 365: 2}


def test_a_cohort_is_of_the_first_time_ever_and_of_the_zone(events):
    """
    2023-06-01T00:00  repo.starred  kit    ann
    2024-01-31T17:00  issue.opened  kit#1  ann
    2024-01-31T17:00  issue.opened  kit#2  bo
    """
    scope = Scope(datetime(2024, 1, 1), datetime(2025, 6, 1), zone="Asia/Shanghai")
    rows = {(row["step"], row["cohort"]): row["people"] for row in rows_of(level_conversion(events, scope))}
    assert rows == {("D0-D1", date(2024, 2, 1)): 1, ("D1-D2", date(2024, 2, 1)): 2}


def test_the_share_of_a_period_is_of_those_who_are_known(events):
    """
    2024-01-01T00:00  repo.starred   kit    ann
    2024-01-05T00:00  issue.opened   kit#1  ann
    2024-01-06T00:00  change.merged  kit!1  ann
    2024-01-09T00:00  repo.starred   kit    bo
    2024-03-20T00:00  repo.starred   kit    cy
    2024-04-10T00:00  repo.starred   kit    bo
    """
    first = [{"period": date(2024, 1, 1), "value": 0.5, "n": 2}, {"period": date(2024, 3, 1), "value": None, "n": 0}]
    assert sorted(rows_of(d0_to_d1(events, Scope(), WINTER)), key=lambda row: row["period"]) == first
    assert rows_of(d1_to_d2(events, Scope(), WINTER)) == [{"period": date(2024, 1, 1), "value": 1.0, "n": 1}]


def test_paths_are_first_times_in_order_up_to_the_merge(events):
    """
    2024-01-01T00:00  repo.starred     kit    ann
    2024-01-02T00:00  issue.opened     kit#1  ann
    2024-01-03T00:00  issue.opened     kit#2  ann
    2024-01-05T00:00  change.opened    kit!1  ann
    2024-01-11T00:00  change.merged    kit!1  ann
    2024-01-12T00:00  change.reviewed  kit!2  ann
    2024-01-01T00:00  repo.starred     kit    bo
    2024-01-01T00:00  repo.starred     kit    cy
    2024-01-01T00:00  issue.opened     kit#3  dora
    2024-01-01T00:00  issue.commented  kit#3  dora
    2023-12-01T00:00  repo.starred     kit    eve
    2024-01-01T00:00  issue.opened     kit#4  eve
    """
    assert rows_of(level_paths(events, JANUARY)) == [
        {"path": "star", "first": "star", "level": "D0", "people": 2, "days": 0.0},
        {"path": "issue>comment", "first": "issue", "level": "D1", "people": 1, "days": 0.0},
        {"path": "star>issue>change>merged", "first": "star", "level": "D2", "people": 1, "days": 10.0},
    ]


happenings = st.lists(
    st.tuples(st.sampled_from(["ann", "bo", "cy"]), st.sampled_from(KINDS), st.integers(0, 100)),
    min_size=1,
    max_size=20,
)


def written(happened):
    return "\n".join(
        f"{(datetime(2024, 1, 1) + timedelta(days=day)).isoformat()} {kind} kit#{number} {who}"
        for number, (who, kind, day) in enumerate(happened)
    )


@given(happened=happenings, seed=st.integers(0, 9))
@settings(max_examples=15, deadline=None)
def test_order_and_duplicates_do_not_matter(happened, seed):
    again = [*happened, *happened[:3]]
    random.Random(seed).shuffle(again)
    for metric in (levels, level_counts, level_conversion, level_paths, levels_by_month):
        first, second = (rows_of(metric(read_table(written(one)), Scope())) for one in (happened, again))
        assert sorted(map(str, first)) == sorted(map(str, second)), metric.name


@given(happened=happenings)
@settings(max_examples=15, deadline=None)
def test_levels_agree_with_sets_and_their_windows_add_up(happened):
    table = read_table(written(happened))
    d2 = {who for who, kind, _ in happened if kind == "change.merged"}
    d1 = d2 | {who for who, kind, _ in happened if kind in ("issue.opened", "change.reviewed")}
    d0 = d1 | {who for who, kind, _ in happened if kind in ("repo.starred", "repo.forked")}
    (row,) = rows_of(level_counts(table, Scope()))
    assert (row["d0"], row["d1"], row["d2"]) == (len(d0), len(d1), len(d2))
    cut = datetime(2024, 2, 1)
    parts = [level_of(rows_of(levels(table, scope))) for scope in (Scope(until_at=cut), Scope(since_at=cut))]
    joined = {who: max(part.get(who, "") for part in parts) for who in {*parts[0], *parts[1]}}
    assert joined == level_of(rows_of(levels(table, Scope())))


def test_merging_a_person_never_lowers_the_level(events):
    """
    2024-01-01T00:00  repo.starred   kit    gitee:ann   person=ann
    2024-01-02T00:00  change.merged  kit!1  github:ann  person=ann-2
    """
    assert level_of(rows_of(levels(events, JANUARY))) == {"ann": "D0", "ann-2": "D2"}
    merged = events.mutate(person=events.person.replace("-2", ""))
    assert level_of(rows_of(levels(merged, JANUARY))) == {"ann": "D2"}
