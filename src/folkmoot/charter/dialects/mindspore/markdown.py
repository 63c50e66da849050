"""As much of Markdown as community files use, with line numbers: sections, list items, table rows, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 5_000  # signs of a line or item that are read; the longest paragraph of a real README has 2,000

_FENCE = re.compile(r"\s*(```|~~~)")
_ITEM = re.compile(r"(\s*)(?:[-*+](?=\s)|\d{1,3}(?:[.、)）]|[,，](?=\s|\D))|[①-⑳])\s*(.*)")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()]{0,500}\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]{0,300})\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?[^)]{0,200}\)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_RULE = re.compile(r":?-{1,}:?")

Line = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (level 0: what stands before the first one) and the lines up to the next heading, empty ones left out."""

    level: int
    title: str
    line: int
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(words for _, words in self.lines)


@dataclass(frozen=True, slots=True)
class Item:
    """A list item with the lines that continue it."""

    line: int
    depth: int  # columns of indentation
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: its cells by the heading of their column, lower case."""

    line: int
    cells: dict[str, str]

    def cell(self, number: int) -> str:
        """Return the cell of a column by number, empty where the row is too short."""
        return next((words for place, words in enumerate(self.cells.values()) if place == number), "")


def sections(text: str) -> tuple[Section, ...]:
    """Split a text at its headings; fenced code and comments are no text."""
    found: list[Section] = []
    level, title, start = 0, "", 1
    lines: list[Line] = []
    for number, words in _lines(text):
        if not words.startswith("#"):
            lines.append((number, words))
            continue
        found.append(Section(level, title, start, tuple(lines)))
        level, title = len(words) - len(words.lstrip("#")), words.strip("# \t")
        start, lines = number, []
    found.append(Section(level, title, start, tuple(lines)))
    return tuple(found)


def _lines(text: str) -> Iterator[Line]:
    """Yield the lines outside of fenced code, with their numbers; comments become empty lines."""
    plain = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text.removeprefix("\ufeff"))
    fence = ""
    for number, words in enumerate(plain.split("\n"), 1):
        found = _FENCE.match(words)
        if found and (not fence or found[1] == fence):
            fence = "" if fence else found[1]
        elif not fence and (said := words[:LONGEST].rstrip()):
            yield number, said


def items(lines: tuple[Line, ...]) -> list[Item]:
    """Return the list items; lines that are indented below one, or stand right below it, belong to it."""
    found: list[Item] = []
    last = -1
    for number, words in lines:
        start = _ITEM.match(words)
        if start:
            found.append(Item(number, len(start[1]), start[2].strip()))
        elif words.strip() and found and found[-1].depth >= 0 and (words[:1] == " " or number == last + 1):
            found[-1] = Item(found[-1].line, found[-1].depth, f"{found[-1].text} {words.strip()}"[:LONGEST])
        elif words.strip():
            found.append(Item(number, -1, ""))  # a paragraph: it ends the list above
        last = number if words.strip() else last
    return [item for item in found if item.depth >= 0]


def rows(lines: tuple[Line, ...]) -> list[Row]:
    """Return the rows of all tables, each with the headings of its own table."""
    found: list[Row] = []
    heads: list[str] = []
    last = -1
    for number, words in lines:
        heads = heads if number == last + 1 else []
        last = number
        if not words.lstrip().startswith("|"):
            heads = []
            continue
        cells = _cells(words)
        if not heads:
            heads = _heads(cells)
        elif not all(_RULE.fullmatch(cell) for cell in cells if cell):
            found.append(Row(number, dict(zip(heads, cells + [""] * len(heads), strict=False))))
    return found


def _cells(words: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", words.strip().removeprefix("|").removesuffix("|"))]


def _heads(cells: list[str]) -> list[str]:
    """Headings in lower case; one that stands twice or is empty gets its number."""
    found: list[str] = []
    for number, cell in enumerate(cells):
        head = cell.lower()
        found.append(head if head and head not in found else f"{head}#{number}")
    return found


def links(text: str) -> list[tuple[str, str]]:
    """Return the titled links as (words, address)."""
    return [(words.strip(), url) for words, url in _LINK.findall(text)]


def plain(text: str) -> str:
    """Return words without the signs of Markdown and HTML: links as their words, no emphasis."""
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = re.sub(r"<[^<>]{0,200}>|&mdash;", " ", text)
    text = re.sub(r"[*`]+|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)", "", text)  # the underscores in hub_art stay
    return re.sub(r"\s+", " ", text).strip()
