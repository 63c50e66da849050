"""As much of Markdown as is needed, with true lines."""

from __future__ import annotations

from inspect import cleandoc

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.charter.dialects.mindspore.markdown import items, links, plain, rows, sections


def test_sections_know_their_lines():
    found = sections("before\n# A #\none\n```\n# no heading\n```\n## #B\n<!--\n# no\n-->\ntwo")
    assert [(each.level, each.title, each.line) for each in found] == [(0, "", 1), (1, "A", 2), (2, "B", 7)]
    assert found[2].lines[-1] == (11, "two")


def test_items_take_what_continues_them():
    text = cleandoc("""
        * one
        continued
          and indented

        a paragraph

          not of the list
        1. two
        2、three
        ４，four
    """)
    assert [(item.line, item.text) for item in items(sections(text)[0].lines)] == [
        (1, "one continued and indented"), (8, "two"), (9, "three"), (10, "four"),
    ]  # fmt: skip


def test_rows_have_the_headings_of_their_table():
    text = "| Name | Leads |\n|:--|--|\n| kit | a \\| b |\n| lone |\n\n| Other |\n|---|\n| x |"
    assert [(row.line, row.cells) for row in rows(sections(text)[0].lines)] == [
        (3, {"name": "kit", "leads": "a \\| b"}),
        (4, {"name": "lone", "leads": ""}),
        (8, {"other": "x"}),
    ]


def test_links_keep_brackets_in_addresses():
    assert links("[a](https://e.org/x_(y)) ![i](p.png) [b]( <c d.md> )")[0] == ("a", "https://e.org/x_(y)")


def test_plain_words_keep_underscores_inside():
    assert plain("**hub_art** and _this_ [x](y) <b>z</b>") == "hub_art and this x z"


@given(st.text(alphabet="#*|-[]()<>!`\n 1.、abc工"))
def test_any_text_is_read(text: str):
    for section in sections(text):
        items(section.lines)
        rows(section.lines)
        links(section.text)
        plain(section.text)
