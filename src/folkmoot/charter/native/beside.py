"""``folkmoot.yaml`` beside the files of another dialect: what that dialect has no place for, in the native form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from folkmoot.charter.charter import Charter
from folkmoot.charter.native.entries import read_entry
from folkmoot.charter.native.faults import UNKNOWN
from folkmoot.charter.native.kinds import KINDS, Kind
from folkmoot.charter.native.reader import SHAPE, TWICE
from folkmoot.charter.near import mend_word
from folkmoot.charter.yamltree import Tree, load
from folkmoot.model.finding import Finding, Place
from folkmoot.model.text import Text

FILE = "folkmoot.yaml"
KEYS = ("skip", "drops")
"""Which checks the community skips and why, and how dropped files are read."""


def with_own(charter: Charter) -> Charter:
    """Return ``charter`` with what ``folkmoot.yaml`` at its root declares, if it is there."""
    if not (charter.root / FILE).exists():
        return charter
    tree, faults = load(charter.root / FILE, charter.root)
    findings: list[Finding] = list(faults)
    skips, drops = list(charter.skips), list(charter.drops)
    for key, value in tree.items() if tree else ():
        if key in KEYS and tree:
            held: list[Any] = skips if key == "skip" else drops
            held += _entries(KINDS[key], value, tree.keys[key], findings)
        elif tree:
            says = Text(f"Only {' and '.join(KEYS)} are read from {FILE}; '{key}' is ignored.",
                        f"{FILE} 中只读取 {'、'.join(KEYS)}，“{key}”已忽略。")  # fmt: skip
            findings.append(UNKNOWN.at(tree.keys[key], says, mend=mend_word(key, KEYS)))
    found = (*charter.findings, *findings)
    return replace(charter, skips=tuple(skips), drops=tuple(drops), findings=found)


def _entries(kind: Kind, value: Tree, place: Place, findings: list[Finding]) -> Iterator[Any]:
    """Yield the entries under a key; of those with one name the first."""
    if value.value is not None and not value.is_list:
        says = Text(f"'{kind.key}' must hold a list; it is not read.", f"“{kind.key}”必须是列表，未读取。")
        findings.append(SHAPE.at(place, says))
        return
    known: set[str] = set()
    for entry in value:
        read, faults = read_entry(kind.noun, entry)
        findings += faults
        if read is None:
            continue
        name = getattr(read, kind.id) if kind.id else ""
        if name and name in known:
            says = Text(f"'{name}' is declared here again; the first one is kept.", f"“{name}”重复声明，保留第一个。")
            findings.append(TWICE.at(entry.place, says, subject=name))
            continue
        known.add(name)
        yield read
