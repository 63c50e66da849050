"""A group's year: meetings of the year alone, who joined, rose and left, and what nobody has recorded is said to be unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from folkmoot.model.community import Minutes
from folkmoot.model.errors import BadQuestion
from folkmoot.model.event import Coverage
from folkmoot.model.groups import Term, YearTarget
from folkmoot.model.text import Text
from tests.reports.facts import BEGAN, CHARTER, COMPILER, KIT, READ, asking, homes_of

EVENTS = """
2023-12-20T00:00  meeting.attended  meetings:compiler/weekly/2023-12-20  ann  group="compiler" repo=""
2024-05-07T00:00  meeting.attended  meetings:compiler/weekly/2024-05-07  ann  group="compiler" repo=""
2024-05-07T00:00  meeting.attended  meetings:compiler/weekly/2024-05-07  bo   group="compiler" repo=""
"""
ROLES = (
    Term("bo", "maintainer", since=date(2021, 1, 1)),
    Term("ann", "member", since=date(2023, 1, 1), until=date(2024, 2, 29)),
    Term("ann", "reviewer", since=date(2024, 3, 1), cause="round 1"),
    Term("dora", "member", since=date(2022, 1, 1), until=date(2024, 4, 30), cause="moved on"),
)
GROUP = replace(COMPILER, roles=ROLES, targets=(YearTarget(2025, Text("Ten reviewers", "十位评审者")),))
HELD = replace(
    CHARTER, groups=(GROUP, *CHARTER.groups[1:]),
    minutes=(Minutes("compiler", date(2024, 4, 2), "April", ("ann", "bo", "cy")), Minutes("compiler", date(2023, 4, 2), "Before")),
)  # fmt: skip


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory):
    coverage = (
        Coverage("test", "", "meeting.attended", BEGAN, READ, READ),
        Coverage("test", KIT, "commit.authored", BEGAN, READ, READ),
    )
    asked = asking(homes_of(tmp_path_factory.mktemp("h") / "lake", EVENTS, charter=HELD, coverage=coverage))
    return asked("group-year", id="compiler", year="2024")


def test_meetings_of_the_year_with_their_attendance(year):
    part = year.parts["meetings"]
    assert [(row["day"], str(row["title"]), row["people"]) for row in part.rows] == [
        (date(2024, 4, 2), "April", 3), (date(2024, 5, 7), "Weekly", 2),
    ]  # fmt: skip
    assert part.sentence.en == "2 meetings were held, with 2.5 people at the median."


def test_who_joined_rose_and_left(year):
    rows = [(row["person"], row["move"], row["role"], row["cause"]) for row in year.parts["people"].rows]
    assert rows == [("ann", "rose", "reviewer", "round 1"), ("dora", "left", "member", "moved on")]


def test_next_years_targets_and_what_is_unknown(year):
    assert [row["title"].en for row in year.parts["next"].rows] == ["Ten reviewers"]
    assert "unknown" in year.parts["decisions"].sentence.en  # no ledger is connected
    assert year.parts["releases"].sentence.en == "No release is declared for it."


def test_a_group_and_a_year_that_are_there(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", "", charter=HELD))
    for said in ({"id": "nowhere"}, {}, {"id": "compiler", "year": "soon"}):
        with pytest.raises(BadQuestion):
            asked("group-year", **said)
