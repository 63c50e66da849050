"""A planned change of the charter's files: what each held, what it will hold, and the difference to look at first."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff

from folkmoot.model.text import Text


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file: its path below the charter, what it held (None: there was none), what it will hold (None: it goes)."""

    path: str
    before: str | None
    after: str | None

    @property
    def diff(self) -> str:
        """The unified difference as git writes it."""
        old = "/dev/null" if self.before is None else f"a/{self.path}"
        new = "/dev/null" if self.after is None else f"b/{self.path}"
        lines = unified_diff(_lines(self.before), _lines(self.after), old, new)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of several files that belong together, and what it is in words."""

    summary: Text
    files: tuple[FileChange, ...]

    @property
    def diff(self) -> str:
        """The unified differences of all files."""
        return "".join(one.diff for one in self.files)

    def __add__(self, other: Amendment) -> Amendment:
        """Return both in one, ``other`` made on top of this one: the same file is changed once."""
        held = {one.path: one for one in self.files}
        for one in other.files:
            first = held.get(one.path)
            held[one.path] = FileChange(one.path, first.before if first else one.before, one.after)
        return Amendment(
            Text(f"{self.summary.en}; {other.summary.en}", f"{self.summary.zh}；{other.summary.zh}"),
            tuple(held.values()),
        )


def _lines(text: str | None) -> list[str]:
    return (text or "").splitlines(keepends=True)
