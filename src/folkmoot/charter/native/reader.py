"""Reading the native form: every YAML file of a folder, entry by entry; one bad entry loses nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from folkmoot.charter.charter import Charter
from folkmoot.charter.files import files_below, read_text
from folkmoot.charter.native.entries import read_entry
from folkmoot.charter.native.kinds import KINDS, Kind
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import declare
from folkmoot.charter.yamltree import Tree, load
from folkmoot.model.community import Community
from folkmoot.model.finding import Finding, Place, Severity
from folkmoot.model.text import Text

FILE = "community.yaml"
_NATIVE = re.compile(r"^community\s*:", re.MULTILINE)

KEY = declare(
    "unknown-kind",
    Severity.ERROR,
    Text("Every top-level key is a kind of thing that a charter declares.", "每个顶层键都是章程仓支持的声明种类。"),
    Text("Correct the key.", "请改正该键。"),
)
SHAPE = declare(
    "wrong-shape",
    Severity.ERROR,
    Text("A file holds keys, and under them entries or lists of entries.", "文件由键组成，键下是条目或条目列表。"),
    Text("Write a list with '- ' before each entry.", "请写成列表，每个条目以“- ”开头。"),
)
FOREIGN = declare(
    "no-kinds",
    Severity.WARNING,
    Text("Every YAML file of a charter declares something.", "章程仓中的每个 YAML 文件都有声明。"),
    Text("Move it elsewhere, or skip this check for its path.", "请移到别处，或对其路径关闭此检查。"),
)
TWICE = declare(
    "declared-twice",
    Severity.ERROR,
    Text("Nothing is declared twice.", "没有重复的声明。"),
    Text("Merge the two entries, or rename one.", "请合并两个条目，或改名其中一个。"),
)
NONE = declare(
    "no-community",
    Severity.ERROR,
    Text("The community itself is declared.", "社区本身已声明。"),
    Text("Write 'community:' with a name into community.yaml.", "请在 community.yaml 中写入“community:”及其名称。"),
)


def recognises(root: Path) -> bool:
    """Return whether ``root`` holds a native charter: a ``community.yaml`` that declares a community."""
    if not (root / FILE).is_file():
        return False
    text, _ = read_text(FILE, root)
    return text is None or bool(_NATIVE.search(text)) or not text.strip()


def read(root: Path, commit: str) -> Charter:
    """Return the native charter below ``root``."""
    reading = _Reading()
    first = root / FILE
    files = [path for path in files_below(root, ".yaml", ".yml") if path.is_file() or path.is_symlink()]
    for path in sorted(files, key=lambda each: (each != first, each)):
        reading.file(path, root)
    return reading.charter(root, commit)


class _Reading:
    """What has been read so far."""

    def __init__(self) -> None:
        self.entries: dict[str, list[Any]] = defaultdict(list)
        self.places: dict[tuple[str, str], Place] = {}
        self.findings: list[Finding] = []

    def file(self, path: Path, root: Path) -> None:
        tree, findings = load(path, root)
        self.findings += findings
        if tree is None:
            return
        if not any(key in KINDS for key, _ in tree.items()):
            self.foreign(tree)
            return
        for key, value in tree.items():
            if key in KINDS:
                self.under(KINDS[key], value, tree.keys[key])
            else:
                says = Text(f"There is no kind '{key}'; it is ignored.", f"没有“{key}”这一种类，已忽略。")
                self.findings.append(KEY.at(tree.keys[key], says, mend=mend_word(key, KINDS)))

    def foreign(self, tree: Tree) -> None:
        says = Text("This file declares nothing known; it is not read.", "该文件没有章程声明，未读取。")
        first = next((key for key, _ in tree.items()), "")
        self.findings.append(FOREIGN.at(tree.place, says, mend=mend_word(first, KINDS) if first else None))

    def under(self, kind: Kind, value: Tree, place: Place) -> None:
        if value.value is None:
            return
        if kind.many and not value.is_list:
            says = Text(f"'{kind.key}' must hold a list; it is not read.", f"“{kind.key}”必须是列表，未读取。")
            self.findings.append(SHAPE.at(place, says))
            return
        for entry in value if kind.many else (value,):
            read, found = read_entry(kind.noun, entry)
            self.findings += found
            if read is not None and not self.known(kind, read, entry.place):
                self.entries[kind.field].append(read)

    def known(self, kind: Kind, read: Any, place: Place) -> bool:
        """Return whether the same id was declared before; the first one stays, and a finding says so."""
        name = getattr(read, kind.id) if kind.id else ("" if kind.once else None)
        if name is None:
            return False
        first = self.places.setdefault((kind.field, name), place)
        if first is place:
            return False
        what = f"'{name}' ({kind.key})" if name else kind.key
        says = Text(
            f"{what} is declared here again; the one at {first} is kept.",
            f"{what} 在此重复声明；保留 {first} 处的声明。",
        )
        self.findings.append(TWICE.at(place, says, subject=name))
        return True

    def charter(self, root: Path, commit: str) -> Charter:
        community = next(iter(self.entries.pop("community", ())), None)
        if community is None:
            says = Text("No community is declared.", "没有声明社区。")
            self.findings.append(NONE.at(Place(FILE), says))
            community = Community(Text(root.resolve().name))
        once = {kind.field for kind in KINDS.values() if kind.once}
        fields: dict[str, Any] = {
            name: entries[0] if name in once else tuple(entries) for name, entries in self.entries.items()
        }
        return Charter(community, dialect="native", root=root, commit=commit, findings=tuple(self.findings), **fields)


def entries_of(charter: Charter) -> Iterator[tuple[Kind, Any]]:
    """Yield what ``charter`` declares as lists, kind by kind."""
    for kind in KINDS.values():
        if kind.many:
            yield kind, getattr(charter, kind.field)
