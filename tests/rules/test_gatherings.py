"""Events of chapters as their acts make them: clocks, seats, the waiting list, no-shows; codes and tickets of the door."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.gathering import Announced, Gathering
from folkmoot.model.programme import Act
from folkmoot.model.text import Text
from folkmoot.rules import check_in
from folkmoot.rules.gatherings import (
    announced_in,
    doors_open,
    folded,
    in_utc,
    may_correct,
    may_settle,
    plain,
    report_due,
)

SAID = Announced(
    "lake",
    Text("Kernels", "算子"),
    venue="R",
    begins="2026-03-20 19:00",
    ends="2026-03-20 21:00",
    zone="Asia/Shanghai",
    capacity=2,
)
BEGINS, ENDS = datetime(2026, 3, 20, 11), datetime(2026, 3, 20, 13)
EARLY, AFTER = datetime(2026, 3, 1), datetime(2026, 3, 21)


def told(*lines: str, at: datetime = EARLY, said: Announced = SAID) -> Gathering:
    """Fold acts told as ``register ann``, a minute apart from the announcement on; those of the door are at the beginning."""
    acts = [Act(1, EARLY - timedelta(days=1), "announce", content=plain(said))]
    for number, line in enumerate(lines, 2):
        verb, _, person = line.partition(" ")
        moment = (
            BEGINS
            if verb in ("arrive", "untick", "strangers")
            else EARLY - timedelta(hours=12) + timedelta(minutes=number)
        )
        content = {"number": int(person)} if verb == "strangers" else {"by": "code"} if verb == "arrive" else {}
        acts.append(Act(number, moment, verb, person="" if verb == "strangers" else person, content=content))
    return folded("lake-1", acts, at)


def stands(it: Gathering) -> list[str]:
    return [f"{one.person} {one.stands}{one.place or ''}" for one in it.seats]


@pytest.mark.parametrize(
    ("said", "zone", "wanted"),
    [
        ("2026-03-20 19:00", "Asia/Shanghai", datetime(2026, 3, 20, 11)),
        ("2026-07-01 19:00", "Europe/Berlin", datetime(2026, 7, 1, 17)),
        ("2026-12-01 19:00", "Europe/Berlin", datetime(2026, 12, 1, 18)),
        ("2027-03-28 02:30", "Europe/Berlin", None),  # clocks leave it out
        ("2026-10-25 02:30", "Europe/Berlin", datetime(2026, 10, 25, 0, 30)),  # shown twice: the first
        ("2026-02-30 10:00", "UTC", None),
        ("2026-03-20 19:00", "Mars/Base", None),
        ("soon", "UTC", None),
    ],
)
def test_a_moment_on_the_clocks_of_a_zone(said, zone, wanted):
    assert in_utc(said, zone) == wanted


def test_an_event_over_the_night_on_which_clocks_go_back_lasts_an_hour_longer():
    said = Announced("b", Text("Night"), begins="2026-10-24 23:00", ends="2026-10-25 05:00", zone="Europe/Berlin")
    it = told(said=said)
    assert it.ends_at - it.begins_at == timedelta(hours=7)


def test_the_first_to_register_have_seats_and_whoever_waits_moves_up():
    assert stands(told("register ann", "register bo", "register cy", "register dee")) == [
        "ann seated", "bo seated", "cy waiting1", "dee waiting2",
    ]  # fmt: skip
    assert stands(told("register ann", "register bo", "register cy", "unregister ann")) == ["bo seated", "cy seated"]
    again = told("register ann", "register bo", "register cy", "unregister ann", "register ann")
    assert stands(again) == ["bo seated", "cy seated", "ann waiting1"], "who comes back stands at the end"


def test_who_is_here_keeps_a_seat_and_who_is_not_did_not_come():
    lines = ("register ann", "register bo", "register cy", "arrive cy", "arrive eve", "strangers 3")
    over = told(*lines, at=AFTER)
    assert stands(over) == ["ann absent", "bo absent", "cy here", "eve here"]
    assert (over.attendance, over.no_shows, over.left) == (5, 2, 0)
    assert [one.walk_in for one in over.those("here")] == [False, True]
    roomy = told("register ann", "register bo", "arrive ann", "arrive ann", at=AFTER)
    assert (stands(roomy), roomy.attendance, roomy.no_shows) == (["ann here", "bo absent"], 1, 1)
    assert stands(told("register ann", "arrive ann", "untick ann", at=BEGINS)) == ["ann seated"]


def test_who_is_let_in_from_the_waiting_list_takes_nobodys_seat():
    let_in = ("register ann", "register bo", "register cy", "register dee", "arrive cy")
    assert stands(told(*let_in, at=BEGINS)) == ["ann seated", "bo seated", "cy here", "dee waiting1"]
    assert stands(told(*let_in, "unregister ann", at=BEGINS)) == ["bo seated", "cy here", "dee waiting1"]
    assert stands(told("register ann", "arrive eve", at=BEGINS)) == ["ann seated", "eve here"]


def test_nobody_took_the_attendance_so_it_is_unknown():
    it = told("register ann", at=AFTER)
    assert (it.attendance, it.no_shows) == (None, None)


def test_two_accounts_that_turn_out_to_be_one_person_have_one_seat():
    acts = [
        Act(1, EARLY, "announce", content=plain(SAID)),
        Act(2, EARLY, "register", person="gitee:ann"),
        Act(3, EARLY, "register", person="ann"),
    ]
    assert len(folded("e", acts, EARLY, lambda one: "ann" if one.endswith("ann") else one).seats) == 1


def test_the_stages_and_what_each_allows():
    stages = {at: told(at=at).stage for at in (EARLY, BEGINS, ENDS)}
    assert list(stages.values()) == ["open", "running", "over"]
    assert told(said=announced_in({**plain(SAID), "until": "2026-02-28 10:00"})).stage == "closed"
    assert told("cancel").stage == "cancelled"
    hour, week = timedelta(hours=1), timedelta(days=7)
    doors = [doors_open(told(at=at), at) for at in (BEGINS - 2 * hour, BEGINS - hour, ENDS - hour, ENDS)]
    assert doors == [False, True, True, False]
    corrects = [may_correct(told(at=at), at) for at in (BEGINS - 2 * hour, BEGINS, ENDS + hour, ENDS + week)]
    assert corrects == [False, True, True, False]
    assert not doors_open(told("cancel", at=BEGINS), BEGINS)
    assert report_due(told(at=ENDS), ENDS)
    assert [may_settle(told(at=at), at) for at in (ENDS, ENDS + week)] == [False, True]


@given(
    st.lists(st.tuples(st.sampled_from(["register", "unregister"]), st.sampled_from("abcdef")), max_size=30),
    st.integers(0, 4),
)
def test_never_more_seats_than_there_are_and_nobody_waits_beside_a_free_one(acts, capacity):
    it = told(*(f"{verb} {who}" for verb, who in acts), said=announced_in({**plain(SAID), "capacity": capacity}))
    seated, waiting = it.those("seated"), it.those("waiting")
    if capacity:
        assert len(seated) <= capacity
        assert not waiting or len(seated) == capacity
    else:
        assert not waiting
    assert [one.place for one in waiting] == list(range(1, len(waiting) + 1))


class TestCodes:
    SECRET, AT = "s3cret", datetime(2026, 3, 20, 11, 0, 5)

    def test_a_code_is_good_while_it_is_shown_and_one_step_longer(self):
        """It is shown from 11:00:00 to 11:00:20."""
        code = check_in.code_of(self.SECRET, "e", self.AT)
        words = [
            check_in.judge(self.SECRET, "e", code, self.AT + timedelta(seconds=after))
            for after in (0, 14, 34, 35, 3600)
        ]
        assert words == ["good", "good", "good", "expired", "expired"]
        assert check_in.judge(self.SECRET, "e", code, self.AT - timedelta(minutes=1)) == "expired", (
            "one of the future is none yet"
        )
        assert check_in.code_of(self.SECRET, "e", self.AT + timedelta(seconds=30)) != code

    @pytest.mark.parametrize("forged", ["", ".", "1", "x.y", "1.é" + "a" * 20, f"{10**12}.{'a' * 22}", "²." + "a" * 22])
    def test_what_is_no_code(self, forged):
        assert check_in.judge(self.SECRET, "e", forged, self.AT) == "forged"

    def test_a_code_of_another_event_or_secret_or_time_is_forged(self):
        code = check_in.code_of(self.SECRET, "e", self.AT)
        slot, _, mark = code.partition(".")
        assert check_in.judge(self.SECRET, "f", code, self.AT) == "forged"
        assert check_in.judge("other", "e", code, self.AT) == "forged"
        assert check_in.judge(self.SECRET, "e", f"{int(slot) + 9}.{mark}", self.AT + timedelta(seconds=270)) == "forged"

    def test_a_ticket_is_of_one_registration_and_no_code_of_the_screen(self):
        ticket = check_in.ticket_of(self.SECRET, "e", 7)
        assert check_in.ordinal_of(self.SECRET, "e", ticket) == 7
        assert check_in.ordinal_of(self.SECRET, "e", ticket.replace("7.", "8.")) is None
        assert check_in.ordinal_of(self.SECRET, "f", ticket) is None
        assert check_in.ordinal_of(self.SECRET, "e", check_in.code_of(self.SECRET, "e", self.AT)) is None
