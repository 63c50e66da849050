"""Names that tell something."""

from __future__ import annotations

import pytest

from folkmoot.rules.names import is_meaningless, is_telling, plain


def test_one_plain_form():
    assert plain("  Ann_Author ") == plain("ＡＮＮ  author") == plain("ann-author") == "ann author"


@pytest.mark.parametrize("name", ["", "root", "Admin", "unknown", "your name", "TO_BE_CLARIFIED", "NA", "用户", "user"])
def test_meaningless_names(name):
    assert is_meaningless(name)
    assert not is_telling(plain(name))


@pytest.mark.parametrize(
    ("name", "telling"),
    [("Ann Author", True), ("安安", True), ("安", False), ("ann", False), ("a@b.example", False), ("12345", False)],
)
def test_telling_names(name, telling):
    assert is_telling(plain(name)) is telling
