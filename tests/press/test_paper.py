"""A document as Markdown, as a page and as slides: the same answer, nothing broken by what somebody is called."""

from __future__ import annotations

import io
import re
from datetime import datetime
from xml.dom import minidom

import pytest
from pptx import Presentation
from pptx.util import Inches

from folkmoot.model.answer import Column
from folkmoot.model.text import Text
from folkmoot.press.chart import Chart
from folkmoot.press.document import Document, Figure, Section, Table
from folkmoot.press.markdown import markdown_of
from folkmoot.press.page import page_of
from folkmoot.press.slide_parts import HEIGHT, WIDTH
from folkmoot.press.slides import slides_of

NASTY = "<script>alert(1)</script> a|b `x` [y](z) \x07"
COLUMNS = (
    Column("name", Text("Name", "名称")),
    Column("share", Text("Share", "占比"), "share"),
    Column("n", Text("Count", "数量"), "number"),
)


def bars(says: str = "Three bars.") -> Chart:
    values = [{"a": NASTY, "n": 3}, {"a": "编译器", "n": 2}]
    spec = {
        "data": {"values": values},
        "mark": "bar",
        "encoding": {"y": {"field": "a"}, "x": {"field": "n", "type": "quantitative"}},
    }
    return Chart(lambda _frame: dict(spec), (), says)


def document(language: str = "en") -> Document:
    rows = tuple(
        {"name": f"{NASTY} {number}", "share": 0.25, "n": None if number == 3 else number} for number in range(20)
    )
    return Document(
        "月报：2026 年 10 月" if language == "zh" else "October 2026", "示例社区" if language == "zh" else "Example", language,
        datetime(2026, 11, 1, 8), "Forty-one people contributed.",
        (
            Section("Numbers", "Five of six numbers got better.", tuple(
                Figure(f"Number {one}", f"{one:,}", "▲ 12 %", "rises alone" if one == 3 else "") for one in range(6)
            ), bars(), notes=("What is counted. (version 2)", "Read 2026-11-01 07:00 UTC")),
            Section("Groups", NASTY, table=Table(COLUMNS, rows, 44), lines=(NASTY, "Two"), notes=("Source: https://example.org/x",)),
            Section("Nothing", "Nothing was read for this yet, so it is unknown."),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
def test_markdown_holds_everything_and_nothing_in_it_is_markup(language):
    text, files = markdown_of(document(language), "charts/")
    assert list(files) == ["01.svg"]
    assert minidom.parseString(files["01.svg"]).documentElement.tagName == "svg"
    assert "![Three bars.](charts/01.svg)" in text
    assert "<script" not in text
    assert re.search(r"^\| &lt;script&gt;.* \| 25 % \| (未知|unknown) \|$", text, re.MULTILINE)
    assert ("另有 24 行" if language == "zh" else "and 24 more") in text
    assert len({line.count(" | ") for line in text.splitlines() if line.startswith("| ")}) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_needs_nothing_from_elsewhere(language):
    page = page_of(document(language))
    assert "<script" not in page
    assert not re.search(r"(src|href)=['\"](?!#)", page)
    assert "@import" not in page
    assert page.count("<section") == page.count("</section>") == 3
    assert page.count("<svg") == page.count("</svg>") == 1
    assert "var(--series" not in page
    body = (
        page.removeprefix("<!DOCTYPE html>")
        .replace('<meta charset="utf-8">', "")
        .replace('<meta name="viewport" content="width=device-width">', "")
    )
    assert minidom.parseString(body).documentElement.tagName == "html"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_slides_hold_everything_inside_their_frame(language):
    deck = Presentation(io.BytesIO(slides_of(document(language))))
    assert len(deck.slides) == 4  # title, numbers beside their chart, groups with a few words below, nothing
    for slide in deck.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= Inches(WIDTH) + 1
            assert 0 <= shape.top <= shape.top + shape.height <= Inches(HEIGHT) + 1
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    assert len(pictures) == 1
    grid = next(shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table)
    assert (len(grid.rows), len(grid.columns)) == (13, 3)
    assert grid.cell(4, 2).text == ("未知" if language == "zh" else "unknown")
    words = " ".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    assert ("另有 32 行" if language == "zh" else "and 32 more") in words


def test_boxes_of_a_slide_do_not_lie_on_each_other():
    deck = Presentation(io.BytesIO(slides_of(document())))
    for slide in deck.slides:
        boxes = [(one.left, one.top, one.left + one.width, one.top + one.height) for one in slide.shapes]
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert apart, (one, other)
