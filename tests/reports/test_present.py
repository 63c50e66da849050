"""An answer as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.model.answer import Answer, Column
from folkmoot.model.event import Coverage
from folkmoot.model.text import Text
from folkmoot.reports.present import as_csv, as_json, plain


def answer(*rows, **more):
    columns = tuple(Column(name, Text(name)) for name in (rows[0] if rows else ()))
    return Answer("people", Text("People", "成员"), Text("One.", "一。"), columns, rows, **more)


def test_json_says_everything_in_one_language():
    covering = Coverage("git", "gitee:a/b", "commit.authored", None, None, datetime(2024, 1, 1), state="secret")
    said = as_json(
        answer({"n": 1.0, "day": date(2024, 1, 2), "name": Text("A", "甲"), "un": None}, coverage=(covering,)), "zh"
    )
    assert {"rows", "total", "unit", "definition", "version", "coverage", "fresh_at", "found", "scope"} <= set(said)
    assert said["title"] == "成员"
    assert said["rows"] == [{"n": 1, "day": "2024-01-02", "name": "甲", "un": None}]
    assert said["coverage"][0]["read_at"] == "2024-01-01T00:00:00Z"
    assert "state" not in said["coverage"][0]
    json.dumps(said, allow_nan=False)


def test_what_is_no_number_is_unknown():
    assert [plain(value, "en") for value in (float("nan"), float("inf"), 2.5, 3.0)] == [None, None, 2.5, 3]


def test_a_spreadsheet_runs_nothing():
    rows = [{"name": said} for said in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "ann", "a=b")]
    found = [row["name"] for row in csv.DictReader(io.StringIO(as_csv(answer(*rows))))]
    assert found == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "ann", "a=b"]


def test_numbers_lists_and_the_unknown_in_csv():
    said = as_csv(answer({"n": -3, "roles": ["a:b", "c:d"], "leads": [["ann", "Ann"]], "un": None}))
    assert said == "n,roles,leads,un\n-3,a:b; c:d,ann Ann,\n"


@given(st.lists(st.text(), min_size=1, max_size=5))
@settings(deadline=None)
def test_csv_reads_back(words):
    rows = [{"n": 1, "name": word} for word in words]
    found = [row["name"] for row in csv.DictReader(io.StringIO(as_csv(answer(*rows)), newline=""))]
    plain_words = [word.replace("\r\n", "\n").replace("\r", "\n") for word in words]
    assert [one.removeprefix("'") for one in found] == [word.removeprefix("'") for word in plain_words]
