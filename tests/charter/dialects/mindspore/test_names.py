"""Spellings of names: what is one name, what is no name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.charter.dialects.mindspore.names import group_key, is_name, person_slug, slug_of, titled, variants


@pytest.mark.parametrize(
    ("folder", "slug"),
    [
        ("kit", "kit"),
        ("Kit Suite (KS) SIG", "kit-suite-ks-sig"),
        ("kit_lite", "kit_lite"),
        ("KIT/", "kit"),
        ("工具", "group-5de55177"),
    ],
)
def test_a_folder_gives_a_slug(folder: str, slug: str):
    assert slug_of(folder) == slug


@given(st.text(min_size=1))
def test_every_folder_gives_a_slug_that_the_charter_takes(name: str):
    import re

    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*", slug_of(name))


@given(st.text(), st.just("kit"))
def test_every_name_gives_an_id_that_the_charter_takes(name: str, group: str):
    import re

    assert re.fullmatch(r"[^\s/][^\s]*", person_slug(name, group))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Author", "author ann"),
        ("Ann Author", "annauthor"),
        ("annauthor", "Author  Ann"),
        ("安 安", "安安"),
        ("Dr. Ann Author", "Ann author"),
    ],
)
def test_case_spaces_and_order_make_no_other_name(one: str, other: str):
    assert variants(one) & variants(other)


@pytest.mark.parametrize(("one", "other"), [("Ann Author", "Ann"), ("Mr. Lee", "Mr. Lee"), ("安", "Ann"), ("", "")])
def test_these_are_not_one_name(one: str, other: str):
    assert not variants(one) & variants(other)


@pytest.mark.parametrize("words", ["Ann Author", "ann", "安安", "Bo M. Keeper", "阿拉·安"])
def test_names(words: str):
    assert is_name(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "NA",
        "待安排人力",
        "各学校老师",
        "Core contributors to the suite",
        "Industry expert professor",
        "博士",
        "Maintainers",
        "工具包套件核心",
    ],
)
def test_no_names(words: str):
    assert not is_name(words)


def test_spellings_of_a_group_have_one_key():
    assert group_key("MindSpore Kit SIG") == group_key("kit/") == group_key("KIT")
    assert group_key("MindSpore") == "mindspore"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Kit Special Interest Group (SIG)", "Kit"),
        ("强化工具SIG", "强化工具SIG"),
        ("加入工具 SIG，一起来", ""),
        ("SIG简介", ""),
        ("Summary", ""),
    ],
)
def test_a_heading_names_a_group_or_does_not(heading: str, name: str):
    assert titled(heading) == name
