"""Checks of chapters: place, zone, people, contact, and the steps of a learning path."""

from __future__ import annotations

from dataclasses import replace

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import run
from folkmoot.model.chapter import Chapter, Direction, PathStep, Spot
from folkmoot.model.community import Community
from folkmoot.model.groups import Group, Kind
from folkmoot.model.people import Person
from folkmoot.model.text import Text

GOOD = Chapter(
    "club", Spot(Text("Hangzhou", "杭州"), "CN", 30.27, 120.15), "Asia/Shanghai", contact=Text("Write to Ann."), mentors=("ann",),
    directions=(Direction("edge"),), path=(PathStep("come", Text("Come"), "event"), PathStep("merge", Text("Merge"), "merged", repos=("gitee:k/k",))),
)  # fmt: skip


def said(chapter: Chapter, kind: Kind = Kind.CHAPTER) -> list[str]:
    group = Group(kind, "lake", Text("Lake"), chapter=chapter)
    charter = Charter(Community(Text("Kit")), people=(Person("ann", "Ann"),), groups=(group,))
    return [one.check for one in run.check(charter) if one.check.startswith("chapter-")]


def test_a_good_chapter_has_nothing_to_mend():
    assert said(GOOD) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"where": Spot(latitude=1.0, longitude=2.0)}, "chapter-place"),
        ({"where": replace(GOOD.where, longitude=None)}, "chapter-place"),
        ({"zone": "Mars/Base"}, "chapter-place"),
        ({"mentors": ("eve",)}, "chapter-people"),
        ({"contact": Text()}, "chapter-contact"),
        ({"directions": (Direction("edge"), Direction("edge"))}, "chapter-path"),
        ({"path": (*GOOD.path, GOOD.path[0])}, "chapter-path"),
        ({"path": (PathStep("come", Text("Come"), "event", repos=("gitee:k/k",)),)}, "chapter-path"),
    ],
)
def test_what_is_wrong_is_found(change, found):
    assert said(replace(GOOD, **change)) == [found]


def test_only_chapters_have_the_block():
    assert said(GOOD, Kind.SIG) == ["chapter-kind"]
