"""A finding: one true sentence about a declaration, with its place and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from folkmoot.model.text import Text


class Severity(StrEnum):
    """How much a finding matters: an error makes an answer wrong, a warning doubtful, a note none of these."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file below the charter's root and, where known, a line (from 1)."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


def place_of(words: str) -> Place:
    """Read ``path:line`` or ``path`` back into a Place."""
    path, colon, line = words.rpartition(":")
    return Place(path, int(line)) if colon and line.isdigit() else Place(words)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What a check found: where, how bad, a sentence that is true, and how to mend it."""

    place: Place
    check: str
    severity: Severity
    says: Text
    mend: Text = Text()
    subject: str = ""  # the slug of the group or the id of the person it is about, where there is one
