"""The pack of a meeting: what is left out, what is paged, and the month of a release as weeks."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.text import Text
from folkmoot.press import deck
from folkmoot.press.chapters import About
from folkmoot.press.document import Section, Table
from folkmoot.press.slides import slides_of

DAY = date(2020, 12, 17)


def answer(name: str, rows: list[dict[str, Any]], columns: tuple[str, ...], **more: Any) -> Answer:
    shown = tuple(Column(one, Text(one)) for one in columns)
    return Answer(name, more.pop("title", Text(name)), more.pop("sentence", Text("Said.")), shown, tuple(rows), **more)


def pack(meeting: Answer | None = None, **answers: Answer) -> deck.Pack:
    def ask(name: str, /, **_parameters: str) -> Answer:
        if name not in answers:
            raise BadQuestion(f"nobody asked for {name}")
        return answers[name]

    group = answer("group", [], (), about={"group": {"links": (), "channels": (), "roles": []}})
    return deck.Pack(About(ask, "en", date(2020, 11, 1), date(2020, 11, 30), "", DAY), group, DAY, meeting)


def test_a_long_table_goes_on_over_slides_and_no_row_is_left_out():
    rows = tuple({"name": f"group {number}"} for number in range(25))
    parts = list(deck._paged(Section("Groups", table=Table((Column("name", Text("Name")),), rows, 25))))
    assert [one.title for one in parts] == ["Groups (1/3)", "Groups (2/3)", "Groups (3/3)"]
    assert [row for one in parts for row in one.table.rows] == list(rows)
    assert all(one.table.more == 0 for one in parts)


def test_what_there_is_nothing_of_is_left_out():
    empty = answer("empty", [], ("title",))
    it = pack(None, motions=empty, rounds=empty, elections=empty, actions=empty, **{"release-plans": empty})
    told = [section for part in (deck._notice, deck._links, deck._agenda, deck._roll, deck._previous, deck._releases,
                                 deck._matters, deck._next) for section in part(it)]  # fmt: skip
    assert told == []


def test_the_roll_call_says_how_many_make_a_quorum():
    roll = answer("roll", [{"organization": "Example University", "name": "Ann", "role": "chair", "state_name": Text("present")}],
                  ("organization", "name", "role", "state_name"))  # fmt: skip
    meeting = answer("meeting", [], (), parts={"roll": roll}, about={"quorum": {"electors": 14, "needed": 8}})
    (section,) = deck._roll(pack(meeting))
    assert section.sentence == "14 decide; a quorum is 8."
    assert section.table is not None
    assert section.table.rows[0]["name"] == "Ann"


def test_a_month_of_a_release_stands_in_weeks_from_monday():
    days = [
        {"day": date(2020, 12, number), "planned": [Text("Coding")] if number < 5 else []} for number in range(1, 32)
    ]
    plan = answer("plan", [], (), title=Text("Kit 1.1.0"), parts={"calendar": answer("calendar", days, ("day",))})
    (month,) = deck._months(pack(), plan)
    assert month.title == "Kit 1.1.0 · 2020-12"
    assert month.table is not None
    weeks = [[row[f"day{number}"] for number in range(7)] for row in month.table.rows]
    assert weeks[0] == ["", "1 Coding", "2 Coding", "3 Coding", "4 Coding", "5", "6"]
    assert weeks[-1] == ["28", "29", "30", "31", "", "", ""]


def test_a_tall_table_keeps_its_words_on_the_slide():
    from pptx import Presentation

    words = "17 Branch r1.1 is cut and the second pre-release test begins"
    section = Section(
        "Kit", "Said.", table=Table((Column("day0", Text("Mon")),) * 7, ({"day0": words},) * 5, 5, tall=True)
    )
    document = deck.Document("Deck", "Example", "en", datetime(2020, 12, 17), sections=(section,))

    slide = Presentation(io.BytesIO(slides_of(document))).slides[1]
    (shape,) = [one for one in slide.shapes if one.has_table]
    assert shape.table.cell(1, 0).text_frame.text == words
    assert shape.top + sum(row.height for row in shape.table.rows) <= 7.5 * 914400
