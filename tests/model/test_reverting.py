"""What the words of git and of the forges say was reverted; other words say nothing."""

from __future__ import annotations

import pytest

from folkmoot.model.reverting import named_reverts, reverting

SHA = "a828f6681cd38cdc26132a7fab64bc18f6e9f50c"


@pytest.mark.parametrize(
    ("text", "repo", "named"),
    [
        (f'Revert "fix it"\n\nThis reverts commit {SHA}.', "", (SHA,)),
        (f"This reverts commit {SHA}, reversing\nchanges made to 0123.", "", (SHA,)),
        (f"This reverts commit {SHA}.\nThis reverts commit {SHA}.\n", "github:example/kit", (SHA,)),
        ("Reverts Example/Kit#12", "github:example/kit", ("github:example/kit#12",)),
        ("It was slow.\nReverts #12\n", "github:example/kit", ("github:example/kit#12",)),
        ("回退 'Pull Request !293 : add it'", "gitee:example/kit", ("gitee:example/kit!293",)),
        ("Revert 'Pull Request !128 : update'", "gitee:example/kit", ("gitee:example/kit!128",)),
        ("Reverts Example/Kit#12", "", ()),
        (f"This reverts commit {SHA[:8]}.", "", ()),
        ("It never Reverts example/kit#12", "github:example/kit", ()),
        ("回退修改", "gitee:example/kit", ()),
    ],
)
def test_what_is_reverted_is_named(text, repo, named):
    assert named_reverts(text, repo) == named


def test_an_event_tells_only_what_is_named():
    assert reverting("Tidy up.", repo="github:example/kit") == {}
    assert reverting("Back", f"This reverts commit {SHA}.") == {"reverts": [SHA]}
