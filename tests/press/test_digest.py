"""The digest on paper: short, in one language, a link to each thing; as Markdown, as a page and as plain text."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from folkmoot.model.answer import Answer, Column
from folkmoot.model.text import Text
from folkmoot.press.digest import MOST, document_of, title_of
from folkmoot.press.document import Document, Figure, Section, Table
from folkmoot.press.markdown import markdown_of
from folkmoot.press.page import page_of
from folkmoot.press.plain import text_of

KIT = Text("Kit", "工具箱")
NOW = datetime(2026, 3, 9, 8)
NASTY = "<b>x</b>\n- [y](z)"


def answer(first: date = date(2026, 3, 2), last: date = date(2026, 3, 8), rows: int = MOST + 2) -> Answer:
    line = {"says": Text("waits for 3 days", "已等待 3 天"), "url": "https://example.org/kit/1?a=1&b=2"}
    waiting = [{**line, "title": Text(f"{NASTY} {number}")} for number in range(rows)]
    parts = {
        "targets": Answer("targets", Text("Targets", "目标"), Text("None is declared.", "没有声明目标。")),
        "waiting": Answer(
            "waiting", Text("Waiting", "等待回应"), Text("Some wait.", "有等待项。"), rows=tuple(waiting)
        ),
    }
    return Answer(
        "digest", Text("Weekly digest", "每周摘要"), Text("A quiet week.", "本周平稳。"), parts=parts, fresh_at=NOW,
        definition=Text("Seven whole days.", "七个整天。"), about={"first": first, "last": last},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "en", "zh"),
    [
        (date(2026, 3, 2), date(2026, 3, 8), "2 – 8 March 2026", "2026 年 3 月 2 日 – 3 月 8 日"),
        (date(2026, 3, 30), date(2026, 4, 5), "30 March – 5 April 2026", "2026 年 3 月 30 日 – 4 月 5 日"),
        (
            date(2025, 12, 29),
            date(2026, 1, 4),
            "29 December 2025 – 4 January 2026",
            "2025 年 12 月 29 日 – 2026 年 1 月 4 日",
        ),
    ],
)
def test_the_title_names_the_days(first, last, en, zh):
    said = answer(first, last)
    assert title_of(said, "en") == f"Weekly digest, {en}"
    assert title_of(said, "zh") == f"每周摘要：{zh}"


@pytest.mark.parametrize(("language", "more"), [("en", "and 2 more"), ("zh", "另有 2 项")])
def test_a_part_is_cut_and_says_so_and_the_last_has_the_notes(language, more):
    made = document_of(answer(), language=language, community=KIT, made_at=NOW, address="https://moot.example.org/")
    assert [len(one.lines) for one in made.sections] == [0, MOST + 1]
    assert made.sections[1].lines[-1] == more
    assert made.sections[1].notes[-1].endswith(": https://moot.example.org/")
    assert not made.sections[0].notes


def test_a_page_links_each_thing_and_what_somebody_wrote_is_no_markup():
    made = document_of(answer(), language="en", community=KIT, made_at=NOW)
    page = page_of(made, contents=False)
    assert '<a href="https://example.org/kit/1?a=1&amp;b=2" rel="noopener">example.org</a>' in page
    assert "<b>x" not in page
    assert "<nav>" not in page
    assert "<nav>" in page_of(made)
    assert "<b>x" not in markdown_of(made)[0]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org"])
def test_no_other_address_becomes_a_link(url):
    document = Document("x", "y", "en", NOW, sections=(Section("z", lines=(f"a {url}",)),))
    assert '<a href="j' not in page_of(document)
    assert page_of(document, contents=False).count("<a ") == 0


def test_plain_text_holds_everything_each_thing_on_one_line():
    text = text_of(document_of(answer(rows=1), language="en", community=KIT, made_at=NOW))
    assert text.splitlines() == [
        "Weekly digest, 2 – 8 March 2026", "=" * 31, "Kit · Made 2026-03-09 08:00 UTC", "", "A quiet week.", "",
        "Targets", "-------", "None is declared.", "",
        "Waiting", "-------", "Some wait.", "- <b>x</b> - [y](z) 0 – waits for 3 days https://example.org/kit/1?a=1&b=2", "",
        "Seven whole days. (version 1)", "Read 2026-03-09 08:00 UTC",
    ]  # fmt: skip


def test_plain_text_of_figures_and_tables():
    """A Han letter is as wide as two."""
    table = Table((Column("name", Text("Name")), Column("n", Text("Count"), "number")), ({"name": "a", "n": None},), 3)
    section = Section("目标", figures=(Figure("Stars", "5", "▲ 1 %"),), table=table)
    text = text_of(Document("x", "y", "zh", NOW, sections=(section,)))
    assert text.splitlines()[-5:] == ["目标", "----", "- Stars: 5; ▲ 1 %", "- a; 未知", "另有 2 行"]
