"""Charts of chapters: what an answer knows is drawn, what it does not know is no chart."""

from __future__ import annotations

import pytest

from folkmoot.model.answer import Answer, Column
from folkmoot.model.text import Text
from folkmoot.press.plots import answers_plot, interest_plot, levels_plot, scores_plot, stays_plot

SAYS = Text("Ann answers.", "安回答。")


def answer(*columns: Column, rows=(), about=None, parts=None) -> Answer:
    return Answer("x", Text("X"), SAYS, columns, tuple(rows), about=about or {}, parts=parts or {})


SCORES = (
    Column("name", Text("Group", "小组")),
    Column("points", Text("Points", "得分"), "number"),
    *(Column(f"part{place}", Text(f"Part {place}"), "share") for place in range(3)),
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_levels_are_a_funnel_in_words_too(language):
    chart = levels_plot(answer(rows=[{"level": "D0", "people": 8}, {"level": "D1", "people": 2}]), language)
    assert chart
    assert chart.says == SAYS.said_in(language)


def test_one_group_has_a_radar_and_several_have_bars():
    """Ann's group has all parts but one; with Bo's beside it each has a bar."""
    ann = {"name": Text("Ann's"), "points": 61.4, "part0": 0.5, "part1": None, "part2": 1.0}
    one, two = (scores_plot(answer(*SCORES, rows=rows), "en") for rows in ([ann], [ann, {**ann, "name": "Bo's"}]))
    assert one
    assert two
    assert any("ring" in row for layer in one.spec()["layer"] for row in layer["data"]["values"])
    assert [row["figure"] for row in two.spec()["data"]["values"]] == ["61", "61"]


def test_who_has_not_half_answered_yet_is_drawn_pale_and_at_least_as_long():
    """| group | half | : Ann's 30 h, Bo's not yet after 90 h, Cy's was asked nothing."""
    rows = [
        {"name": Text("Ann's"), "half": 30.0, "half_least": None},
        {"name": Text("Bo's"), "half": None, "half_least": 90.0},
        {"name": Text("Cy's"), "half": None, "half_least": None},
    ]
    chart = answers_plot(answer(Column("half", Text("Half answered within"), "hours"), rows=rows), "en")
    assert chart
    values = chart.spec()["data"]["values"]
    assert [(row["label"], row["key"]) for row in values] == [
        ("Ann's", "Half answered within"), ("Bo's", "not reached yet: at least"),
    ]  # fmt: skip
    assert [row["figure"][:1] for row in values] == [values[0]["figure"][:1], "≥"]
    assert [one.title for one in chart.series] == ["Half answered within", "not reached yet: at least"]


def test_what_is_unknown_is_no_chart():
    stars = Column("stars_total", Text("Stars"), "number")
    assert interest_plot(answer(stars, rows=[{"month": "2026-01", "stars_total": None}]), "en") is None
    assert interest_plot(answer(stars, rows=[{"month": "2026-01", "stars_total": 4}]), "en")
    assert levels_plot(answer(rows=[{"level": "D0", "people": None}]), "en") is None
    assert stays_plot(answer(), "en") is None
    assert stays_plot(answer(parts={"survival": answer()}), "en") is None
    assert scores_plot(answer(*SCORES, rows=[{"name": "Ann's", "points": None}]), "en") is None
    assert answers_plot(answer(), "en") is None
