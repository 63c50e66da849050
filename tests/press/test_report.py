"""Reports of a small community: every chapter says something true, also where nobody has read anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from folkmoot.jobs.paper import write
from folkmoot.model.errors import BadInput, BadQuestion
from folkmoot.model.text import Text
from folkmoot.press.document import Document
from folkmoot.press.report import KINDS, document_of, span_of
from tests.reports.facts import CHARTER, TODAY, asking, homes_of

EVENTS = """
2024-04-10T00:00  commit.authored  kit@1  ann
2024-05-03T00:00  commit.authored  kit@2  ann
2024-05-07T00:00  change.merged  kit!3  cy  title="Mend_it"
2024-05-20T00:00  change.reviewed  kit!3  bo
"""
MADE = datetime(2024, 6, 15, 4)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):
    return asking(homes_of(tmp_path_factory.mktemp("homes") / "lake", EVENTS))


def made(ask, kind: str, language: str = "en", **more: str) -> Document:
    group = "compiler" if kind == "group" else ""
    return document_of(
        kind, ask, group=group, language=language, community=CHARTER.community.name, made_at=MADE, today=TODAY, **more
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_chapter_has_a_title_a_sentence_and_its_language(ask, kind, language):
    document = made(ask, kind, language)
    assert len(document.sections) == len(KINDS[kind])
    for section in document.sections:
        assert section.title
        assert section.sentence
        if language == "zh":
            assert any("\u4e00" <= one <= "\u9fff" for one in section.title + section.sentence), section


def test_a_monthly_report_is_about_its_month(ask):
    document = made(ask, "monthly", when="2024-05")
    assert document.title == "Example: May 2024"
    figures = {one.name: one.value for one in document.sections[0].figures}
    assert figures["Active people"] == "3 people"
    people = next(section for section in document.sections if section.title == "People")
    assert people.sentence.startswith("From 2024-05-01 to 2024-05-31, 3 people contributed")


def test_a_year_that_is_not_over_says_so_and_a_chinese_year_is_named_once(ask):
    assert made(ask, "annual", when="2024").title == f"Example: 2024 (so far, to {TODAY})"
    assert made(ask, "annual", when="2023").title == "Example: 2023"
    assert made(ask, "annual", "zh", when="2023").title.endswith("：2023 年度运营报告")


def test_a_target_says_whose_it_is(ask):
    def asked(name: str, **more: str):
        answer = ask(name, **more)
        if name != "targets":
            return answer
        row = {column.name: None for column in answer.columns}
        mine = {
            "title": Text("Merge 200", "合入 200 个"),
            "group": "compiler",
            "group_name": Text("Compiler", "编译器"),
            "sum": False,
        }
        return replace(answer, rows=({**row, **mine},))

    targets = next(one for one in made(asked, "annual", "zh", when="2023").sections if one.title == "目标")
    assert [column.name for column in targets.table.columns][:2] == ["title", "group"], "slides show the first columns"
    assert targets.table.rows[0]["group"].zh == "编译器"


def test_no_english_stands_in_the_chinese_definition_of_a_score(ask):
    told = " ".join(note for one in made(ask, "annual", "zh", when="2024").sections for note in one.notes)
    assert "反比" in told
    assert not [word for word in ("log", "linear", "inverse") if f"（{word}" in told]


def test_targets_scores_and_health_of_the_past_are_judged_as_of_its_end(ask):
    said = []

    def listening(report, **parameters):
        said.append((report, parameters))
        return ask(report, **parameters)

    made(listening, "monthly", when="2024-04")
    assert ("targets", {"year": "2024", "on": "2024-04-30"}) in said
    made(listening, "annual", when="2023")
    for report in ("scores", "evaluation"):
        assert (report, {"on": "2023-12-31"}) in said


def test_what_was_not_read_is_unknown(ask):
    document = made(ask, "monthly", when="2024-05")
    figures = {one.name: one for one in document.sections[0].figures}
    first = figures["Time to first response of changes"]
    assert (first.value, first.note) == ("unknown", "Nothing was read that would tell it.")


@pytest.mark.parametrize(
    ("kind", "when", "first", "last"),
    [
        ("monthly", "", date(2024, 5, 1), date(2024, 5, 31)),
        ("monthly", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("annual", "", date(2023, 1, 1), date(2023, 12, 31)),
        ("annual", "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("group", "", date(2023, 6, 16), TODAY),
        ("group", "2024-03", date(2024, 3, 1), date(2024, 3, 31)),
    ],
)
def test_what_a_report_is_about(kind, when, first, last):
    assert span_of(kind, when, TODAY) == (first, last)


@pytest.mark.parametrize(
    ("kind", "when"),
    [("monthly", "2024"), ("annual", "2024-03"), ("monthly", "May"), ("group", "2024-13"), ("weekly", "")],
)
def test_what_makes_no_sense_is_said(kind, when):
    with pytest.raises(BadQuestion):
        span_of(kind, when, TODAY)


def test_a_groups_report_needs_its_group(ask):
    with pytest.raises(BadQuestion, match="needs the group"):
        document_of("group", ask, community=CHARTER.community.name, made_at=MADE, today=TODAY)


def test_files_are_written_whole_and_again_over_the_old_ones(ask, tmp_path: Path):
    document = made(ask, "group", when="2024-05")
    first = write(document, tmp_path / "new" / "reports", "group", ("md", "html", "pptx"))
    assert {path.suffix for path in first} == {".svg", ".md", ".html", ".pptx"}
    again = write(document, tmp_path / "new" / "reports", "group", ("md", "html"))
    assert all(path.stat().st_size for path in again)
    assert not list(tmp_path.rglob(".*"))
    with pytest.raises(BadInput, match="no form 'pdf'"):
        write(document, tmp_path, "group", ("pdf",))
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        write(document, tmp_path / "file", "group", ("md",))
