"""Positioned, safe YAML: values that remember file and line. Bad content is a finding, never an exception."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from folkmoot.charter.files import inside, read_text
from folkmoot.charter.registry import declare
from folkmoot.model.finding import Finding, Place, Severity
from folkmoot.model.text import Text

DEPTH, NODES = 60, 300_000  # a registry of a hundred groups has 15,000 nodes, six deep

Scalar = str | int | float | bool | date | None
_NO_KEYS: dict[str, Place] = {}  # shared by all that are no mappings; never written to
Value: TypeAlias = "dict[str, Tree] | list[Tree] | Scalar"

SYNTAX = declare(
    "yaml-syntax",
    Severity.ERROR,
    Text("Every YAML file can be parsed.", "每个 YAML 文件都可以解析。"),
    Text(
        "Correct the line; an editor with YAML support shows the fault.", "请改正这一行；支持 YAML 的编辑器会标出错误。"
    ),
)
ALIAS = declare(
    "yaml-alias",
    Severity.ERROR,
    Text(
        "No alias refers to what contains it, and aliases do not multiply.",
        "别名不得引用包含自身的内容，也不得成倍展开。",
    ),
    Text("Write the value out instead of using an alias.", "请直接写出该值，不要使用别名。"),
)
DEEP = declare(
    "yaml-too-big",
    Severity.ERROR,
    Text(
        f"A YAML file nests at most {DEPTH} levels and holds at most {NODES:,} values.",
        f"YAML 文件最多嵌套 {DEPTH} 层，最多包含 {NODES:,} 个值。",
    ),
    Text("Make the file flatter, or split it.", "请减少嵌套，或拆分文件。"),
)
TWICE = declare(
    "yaml-duplicate-key",
    Severity.ERROR,
    Text("No key stands twice in the same mapping.", "同一映射中的键不重复。"),
    Text("Remove one of the two.", "请删除其中一个。"),
)
KEY = declare(
    "yaml-key",
    Severity.ERROR,
    Text("Every key is a simple word.", "每个键都是简单的词。"),
    Text("Use a plain word as the key.", "请使用简单的词作为键。"),
)
SEVERAL = declare(
    "yaml-several-documents",
    Severity.WARNING,
    Text("A YAML file holds one document.", "一个 YAML 文件只包含一个文档。"),
    Text("Move the part after '---' into a file of its own.", "请把“---”之后的部分移到单独的文件。"),
)


class Tree:
    """One node with its place. ``said`` is a scalar as it stands in the file: ``19:00``, ``no``, ``007``."""

    __slots__ = ("keys", "place", "said", "size", "value")

    def __init__(self, value: Value, place: Place, said: str = "", size: int = 1) -> None:
        self.value, self.place, self.said, self.size = value, place, said, size
        self.keys: dict[str, Place] = {} if isinstance(value, dict) else _NO_KEYS  # where each key of a mapping stands

    def __repr__(self) -> str:
        return f"Tree({self.plain()!r}, {self.place})"

    def __bool__(self) -> bool:
        return True

    @property
    def is_map(self) -> bool:
        """Whether this is a mapping."""
        return isinstance(self.value, dict)

    @property
    def is_list(self) -> bool:
        """Whether this is a list."""
        return isinstance(self.value, list)

    def plain(self) -> Any:
        """Return plain Python values."""
        if isinstance(self.value, dict):
            return {key: tree.plain() for key, tree in self.value.items()}
        if isinstance(self.value, list):
            return [tree.plain() for tree in self.value]
        return self.value

    def get(self, key: str) -> Tree | None:
        """Return the value under ``key``, or None where there is none or this is no mapping."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def items(self) -> Iterator[tuple[str, Tree]]:
        """Yield keys and values of a mapping; nothing for anything else."""
        yield from (self.value.items() if isinstance(self.value, dict) else ())

    def __iter__(self) -> Iterator[Tree]:
        """Yield the entries of a list; nothing for anything else."""
        yield from (self.value if isinstance(self.value, list) else ())

    def words(self) -> str:
        """Return a scalar as it was written, trimmed; empty for null, a list or a mapping."""
        return "" if self.value is None or isinstance(self.value, dict | list) else self.said.strip()

    def text(self, key: str) -> str:
        """Return the scalar under ``key`` as it was written, trimmed; empty where there is none."""
        found = self.get(key)
        return found.words() if found else ""


def load(path: Path, root: Path) -> tuple[Tree | None, tuple[Finding, ...]]:
    """Return the file's first document, or None and the finding that says why not.

    Edges: an empty file gives None without a finding. Findings beside a tree: duplicate keys and the like.
    """
    text, findings = read_text(path, root)
    return (None, findings) if text is None else parse(text, inside(path, root))


def parse(text: str, path: str, first_line: int = 1) -> tuple[Tree | None, tuple[Finding, ...]]:
    """Parse YAML that stands in ``path`` from ``first_line`` on, such as the head of a Markdown file."""
    composer = _Composer(path, first_line)
    try:
        return composer.compose(text), tuple(composer.findings)
    except _Refused as refusal:
        return None, (*composer.findings, refusal.finding)
    except yaml.MarkedYAMLError as error:
        return None, (*composer.findings, _fault(error, composer, text))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        return None, (*composer.findings, _syntax(Place(path, line), "a character that YAML does not allow"))


def _fault(error: yaml.MarkedYAMLError, composer: _Composer, text: str) -> Finding:
    """The parser notices what is left open only behind the last line: then it is told where it was opened."""
    mark, opened, why = error.problem_mark, error.context_mark, error.problem or error.context or ""
    if mark is None or (opened and mark.line >= len(text.splitlines())):
        mark, why = opened, f"what begins here is never closed; {why}"
    elif opened and opened.line != mark.line:
        why = f"{why} (in what begins in line {opened.line + composer.first_line})"
    return _syntax(composer.place(mark), why)


def _syntax(place: Place, why: str) -> Finding:
    why = why.strip().rstrip(".").replace("\n", " ")
    return SYNTAX.at(place, Text(f"This is not YAML: {why}.", f"这不是合法的 YAML：{why}。"))


class _Refused(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.check)


class _Open:
    """A collection that is being read: its tree, its anchor, and the key whose value comes next."""

    __slots__ = ("anchor", "key", "merges", "tree", "waits")

    def __init__(self, tree: Tree, anchor: str | None) -> None:
        self.tree, self.anchor = tree, anchor
        self.key: Tree | None = None
        self.waits = False  # a key was read, its value was not
        self.merges: list[Tree] = []


class _Composer:
    """Builds trees from libyaml's events without recursion, so that depth and size are refused before they hurt."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.findings: list[Finding] = []
        self.stack: list[_Open] = []
        self.anchors: dict[str, Tree] = {}
        self.open_anchors: set[str] = set()
        self.root: Tree | None = None
        self.documents = 0
        self.scalars = _Scalars()

    def place(self, mark: Any) -> Place:
        return Place(self.path, mark.line + self.first_line if mark else 0)

    def compose(self, text: str) -> Tree | None:
        event: Any
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                value = self.scalars.value_of(event)
                self._anchored(event, Tree(value, self.place(event.start_mark), event.value))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._begin(event, {} if kind is yaml.MappingStartEvent else [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._end()
            elif kind is yaml.AliasEvent:
                self._add(self._alias(event))
            elif kind is yaml.DocumentStartEvent and self._another(event):
                break
        return self.root if self.root is None or self.root.value is not None else None

    def _another(self, event: Any) -> bool:
        self.documents += 1
        if self.documents > 1:
            says = Text("A second document begins here; it is not read.", "这里开始第二个文档，未读取。")
            self.findings.append(SEVERAL.at(self.place(event.start_mark), says))
        return self.documents > 1

    def _anchored(self, event: Any, tree: Tree) -> None:
        if event.anchor:
            self.anchors[event.anchor] = tree
        self._add(tree)

    def _begin(self, event: Any, value: Value) -> None:
        place = self.place(event.start_mark)
        if len(self.stack) >= DEPTH:
            says = Text(f"This is nested more than {DEPTH} levels deep.", f"这里的嵌套超过 {DEPTH} 层。")
            raise _Refused(DEEP.at(place, says))
        if event.anchor:
            self.open_anchors.add(event.anchor)
        self.stack.append(_Open(Tree(value, place), event.anchor))

    def _end(self) -> None:
        done = self.stack.pop()
        _merge(done)
        if done.anchor:
            self.open_anchors.discard(done.anchor)
            self.anchors[done.anchor] = done.tree
        self._add(done.tree)

    def _alias(self, event: Any) -> Tree:
        place, name = self.place(event.start_mark), event.anchor
        if name in self.open_anchors:
            says = Text(f"The alias *{name} refers to what contains it.", f"别名 *{name} 引用了包含它自身的内容。")
            raise _Refused(ALIAS.at(place, says))
        if name not in self.anchors:
            says = Text(f"Nothing above is anchored as &{name}.", f"上文没有锚点 &{name}。")
            raise _Refused(ALIAS.at(place, says))
        found = self.anchors[name]
        again = Tree(found.value, place if found.said else found.place, found.said, found.size)
        again.keys = found.keys
        return again

    def _add(self, tree: Tree) -> None:
        if not self.stack:
            self.root = tree
            return
        top = self.stack[-1]
        top.tree.size += tree.size
        if top.tree.size + sum(each.tree.size for each in self.stack[:-1]) > NODES:
            says = Text(
                f"Up to here this file holds more than {NODES:,} values, aliases counted in full.",
                f"到此处为止，该文件包含超过 {NODES:,} 个值（别名按展开计）。",
            )
            raise _Refused((ALIAS if self.anchors else DEEP).at(tree.place, says))
        if isinstance(top.tree.value, list):
            top.tree.value.append(tree)
        elif not top.waits:
            top.key, top.waits = tree, True
        else:
            top.waits = False
            self._pair(top, top.key or tree, tree)

    def _pair(self, top: _Open, key: Tree, tree: Tree) -> None:
        pairs = top.tree.value
        if not isinstance(pairs, dict):
            return
        if isinstance(key.value, dict | list):
            says = Text("A list or mapping stands where a key belongs.", "应为键的位置出现了列表或映射。")
            self.findings.append(KEY.at(key.place, says))
        elif key.said == "<<" and isinstance(tree.value, dict | list):
            top.merges += [tree] if isinstance(tree.value, dict) else tree.value
        elif key.said in pairs:
            first = pairs[key.said].place.line
            says = Text(f"The key '{key.said}' stands here again; the value of line {first} is kept.",
                        f"键“{key.said}”在此重复；保留第 {first} 行的值。")  # fmt: skip
            self.findings.append(TWICE.at(key.place, says))
        else:
            pairs[key.said] = tree
            top.tree.keys[key.said] = key.place


def _merge(done: _Open) -> None:
    """Fill in what ``<<: *alias`` brings; a key of the mapping itself goes before."""
    for other in done.merges:
        for key, tree in other.items():
            if isinstance(done.tree.value, dict):
                done.tree.value.setdefault(key, tree)
                done.tree.keys.setdefault(key, tree.place)


class _Scalars(yaml.resolver.Resolver):
    """Reads scalars by the rules of YAML 1.1, except that what does not fit its own look stays text."""

    def __init__(self) -> None:
        super().__init__()
        self._constructor = yaml.constructor.SafeConstructor()

    def value_of(self, event: Any) -> Scalar:
        words: str = event.value
        if not event.implicit[0] and event.tag in (None, "!"):
            return words
        tag = event.tag or self.resolve(yaml.ScalarNode, words, event.implicit)  # type: ignore[no-untyped-call]  # PyYAML
        if tag == "tag:yaml.org,2002:str" or (":" in words and tag.endswith((":int", ":float"))):
            return words  # 19:00 is a time of day to everybody but YAML 1.1
        build = self._constructor.yaml_constructors.get(tag)
        try:
            value = build(self._constructor, yaml.ScalarNode(tag, words)) if build else words
        except (ValueError, KeyError, yaml.YAMLError, OverflowError):
            return words
        if type(value) is date or value is None or isinstance(value, str | int | float | bool):
            return value
        return words
