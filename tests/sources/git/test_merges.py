"""Changes told by the messages of merge commits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.sources.git.merges import MergedChange, merged_change


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "!12 Fix the docs\nMerge pull request !12 from Ann_A/fix\n",
            MergedChange("gitee", "!", 12, "Ann_A", "fix", "Fix the docs"),
        ),
        (
            "!12 Fix the docs Merge pull request !12 from ann/a/b/c",
            MergedChange("gitee", "!", 12, "ann", "a/b/c", "Fix the docs"),
        ),
        (
            "!12 Fix\n\nMerge pull request !12 from Ann  Author/fix",
            MergedChange("gitee", "!", 12, "Ann  Author", "fix", "Fix"),
        ),
        (
            "A title somebody changed\nMerge pull request !12 from ann/fix",
            MergedChange("gitee", "!", 12, "ann", "fix", "A title somebody changed"),
        ),
        (
            "!3 修复文档\nMerge pull request !3 from 安/master",
            MergedChange("gitee", "!", 3, "安", "master", "修复文档"),
        ),
        ("!4 Old\nMerge pull request !4 from dev_1.2", MergedChange("gitee", "!", 4, "", "dev_1.2", "Old")),
        (
            "Merge pull request #7 from bo/topic\n\nAdd a topic\n\nAt length.",
            MergedChange("github", "#", 7, "bo", "topic", "Add a topic"),
        ),
        ("Merge pull request #8 from bo:topic", MergedChange("github", "#", 8, "bo", "topic", "")),
        ("Merge pull request #9 from topic", MergedChange("github", "#", 9, "", "topic", "")),
        (
            'Merge pull request #10 from bo/undo\n\nRevert "Merge pull request #7 from cy/topic"',
            MergedChange("github", "#", 10, "bo", "undo", 'Revert "Merge pull request #7 from cy/topic"'),
        ),
        (
            "!5 Add it\nFrom: @Cy\nReviewed-by: @ann,@Bo\nSigned-off-by: @bo",
            MergedChange("gitee", "!", 5, "Cy", "", "Add it", ("ann", "bo"), robot=True),
        ),
        (
            "!6 Add it\nFrom: @cy\nReviewed-by: \nSigned-off-by: \n",
            MergedChange("gitee", "!", 6, "cy", "", "Add it", (), robot=True),
        ),
    ],
)
def test_gitee_github_and_robots_say_which_change_they_merged(message, told):
    assert merged_change(message) == told


@pytest.mark.parametrize(
    "message",
    [
        "Merge branch 'master' into fix",
        "Fix",
        "",
        "Merge pull request from nobody",
        'Revert "!12 Fix" Merge pull request !11 from ann/fix',
        "[1.2] Merge pull request #7 from bo/topic (#9)",
        "Merge branch 'next'\n\n* next:\n  Merge pull request #7 from bo/topic",
        "!12 Fix Merge pull request !13 from ann/fix",
        "!12 Fix\nReviewed-by: @bo",
    ],
)
def test_other_merges_name_no_change(message):
    assert merged_change(message) is None


@pytest.mark.parametrize(
    ("whose", "login"), [("Ann Author", "ann author"), ("@ann", "ann"), ("NA", ""), ("", ""), ("安\x07", "安")]
)
def test_the_account_s_name_is_lower_case_and_nobody_is_nobody(whose, login):
    assert MergedChange("gitee", "!", 1, whose, "", "").login == login


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_message_can_be_read(before, after):
    for line in ("Merge pull request !1 from ", "Merge pull request #1 from ", "!1 x\nFrom: @"):
        change = merged_change(before + line + after)
        assert change is None or change.number >= 0
