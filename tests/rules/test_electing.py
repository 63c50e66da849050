"""An election by its acts: moments in a zone, stages by dates, candidates, exceptions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from folkmoot.model.election import Election, ElectionAct
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text
from folkmoot.rules.electing import candidate_of, course_of, is_sound, moments_of, must_be_in

ELECTION = Election(
    "kit-2026", Text("Kit"), "tsc", nominations="2026-03-01", nominations_until="2026-03-10 18:00", opens="2026-03-12 09:00",
    closes="2026-03-20", zone="Asia/Shanghai", endorsements=1,
)  # fmt: skip


def acts(*said):
    return tuple(
        ElectionAct(place, datetime(2026, 3, 2), verb, by, person, why, content)
        for place, (verb, by, person, why, content) in enumerate(said, 1)
    )


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 3, day, hour)


def test_a_day_begins_at_its_start_and_ends_at_its_end():
    moments = moments_of(ELECTION, "UTC")
    assert moments.nominations == datetime(2026, 2, 28, 16)
    assert moments.nominations_until == at(10, 10)
    assert moments.exceptions_until == moments.opens == at(12, 1)
    assert moments.closes == at(20, 16)


def test_end_of_day_anywhere_on_earth_is_a_zone():
    one = Election("a", Text("A"), "tsc", "2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", zone="Etc/GMT+12")
    assert moments_of(one, "UTC").closes == datetime(2026, 3, 5, 12)


@pytest.mark.parametrize(
    ("now", "done", "stage"),
    [
        (datetime(2026, 2, 28, 15, 59), (), "upcoming"),
        (datetime(2026, 2, 28, 16), (), "nominations"),
        (at(10, 10), (), "between"),
        (at(12, 1), (), "voting"),
        (at(20, 15), (), "voting"),
        (at(20, 16), (), "closed"),
        (at(21), ("close",), "counted"),
        (at(21), ("close", "certify"), "certified"),
    ],
)
def test_stages_follow_the_dates_and_then_what_was_done(now, done, stage):
    assert course_of(ELECTION, acts(*((verb, "bo", "", "", {}) for verb in done)), now, "UTC").stage == stage


def test_a_candidate_stands_after_accepting_with_enough_endorsements():
    said = [("nominate", "bo", "ann", "", {"accepted": False})]
    assert course_of(ELECTION, acts(*said), at(2), "UTC").candidates[0].state == "nominated"
    said.append(("accept", "ann", "ann", "", {}))
    course = course_of(ELECTION, acts(*said), at(2), "UTC")
    assert course.candidates[0].state == "standing"
    assert course.standing == ()
    said += [("endorse", "cy", "ann", "", {"by": "cy"}), ("statement", "ann", "ann", "", {"en": "Me.", "zh": ""})]
    course = course_of(ELECTION, acts(*said), at(2), "UTC")
    assert [one.person for one in course.standing] == ["ann"]
    assert course.standing[0].statement.en == "Me."
    said.append(("withdraw", "ann", "ann", "", {}))
    assert course_of(ELECTION, acts(*said), at(2), "UTC").standing == ()


def test_two_ids_of_one_person_are_one_candidate():
    said = [("nominate", "ann", "ann", "", {"accepted": True}), ("withdraw", "ann", "ann-a", "", {})]
    course = course_of(ELECTION, acts(*said), at(2), "UTC", lambda name: name.partition("-")[0])
    assert [one.state for one in course.candidates] == ["withdrawn"]
    assert candidate_of(course, "ann-a", lambda name: name.partition("-")[0]) == course.candidates[0]


def test_an_exception_waits_until_it_is_decided():
    said = [("request", "cy", "cy", "I translate.", {})]
    assert course_of(ELECTION, acts(*said), at(2), "UTC").cases[0].granted is None
    said.append(("grant", "bo", "cy", "seen it", {}))
    case = course_of(ELECTION, acts(*said), at(2), "UTC").cases[0]
    assert (case.granted, case.decided_by, case.reason, case.why) == (True, "bo", "seen it", "I translate.")


def test_what_is_done_at_the_wrong_time_is_refused():
    course = course_of(ELECTION, (), at(2), "UTC")
    must_be_in(course, "nominations")
    with pytest.raises(
        BadInput, match=r"nominations are going on: a ballot may be cast while voting goes on\."
    ) as told:
        must_be_in(course, "voting")
    assert told.value.said_in("zh-hans") == "提名正在进行：仅在投票期间可以投票。"


@pytest.mark.parametrize(
    "changes", [{"opens": "2026-02-30"}, {"zone": "Mars/Base"}, {"closes": "2026-03-01 25:00"}, {"zone": "../x"}]
)
def test_an_election_whose_moments_are_none_is_not_sound(changes):
    assert is_sound(ELECTION)
    assert not is_sound(replace(ELECTION, **changes))
