"""The board of contributions: each thing once, what was not read unknown, sorted as asked."""

from __future__ import annotations

import pytest

from folkmoot.model.errors import BadQuestion
from tests.reports.facts import by


def test_what_each_person_brought_counts_once_and_the_unread_is_unknown(asked):
    """
    2024-01-02T00:00  issue.opened   kit#1  gitee:ann
    2024-01-03T00:00  change.merged  kit!1  gitee:ann
    2024-01-03T01:00  change.merged  kit!1  gitee:ann
    2024-01-04T00:00  change.merged  kit!2  gitee:bo
    2024-01-05T00:00  change.merged  docs!2  gitee:bo
    2024-01-06T00:00  change.merged  kit!3  gitee:ci-bot
    2023-01-06T00:00  change.merged  kit!4  gitee:cy
    2024-01-07T00:00  meeting.presented  compiler/weekly  gitee:bo  title="One" group="compiler" repo=""
    2024-01-07T00:00  meeting.presented  compiler/weekly  gitee:bo  title="Two" group="compiler" repo=""
    2024-01-07T00:00  meeting.hosted     compiler/weekly  gitee:bo  group="compiler" repo=""
    """
    told = asked("contributions", group="compiler", since="2024-01-01")
    rows = by(told, "id")
    assert set(rows) == {"ann", "bo"}, "robots and earlier years are out"
    names = ("points", "issues", "changes", "articles", "talks", "meetings")
    assert [rows["ann"][name] for name in names] == [None, 1, 1, None, None, None]
    assert [rows["bo"][name] for name in names] == [None, 0, 1, None, 2, 1], "nobody told of articles"
    assert [row["id"] for row in asked("contributions", since="2024", sort="issues").rows] == ["ann", "bo"]
    assert by(asked("contributions", since="2024"), "id")["bo"]["changes"] == 2, "without a group of all of them"
    assert told.sentence.en.startswith("Since 2024-01-01, 2 people contributed")
    with pytest.raises(BadQuestion):
        asked("contributions", sort="stars")


def test_nobody_contributed(asked):
    """Nothing happened."""
    assert asked("contributions", group="compiler").sentence.zh.endswith("此处没有贡献记录。")


def test_points_without_any_rule_are_unknown(asked):
    """Nothing happened."""
    told = asked("points")
    assert (told.total, told.sentence.en) == (None, "Neither tasks nor rules of points are declared yet.")
