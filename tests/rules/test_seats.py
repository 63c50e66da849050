"""Seats: ties by the declared rule, and a limit for each organisation."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.tally import Counting
from folkmoot.rules.seats import by_lot, seat

FIRMS = {"ann": "Acme", "bo": "Acme", "cy": "Bolt", "dee": "Acme"}


def singles(*names):
    return tuple((name,) for name in names)


def test_the_first_places_have_the_seats():
    found = seat(singles("cy", "ann", "bo"), Counting(seats=2))
    assert found.elected == ("cy", "ann")
    assert not found.tied


def test_somebody_whose_organisation_has_its_limit_is_passed_over():
    found = seat(singles("ann", "bo", "cy"), Counting(seats=2, per_organization=1, organizations=FIRMS))
    assert found.elected == ("ann", "cy")
    assert [(one.candidate, one.organization) for one in found.passed_over] == [("bo", "Acme")]
    assert "limit" in found.passed_over[0].why.en


def test_seats_that_an_organisation_holds_already_count():
    counting = Counting(seats=2, per_organization=2, organizations=FIRMS, held={"Acme": 1})
    assert seat(singles("ann", "bo", "cy"), counting).elected == ("ann", "cy")


def test_somebody_without_an_organisation_is_never_passed_over():
    assert seat(singles("eve", "ann", "fay"), Counting(seats=3, per_organization=1, organizations=FIRMS)).elected == (
        "eve", "ann", "fay",
    )  # fmt: skip


def test_a_tie_that_takes_no_seat_decides_nothing():
    found = seat((("ann",), ("bo", "cy")), Counting(seats=1))
    assert found.elected == ("ann",)
    assert not found.tied


def test_a_tie_inside_the_seats_decides_nothing():
    assert set(seat((("ann", "bo"), ("cy",)), Counting(seats=2)).elected) == {"ann", "bo"}


def test_a_tie_across_the_last_seat_stays():
    found = seat((("ann",), ("bo", "cy"), ("dee",)), Counting(seats=2))
    assert found.elected == ("ann",)
    assert [(one.candidates, one.seats) for one in found.tied] == [(("bo", "cy"), 1)]


def test_a_tie_of_one_organisation_under_its_limit_leaves_the_others_sure():
    """Ann and Bo of Acme tie with Cy of Bolt for two seats; Acme may have one: Cy is in, whatever the order."""
    counting = Counting(seats=2, per_organization=1, organizations=FIRMS)
    found = seat((("ann", "bo", "cy"),), counting)
    assert found.elected == ("cy",)
    assert [(one.candidates, one.seats) for one in found.tied] == [(("ann", "bo"), 1)]


def test_after_such_a_tie_the_organisation_is_full():
    counting = Counting(seats=3, per_organization=1, organizations=FIRMS)
    found = seat((("ann", "bo"), ("dee",), ("cy",)), counting)
    assert found.elected == ("cy",)
    assert [one.candidate for one in found.passed_over] == ["dee"]


def test_lots_are_the_same_for_everybody():
    assert {by_lot(order, "a seed") for order in permutations(("ann", "bo", "cy"))} == {
        by_lot(("ann", "bo", "cy"), "a seed")
    }
    assert len({by_lot(("ann", "bo", "cy", "dee"), str(seed)) for seed in range(200)}) == 24


def test_lots_are_drawn_only_where_they_decide():
    lots = Counting(seats=2, tie="lot", seed="s")
    assert seat((("ann", "bo"), ("cy",)), lots).drawn == ()
    found = seat((("ann", "bo", "cy"),), lots)
    assert found.drawn == (by_lot(("ann", "bo", "cy"), "s"),)
    assert found.elected == found.drawn[0][:2]


def test_lots_without_a_seed_leave_the_seat_open():
    found = seat((("ann", "bo"),), Counting(tie="lot"))
    assert found.tied[0].candidates == ("ann", "bo")
    assert "seed" in found.tied[0].why.en


PLACES = st.permutations(["ann", "bo", "cy", "dee", "eve"]).flatmap(
    lambda order: st.lists(st.booleans(), min_size=4, max_size=4).map(lambda cuts: _cut(order, cuts))
)


def _cut(order, cuts):
    places = [[order[0]]]
    for name, cut in zip(order[1:], cuts, strict=True):
        if cut:
            places.append([name])
        else:
            places[-1].append(name)
    return tuple(tuple(place) for place in places)


@given(PLACES, st.integers(1, 4), st.sampled_from((None, 1, 2)))
def test_who_is_sure_is_elected_in_whatever_order_the_tied_stand(places, seats, limit):
    """What no rule for ties may change: the elected are in every order that the places allow; the tied are in some only."""
    counting = Counting(seats=seats, per_organization=limit, organizations=FIRMS)
    found = seat(places, counting)
    orders = [()]
    for place in places:
        orders = [(*before, *after) for before in orders for after in permutations(place)]
    outcomes = [frozenset(seat(singles(*order), counting).elected) for order in orders]
    assert frozenset(found.elected) == frozenset.intersection(*outcomes)
    tied = frozenset(name for one in found.tied for name in one.candidates)
    assert frozenset.union(*outcomes) == frozenset(found.elected) | tied
    assert all(len(one) == len(found.elected) + sum(tie.seats for tie in found.tied) for one in outcomes)
