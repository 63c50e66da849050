"""``folkmoot.yaml`` beside the files of another dialect: what that dialect has no place for, in the native form."""

from __future__ import annotations

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


def beside_keys() -> tuple[str, ...]:
    """Return the keys that may stand there: skips, drops, and everything of the board."""
    return tuple(kind.key for kind in KINDS.values() if kind.beside)


def with_own(charter: Charter) -> Charter:
    """Return ``charter`` with what ``folkmoot.yaml`` at its root declares, if it is there."""
    if not (charter.root / FILE).exists():
        return charter
    tree, faults = load(charter.root / FILE, charter.root)
    findings: list[Finding] = list(faults)
    fields: dict[str, Any] = {}
    keys = beside_keys()
    for key, value in tree.items() if tree else ():
        if tree and key in keys:
            kind = KINDS[key]
            held = getattr(charter, kind.field)
            fields[kind.field] = (
                _entries(kind, value, tree.keys[key], held, findings)
                if kind.many
                else _one(kind, value, held, findings)
            )
        elif tree:
            says = Text(f"Only {', '.join(keys)} are read from {FILE}; '{key}' is ignored.",
                        f"{FILE} 中只读取 {'、'.join(keys)}，“{key}”已忽略。")  # fmt: skip
            findings.append(UNKNOWN.at(tree.keys[key], says, mend=mend_word(key, keys)))
    return replace(charter, findings=(*charter.findings, *findings), **fields)


def _one(kind: Kind, value: Tree, held: Any, findings: list[Finding]) -> Any:
    """Return what is declared once, or what held before."""
    if value.value is None:
        return held
    read, faults = read_entry(kind.noun, value)
    findings += faults
    return held if read is None else read


def _entries(kind: Kind, value: Tree, place: Place, held: tuple[Any, ...], findings: list[Finding]) -> tuple[Any, ...]:
    """Return what held before and the entries under a key; of those with one name the first."""
    if value.value is not None and not value.is_list:
        says = Text(f"'{kind.key}' must hold a list; it is not read.", f"“{kind.key}”必须是列表，未读取。")
        findings.append(SHAPE.at(place, says))
        return held
    found = list(held)
    known = {getattr(each, kind.id) for each in held} if kind.id else set()
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
        found.append(read)
    return tuple(found)
