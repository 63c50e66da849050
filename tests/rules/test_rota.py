"""Turns, swaps and fairness."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.groups import Series
from folkmoot.model.schedule import Change, Offer
from folkmoot.model.text import Text
from folkmoot.rules.recurrence import occurrences
from folkmoot.rules.rota import Share, agreed, shares, turns

DAYS = [date(2026, 1, 6) + timedelta(weeks=number) for number in range(6)]
NOON = datetime(2026, 1, 1, 12)


def changed(number: int, day: date, host: str, *, undone: bool = False) -> Change:
    return Change(
        number, number, NOON + timedelta(hours=number), "bo", "", "kit", "weekly", day, "host", host=host, undone=undone
    )


def test_turns_go_round():
    assert list(turns(("ann", "bo"), DAYS, DAYS[0]).values()) == ["ann", "bo", "ann", "bo", "ann", "bo"]
    assert turns(("ann", "bo"), DAYS, DAYS[2]) == {DAYS[2]: "ann", DAYS[3]: "bo", DAYS[4]: "ann", DAYS[5]: "bo"}


def test_nobody_knows_without_a_rota_or_a_day_to_count_from():
    assert turns((), DAYS, DAYS[0]) == {}
    assert turns(("ann",), DAYS, None) == {}


def test_what_was_agreed_last_holds():
    swap = Offer(
        1, NOON, "ann", "", "kit", "weekly", DAYS[0], "ann", "bo", DAYS[1], "accepted", NOON + timedelta(hours=2)
    )
    declined = Offer(2, NOON, "ann", "", "kit", "weekly", DAYS[2], "ann", "bo", None, "declined", NOON)
    before, after = changed(1, DAYS[0], "cy"), changed(3, DAYS[1], "dee")
    assert agreed([before, after], [swap, declined]) == {("kit", "weekly"): {DAYS[0]: "bo", DAYS[1]: "dee"}}
    assert agreed([changed(1, DAYS[0], "cy", undone=True)], []) == {}


def test_shares_count_those_of_the_rota_and_helpers():
    series = Series(Text("Weekly"), "FREQ=WEEKLY;BYDAY=TU", "19:00", "UTC", DAYS[0], rota=("ann", "bo", "eve"))
    found = occurrences("kit", "weekly", series, datetime(2026, 1, 1), datetime(2026, 2, 12), hosts={DAYS[1]: "cy"})
    assert shares(series.rota, found, datetime(2026, 1, 21)) == (
        Share("ann", 1, 1), Share("bo", 0, 1), Share("eve", 1, 1), Share("cy", 1, 0),
    )  # fmt: skip


@given(
    st.lists(st.sampled_from(["ann", "bo", "cy", "dee"]), min_size=1, max_size=4, unique=True),
    st.sets(st.integers(0, 39)),
)
def test_nobody_is_ahead_by_more_than_one_turn(rota, cancelled):
    days = [date(2026, 1, 6) + timedelta(weeks=number) for number in range(40) if number not in cancelled]
    counts = [list(turns(rota, days, date(2026, 1, 1)).values()).count(person) for person in rota]
    assert max(counts) - min(counts) <= 1
    assert sum(counts) == len(days)
