"""Small cuts in a YAML text: an entry added, a value set, an entry taken out; every other letter stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from folkmoot.charter.files import LIMIT
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

Step = str | int
_WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Block style, in the order given, without aliases."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Cut:
    """A YAML text of the file ``path``, to be changed by its methods, each of which returns a new one."""

    text: str
    path: str

    def find(self, *steps: Step) -> yaml.Node | None:
        """Return the node that keys and numbers lead to, or None."""
        node = self._root()
        for step in steps:
            if isinstance(node, yaml.MappingNode) and isinstance(step, str):
                node = next((value for key, value in node.value if key.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                return None
        return node

    def append(self, entry: Mapping[str, Any] | str, *steps: Step) -> Cut:
        """Add ``entry`` at the end of the list at ``steps``; a list that is missing or empty is begun."""
        node = self.find(*steps)
        if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
            return self._below(node, entry)
        if isinstance(node, yaml.SequenceNode) and node.value:
            last = node.value[-1].end_mark.index
            return self._with(last, last, f", {_flow(entry)}")
        if node is None or _empty(node):
            return self.put([entry], *steps)
        raise self._odd(node, "a list")

    def put(self, value: Any, *steps: Step) -> Cut:
        """Set the value under the key that ``steps`` end with; a key that is missing is added to its mapping."""
        *above, key = steps
        mapping = self.find(*above)
        if not isinstance(mapping, yaml.MappingNode) or not mapping.value:
            raise self._odd(mapping, "a mapping with its keys on lines of their own")
        if mapping.flow_style:
            return self._put_flow(mapping, key, value)
        column = mapping.value[0][0].start_mark.column
        found = next(((name, held) for name, held in mapping.value if name.value == key), None)
        lines = _indented(_dump({key: value}), column)
        if found is None:
            return self._after(_end(mapping), lines)
        name, held = found
        start = name.start_mark.index
        end = max(_end(held), name.end_mark.index + 1)
        return self._with(start, end, lines.strip())

    def _put_flow(self, mapping: yaml.MappingNode, key: Step, value: Any) -> Cut:
        """Set the value of a key between braces; one that is missing is added behind the last."""
        said = _flow({str(key): value})[1:-1]
        for name, held in mapping.value:
            if name.value == key:
                return self._with(name.start_mark.index, held.end_mark.index, said)
        last = mapping.value[-1][1].end_mark.index
        return self._with(last, last, f", {said}")

    def take_out(self, *steps: Step) -> Cut:
        """Take out the entry of a list that ``steps`` end with; a list that has none left is written as ``[]``."""
        *above, number = steps
        node = self.find(*above)
        if not isinstance(node, yaml.SequenceNode) or not isinstance(number, int) or node.flow_style:
            raise self._odd(node, "a list with its entries on lines of their own")
        if len(node.value) == 1:
            return self.put([], *above)
        start = self._line_start(node.value[number].start_mark.index)
        if number + 1 < len(node.value):
            return self._with(start, self._line_start(node.value[number + 1].start_mark.index), "")
        before = self._line_end(_end(node.value[number - 1]))
        return self._with(before, self._line_end(_end(node.value[number])), "")

    def _root(self) -> yaml.Node | None:
        if len(self.text) > LIMIT:
            raise BadInput(
                Text("the file is larger than 2 MB.", "文件超过 2 MB。"),
                where=self.path,
                mend=Text("Split it first.", "请先拆分。"),
            )
        try:
            node: yaml.Node | None = yaml.compose(self.text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            raise BadInput(
                Text("the file is not YAML, so nothing can be added to it.", "该文件不是 YAML，无法添加内容。"),
                where=self.path,
                mend=Text("See: moot check.", "参见：moot check。"),
            ) from error
        return node

    def _below(self, node: yaml.SequenceNode, entry: Mapping[str, Any] | str) -> Cut:
        """Add an entry below the last one of a list, as far to the right and as far apart as the others."""
        column = self._dash(node.value[-1].start_mark.index)
        end = self._line_end(_end(node.value[-1]))
        return self._with(end, end, f"\n{self._gap(node)}{_indented(_dump([entry]), column)}".rstrip("\n"))

    def _gap(self, node: yaml.SequenceNode) -> str:
        """Return an empty line where the list's entries stand apart."""
        if len(node.value) < 2:
            return ""
        between = self.text[self._line_end(_end(node.value[-2])) : self._line_start(node.value[-1].start_mark.index)]
        return "\n" if between.count("\n") > 1 else ""

    def _dash(self, index: int) -> int:
        line = self.text[self._line_start(index) : index]
        return len(line) - len(line.lstrip(" "))

    def _after(self, index: int, lines: str) -> Cut:
        end = self._line_end(index)
        return self._with(end, end, "\n" + lines.rstrip("\n"))

    def _line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        """Return where the line ends in which the last letter before ``index`` stands."""
        while index and self.text[index - 1] in "\n\r":
            index -= 1
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found

    def _with(self, start: int, end: int, words: str) -> Cut:
        return Cut(self.text[:start] + words + self.text[end:], self.path)

    def _odd(self, node: yaml.Node | None, wanted: str) -> BadInput:
        where = f"{self.path}:{node.start_mark.line + 1}" if node else self.path
        return BadInput(
            Text(
                f"here should be {wanted}, so nothing can be changed by itself.", "此处的写法不符合预期，无法自动更改。"
            ),
            where=where,
            mend=Text("Change the file by hand.", "请手工修改文件。"),
        )


def dumped(content: Any) -> str:
    """Return ``content`` as YAML in block style, in the order given."""
    return _dump(content)


def _dump(content: Any) -> str:
    text: str = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text


def _flow(entry: Mapping[str, Any] | str) -> str:
    if isinstance(entry, str):
        return _flow({"_": entry})[4:-1]
    text: str = yaml.dump(
        dict(entry), Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=True, width=10**6
    )
    return text.strip()


def _indented(text: str, column: int) -> str:
    return "".join(f"{' ' * column}{line}" if line.strip() else line for line in text.splitlines(keepends=True))


def _empty(node: yaml.Node) -> bool:
    if isinstance(node, yaml.ScalarNode):
        return bool(node.tag == "tag:yaml.org,2002:null" or str(node.value).strip().upper() in ("", "NA", "N/A"))
    return not node.value


def _end(node: yaml.Node) -> int:
    """Return where what is written of a node ends: a block's own mark lies behind the comments that follow it."""
    if not isinstance(node, yaml.CollectionNode) or not node.value or node.flow_style:
        return int(node.end_mark.index)
    last = node.value[-1]
    return max(_end(last[0]), _end(last[1])) if isinstance(last, tuple) else _end(last)
