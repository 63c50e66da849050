"""A document: what a report says on paper, in one language, whatever it is printed as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from folkmoot.model.answer import Answer, Column, Row
from folkmoot.press.chart import Chart


@dataclass(frozen=True)
class Figure:
    """One number of a row of them: its name, value in words, and how it moved."""

    name: str
    value: str
    change: str = ""
    note: str = ""  # what must be known to read it rightly


@dataclass(frozen=True)
class Table:
    """Rows in columns; ``found``: how many there are in all when these are the first of them.

    ``tall``: few rows whose cells may take several lines, with columns of one width, such as the weeks of a month; a line
    break in a cell stays. ``tints``: colours behind cells, by row and column, as names of the design tokens.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    found: int = 0
    tall: bool = False
    tints: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def more(self) -> int:
        """How many rows are not shown."""
        return max(self.found - len(self.rows), 0)


@dataclass(frozen=True)
class Section:
    """One question: its answer in words, then figures, chart and table, then what they rest on."""

    title: str
    sentence: str = ""
    figures: tuple[Figure, ...] = ()
    chart: Chart | None = None
    table: Table | None = None
    lines: tuple[str, ...] = ()  # further sentences, one below the other
    notes: tuple[str, ...] = ()  # definition and version, source, coverage, freshness
    speak: tuple[str, ...] = ()  # what who presents it wants to know; on slides: the speaker's notes


@dataclass(frozen=True)
class Document:
    """A title, and sections in order."""

    title: str
    community: str
    language: str  # "en" or "zh"
    made_at: datetime  # UTC
    subtitle: str = ""
    sections: tuple[Section, ...] = ()

    def word(self, name: str) -> str:
        """Return a word of the document's own, in its language."""
        return WORDS[name]["zh" if self.language == "zh" else "en"]


WORDS: Mapping[str, Mapping[str, str]] = {
    "present": {"en": "Present as slides", "zh": "放映"},
    "keys": {
        "en": "→ and ← turn the slides, F fills the screen, Esc ends",
        "zh": "→ 与 ← 翻页，F 全屏，Esc 结束放映",
    },
    "contents": {"en": "Contents", "zh": "目录"},
    "made": {"en": "Made", "zh": "生成于"},
    "more": {"en": "and {n} more", "zh": "另有 {n} 行"},
    "chart": {"en": "Chart", "zh": "图"},
    "source": {"en": "Source", "zh": "来源"},
    "version": {"en": "version", "zh": "版本"},
    "read": {"en": "Read", "zh": "数据读取于"},
    "incomplete": {"en": "readings incomplete: {n}", "zh": "{n} 项读取不完整"},
}


def notes_of(answer: Answer, language: str) -> tuple[str, ...]:
    """Return what stands under an answer: its definition and version, the specification, how far and when it was read."""
    zh = "zh" if language == "zh" else "en"
    found = []
    if answer.definition:
        found.append(f"{answer.definition.said_in(language)} ({WORDS['version'][zh]} {answer.version})")
    if answer.source:
        found.append(f"{WORDS['source'][zh]}: {answer.source}")
    if answer.fresh_at:
        gaps = sum(1 for row in answer.coverage if not row.complete)
        tail = f"; {WORDS['incomplete'][zh].format(n=gaps)}" if gaps else ""
        found.append(f"{WORDS['read'][zh]} {answer.fresh_at:%Y-%m-%d %H:%M} UTC{tail}")
    return tuple(found)


def table_of(answer: Answer, only: Sequence[str], limit: int = 12) -> Table | None:
    """Return the first rows of an answer in some of its columns; None without rows."""
    by_name = {column.name: column for column in answer.columns}
    columns = tuple(by_name[name] for name in only if name in by_name)
    if not answer.rows or not columns:
        return None
    rows: tuple[Mapping[str, Any], ...] = tuple(answer.rows[:limit])
    return Table(columns, rows, answer.found or len(answer.rows))
