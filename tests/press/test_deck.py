"""The pack of a meeting: what is left out, what is paged, and the month of a release as weeks."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.text import Text
from folkmoot.press import deck, deck_releases
from folkmoot.press.chapters import About
from folkmoot.press.document import Section, Table
from folkmoot.press.slides import slides_of
from folkmoot.reports.question import first_day, last_day

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
    told = [section for part in (deck._notice, deck._links, deck._agenda, deck._roll, deck._previous, deck_releases.releases,
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


def test_the_calendar_of_a_release_stands_in_weeks_from_monday_each_day_in_the_colour_of_its_work():
    days = [
        {"day": date(2020, 12, number), "planned": [Text("Coding")] if number < 5 else [], "kinds": ["coding"] if number < 5 else []}
        for number in range(1, 32)
    ]  # fmt: skip
    plan = answer("plan", [], (), title=Text("Kit 1.1.0"), parts={"calendar": answer("calendar", days, ("day",))})
    (month,) = deck_releases.months(pack(), plan)
    assert month.title == "Kit 1.1.0 · 2020-12-01 – 2020-12-31"
    assert month.table is not None
    weeks = [[row[f"day{number}"] for number in range(7)] for row in month.table.rows]
    assert weeks[0] == ["", "12-1\nCoding", "2\nCoding", "3\nCoding", "4\nCoding", "5", "6"]
    assert weeks[-1] == ["28", "29", "30", "31", "", "", ""]
    assert month.table.tints[0, 1] == "accent-wash"
    assert month.table.tints[0, 5] == "sunken"
    assert (1, 0) not in month.table.tints  # a working day of which nothing is planned


def test_a_plan_of_ten_weeks_goes_on_over_two_slides():
    days = [{"day": date(2020, 11, 2) + timedelta(days=number), "planned": [], "kinds": []} for number in range(70)]
    plan = answer("plan", [], (), title=Text("Kit"), parts={"calendar": answer("calendar", days, ("day",))})
    assert [len(one.table.rows) for one in deck_releases.months(pack(), plan) if one.table] == [6, 4]


def test_the_numbers_are_of_the_newest_month_of_which_most_was_read():
    def asking(gaps: dict[str, float]) -> deck.Asking:
        people = answer("people", [], (), gaps=gaps)
        return lambda name, **_said: answer(name, [], (), parts={"people": people})

    assert deck.month_of(asking({}), DAY) == (date(2020, 11, 1), date(2020, 11, 30))
    assert deck.month_of(asking({"2020-11": 0.9, "2020-10": 0.2}), DAY) == (date(2020, 10, 1), date(2020, 10, 31))
    nothing = asking({"2020-11": 1.0, "2020-10": 1.0, "2020-09": 1.0})
    assert deck.month_of(nothing, DAY) == (
        date(2020, 11, 1),
        date(2020, 11, 30),
    )  # its numbers say that they are unknown


def test_what_is_asked_beforehand_is_what_a_deck_asks():
    asked: list[tuple[str, dict[str, str]]] = []

    def ask(name: str, /, **said: str) -> Answer:
        asked.append((name, said))
        more = {"parts": {name: answer(name, [], ()) for name in ("people", "newcomers")}} if name == "overview" else {}
        return answer(name, [{"value": 1, "events": 0}] if name == "board" else [], ("value",), **more)

    since, until = deck.month_of(ask, DAY)
    it = deck.Pack(About(ask, "en", since, until, "", DAY), answer("group", [], ()), DAY)
    deck.chapters.people(it.about)
    year = date(2019, 12, 1).isoformat()
    assert asked[0] in deck.questions(DAY)
    assert all(one in deck.questions(DAY) for one in asked), asked
    assert ("interest", {"since": year, "until": "2020-11-30"}) in deck.questions(DAY)


def test_an_open_meeting_says_who_is_here_and_a_box_stands_for_who_was_not_called_yet():
    columns = ("name", "organization", "state_name")
    seats = [{"name": "Ann", "organization": "", "role": "chair", "state": "present", "state_name": Text("present")},
             {"name": "Bo", "organization": "", "role": "member", "state": "unmarked", "state_name": Text("not called")},
             {"name": "Cy", "organization": "", "role": "member", "state": "proxy", "state_name": Text("by proxy"),
              "holder_name": "Ann"}]  # fmt: skip
    about = {"quorum": {"electors": 3, "needed": 2, "counted": 1}, "opened_at": datetime(2020, 12, 17, 12)}
    (section,) = deck._roll(
        pack(answer("meeting", [], (), parts={"roll": answer("roll", seats, columns)}, about=about))
    )
    assert section.sentence == "1 of 3 who decide are here; a quorum is 2."
    assert section.table is not None
    assert [row["state_name"] for row in section.table.rows] == ["● present", "☐", "◐ by proxy → Ann"]
    assert [one.name for one in section.table.columns] == [
        "name",
        "role_name",
        "state_name",
    ]  # nobody has an affiliation


def test_what_a_slide_rests_on_and_what_is_to_be_said_are_the_speakers_notes():
    from pptx import Presentation

    section = Section(
        "Notice", "Said.", lines=("Read me.",), notes=("Source: a definition",), speak=("Read this out.",)
    )
    made = deck.Document("Deck", "Example", "en", datetime(2020, 12, 17), sections=(section,))
    slides = Presentation(io.BytesIO(slides_of(made))).slides
    assert slides[1].notes_slide.notes_text_frame.text == "Said.\nRead this out.\nSource: a definition"
    shown = " ".join(one.text_frame.text for one in slides[1].shapes if one.has_text_frame)
    assert "definition" not in shown


def test_long_words_of_a_narrow_column_stay_whole_and_the_table_on_the_slide():
    from pptx import Presentation

    columns = (Column("a", Text("Phase")), Column("b", Text("Why")), Column("n", Text("Number"), "number"))
    rows = tuple({"a": "Unmaintained", "b": "because nobody had time for it " * 6, "n": 12} for _row in range(9))
    made = deck.Document(
        "Deck",
        "Example",
        "en",
        datetime(2020, 12, 17),
        sections=(Section("A", "Said.", table=Table(columns, rows, 9)),),
    )
    slide = Presentation(io.BytesIO(slides_of(made))).slides[1]
    (shape,) = [one for one in slide.shapes if one.has_table]
    widths = [column.width / 914400 for column in shape.table.columns]
    size = shape.table.cell(1, 0).text_frame.paragraphs[0].runs[0].font.size.pt
    assert widths[0] > len("Unmaintained") * 0.5 * size / 72
    assert sum(widths) <= 11.94
    assert shape.top + sum(row.height for row in shape.table.rows) <= 7.0 * 914400


def test_rows_are_as_high_as_chinese_letters_and_no_higher_where_a_cell_is_empty():
    from pptx import Presentation

    columns = (Column("a", Text("目标")), Column("b", Text("小组")))
    rows = tuple({"a": "解决问题单", "b": ""} for _row in range(12))
    section = Section("目标", "说明。", table=Table(columns, rows, 30))
    document = deck.Document("Deck", "Example", "zh", datetime(2020, 12, 17), sections=(section,))
    slide = Presentation(io.BytesIO(slides_of(document))).slides[1]
    (shape,) = [one for one in slide.shapes if one.has_table]
    size = shape.table.cell(1, 0).text_frame.paragraphs[0].runs[0].font.size.pt
    assert shape.table.cell(1, 1).text_frame.text == "\u00a0", "an empty cell would be 18 points high"
    assert all(row.height / 914400 >= 1.45 * size / 72 + 0.1 for row in [*shape.table.rows][1:])
    (more,) = [one for one in slide.shapes if one.has_text_frame and "18" in one.text_frame.text]
    assert shape.top + sum(row.height for row in shape.table.rows) <= more.top <= 6.9 * 914400


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


def test_a_deck_of_years_ago_asks_for_no_window_that_begins_after_its_end():
    long_after = date(2026, 11, 22)
    for _name, said in deck.questions(DAY):
        since, until = first_day(said["since"], long_after), last_day(said["until"], long_after)
        assert since is not None
        assert until is not None
        assert since < until


def test_the_deck_of_a_past_day_asks_for_things_as_they_stood_then():
    asked: dict[str, dict[str, str]] = {}

    def ask(name: str, /, **parameters: str) -> Answer:
        asked[name] = parameters
        return answer(name, [], ("title",))

    group = answer("group", [], (), about={"group": {"links": (), "channels": (), "roles": []}})
    for today, on, at in ((DAY + timedelta(days=9), "2020-12-17", "2020-12-17T15:59:59"), (DAY, None, None)):
        about = About(ask, "en", date(2020, 11, 1), date(2020, 11, 30), "", today)
        it = deck.Pack(about, group, DAY, None, "Asia/Shanghai")
        assert not [section for part in (deck._matters, deck._next, deck_releases.releases) for section in part(it)]
        assert {asked[name].get("at") for name in ("motions", "rounds", "elections")} == {at}
        assert {asked[name].get("on") for name in ("actions", "release-plans")} == {on}
