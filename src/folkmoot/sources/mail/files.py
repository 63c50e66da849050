"""Mbox files, packed or not, and where the reading of one ended."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.files.packed import PIECE, opened

TIGHTEST = 250  # times; text is packed 3 to 20 times


def files_of(path: Path) -> Sequence[Path]:
    """Return the files to read: ``path`` itself, or every file in it and its folders, by name. Errors: none there."""
    if path.is_file():
        return (path,)
    found = sorted(
        each
        for each in path.rglob("*")
        if each.is_file() and not any(part.startswith(".") for part in each.relative_to(path).parts)
    )
    if not found:
        raise SourceUnreadable(
            "there is no mbox file.", where=str(path), mend="Set 'path' of its [[mail]] table to a file or folder."
        )
    return found


def find_mark(path: Path, marks: dict[str, int]) -> str:
    """Return the digest among ``marks`` (digest → length) that the beginning of a file has: the longest; else ""."""
    found, digest, at = "", hashlib.blake2b(digest_size=16), 0
    if not marks:
        return found
    with opened(path, TIGHTEST) as file:
        for mark, place in sorted(marks.items(), key=lambda item: item[1]):
            if not _pass(file, digest, place - at):
                break
            at = place
            if digest.hexdigest() == mark:
                found = mark
    return found


def _pass(file: BinaryIO, digest: hashlib.blake2b, size: int) -> bool:
    while size > 0:
        data = file.read(min(PIECE, size))
        if not data:
            return False
        digest.update(data)
        size -= len(data)
    return True


def skip(file: BinaryIO, digest: hashlib.blake2b, place: int) -> None:
    """Go to ``place`` in a file, and let ``digest`` learn what stands before it."""
    _pass(file, digest, place)
