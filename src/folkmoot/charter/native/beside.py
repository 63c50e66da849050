"""``folkmoot.yaml`` beside the files of another dialect: which checks that community skips, and why."""

from __future__ import annotations

from dataclasses import replace

from folkmoot.charter.charter import Charter
from folkmoot.charter.native.entries import read_entry
from folkmoot.charter.native.faults import UNKNOWN
from folkmoot.charter.near import mend_word
from folkmoot.charter.yamltree import load
from folkmoot.model.community import Skip
from folkmoot.model.text import Text

FILE = "folkmoot.yaml"
_KEY = "skip"


def with_skips(charter: Charter) -> Charter:
    """Return ``charter`` with the skips that ``folkmoot.yaml`` at its root declares, if it is there."""
    if not (charter.root / FILE).exists():
        return charter
    tree, faults = load(charter.root / FILE, charter.root)
    findings, skips = list(faults), list(charter.skips)
    for key, value in tree.items() if tree else ():
        if key != _KEY and tree:
            says = Text(f"Only '{_KEY}' is read from {FILE}; '{key}' is ignored.",
                        f"{FILE} 中只读取“{_KEY}”，“{key}”已忽略。")  # fmt: skip
            findings.append(UNKNOWN.at(tree.keys[key], says, mend=mend_word(key, (_KEY,))))
            continue
        for entry in value:
            skip, found = read_entry(Skip, entry)
            findings += found
            skips += [skip] if skip else []
    return replace(charter, skips=tuple(skips), findings=(*charter.findings, *findings))
