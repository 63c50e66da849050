"""Who stays: cohorts, how long people take part, who has fallen silent, and both ways."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics.periods import Periods
from folkmoot.metrics.retention import both_ways, durations, leaving, lifetimes, lifetimes_of, retention
from folkmoot.metrics.turnover import active_people, left_people, new_people, retained_share, returning_people
from folkmoot.model.scope import Scope
from folkmoot.rules.survival import survival
from tests.metrics.tables import read_table, rows_of

DAYS = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1)]
WINTER = Periods.between(DAYS, "UTC", "M")
JANUARY, FEBRUARY, MARCH = DAYS[:3]


def values(table):
    return {row["period"]: (row["value"], row["n"]) for row in rows_of(table)}


def triangle(table, scope):
    found = {}
    for row in rows_of(retention(table, scope)):
        found.setdefault(row["cohort"], []).append(row["active"])
    return found


def test_the_triangle_is_whole_and_the_future_is_no_zero(events):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann
    2024-01-03T00:00  commit.authored  kit@b  bo
    2024-01-04T00:00  repo.starred     kit    cy
    2024-02-02T00:00  commit.authored  kit@c  ann
    2024-02-02T00:00  commit.authored  kit@d  cy
    2024-04-02T00:00  commit.authored  kit@e  ann
    2024-04-02T00:00  commit.authored  kit@f  bo
    2024-05-02T00:00  commit.authored  kit@g  cy
    """
    scope = Scope(until_at=datetime(2024, 5, 1))
    assert triangle(events, scope) == {JANUARY: [2, 1, 0, 2], FEBRUARY: [1, 0, 0, None]}
    rows = {(row["cohort"], row["months"]): row for row in rows_of(retention(events, scope))}
    assert rows[JANUARY, 1] == {
        "cohort": JANUARY, "months": 1, "people": 2, "active": 1, "share": 0.5, "over": True,
    }  # fmt: skip
    assert (rows[FEBRUARY, 3]["share"], rows[FEBRUARY, 3]["over"]) == (None, False)


def test_an_open_window_ends_at_the_newest_event_and_that_month_is_not_over(events):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann
    2024-02-02T00:00  repo.starred     kit    cy
    """
    assert triangle(events, Scope()) == {JANUARY: [1, 0]}
    assert [row["over"] for row in rows_of(retention(events, Scope()))] == [True, False]


def test_a_cohort_is_of_the_first_time_ever(events):
    """
    2023-06-02T00:00  commit.authored  kit@a  ann
    2024-01-02T00:00  commit.authored  kit@b  ann
    2024-01-31T17:00  commit.authored  kit@c  bo
    """
    since = datetime(2024, 1, 1)
    assert triangle(events, Scope(since, datetime(2024, 2, 1))) == {JANUARY: [1]}
    shanghai = Scope(since, datetime(2024, 2, 10), zone="Asia/Shanghai")
    assert triangle(events, shanghai) == {FEBRUARY: [1]}


def test_nobody_has_no_triangle(events):
    """
    2024-01-04T00:00  repo.starred  kit  cy
    """
    for metric in (retention, lifetimes, leaving, both_ways):
        assert rows_of(metric(events, Scope())) == []


def test_who_is_silent_is_gone_and_the_others_are_watched_up_to_where_it_can_be_told(events):
    """
    2024-01-01T00:00  commit.authored  kit@a  ann
    2024-01-11T12:00  commit.authored  kit@b  ann
    2024-01-01T00:00  commit.authored  kit@c  bo
    2024-06-01T00:00  commit.authored  kit@d  bo
    2024-05-01T00:00  commit.authored  kit@e  cy
    2024-01-01T00:00  commit.authored  kit@f  dora
    2024-04-01T00:00  commit.authored  kit@g  dora
    """
    end = datetime(2024, 4, 1) + timedelta(days=90)
    rows = {row["person"]: (row["days"], row["gone"]) for row in rows_of(lifetimes(events, Scope(until_at=end)))}
    assert rows == {"ann": (10, True), "bo": (91, False), "cy": (None, None), "dora": (91, False)}
    later = rows_of(lifetimes(events, Scope(until_at=end + timedelta(seconds=1))))
    assert {row["person"]: (row["days"], row["gone"]) for row in later}["dora"] == (91, True)
    counted = rows_of(durations(lifetimes(events, Scope(until_at=end))))
    assert counted == [{"days": 10, "gone": True, "people": 1}, {"days": 91, "gone": False, "people": 2}]


def test_lifetimes_give_the_published_curve():
    words = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
    end, lines = datetime(2024, 4, 10), []
    watched = end - timedelta(days=30)
    for number, word in enumerate(words.split()):
        days = int(word.rstrip("+"))
        began = watched - timedelta(days=days if word.endswith("+") else days + 1)
        last = watched + timedelta(days=2) if word.endswith("+") else began + timedelta(days=days)
        lines += [f"{at.isoformat()} commit.authored kit@{number} p{number}" for at in (began, last)]
    rows = rows_of(durations(lifetimes_of(read_table("\n".join(lines)), Scope(until_at=end), 30)))
    steps = survival((row["days"], row["gone"], row["people"]) for row in rows)
    shares = [round(step.share, 3) for step in steps if step.gone]
    assert shares == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]


def test_ninety_days_of_silence_are_not_yet_more_than_ninety(events):
    """
    2023-12-01T00:00  commit.authored  kit@0  ann
    2024-01-01T00:00  commit.authored  kit@a  ann
    2024-01-02T00:00  commit.authored  kit@b  bo
    2023-01-02T00:00  commit.authored  kit@c  cy
    """
    scope = Scope(datetime(2023, 12, 15), datetime(2024, 4, 1))
    assert rows_of(leaving(events, scope)) == [
        {"person": "ann", "first_at": datetime(2023, 12, 1), "last_at": datetime(2024, 1, 1), "contributions": 1, "silent_days": 91}
    ]  # fmt: skip


BOTH = """
2023-12-01T00:00  commit.authored  kit@0  ann
2024-01-01T00:00  commit.authored  kit@1  ann
2024-01-01T00:00  commit.authored  kit@2  bo
2024-02-01T00:00  commit.authored  kit@3  bo
2024-02-01T00:00  commit.authored  kit@4  cy
2024-03-01T00:00  commit.authored  kit@5  ann
2024-03-02T00:00  commit.authored  kit@6  bo
2024-03-02T00:00  repo.starred     kit    cy
"""


def test_each_month_keeps_gains_wins_back_and_loses():
    table = read_table(BOTH)
    rows = rows_of(both_ways(table, Scope(datetime(2024, 1, 1), datetime(2024, 5, 1))))
    names = ("active", "kept", "new", "back", "lost", "before", "share", "over")
    assert {row["month"]: tuple(row[name] for name in names) for row in rows} == {
        JANUARY: (2, 1, 1, 0, 0, 1, 1.0, True),
        FEBRUARY: (2, 1, 1, 0, 1, 2, 0.5, True),
        MARCH: (2, 1, 0, 1, 1, 2, 0.5, True),
        date(2024, 4, 1): (0, 0, 0, 0, 2, 2, 0.0, True),
    }
    assert [row["month"] for row in rows_of(both_ways(table, Scope()))][-1] == MARCH


def test_periods_have_the_same_numbers():
    table = read_table(BOTH)
    assert values(active_people(table, Scope(), WINTER)) == {JANUARY: (2, 2), FEBRUARY: (2, 2), MARCH: (2, 2)}
    assert values(new_people(table, Scope(), WINTER)) == {JANUARY: (1, 1), FEBRUARY: (1, 1)}
    assert values(returning_people(table, Scope(), WINTER)) == {JANUARY: (1, 1), FEBRUARY: (1, 1), MARCH: (2, 2)}
    assert values(retained_share(table, Scope(), WINTER)) == {JANUARY: (1.0, 1), FEBRUARY: (0.5, 2), MARCH: (0.5, 2)}
    windows = Periods.between([JANUARY, FEBRUARY], "UTC")
    assert values(retained_share(table, Scope(), windows)) == {JANUARY: (1.0, 1)}


def test_who_left_did_so_on_the_ninetieth_day(events):
    """
    2023-11-02T00:00  commit.authored  kit@a  ann
    2023-11-30T00:00  commit.authored  kit@b  bo
    2024-01-15T00:00  commit.authored  kit@c  bo
    2023-12-10T00:00  commit.authored  kit@d  cy
    2024-03-20T00:00  commit.authored  kit@e  cy
    2024-03-25T00:00  repo.starred     kit    dora
    """
    assert values(left_people(events, Scope(), WINTER)) == {JANUARY: (1, 1), MARCH: (1, 1)}
    year = Periods.one(datetime(2024, 1, 1), datetime(2025, 1, 1), "UTC")
    assert values(left_people(events, Scope(), year)) == {JANUARY: (3, 3)}


happenings = st.lists(
    st.tuples(st.sampled_from(["ann", "bo", "cy"]), st.integers(0, 300)), min_size=1, max_size=25
)  # fmt: skip


def written(happened):
    return "\n".join(
        f"{(datetime(2024, 1, 1) + timedelta(days=day, hours=17)).isoformat()} commit.authored kit@{number} {who}"
        for number, (who, day) in enumerate(happened)
    )


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai"])
@given(happened=happenings)
@settings(max_examples=6, deadline=None)
def test_what_is_kept_and_lost_was_there_before(zone, happened):
    rows = rows_of(both_ways(read_table(written(happened)), Scope(until_at=datetime(2025, 3, 1), zone=zone)))
    months = {row["month"]: row for row in rows}
    for month, row in months.items():
        before = months.get((month - timedelta(days=1)).replace(day=1))
        assert row["before"] == row["kept"] + row["lost"] == (before["active"] if before else 0)
        assert row["active"] == row["kept"] + row["new"] + row["back"]
    assert sum(row["new"] for row in rows) == len({who for who, _ in happened})


@given(happened=happenings, seed=st.integers(0, 9))
@settings(max_examples=6, deadline=None)
def test_order_and_duplicates_do_not_matter(happened, seed):
    again = [*happened, *happened[:5]]
    random.Random(seed).shuffle(again)
    for metric in (retention, lifetimes, both_ways):
        first, second = (rows_of(metric(read_table(written(one)), Scope())) for one in (happened, again))
        assert sorted(map(str, first)) == sorted(map(str, second)), metric.name


@given(happened=happenings)
@settings(max_examples=6, deadline=None)
def test_the_cells_of_a_cohort_add_up_to_the_active_people(happened):
    table, scope = read_table(written(happened)), Scope(until_at=datetime(2024, 12, 1))
    found = {}
    for row in rows_of(retention(table, scope)):
        number = row["cohort"].month + row["months"]
        if row["active"] is not None:
            found[number] = found.get(number, 0) + row["active"]
    active = {row["month"].month: row["active"] for row in rows_of(both_ways(table, scope))}
    assert {month: people for month, people in found.items() if people} == {
        m: people for m, people in active.items() if people
    }


@given(happened=happenings, step=st.sampled_from([60, 90]))
@settings(max_examples=6, deadline=None)
def test_leaving_in_parts_of_a_time_is_leaving_in_the_whole(happened, step):
    days = [date(2024, 1, 1) + timedelta(days=number * step) for number in range(5)]
    table, whole = read_table(written(happened)), Periods.between([days[0], days[-1]], "UTC")
    left = [values(left_people(table, Scope(), Periods.between(pair, "UTC"))) for pair in pairwise(days)]
    together = sum(value for one in left for value, _ in one.values())
    people = sum(value for value, _ in values(left_people(table, Scope(), whole)).values())
    assert people <= together
    assert bool(people) == bool(together)
