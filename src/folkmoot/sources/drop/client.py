"""The drop folder: which files match a pattern, and opening one; nothing outside it, nothing that is no file."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from folkmoot.model.errors import SourceUnreadable

_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et", ".numbers")
_WORKBOOK_BEGINS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip (xlsx, ods), OLE (xls, et)
SAVE_AS = "Open it and save it as CSV UTF-8, then drop that."


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the folder: its path below it, and what tells whether it changed."""

    path: str
    size: int
    changed: int  # nanoseconds


@dataclass(frozen=True)
class Folder:
    """The drop folder. It need not be there: then it holds nothing."""

    root: Path

    def files(self, pattern: str = "**") -> Iterator[Found | SourceUnreadable]:
        """Yield the files whose path below the folder matches, in a stable order; one that must not be read as an error.

        Edges: ``**`` crosses folders, ``*`` does not; letters' case does not matter. Hidden files and unfinished
        downloads are passed over, folders behind links are not entered.
        """
        wanted = _compiled(pattern)
        for path in self._paths():
            if not wanted.fullmatch(unicodedata.normalize("NFC", path)):
                continue
            try:
                yield self.found(path)
            except SourceUnreadable as error:
                yield error

    def _paths(self) -> list[str]:
        """Return the path of every file; at once, so that no folder stays open while files are read."""
        paths: list[str] = []
        for folder, below, names in os.walk(self.root):
            below[:] = sorted(name for name in below if not name.startswith("."))
            inside = (Path(folder) / name for name in sorted(names) if not _is_unfinished(name))
            paths += [path.relative_to(self.root).as_posix() for path in inside]
        return paths

    def found(self, path: str) -> Found:
        """Return a file of the folder. Errors: SourceUnreadable for one that is elsewhere, is none, or is named badly."""
        if not path.isprintable():
            raise SourceUnreadable("its name has letters that cannot be shown.", where=repr(path), mend="Rename it.")
        about = self._inside(path).stat()
        if not stat.S_ISREG(about.st_mode):
            raise SourceUnreadable("it is no regular file.", where=path, mend="Take it out of the drop folder.")
        return Found(path, about.st_size, about.st_mtime_ns)

    def path_of(self, said: str, here: Path) -> str:
        """Return the path below the folder of a file that somebody names: as it stands in the folder, or from ``here``.

        Errors: SourceUnreadable for a file outside the folder, or none at all.
        """
        direct = self.root / said
        full = direct if direct.exists() else here / said
        root = Path(os.path.abspath(self.root))  # noqa: PTH100  # takes ".." out, but does not follow links
        place = Path(os.path.abspath(full))  # noqa: PTH100
        if not place.is_relative_to(root):
            if not full.exists():
                raise SourceUnreadable("there is no such file.", where=said, mend=f"Name a file below {root}.")
            raise SourceUnreadable("it is not in the drop folder.", where=said, mend=f"Copy it to {root} first.")
        return self.found(place.relative_to(root).as_posix()).path

    def open(self, path: str) -> BinaryIO:
        """Open a file of the folder. Errors: SourceUnreadable, also for a workbook of a spreadsheet."""
        full = self._inside(path)
        if is_workbook(path):
            raise SourceUnreadable("it is a spreadsheet's workbook, which is not read.", where=path, mend=SAVE_AS)
        try:
            handle = os.open(full, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)  # a pipe must not make us wait
        except OSError as error:
            raise _unreadable(path, error) from error
        file = os.fdopen(handle, "rb")
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            file.close()
            raise SourceUnreadable("it is no regular file.", where=path, mend="Take it out of the drop folder.")
        begins = file.read(4)
        if begins in _WORKBOOK_BEGINS:
            file.close()
            raise SourceUnreadable("it is a workbook under another ending.", where=path, mend=SAVE_AS)
        file.seek(0)
        return file

    def _inside(self, path: str) -> Path:
        """Return where a file really is. Errors: SourceUnreadable when that is outside the folder, or nowhere."""
        try:
            full = (self.root / path).resolve(strict=True)
        except (OSError, RuntimeError, ValueError) as error:  # nothing there, a loop of links, a NUL
            raise _unreadable(path, error) from error
        if not full.is_relative_to(self.root.resolve()):
            raise SourceUnreadable("it leads out of the drop folder.", where=path, mend="Copy the file itself there.")
        return full


def is_workbook(path: str) -> bool:
    """Return whether a file's ending is that of a spreadsheet's workbook."""
    return path.lower().endswith(_WORKBOOKS)


def _unreadable(path: str, error: Exception) -> SourceUnreadable:
    why = getattr(error, "strerror", "") or str(error)
    return SourceUnreadable(f"it cannot be read: {why}.", where=path, mend="Correct its path or permissions.")


def _is_unfinished(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower().endswith((".tmp", ".part", ".crdownload", ".swp", "~"))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of paths as a regular expression."""
    told = ""
    for piece in re.findall(r"\*\*/?|\*|\?|\[[^]]+\]|.", unicodedata.normalize("NFC", pattern)):
        if piece == "**/":
            told += "(?:.*/)?"
        elif piece == "**":
            told += ".*"
        elif piece in "*?":
            told += "[^/]" + ("*" if piece == "*" else "")
        elif piece.startswith("[") and len(piece) > 1:
            told += f"[{'^' if piece[1] == '!' else ''}{re.escape(piece[1:-1].removeprefix('!')).replace(chr(92) + '-', '-')}]"
        else:
            told += re.escape(piece)
    return re.compile(told, re.IGNORECASE | re.DOTALL)
