"""Charts: each kind can be drawn in every size, says what it knows, and keeps what is unknown apart.

The cast's table: Ann answers, Bo does not; months 2026-01 to 2026-04, of which March was not read.

| at      | ann | bo |
|---------|-----|----|
| 2026-01 | 3   | 1  |
| 2026-02 | 5   | 0  |
| 2026-03 | –   | 2  |
| 2026-04 | 4   | 2  |
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET  # of our own drawings only

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.press.bars import bars_chart, funnel_chart
from folkmoot.press.chart import SERIES, SIZES, Frame, Series
from folkmoot.press.cohorts import survival_chart, triangle_chart
from folkmoot.press.dots import Axis, dots_chart
from folkmoot.press.engrave import drawing, json_of, to_png, to_svg
from folkmoot.press.lines import line_chart
from folkmoot.press.months import months_chart, stacked_chart
from folkmoot.press.radar import radar_chart
from folkmoot.press.tokens import DARK, LIGHT
from folkmoot.press.waits import spans_chart

NASTY = "<script>a|b\"'\\ \u2028 \x07\ud800 var(--x) 编译器"
PAIR = (Series("ann", "Ann", SERIES[0]), Series("bo", NASTY, SERIES[1]))
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")
ROWS = [
    {"at": f"{month}-01", "key": key, "value": value}
    for key, values in (("ann", (3, 5, None, 4)), ("bo", (1, 0, 2, 2)))
    for month, value in zip(MONTHS, values, strict=True)
]
AXES = [Series(f"a{place}", f"Axis {place}", "") for place in range(5)]


def kinds(language: str):
    """Return a chart of each kind with rows, by name."""
    amounts = [{"month": row["at"][:7], "key": row["key"], "amount": row["value"]} for row in ROWS]
    return {
        "line": line_chart(
            ROWS, PAIR, gaps={"2026-03": 1.0}, annotations=[("2026-02-14", NASTY), ("2026-02-15", "Two")], target=(6, "Goal"),
            forecast=[{"at": "2026-05-01", "key": "ann", "value": 5, "low": 3, "high": 8}], unit="people", language=language,
        ),
        "months": months_chart(amounts, PAIR, {"2026-03": 0.5}, language=language, says="", unit=""),
        "stacked": stacked_chart(amounts, PAIR, {"2026-03": 0.5}, language=language, unit=NASTY),
        "bars": bars_chart(
            [{"label": NASTY, "value": 3, "other": 4, "target": 2}, {"label": NASTY, "value": None}], name="Now", other="Then",
            target="Goal", unit="people", language=language,
        ),
        "funnel": funnel_chart([{"title": NASTY, "value": 9}, {"title": "D1", "value": 3}, {"title": "D2", "value": None}], language=language),
        "triangle": triangle_chart(
            [{"cohort": "2026-01", "age": 0, "share": 1.0, "size": 8}, {"cohort": "2026-01", "age": 1, "share": None, "size": 8},
             {"cohort": "2026-02", "age": 0, "share": 1.0, "size": None}], language=language,
        ),
        "survival": survival_chart([{"days": 30 * n, "share": 0.9**n, "low": 0.8**n, "high": 1.0} for n in range(12)], language=language),
        "radar": radar_chart(AXES, [{"axis": "a0", "key": "ann", "value": 0.5}, {"axis": "a1", "key": "bo", "value": None}], PAIR, language=language),
        "dots": dots_chart([{"label": NASTY, "x": 30.0 * n, "y": n} for n in range(6)], Axis("Wait", "hours"), Axis("Open"), language=language),
        "spans": spans_chart([{"hours": 3, "n": 4}, {"hours": 90, "open": True}], target=(48, "48 h"), language=language),
        "ended": spans_chart([{"hours": 3, "n": 4}, {"hours": 30, "n": 2, "ended": True}, {"hours": 90, "open": True}], language=language),
        "curve": spans_chart([{"hours": 3, "n": 4}, {"hours": 90, "open": True}], curve=True, target=(48, "48 h"), language=language),
    }  # fmt: skip


def empty():
    """Return a chart of each kind of which nothing is known."""
    return [
        line_chart([], PAIR), line_chart([{"at": "2026-01", "value": None}], PAIR[:1]), stacked_chart([], PAIR, language="en"), bars_chart([]),
        funnel_chart([]), triangle_chart([]), survival_chart([]), radar_chart(AXES, [], PAIR), dots_chart([], Axis("a"), Axis("b")), spans_chart([]),
    ]  # fmt: skip


def rows_of(spec, *names):
    """Return all rows of a specification that have these columns."""
    layers = spec.get("layer", [spec])
    tables = [spec.get("data"), *(layer.get("data") for layer in layers)]
    return [row for table in tables if table for row in table["values"] if all(name in row for name in names)]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(kinds("en")))
def test_a_chart_is_drawn_in_every_size_and_nothing_in_it_is_markup(name, language):
    chart = kinds(language)[name]
    for size in ("full", "narrow") if language == "en" else ("slide",):
        svg = to_svg(chart.spec(size, key=True), "both", NASTY)
        assert ET.fromstring(svg).tag.endswith("svg")
        assert "<script" not in svg
        assert not re.search(r'(?:fill|stroke)="var', svg)
        assert "NaN" not in svg


def test_every_kind_says_where_nothing_is_known():
    for chart in empty():
        assert "Nothing is known yet" in drawing(json_of(chart.spec("half")))


def test_an_unknown_month_breaks_its_line_and_no_other():
    """Ann's line has two runs; her single April is a dot that can be seen; Bo's line is whole."""
    spec = line_chart(ROWS, PAIR).spec()
    runs = {(row["key"], row["run"]) for row in rows_of(spec, "run", "v")}
    assert len([run for run in runs if run[0] == "Ann"]) == 2
    assert len([run for run in runs if run[0] == NASTY]) == 1
    dots = rows_of(spec, "seen")
    assert [row["day"] for row in dots if row["key"] == "Ann"] == ["2026-01", "2026-02", "2026-04"]
    assert [row["seen"] for row in dots if row["key"] == "Ann"] == [0, 0, 1]


def test_a_value_stands_in_the_middle_of_its_period_and_a_gap_covers_its_month():
    spec = line_chart(ROWS, PAIR, gaps={"2026-03": 1.0, "2020-01": 1.0}).spec()
    assert rows_of(spec, "deep") == [{"t": "2026-03-01", "end": "2026-04-01", "deep": 1.0}]
    assert rows_of(spec, "seen")[0]["t"] == "2026-01-16T12:00:00Z"


def test_few_lines_have_names_and_many_a_key():
    many = [Series(f"s{place}", f"S {place}", SERIES[place]) for place in range(7)]
    rows = [{"at": "2026-01-01", "key": one.key, "value": place} for place, one in enumerate(many)]
    assert line_chart(rows, many[:4]).series == ()
    assert line_chart(rows, many).series == tuple(many)
    assert [one.key for one in line_chart(rows, many[:4], gaps={"2026-01": 1.0}).series] == ["gap"]


def test_a_forecast_goes_on_from_what_is_known():
    spec = line_chart(ROWS, PAIR, forecast=[{"at": "2026-05-01", "value": 6, "low": 2, "high": 9}]).spec()
    band = rows_of(spec, "top")
    assert [(row["v"], row["top"]) for row in band] == [(4, 4), (2, 9)]


def test_long_times_are_told_in_days():
    spec = line_chart([{"at": "2026-01-01", "value": 240}], PAIR[:1], shows="hours", target=(48, "Promise")).spec()
    assert [row["said"] for row in rows_of(spec, "seen")] == ["10 days"]
    assert rows_of(spec, "words")[0]["words"] == "Promise 2 days"


def test_shares_are_of_what_is_known_of_their_month():
    """March knows only Bo's two, so they are all of it."""
    amounts = [{"month": row["at"][:7], "key": row["key"], "amount": row["value"]} for row in ROWS]
    said = {
        (row["month"], row["key"]): row["said"]
        for row in rows_of(stacked_chart(amounts, PAIR, language="en").spec(), "said")
    }
    assert said["2026-03-01", NASTY] == "100% · 2"
    assert said["2026-01-01", "Ann"] == "75% · 3"
    assert ("2026-02-01", NASTY) not in said


def test_bars_begin_at_zero_and_say_how_many_are_not_drawn():
    chart = bars_chart([{"label": str(place), "value": place} for place in range(30)], most=5)
    spec = chart.spec()
    assert len(rows_of(spec, "v")) == 5
    assert spec["layer"][0]["encoding"]["x"]["scale"]["zero"] is True
    assert spec["layer"][0]["encoding"]["x"]["axis"]["title"] == "and 25 more"
    assert bars_chart([{"label": "a", "value": None}]).spec()["data"]["values"][0]["figure"] == "–"


def test_a_conversion_is_the_share_of_the_level_before():
    spec = funnel_chart(
        [{"title": "D0", "value": 8}, {"title": "D1", "value": 2}, {"title": "D2", "value": None}], language="zh"
    ).spec()
    assert [row["share"] for row in rows_of(spec, "share") if row["share"]] == ["↓ 25% 成为 D1", "↓ –"]


def test_what_is_still_to_come_has_no_cell_and_what_was_not_read_has_the_gaps_colour():
    cells = rows_of(kinds("en")["triangle"].spec(), "deep")
    assert [(row["place"], row["age"], row["deep"], row["words"]) for row in cells] == [
        (0, 0, 4, "100"),
        (0, 1, -1, ""),
        (1, 0, 4, "100"),
    ]


def test_a_curve_says_when_half_are_left():
    """0.9 to the seventh is the first share below a half: after 210 days, which are 6.9 months."""
    assert any("6.9" in row["words"] for row in rows_of(kinds("en")["survival"].spec(), "words"))


def test_an_outline_is_open_where_a_part_is_unknown():
    rows = [{"axis": axis.key, "key": "ann", "value": None if axis.key == "a2" else 1.0} for axis in AXES]
    lines = rows_of(radar_chart(AXES, rows, PAIR[:1]).spec(), "run")
    assert {row["run"] for row in lines} == {0, 1}
    assert len(lines) == 5
    assert radar_chart(AXES[:2], rows, PAIR[:1]).spec()["mark"]["type"] == "text"


def test_who_still_waits_counts_in_the_whole():
    """Four of five were answered, all of them within two days; the fifth waits."""
    spec = kinds("en")["spans"].spec()
    assert {row["name"]: row["words"] for row in rows_of(spec, "n") if row["n"]} == {"1–4 h": "80%", "none yet": "20%"}
    assert rows_of(spec, "place", "words")[-1]["words"] == "80% within 48 h"


def test_a_drawing_is_made_once_and_its_colours_are_real_outside_the_portal():
    spec = line_chart(ROWS, PAIR[:1]).spec()
    assert drawing(json_of(spec)) is drawing(json_of(spec))
    assert "var(--series-1)" in drawing(json_of(spec))
    light, dark, both = (to_svg(spec, theme) for theme in ("light", "dark", "both"))
    assert LIGHT["series-1"] in light
    assert DARK["series-1"] in dark
    assert "var(--" not in light + dark + both
    assert f".stroke-series-1{{stroke:{DARK['series-1']}}}" in both
    with pytest.raises(KeyError):
        to_svg(spec, "sepia")


def test_a_picture_is_a_png_of_its_size():
    png = to_png(line_chart(ROWS, PAIR[:1], language="zh", unit="人").spec("slide"), scale=2)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = SIZES["slide"]
    assert abs(int.from_bytes(png[16:20], "big") - 2 * wide) <= 2
    assert abs(int.from_bytes(png[20:24], "big") - 2 * high) <= 2


def test_a_specification_is_plain_json_and_a_phone_is_small():
    for chart in kinds("zh").values():
        assert json.loads(json_of(chart.spec("narrow")))["width"] == SIZES["narrow"][0]
    assert Frame(*SIZES["narrow"]).small
    with pytest.raises(KeyError):
        line_chart(ROWS, PAIR).spec("poster")


@settings(max_examples=25)
@given(
    st.lists(st.one_of(st.none(), st.floats(-1e9, 1e12).map(lambda number: round(number, 4))), max_size=30),
    st.sampled_from(["number", "share", "hours", "ratio"]),
)
def test_any_numbers_make_an_axis_that_holds_them(numbers, shows):
    rows = [
        {"at": f"{2020 + place // 12}-{place % 12 + 1:02d}-01", "value": value} for place, value in enumerate(numbers)
    ]
    spec = line_chart(rows, PAIR[:1], shows=shows).spec()
    drawn = [row["v"] for row in rows_of(spec, "seen")]
    if drawn:
        low, high = next(
            layer["encoding"]["y"]["scale"]["domain"]
            for layer in spec["layer"]
            if "y" in layer["encoding"] and "scale" in layer["encoding"]["y"]
        )
        assert low <= min(drawn) + 1e-6 * (high - low)
        assert high >= max(drawn) - 1e-6 * (high - low)
