"""Issues that suit somebody, on real homes: only open ones, matched to what they did; for somebody new the easiest first."""

from __future__ import annotations

from tests.reports.facts import by


def test_only_what_is_open_and_free_is_suggested_with_its_reasons(asked):
    """
    2024-03-01T00:00  issue.opened    kit#1   bo  title="Mend_the_parser"
    2024-03-01T01:00  issue.labeled   kit#1   bo  label="good_first_issue"
    2024-03-01T01:00  issue.labeled   kit#1   bo  label="area/parser"
    2024-03-02T00:00  issue.opened    kit#2   bo  title="Closed"
    2024-03-02T01:00  issue.labeled   kit#2   bo  label="good-first-issue"
    2024-03-03T00:00  issue.closed    kit#2   bo
    2024-03-04T00:00  issue.opened    kit#3   bo  title="Taken"
    2024-03-04T01:00  issue.labeled   kit#3   bo  label="help_wanted"
    2024-03-04T02:00  issue.assigned  kit#3   cy
    2024-03-05T00:00  issue.opened    docs#4  bo  title="修复文档"
    2024-03-05T01:00  issue.labeled   docs#4  bo  label="新手任务"
    2024-03-05T01:00  issue.labeled   docs#4  bo  label="easy"
    2024-03-06T00:00  issue.opened    docs#5  bo  title="No_longer"
    2024-03-06T01:00  issue.labeled   docs#5  bo  label="help_wanted"
    2024-03-06T02:00  issue.labeled   docs#5  bo  label="help_wanted" removed=true
    2024-04-01T00:00  change.opened   kit!9   ann title="Parser"
    2024-04-01T01:00  change.labeled  kit!9   bo  label="area/parser"
    2024-04-02T00:00  change.merged   kit!9   ann title="Parser"
    """
    own = asked("suggested-issues", who="ann")
    rows = by(own, "subject")
    assert list(rows) == ["gitee:example/kit#1", "gitee:example/docs#4"]
    assert rows["gitee:example/kit#1"]["whys"][:2] == ["repo", "topic"]
    assert "you worked in kit" in rows["gitee:example/kit#1"]["reasons"][0].en
    assert "你参与过 kit" in rows["gitee:example/kit#1"]["reasons"][0].zh
    assert own.sentence.en == "2 issues are free for newcomers; 2 of them fit what Ann Author did."
    new = asked("suggested-issues")
    assert [row["subject"] for row in new.rows] == ["gitee:example/docs#4", "gitee:example/kit#1"], "the easy one first"
    assert new.about["new"]
    assert [row["subject"] for row in asked("suggested-issues", who="gitee:nobody").rows] == [
        row["subject"] for row in new.rows
    ]
    assert [row["subject"] for row in asked("suggested-issues", repo="gitee:example/kit").rows] == [
        "gitee:example/kit#1"
    ]


def test_where_no_labels_were_read_it_is_unknown(asked):
    """Nothing happened."""
    told = asked("suggested-issues", who="ann")
    assert told.total is None
    assert told.sentence.zh == "尚未读取问题单标签，因此未知。"
