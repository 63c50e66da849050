"""Meeting notes: days, hours, weekdays, who was there."""

from __future__ import annotations

from datetime import date
from inspect import cleandoc

import pytest

from folkmoot.charter.dialects.mindspore.notes import Note, is_template, note, written_day


def read(text: str, path: str = "sigs/kit/meetings/001-20240305.md") -> Note:
    return note(cleandoc(text), path, "kit")


def checks(found: Note) -> list[str]:
    return [finding.check for finding in found.findings]


def test_a_tidy_note():
    found = read("""
        # Tuesday March 5, 2024 at 19:00 GMT+8

        ## Attendees
        * Ann Author (Example University)
        * Bo Maintainer, etc

        ## Absent
        * Cy
    """)
    assert found.findings == ()
    assert found.minutes.day == date(2024, 3, 5)
    assert found.minutes.attendees == ("Ann Author (Example University)", "Bo Maintainer")
    assert found.minutes.absent == ("Cy",)
    assert found.minutes.document == "sigs/kit/meetings/001-20240305.md"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Friday May15, 2020", date(2020, 5, 15)),
        ("Tuesday, jul 27, 2021 at 19:00", date(2021, 7, 27)),
        ("Meeting 2021/Mar/18", date(2021, 3, 18)),
        ("Meeting 2020-05-21", date(2020, 5, 21)),
        ("2024年3月5日", date(2024, 3, 5)),
        ("Mar 28th, 2020 are", date(2020, 3, 28)),
        ("February 30, 2020", None),
        ("May", None),
    ],
)
def test_days_in_words(words: str, day: date | None):
    assert written_day(words) == day


def test_pm_after_twelve_counts_twice():
    assert checks(read("# Tuesday March 5, 2024 at 19:00pm GMT+8")) == ["note-time-odd"]
    assert checks(read("# Tuesday March 5, 2024 at 7:00pm GMT+8")) == []


def test_a_wrong_weekday():
    found = read("# Monday March 5, 2024")
    assert checks(found) == ["note-weekday-wrong"]
    assert found.findings[0].says.en == "The title says Monday for 2024-03-05, which was a Tuesday."


def test_where_title_and_file_differ_the_file_counts():
    found = read("# Wednesday March 6, 2024")
    assert (found.minutes.day, checks(found)) == (date(2024, 3, 5), ["note-day-unclear"])


def test_without_any_day():
    found = read("# Notes", "sigs/kit/meetings/last.md")
    assert (found.minutes.day, checks(found)) == (None, ["note-day-unclear"])


def test_two_lists_that_differ():
    found = read("""
        # Tuesday March 5, 2024
        ## Attendees
        * Ann Author (Example)
        * Bo
        ## Notes
        * Participants: Author Ann, Cy, etc.
    """)
    assert checks(found) == ["note-attendees-differ"]
    assert found.findings[0].place.line == 6
    assert "only there: Cy; only under the heading: Bo" in found.findings[0].says.en


def test_two_lists_of_the_same_people_are_fine():
    assert checks(read("# 2024-03-05\n## Attendees\n* Ann A (X)\n## Notes\n* Participants: Ann A, etc")) == []


def test_another_spelling_is_told_as_such():
    found = read("# 2024-03-05\n## Attendees\n* Ann author\n## Notes\n* Participants: Annauthor")
    assert "spells people otherwise" in found.findings[0].says.en


@pytest.mark.parametrize("held", ["TODO", "None.", "N/A", ""])
def test_a_placeholder_is_nobody(held: str):
    assert read(f"# 2024-03-05\n## Attendees\n* {held}").minutes.attendees == ()


def test_templates_are_no_meetings():
    assert is_template("sigs/kit/meetings/meeting-template.md", "# Tuesday March 5, 2024")
    assert is_template("sigs/kit/meetings/001.md", "# Tuesday March xx, 2024 at xx:xxpm")
    assert not is_template("sigs/kit/meetings/001.md", "# Tuesday March 5, 2024")
