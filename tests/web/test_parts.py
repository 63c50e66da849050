"""The parts of pages: filters and links, charts, small drawings, a charter's Markdown, and words."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET  # of our own drawings only
from datetime import date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.errors import BadInput
from folkmoot.model.scope import Scope
from folkmoot.web import charts, drawing, words
from folkmoot.web import months as curves
from folkmoot.web.cells import short_account
from folkmoot.web.filters import filters_of
from folkmoot.web.links import opened, scope_query
from folkmoot.web.markdown import document_html, document_words

KITS = (charts.Series("new", "New <people>", "var(--series-2)"), charts.Series("old", "Old", "var(--series-1)"))


def months(*rows):
    table = [{"month": month, "key": key, "amount": amount} for month, key, amount in rows]
    return curves.months_chart(table, KITS, {}, language="en", says="", unit="People", size="half")


def test_filters_keep_what_they_know_and_change_one_thing():
    filters = filters_of("/people/", {"from": "90d", "group": " kit ", "nix": "1", "page": "3"}, ("page",))
    assert filters.parameters == {"since": "90d", "group": "kit", "page": "3"}
    assert filters.preset == "90d"
    assert filters.link(group=None, page=None) == "/people/?since=90d"


def test_a_link_takes_its_options_from_the_row():
    row = {"id": "gitee:ann&b", "events": 3}
    assert (
        opened("events?person={id}&kind=x", row, {"since": "90d"}) == "/events/?since=90d&person=gitee%3Aann%26b&kind=x"
    )
    assert opened("person?id={id}", row, {"since": "90d", "group": "kit"}) == "/people/gitee:ann%26b/?since=90d"
    assert opened("events?person={nobody}", row, {}) == ""


def test_a_scope_is_said_in_days_of_its_zone():
    scope = Scope(datetime(2025, 12, 31, 16), datetime(2026, 1, 31, 16), groups=("kit",), zone="Asia/Shanghai")
    assert scope_query(scope, {}) == {"since": "2026-01-01", "until": "2026-01-31", "group": "kit"}
    assert scope_query(scope, {"since": "2026-01"})["since"] == "2026-01"


def test_a_chart_is_drawn_in_the_tokens_colours_once():
    chart = months(("2026-01", "new", 2), ("2026-03", "old", 5))
    assert 'fill="var(--series-1)"' in chart.wide
    assert chart.wide == months(("2026-01", "new", 2), ("2026-03", "old", 5)).wide
    assert "style=" not in chart.wide


def test_a_chart_escapes_what_rows_say():
    chart = months(("2026-01", "new", 2))
    assert "<people>" not in chart.wide
    assert "<" not in chart.data
    assert json.loads(chart.data)["width"] == charts.SIZES["half"][0]
    ET.fromstring(chart.wide.replace("xlink:", ""))


@given(st.lists(st.one_of(st.none(), st.floats(0, 1e9)), max_size=40))
def test_any_row_of_numbers_is_a_line(numbers):
    drawn = drawing.spark(numbers)
    assert drawn == "" or ET.fromstring(drawn).tag == "svg"
    assert "nan" not in drawn


def test_unknown_draws_no_bar_and_nought_an_empty_one():
    assert drawing.bar(None, 10) == ""
    assert 'width="0.0"' in drawing.bar(0, 10)
    assert 'width="100.0"' in drawing.bar(10, 10)


def test_heat_counts_from_none_to_the_largest_month():
    years = dict(drawing.heat_years({"2025-11": 1, "2026-01": 8}, "2025-11", "2026-01"))
    assert [month.level if month else None for month in years["2025"]][-3:] == [None, 1, 0]
    assert years["2026"][0].level == 4
    assert years["2026"][1] is None


def test_a_term_without_a_recorded_beginning_starts_at_the_edge():
    drawn = drawing.span(None, date(2025, 7, 2), date(2025, 1, 1), date(2026, 1, 1))
    assert (drawn.x, drawn.open_start, drawn.open_end) == (0, True, False)
    assert 49 < drawn.width < 51


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", '<a href="javascript:alert(1)">a</a>',
        "<style>*{}</style>", '<iframe src="https://example.org"></iframe>', '<p style="position:fixed">a</p>',
        "<svg onload=alert(1)>", '<form action="https://example.org"><input></form>',
    ],
)  # fmt: skip
def test_markdown_lets_nothing_harmful_through(hostile):
    html = document_html(f"# Title\n\n{hostile}\n")
    assert not any(
        sign in html.lower() for sign in ("<img", "onerror", 'href="javascript', "<style", "<iframe", "style=")
    )
    assert not any(sign in html.lower() for sign in ("<svg", "onload", "<form", "<input"))
    assert "<h2>Title</h2>" in html


def test_relative_links_lead_to_the_forge_or_nowhere():
    assert document_words("**Fast** graphs:\n\n- a < b\n- [c](https://example.org)") == "Fast graphs: a < b c"
    assert "href" not in document_html("[a](docs/a.md)")
    based = document_html("[a](docs/a.md)", "https://gitee.com/kit/community/blob/main/")
    assert 'href="https://gitee.com/kit/community/blob/main/docs/a.md"' in based


@pytest.mark.parametrize(
    ("number", "shown"), [(None, "–"), (0, "0"), (1234567, "1,234,567"), (2.5, "2.5"), (3.0, "3"), (True, "yes")]
)
def test_figures(number, shown):
    with translation.override("en"):
        assert words.figure(number) == shown


def test_figures_in_a_sentence_are_firm_but_years_and_days_are_not():
    assert words.figures_firm("In 2026, 1,204 <b> of 9% since 2026-03-01") == (
        "In 2026, <b>1,204</b> &lt;b&gt; of <b>9%</b> since 2026-03-01"
    )


def test_words_follow_the_language():
    with translation.override("zh-hans"):
        assert words.said({"en": "Kit", "zh": "套件"}) == "套件"
        assert words.ago(datetime(2026, 1, 1), datetime(2026, 1, 1, 5)) == "5 小时前"


def test_a_hashed_address_is_cut():
    assert short_account("mail:" + "ab" * 32) == "mail:abababab…"
    assert short_account("gitee:ann") == "gitee:ann"


def test_a_month_that_was_not_read_is_shaded_and_named_in_the_key():
    rows = [{"month": "2026-01", "key": "old", "amount": 4}]
    drawn = curves.months_chart(rows, KITS, {"2026-03": 1.0}, language="zh", says="", unit="", size="half")
    assert [one.title for one in drawn.series][-1] == "未读取"
    assert 'fill="var(--gap)"' in drawn.wide
    spec = json.loads(drawn.spec)
    assert spec["layer"][0]["data"]["values"] == [{"month": "2026-03-01", "deep": 1.0}]
    assert [mark["month"] for mark in spec["layer"][1]["encoding"]["x"]["axis"]["values"]] == [1, 2, 3]


def test_a_refusal_reads_as_a_sentence_and_leaves_names_alone():
    told = {
        "there is no vote.": "There is no vote.",
        "'ann' has no vote.": "'ann' has no vote.",
        "git 无法读取。": "git 无法读取。",
    }
    told |= {"gitee:ann is hidden.": "gitee:ann is hidden.", "kit-tools is archived.": "kit-tools is archived."}
    assert {one: words.refusal(BadInput(one)) for one in told} == told
