"""Issues that suit somebody: by repository, group, topics and language; unknown labels, labels of upkeep, nobody's history."""

from __future__ import annotations

from datetime import datetime

import pytest

from folkmoot.rules.matching import History, OpenIssue, difficulty_of, script_of, suggest, topics_of

NEW = History({}, {})


def issue(
    name: str, *labels: str, repo: str = "gitee:kit/kit", title: str = "", day: int = 1, groups: tuple[str, ...] = ()
) -> OpenIssue:
    return OpenIssue(f"{repo}#{name}", repo, title, frozenset(labels), datetime(2026, 10, day), frozenset(groups))


def names(history: History, *issues: OpenIssue) -> list[str]:
    return [one.issue.subject.rpartition("#")[2] for one in suggest(history, issues)]


@pytest.mark.parametrize(
    ("labels", "topics"),
    [
        (("good first issue", "area/docs", "kind/bug"), {"docs", "bug"}),
        (("mindspore-cla/yes", "lgtm", "stat/wait-response", "size/XL", "P1"), set()),
        (("Frobnicator",), {"frobnicator"}),
        (("难度/简单", "领域/文档", "新手任务"), {"文档"}),
        (
            ("difficulty: hard", "sig/easy-to-use", "low-precision", "threshold"),
            {"easy-to-use", "low-precision", "threshold"},
        ),
    ],
)
def test_what_labels_say_a_thing_is_about(labels: tuple[str, ...], topics: set[str]):
    assert topics_of(labels) == topics


@pytest.mark.parametrize(
    ("labels", "difficulty"),
    [
        (("good first issue",), ""), (("easy", "help wanted"), "easy"), (("difficulty/medium",), "medium"),
        (("难度：困难",), "hard"), (("level: easy", "expert"), "hard"), ((), ""),
    ],
)  # fmt: skip
def test_how_hard_labels_say_it_is(labels: tuple[str, ...], difficulty: str):
    assert difficulty_of(labels) == difficulty


def test_somebody_new_gets_the_easiest_first_and_then_the_newest():
    issues = [issue("hard", "expert"), issue("old"), issue("new", day=9), issue("easy", "easy")]
    assert names(NEW, *issues) == ["easy", "new", "old", "hard"]
    assert [reason.why for reason in suggest(NEW, issues)[0].reasons] == ["easy"]
    assert suggest(NEW, issues)[1].reasons[0].why == "unmarked"


def test_the_same_repository_goes_before_its_group_before_anything_else():
    history = History({"gitee:kit/kit": 4}, {}, frozenset({"compiler"}))
    issues = [
        issue("else", repo="gitee:kit/else"),
        issue("group", repo="gitee:kit/more", groups=("compiler",)),
        issue("own"),
    ]
    assert names(history, *issues) == ["own", "group", "else"]
    first = suggest(history, issues)[0]
    assert [(one.why, one.what, one.times) for one in first.reasons] == [("repo", "gitee:kit/kit", 4)]


def test_a_topic_that_most_issues_bear_tells_nothing_and_an_unknown_label_tells_what_it_is_called():
    history = History({"gitee:kit/else": 1}, {"bug": 9, "frobnicator": 2})
    issues = [issue("a", "bug"), issue("b", "bug"), issue("c", "bug", "frobnicator"), issue("d")]
    found = suggest(history, issues)
    assert found[0].issue.subject.endswith("#c")
    assert [one.what for one in found[0].reasons] == ["frobnicator"]
    assert all(not one.score for one in found[1:]), "bug is on three of four"


def test_language_speaks_where_somebody_writes_one_only():
    history = History({"gitee:kit/else": 1}, {}, scripts=frozenset({"han"}))
    assert names(history, issue("en", title="Mend the docs", day=9), issue("zh", title="修复文档")) == ["zh", "en"]
    both = History({"gitee:kit/else": 1}, {}, scripts=frozenset({"han", "latin"}))
    assert names(both, issue("en", title="Mend the docs", day=9), issue("zh", title="修复文档")) == ["en", "zh"]
    assert [script_of(title) for title in ("修复", "Mend", "修复 docs", "")] == ["han", "latin", "", ""]
