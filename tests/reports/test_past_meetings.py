"""Past meetings: who was there, and what is odd about the notes; the figures of a real community."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from folkmoot.model.community import Minutes
from folkmoot.model.groups import Group, Kind, Term
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.wiring.house import House
from folkmoot.wiring.workspace import make_workspace
from tests.reports.facts import CHARTER, asking, homes_of

DAY = date(2024, 5, 2)
SINCE = date(2024, 1, 1)
TSC = Group(
    Kind.COMMITTEE, "tsc", Text("TSC"),
    roles=(Term("ann", "chair", SINCE), Term("bo", "member", SINCE), Term("dora", "member", date(2024, 6, 1))),
)  # fmt: skip


def asked(tmp_path, *minutes: Minutes, group: Group = TSC):
    charter = replace(CHARTER, groups=(*CHARTER.groups, group), minutes=minutes)
    return asking(homes_of(tmp_path / "lake", "", charter=charter))


def test_members_are_counted_as_of_the_day(tmp_path):
    ask = asked(
        tmp_path,
        Minutes("tsc", DAY, "May", ("AUTHOR, Ann (Example)", "a guest"), document="a.md"),
        Minutes("tsc", date(2024, 6, 6), "June", ("gitee", "老波", "dora"), document="b.md"),
        Minutes("tsc", date(2024, 7, 4), "July", (), document="c.md"),
        Minutes("tsc", None, "Some day", ("Ann Author",), document="d.md"),
    )
    rows = {
        row["title"]: (row["attendees"], row["present"], row["members"], row["majority"])
        for row in ask("past_meetings").rows
    }
    assert rows == {
        "May": (2, 1, 2, False), "June": (3, 2, 3, True), "July": (None, None, 3, None), "Some day": (1, None, None, None),
    }  # fmt: skip
    assert "a majority was at 1." in ask("past_meetings").sentence.en


def test_a_roster_without_days_tells_nothing_of_the_past(tmp_path):
    loose = replace(TSC, roles=(Term("ann", "chair"), Term("bo", "member")))
    (row,) = asked(tmp_path, Minutes("tsc", DAY, "May", ("Ann Author",)), group=loose)("past_meetings").rows
    assert (row["present"], row["members"], row["majority"]) == (None, None, None)


def test_choosing_by_words_group_and_finding(tmp_path):
    ask = asked(
        tmp_path,
        Minutes("tsc", DAY, "May", (), document="a.md"),
        Minutes("compiler", DAY, "Fast", ("Ann",), document="b.md"),
    )
    assert [row["title"] for row in ask("past_meetings", q="FAST").rows] == ["Fast"]
    assert [row["title"] for row in ask("past_meetings", group="tsc").rows] == ["May"]
    assert ask("past_meetings", flag="any").total + ask("past_meetings", flag="none").total == 2


@pytest.mark.real
def test_the_figures_of_a_real_community(real_data, tmp_path):
    house = House(make_workspace(tmp_path / "w", real_data / "mindspore-community"))
    ask = asking(Homes(house.charter, house.lake, ledger=False))
    answer = ask("past_meetings")
    committee = sorted((row for row in answer.rows if row["group"] == "tsc"), key=lambda row: row["day"])
    listed = [row for row in committee if row["attendees"]]
    assert [row["present"] for row in listed] == [4, 4, 3, 4, 2, 1, 3]
    assert {row["members"] for row in committee} == {14}
    assert not any(row["majority"] for row in listed)
    assert (answer.total, len(committee)) == (62, 10)
    flags = answer.about["flags"]
    assert (flags["note-time-odd"], flags["note-weekday-wrong"], flags["note-attendees-differ"]) == (24, 5, 14)
    assert flags["note-below-quorum"] == 7
    assert all(
        found["line"] and found["mend"]
        for row in answer.rows
        for found in row["findings"]
        if found["check"] != "minutes-attendees"
    )
