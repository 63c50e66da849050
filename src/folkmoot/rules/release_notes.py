"""Release notes drafted from merged changes: each in its component and its category, whoever is new thanked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from folkmoot.model.release import Component
from folkmoot.model.text import Text

CATEGORIES: dict[str, Text] = {
    "breaking": Text("Breaking changes", "不兼容变更"),
    "security": Text("Security", "安全"),
    "feature": Text("New", "新特性"),
    "performance": Text("Faster", "性能优化"),
    "fix": Text("Mended", "问题修复"),
    "docs": Text("Documentation", "文档"),
    "inside": Text("Behind the scenes", "内部改进"),
    "other": Text("Also", "其他"),
}
"""The sections of the notes, in their order."""

_TYPES = {
    "feat": "feature", "feature": "feature", "fix": "fix", "bugfix": "fix", "hotfix": "fix", "perf": "performance",
    "docs": "docs", "doc": "docs", "refactor": "inside", "test": "inside", "tests": "inside", "ci": "inside",
    "build": "inside", "chore": "inside", "style": "inside", "revert": "other", "security": "security",
}  # fmt: skip
_PREFIX = re.compile(
    r"\s*(?:[\[【(（]\s*(?P<told>[a-z]+)\s*[\]】)）]\s*[:：]?|(?P<type>[a-z]+)\s*(?:[(（][^)）]*[)）])?\s*(?P<bang>!?)\s*[:：])(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)
_WORDS = (
    ("breaking", re.compile(r"\bbreaking\b|不兼容|破坏性", re.IGNORECASE)),
    ("security", re.compile(r"\bCVE-\d|\bsecurity\b|vulnerab|安全漏洞|漏洞", re.IGNORECASE)),
    ("fix", re.compile(r"\b(fix|fixes|fixed|bug|bugfix|repair|correct)\b|修复|修正|解决.{0,12}问题", re.IGNORECASE)),
    ("performance", re.compile(r"\b(speed|faster|performance|optimi[sz]e[ds]?)\b|性能|加速|优化", re.IGNORECASE)),
    ("docs", re.compile(r"\b(docs?|readme|documentation|tutorial|typo)\b|文档|教程|错别字", re.IGNORECASE)),
    (
        "feature",
        re.compile(r"^\s*(add|support|implement|introduce|new)\b|^\s*(新增|增加|支持|实现|添加)", re.IGNORECASE),
    ),
    ("inside", re.compile(r"\b(refactor|cleanup|clean up|ci|tests?|lint)\b|重构|清理|用例|门禁|测试", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class MergedChange:
    """A change that went into the release: ``author`` as it is shown, ``areas`` the folders that it touched, as far as known."""

    subject: str
    title: str
    repo: str
    author: str
    url: str = ""
    areas: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    said: int = 0  # reviews and comments by others
    first: bool = False  # the author's first merged change ever


@dataclass(frozen=True, slots=True)
class Noted:
    """A change as the notes tell it."""

    change: MergedChange
    component: str  # the component's name in English; "": none of the plan's
    category: str
    words: str


def noted(changes: Iterable[MergedChange], components: Sequence[Component]) -> tuple[Noted, ...]:
    """Return the changes in the order of the notes: by component as planned, category, then the most discussed first.

    Edges: a change belongs to the first component whose folders, or else whose repository, it touches; one that was
    merged twice under the same title into the same repository stands once.
    """
    seen: set[tuple[str, str]] = set()
    found: list[Noted] = []
    for change in changes:
        category, words = category_of(change)
        key = (change.repo, words.casefold())
        if key in seen:
            continue
        seen.add(key)
        found.append(Noted(change, component_of(change, components), category, words))
    places = {str(one.name): place for place, one in enumerate(components)}
    order = list(CATEGORIES)
    return tuple(
        sorted(
            found,
            key=lambda one: (
                places.get(one.component, len(places)), order.index(one.category), -one.change.said, one.words,
            ),
        )
    )  # fmt: skip


def component_of(change: MergedChange, components: Sequence[Component]) -> str:
    """Return the name of the component that a change belongs to; the one with the longest folder that it touches, first."""
    best: tuple[int, str] = (-1, "")
    for one in components:
        if change.repo not in one.repos:
            continue
        length = 0 if not one.paths else max((len(path) for path in one.paths if _touches(change, path)), default=-1)
        if length > best[0]:
            best = (length, str(one.name))
    return best[1]


def category_of(change: MergedChange) -> tuple[str, str]:
    """Return the category of a change and its title without the prefix that said so.

    Read in this order: ``type(scope)!: words`` and ``[type] words`` as Conventional Commits and habit have them, labels,
    then telling words in English and Chinese.
    """
    found = _PREFIX.match(change.title)
    kind = _TYPES.get((found["told"] or found["type"]).lower()) if found else None
    if found and kind:
        words = found["words"].strip() or change.title.strip()
        return ("breaking" if found["bang"] or _WORDS[0][1].search(words) else kind), words
    text = change.title.strip()
    for category, pattern in _WORDS:
        if pattern.search(text) or any(pattern.search(label) for label in change.labels):
            return category, text
    return "other", text


def newcomers(changes: Iterable[MergedChange]) -> tuple[str, ...]:
    """Return who had their first change merged, by name, each once."""
    return tuple(sorted({one.author for one in changes if one.first and one.author}, key=str.casefold))


def _touches(change: MergedChange, path: str) -> bool:
    folder = path.strip("/")
    return any(area == folder or area.startswith(f"{folder}/") for area in change.areas)
