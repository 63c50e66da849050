"""Changes sorted into the sections of release notes."""

from __future__ import annotations

import pytest

from folkmoot.model.release import Component
from folkmoot.model.text import Text
from folkmoot.rules.release_notes import MergedChange, category_of, component_of, newcomers, noted

KIT, DOCS = "gitee:example/kit", "gitee:example/docs"
PARTS = (
    Component(Text("Kit"), repos=(KIT,)),
    Component(Text("Compiler"), repos=(KIT,), paths=("src/compiler/",)),
    Component(Text("Docs"), repos=(DOCS,)),
)


def merged(title: str, repo: str = KIT, *, number: int = 1, **more) -> MergedChange:
    return MergedChange(f"{repo}!{number}", title, repo, more.pop("author", "Ann"), **more)


@pytest.mark.parametrize(
    ("title", "category", "words"),
    [
        ("feat(ops): dynamic shapes", "feature", "dynamic shapes"),
        ("fix: leak in the loader", "fix", "leak in the loader"),
        ("feat!: drop Python 3.8", "breaking", "drop Python 3.8"),
        ("[Bugfix] wrong shape", "fix", "wrong shape"),
        ("【Docs】更新教程", "docs", "更新教程"),
        ("docs：更新教程", "docs", "更新教程"),
        ("修复编译器崩溃", "fix", "修复编译器崩溃"),
        ("新增算子", "feature", "新增算子"),
        ("Fix a crash on empty input", "fix", "Fix a crash on empty input"),
        ("Add YOLO", "feature", "Add YOLO"),
        ("Prefix cache", "other", "Prefix cache"),
        ("Rename: a to b", "other", "Rename: a to b"),
        ("CVE-2026-1234", "security", "CVE-2026-1234"),
        ("fix:", "fix", "fix:"),
        ("", "other", ""),
    ],
)
def test_a_title_tells_its_category(title, category, words):
    assert category_of(merged(title)) == (category, words)


def test_labels_tell_what_a_title_does_not():
    assert category_of(merged("Loader", labels=("kind/bug",)))[0] == "fix"
    assert category_of(merged("Loader"))[0] == "other"


def test_the_longest_folder_decides_the_component():
    assert component_of(merged("x", areas=("src/compiler/pass",)), PARTS) == "Compiler"
    assert component_of(merged("x", areas=("src/compilers",)), PARTS) == "Kit"
    assert component_of(merged("x"), PARTS) == "Kit"
    assert component_of(merged("x", "gitee:example/other"), PARTS) == ""


def test_the_notes_stand_by_component_category_and_talk_and_nothing_stands_twice():
    changes = [
        merged("fix: quiet", number=1),
        merged("fix: loud", number=2, said=9),
        merged("feat: new", number=3),
        merged("Fix: Quiet", number=4),
        merged("Typo in the readme", DOCS, number=5),
        merged("tool", "gitee:example/other", number=6),
    ]
    assert [(one.component, one.category, one.words) for one in noted(changes, PARTS)] == [
        ("Kit", "feature", "new"),
        ("Kit", "fix", "loud"),
        ("Kit", "fix", "quiet"),
        ("Docs", "docs", "Typo in the readme"),
        ("", "other", "tool"),
    ]


def test_newcomers_are_thanked_once_by_name():
    changes = [merged("a", author="bo", first=True), merged("b", author="Ann", first=True), merged("c", author="Ann")]
    assert newcomers([*changes, merged("d", author="Cy")]) == ("Ann", "bo")
