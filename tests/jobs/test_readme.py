"""Tables in READMEs: what is between the markers is made anew, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.jobs.readme import Asked, asked_by, rewrite, rewritten
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadInput, BadQuestion
from folkmoot.model.text import Text
from folkmoot.reports.markdown import as_markdown

TEXT = """# Kit

<!-- moot groups kind=sig columns=name,leads lang=zh limit=2 -->
old
<!-- moot end -->

Between.

<!-- moot people -->
<!-- moot end -->
The rest.
"""


def table(asked: Asked) -> str:
    return f"| {asked.report} | {asked.language} |"


def test_each_table_is_made_anew_and_all_else_stays():
    new, count = rewritten(TEXT, table)
    assert count == 2
    assert "old" not in new
    assert "limit=2 -->\n\n| groups | zh |\n\n<!-- moot end -->\n\nBetween." in new
    assert new.endswith("<!-- moot people -->\n\n| people | en |\n\n<!-- moot end -->\nThe rest.\n")
    assert rewritten(new, table)[0] == new


def test_what_a_marker_asks():
    assert asked_by("groups kind=sig q='two words' columns=name,leads lang=zh limit=2") == Asked(
        "groups", {"kind": "sig", "q": "two words"}, ("name", "leads"), "zh", 2
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("a\n<!-- moot groups -->\n", "2"),
        ("<!-- moot groups -->\n<!-- moot people -->\n<!-- moot end -->", "1"),
        ("\n\n<!-- moot groups kind -->\n<!-- moot end -->", "3"),
        ("<!-- moot groups q='x -->\n<!-- moot end -->", "1"),
        ("<!-- moot groups limit=all -->\n<!-- moot end -->", "1"),
    ],
)
def test_a_broken_marker_is_told_with_its_line_and_the_file_stays(tmp_path: Path, words: str, line: str):
    path = tmp_path / "README.md"
    path.write_text(words)
    with pytest.raises(BadInput, match=f"README.md:{line}"):
        rewrite(path, table)
    assert path.read_text() == words
    assert list(tmp_path.iterdir()) == [path]


def test_a_question_that_fails_leaves_the_file_as_it_was(tmp_path: Path):
    def fails(_asked: Asked) -> str:
        raise BadQuestion("There is no report 'grups'.")

    path = tmp_path / "README.md"
    path.write_text(TEXT)
    with pytest.raises(BadQuestion):
        rewrite(path, fails)
    assert path.read_text() == TEXT


def test_a_file_that_is_up_to_date_is_not_touched_and_checking_changes_nothing(tmp_path: Path):
    path = tmp_path / "README.md"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert rewrite(path, table, check=True) == (2, True)
    assert rewrite(path, table) == (2, True)
    assert b"\r\n\r\n| groups" in path.read_bytes()
    assert b"\n\n" not in path.read_bytes().replace(b"\r\n", b"")
    before = path.stat().st_mtime_ns
    assert rewrite(path, table) == (2, False)
    assert path.stat().st_mtime_ns == before


def test_no_file_no_text():
    with pytest.raises(BadInput, match="no such file"):
        rewrite(Path("none.md"), table)


@given(st.text(max_size=200))
def test_a_text_without_markers_stays(words: str):
    if "moot" not in words:
        assert rewritten(words, table) == (words, 0)


def test_a_table_is_safe_and_says_what_is_unknown():
    columns = (
        Column("name", Text("Name", "名称")),
        Column("n", Text("Count", "数量"), "number"),
        Column("share", Text("Share"), "share"),
    )
    rows = (
        {"name": "a|b <script>\n`x`", "n": 1234, "share": 0.256},
        {"name": Text("Kit", "工具"), "n": None, "share": None},
    )
    answer = Answer("x", Text("X"), Text("Two rows.", "两行。"), columns, rows)
    assert as_markdown(answer).splitlines() == [
        "| Name | Count | Share |",
        "| --- | ---: | ---: |",
        "| a\\|b &lt;script&gt; \\`x\\` | 1,234 | 26 % |",
        "| Kit | unknown | unknown |",
    ]
    assert as_markdown(answer, "zh", only=("n", "name"), limit=1).splitlines()[0] == "| 数量 | 名称 |"
    assert as_markdown(Answer("x", Text("X"), Text("Nothing.", "没有。"), columns), "zh") == "没有。\n"
