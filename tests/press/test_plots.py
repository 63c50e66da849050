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


def test_answers_put_issues_beside_changes():
    """| group | change | issue | : Ann's 30 h and 12 h, Bo's unknown."""
    columns = (Column("change", Text("Changes"), "hours"), Column("issue", Text("Issues"), "hours"))
    rows = [
        {"name": Text("Ann's"), "change": 30.0, "issue": 12.0},
        {"name": Text("Bo's"), "change": None, "issue": 3.0},
    ]
    chart = answers_plot(answer(*columns, rows=rows, about={"names": ["change", "issue", "more"]}), "en")
    assert chart
    assert [(row["label"], row["v"], row["other"]) for row in chart.spec()["data"]["values"]] == [("Ann's", 30, 12)]
    assert [one.title for one in chart.series] == ["Changes", "Issues"]


def test_what_is_unknown_is_no_chart():
    stars = Column("stars_total", Text("Stars"), "number")
    assert interest_plot(answer(stars, rows=[{"month": "2026-01", "stars_total": None}]), "en") is None
    assert interest_plot(answer(stars, rows=[{"month": "2026-01", "stars_total": 4}]), "en")
    assert levels_plot(answer(rows=[{"level": "D0", "people": None}]), "en") is None
    assert stays_plot(answer(), "en") is None
    assert stays_plot(answer(parts={"survival": answer()}), "en") is None
    assert scores_plot(answer(*SCORES, rows=[{"name": "Ann's", "points": None}]), "en") is None
    assert answers_plot(answer(about={"names": ["a", "b"]}), "en") is None
