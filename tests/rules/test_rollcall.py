"""Who was there, and when: at a moment, over a meeting, and as a quorum."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.groups import Group, Kind, Term
from folkmoot.model.people import Person
from folkmoot.model.rollcall import Mark
from folkmoot.model.text import Text
from folkmoot.rules import rollcall

OPENED, CLOSED = datetime(2026, 3, 12, 12, 0), datetime(2026, 3, 12, 13, 0)


def at(minute: int) -> datetime:
    return OPENED + timedelta(minutes=minute)


def here(person: str, *spans: tuple[int, int | None]) -> Mark:
    return Mark(person, "present", spans=tuple((at(one), None if end is None else at(end)) for one, end in spans))


def test_somebody_is_there_from_coming_to_going():
    """
    12:00 ann comes   12:10 bo comes   12:30 ann goes   12:45 ann is back
    """
    marks = (here("ann", (0, 30), (45, None)), here("bo", (10, None)))
    seen = {minute: rollcall.present_at(marks, at(minute)) for minute in (0, 10, 29, 30, 45)}
    assert seen == {0: {"ann"}, 10: {"ann", "bo"}, 29: {"ann", "bo"}, 30: {"bo"}, 45: {"ann", "bo"}}


def test_of_two_marks_of_one_person_the_last_counts():
    marks = (here("ann", (0, None)), rollcall.away("ann", "excused"))
    assert rollcall.present_at(marks, at(5)) == frozenset()
    assert rollcall.present_at(tuple(reversed(marks)), at(5)) == {"ann"}


def test_a_guest_whom_nobody_declares_is_not_among_the_people():
    marks = (Mark("", "present", guest="Cy Outsider", spans=((at(0), None),)),)
    assert rollcall.present_at(marks, at(1)) == frozenset()
    assert set(rollcall.latest(marks)) == {"guest:cy outsider"}


def test_a_proxy_speaks_while_its_holder_is_there():
    marks = (here("bo", (10, 40)), rollcall.away("ann", "proxy", holder="bo"))
    assert rollcall.represented_at(marks, at(5)) == {}
    assert rollcall.represented_at(marks, at(20)) == {"ann": "bo"}
    assert rollcall.represented_at((*marks, here("ann", (15, None))), at(20)) == {}


def test_a_holder_speaks_for_one_person_and_not_for_themself():
    marks = (
        here("bo", (0, None)),
        *(rollcall.away(one, "proxy", holder="bo") for one in ("ann", "cy")),
        rollcall.away("dee", "proxy", holder="dee"),
    )
    assert rollcall.represented_at(marks, at(1)) == {"ann": "bo"}


def test_the_quorum_is_a_number_and_says_what_is_missing():
    """
    ann, bo, cy, dee decide; three are needed. ann is there, bo holds cy's proxy; eve is a guest.
    """
    marks = (
        here("ann", (0, None)),
        here("bo", (0, None)),
        here("eve", (0, None)),
        rollcall.away("cy", "proxy", holder="bo"),
    )
    electors = ("ann", "bo", "cy", "dee")
    plain = rollcall.quorum(electors, marks, at(1), needed=3)
    assert (plain.counted, plain.by_proxy, plain.missing, plain.reached) == (2, 1, 1, False)
    allowed = rollcall.quorum(electors, marks, at(1), needed=3, proxies=True)
    assert (allowed.counted, allowed.missing, allowed.reached) == (3, 0, True)
    nobody_asks = rollcall.quorum(electors, marks, at(1), needed=None)
    assert (nobody_asks.missing, nobody_asks.reached) == (None, None)


def test_coming_twice_changes_nothing_and_coming_back_begins_a_span():
    first = rollcall.arrived(None, "ann", at(0))
    assert rollcall.arrived(first, "ann", at(5)).spans == first.spans
    gone = rollcall.left(first, at(10))
    assert rollcall.arrived(gone, "ann", at(20)).spans == ((at(0), at(10)), (at(20), None))


def test_time_in_the_room_is_counted_within_the_meeting():
    """
    marked before the opening: from the opening; still there: to the end; two spans that overlap count once
    """
    early = Mark("ann", "present", spans=((OPENED - timedelta(minutes=5), None),))
    assert rollcall.minutes_of(early, OPENED, CLOSED) == 60
    assert rollcall.minutes_of(here("bo", (10, 20), (15, 30), (50, 80)), OPENED, CLOSED) == 30
    assert rollcall.minutes_of(rollcall.away("cy", "absent"), OPENED, CLOSED) == 0
    assert rollcall.within(here("dee", (70, None)), OPENED, CLOSED) == ()


def test_late_and_early_are_said_only_of_those_who_were():
    assert rollcall.came_late(here("ann", (0, None)), OPENED) is None
    assert rollcall.came_late(here("ann", (12, None)), OPENED) == at(12)
    assert rollcall.left_at(here("ann", (0, None)), CLOSED) is None
    assert rollcall.left_at(here("ann", (0, 30)), CLOSED) == at(30)
    assert rollcall.left_at(here("ann", (0, 30), (40, None)), CLOSED) is None


def test_seats_stand_by_first_name_with_the_leading_role_first():
    """
    bo     member, and chair since 2026;  ann  member until 2025 (gone by then);  cy  emeritus;  dee  member
    """
    roles = (
        Term("bo", "member"),
        Term("bo", "chair", since=date(2026, 1, 1)),
        Term("ann", "member", until=date(2025, 12, 31)),
        Term("cy", "emeritus"),
        Term("dee", "member"),
    )
    group = Group(Kind.COMMITTEE, "tsc", Text("TSC"), roles=roles)
    people = {"bo": Person("bo", "Bo Maintainer"), "dee": Person("dee", "Anna Dee")}
    found = rollcall.seats(group, date(2026, 3, 12), people, {"bo": "Example"}.get, frozenset({"bo"}))
    assert [(one.name, one.role, one.organization, one.votes) for one in found] == [
        ("Anna Dee", "member", None, False),
        ("Bo Maintainer", "chair", "Example", True),
    ]


@given(
    st.lists(st.tuples(st.sampled_from(("come", "go")), st.integers(0, 60)), max_size=12).map(
        lambda x: sorted(x, key=lambda y: y[1])
    )
)
def test_whatever_comes_and_goes_spans_neither_overlap_nor_exceed_the_meeting(said):
    mark = None
    for verb, minute in said:
        mark = rollcall.arrived(mark, "ann", at(minute)) if verb == "come" else rollcall.left(mark, at(minute))
    spans = rollcall.within(mark, OPENED, CLOSED) if mark else ()
    assert all(begun <= (end or CLOSED) for begun, end in spans)
    assert all(one[1] is not None and one[1] <= other[0] for one, other in pairwise(spans))
    assert 0 <= (rollcall.minutes_of(mark, OPENED, CLOSED) if mark else 0) <= 60
