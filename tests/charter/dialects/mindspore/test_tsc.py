"""The committee's README and the quorum of its meetings."""

from __future__ import annotations

from datetime import date
from inspect import cleandoc

from folkmoot.charter.dialects.mindspore.tsc import attendance, committee
from folkmoot.model.community import Minutes

README = cleandoc("""
    # Example Technical Steering Committee

    The committee decides what
    [nobody else](../governance.md) decides.

    It meets on the **1st Tuesday** every month (UTC+8)
    from *9:30am* to *11:00am*.

    Elections happen annually. The members for the term starting Apr 1st,
    2024 are:
    * Ann Author (Example University (EU), Institute
    of Tools)	**Chair**
    * Bo Maintainer (Example Inc.)
    * whoever comes
""")


def test_members_chair_term_and_meeting():
    claims = committee(README, "tsc/README.md", "Asia/Shanghai")
    assert [(seat.name, seat.role, seat.organization, seat.place.line) for seat in claims.seats] == [
        ("Ann Author", "member", "Example University (EU), Institute of Tools", 11),
        ("Ann Author", "chair", "Example University (EU), Institute of Tools", 11),
        ("Bo Maintainer", "member", "Example Inc.", 13),
    ]
    assert {(seat.since, seat.cause) for seat in claims.seats} == {(date(2024, 4, 1), "elected annually")}
    (series,) = claims.meetings
    assert (series.rrule, series.time, series.minutes) == ("FREQ=MONTHLY;BYDAY=1TU", "09:30", 90)
    assert claims.missions[0].words == "The committee decides what nobody else decides."


def test_a_majority_of_the_members_is_a_quorum():
    members = ["Ann Author", "Bo Maintainer", "Cy Outsider", "Di"]
    there = ("Author Ann (Example)", "Bo Maintainer", "Somebody Else", "Another One")
    two = Minutes("tsc", date(2024, 4, 2), attendees=there)
    three = Minutes("tsc", date(2024, 4, 2), attendees=(*there, "Di"))
    nobody = Minutes("tsc", date(2024, 4, 2))
    assert [finding.says.en for finding in attendance([two, three, nobody], members)] == [
        "2 of 4 members are listed as present; a majority is 3."
    ]


def test_without_members_there_is_no_quorum_to_miss():
    assert list(attendance([Minutes("tsc", None, attendees=("Ann",))], [])) == []
