"""Changes told by the messages of merge commits."""

import pytest

from folkmoot.sources.git.merges import MergedChange, merged_change


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "!12 Fix the docs\nMerge pull request !12 from Ann_A/fix\n",
            MergedChange("gitee", "!", 12, "ann_a", "fix", "Fix the docs"),
        ),
        (
            "!12 Fix the docs Merge pull request !12 from ann/a/b/c",
            MergedChange("gitee", "!", 12, "ann", "a/b/c", "Fix the docs"),
        ),
        (
            "Merge pull request #7 from bo/topic\n\nAdd a topic\n\nAt length.",
            MergedChange("github", "#", 7, "bo", "topic", "Add a topic"),
        ),
        (
            "!4 Say\nMerge pull request !4 from Ann  Author/say/it",
            MergedChange("gitee", "!", 4, "ann author", "say/it", "Say"),
        ),
        ("!5 Own\nMerge pull request !5 from own_branch", MergedChange("gitee", "!", 5, "", "own_branch", "Own")),
        (
            "!3 修复文档\nMerge pull request !3 from cy/master",
            MergedChange("gitee", "!", 3, "cy", "master", "修复文档"),
        ),
    ],
)
def test_gitee_and_github_say_which_change_they_merged(message, told):
    assert merged_change(message) == told


@pytest.mark.parametrize("message", ["Merge branch 'master' into fix", "Fix", "", "Merge pull request from nobody"])
def test_other_merges_name_no_change(message):
    assert merged_change(message) is None
