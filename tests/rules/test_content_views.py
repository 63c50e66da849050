"""How often something was viewed: readings so far and by day, what is unknown stays unknown; when to publish, through changes of the clocks."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.content import Reading
from folkmoot.rules.content_slots import slots
from folkmoot.rules.content_views import after, growth, newest

OUT = datetime(2026, 10, 1, 10)
NOW = datetime(2026, 11, 20)


def so_far(*told: tuple[float, float]) -> list[Reading]:
    """Readings of everything so far: days after the publication, and how many."""
    return [Reading(OUT + timedelta(days=days), amount) for days, amount in told]


def daily(*told: tuple[int, float]) -> list[Reading]:
    return [Reading(OUT + timedelta(days=days, hours=2), amount, "daily") for days, amount in told]


def test_what_nobody_has_read_is_unknown_and_not_zero():
    assert newest([], OUT, NOW) is None
    assert after([], OUT, 7, NOW) is None
    assert growth([], OUT, NOW) is None
    zero = newest(so_far((1, 0)), OUT, NOW)
    assert zero is not None
    assert (zero.amount, zero.exact) == (0, True), "a zero that was read is one"


@pytest.mark.parametrize(
    ("readings", "days", "amount", "exact"),
    [
        (so_far((7, 700)), 7, 700, True),
        (so_far((6.8, 690)), 7, 690, True),
        (so_far((5, 500), (9, 900)), 7, 700, False),
        (so_far((14, 1400)), 7, 700, False),
        (so_far((15, 1500)), 7, None, None),
        (so_far((3, 300)), 7, None, None),
        (daily(*((n, 10) for n in range(7))), 7, 70, True),
        (daily(*((n, 10) for n in range(9))), 7, 70, True),
        (daily(*((n, 10) for n in range(7) if n != 3)), 7, None, None),
        (daily(*((n, 10) for n in range(7))) + so_far((7, 99)), 7, 99, True),
        (so_far((200, 5)), 90, None, None),
    ],
)  # fmt: skip
def test_views_after_some_days(readings, days, amount, exact):
    found = after(readings, OUT, days, NOW)
    assert (round(found.amount) if found else None, found.exact if found else None) == (amount, exact)


def test_days_that_are_missing_make_a_sum_the_least():
    whole, some = newest(daily((0, 5), (1, 6)), OUT, NOW), newest(daily((0, 5), (2, 6)), OUT, NOW)
    assert whole is not None
    assert some is not None
    assert (whole.amount, whole.exact, some.amount, some.exact) == (11, True, 11, False)


def test_growth_is_of_the_last_days_that_were_read():
    assert growth(so_far((10, 100), (17, 140)), OUT, NOW) == 40
    assert growth(so_far((17, 140)), OUT, NOW) is None, "nothing tells what was there a week before"
    assert growth(so_far((3, 30)), OUT, NOW) == 30, "all of it is new"
    assert growth(daily(*((n, n) for n in range(20))), OUT, NOW) == sum(range(13, 20))


@given(st.lists(st.tuples(st.floats(0, 40), st.integers(0, 10_000)), max_size=12), st.integers(1, 30))
def test_more_days_have_no_fewer_views_where_readings_only_rise(told, days):
    rising = sorted(told)
    readings = so_far(*zip([day for day, _amount in rising], sorted(amount for _day, amount in rising), strict=True))
    one, more = after(readings, OUT, days, NOW), after(readings, OUT, days + 5, NOW)
    if one and more:
        assert more.amount >= one.amount - 1e-6
    last = newest(readings, OUT, NOW)
    assert (last is None) == (not readings)
    if last and one:
        assert one.amount <= last.amount + 1e-6
    assert after(readings[::-1], OUT, days, NOW) == one, "their order does not matter"


def test_the_best_free_hours_are_suggested_one_a_day():
    """Wednesdays at 20 and Fridays at 9 by the clocks of Shanghai; next Wednesday is taken."""
    hours = {(2, 20): 40, (2, 19): 30, (4, 9): 20}
    now = datetime(2026, 11, 17, 0)  # a Tuesday
    found = slots(hours, [datetime(2026, 11, 18, 11, 30)], zone="Asia/Shanghai", now=now)
    assert [(one.at, one.people) for one in found] == [
        (datetime(2026, 11, 25, 12), 40), (datetime(2026, 11, 20, 1), 20), (datetime(2026, 11, 27, 1), 20),
    ]  # fmt: skip
    assert slots({}, [], zone="Asia/Shanghai", now=now) == (), "what is not known suggests nothing"


def test_slots_follow_the_clocks_when_they_change():
    """Berlin puts its clocks back on 2026-10-25 and forward on 2026-03-29, when 02:00 is skipped."""
    autumn = slots({(4, 19): 9}, [], zone="Europe/Berlin", now=datetime(2026, 10, 20))
    assert [one.at for one in autumn] == [datetime(2026, 10, 23, 17), datetime(2026, 10, 30, 18)]
    spring = slots({(6, 2): 9, (6, 3): 5}, [], zone="Europe/Berlin", now=datetime(2026, 3, 27))
    assert [(one.local.day, one.local.hour, one.at.hour) for one in spring] == [(5, 2, 0), (29, 3, 1)]
