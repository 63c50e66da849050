"""Patterns over a row's cells, and what a cell says once what nobody sees is taken out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

LONGEST = 2_000  # letters of one value that are kept
SHOWN = 3  # headings that a sentence names when none is filled in
_PLACE = re.compile(r"\{([^{}]*)\}")
_GUARDED = re.compile(r'="(.*)"', re.DOTALL)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_FORMULA = re.compile(r"[=@+\-\s]+")
_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?:([-_.]?)(\d\d)\2(\d\d)|年(\d{1,2})月(\d{1,2})日?)(?!\d)")


class BadCell(ValueError):
    """A cell that cannot be read: ``columns`` it stands under, and what is wrong and how to mend it."""

    def __init__(self, columns: str, why: str) -> None:
        self.columns, self.why = columns, why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: where it stands (a line, or the number of a JSON object), and its cells by heading."""

    number: int
    cells: Mapping[str, str]
    head: Mapping[str, str] = field(default_factory=dict)  # what stands above the headings: a meeting's topic…
    file: str = ""
    begins: str = ""  # the first moment in the file, where a pattern wants it

    def said(self, name: str) -> str:
        """Return the cell under a heading, else what is said above all rows; empty where neither is."""
        if name == "@file":
            return self.file.rpartition("/")[2].rpartition(".")[0]
        if name == "@begins":
            return self.begins
        if name == "@day":
            return day_in(self.file)
        key = heading(name)
        return self.cells.get(key) or self.head.get(key, "")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text with places for cells: ``bilibili:{BV号|bvid}``."""

    parts: tuple[str | tuple[str, ...], ...]

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The headings of each place, of which one is enough; without those that every file tells."""
        told = (part for part in self.parts if isinstance(part, tuple))
        return tuple(part for part in told if not any(name.startswith("@") for name in part))

    def named(self, row: Row) -> str:
        """Return the headings for a sentence about them: those that are filled in, else the first that could be."""
        told: list[str] = []
        for names in self.columns:
            used = next((name for name in names if row.said(name)), "")
            told.append(used or "|".join(names[:SHOWN]) + ("|…" if len(names) > SHOWN else ""))
        return " ".join(told)

    def of(self, row: Row) -> str:
        """Return the text for a row; empty when a place of it is, since half a name is none."""
        said: list[str] = []
        for part in self.parts:
            if isinstance(part, str):
                said.append(part)
                continue
            told = next((told for name in part if (told := row.said(name))), "")
            if not told:
                return ""
            said.append(told)
        return "".join(said)


@lru_cache(maxsize=4096)
def pattern(words: str) -> Pattern:
    """Read a pattern. Errors: ValueError when braces do not match, or a place names no column."""
    parts: list[str | tuple[str, ...]] = []
    end = 0
    for match in _PLACE.finditer(words):
        parts += [words[end : match.start()]] if match.start() > end else []
        names = tuple(name.strip() for name in match[1].split("|"))
        if not all(names):
            raise ValueError(f"'{words}' has a place without a column")
        parts.append(names)
        end = match.end()
    parts += [words[end:]] if end < len(words) else []
    if any(isinstance(part, str) and set(part) & {"{", "}"} for part in parts):
        raise ValueError(f"the braces of '{words}' do not match")
    return Pattern(tuple(parts))


@lru_cache(maxsize=4096)
def heading(words: str) -> str:
    """Return how headings are compared: without case, spaces, quotes, and the widths of letters."""
    return re.sub(r"[\s'\"“”*_]+", "", unicodedata.normalize("NFKC", cleaned(words)).casefold())


def cleaned(words: str) -> str:
    """Return a cell's text: trimmed, without letters that nobody sees, and out of Excel's guard (``="007"``)."""
    words = _UNSEEN.sub(" ", words.strip()) if not words.isalnum() else words
    guarded = _GUARDED.fullmatch(words.strip())
    told = (guarded[1].replace('""', '"') if guarded else words).strip()[:LONGEST]
    return told if told.isascii() else told.encode("utf-8", "replace").decode("utf-8")


def harmless(words: str) -> str:
    """Return a name that no spreadsheet takes for a formula: the signs that begin one are taken off."""
    return _FORMULA.sub("", words, count=1) if words[:1] in "=@+-" else words


def day_in(file: str) -> str:
    """Return the last day in a file's name as ``2026-11-03``; empty when there is none."""
    found = [*_DAY_IN_NAME.finditer(file.rpartition("/")[2])]
    if not found:
        return ""
    last = found[-1]
    return f"{last[1]}-{int(last[3] or last[5]):02}-{int(last[4] or last[6]):02}"
