"""Mbox files, packed or not, and where the reading of one ended."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from folkmoot.model.errors import SourceUnreadable

PACKED = b"\x1f\x8b"
SMALL = 64 * 2**20  # what is smaller may be packed as tightly as it likes
TIGHTEST = 250  # times; text is packed 3 to 20 times, what is more is made to fill a disk or a memory
PIECE = 2**20


class Unpacking(io.RawIOBase):
    """A packed file as it is unpacked, with an end to it. Errors: SourceUnreadable when damaged or grown too large."""

    def __init__(self, packed: BinaryIO, where: str) -> None:
        super().__init__()
        self._packed, self._where = packed, where
        self._file = gzip.GzipFile(fileobj=packed)
        self._out = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # mypy wants any buffer
        """Fill ``buffer`` with what comes next."""
        try:
            data = self._file.read1(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise SourceUnreadable(
                f"its packing is damaged: {error}.", where=self._where, mend="Fetch the file again."
            ) from error
        self._out += len(data)
        if self._out > max(SMALL, TIGHTEST * self._packed.tell()):
            raise SourceUnreadable(
                f"it unpacks to more than {TIGHTEST} times its size, which no mail does.",
                where=self._where,
                mend="Look at what it holds; unpack it by hand if it is really an archive.",
            )
        buffer[: len(data)] = data
        return len(data)


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


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file, unpacking it on the way if it is packed. Errors: SourceUnreadable."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise SourceUnreadable(f"it cannot be opened: {error.strerror}.", where=str(path)) from error
    with file:
        yield unpacked(file, str(path))


def unpacked(file: BinaryIO, where: str) -> BinaryIO:
    """Return a stream of what ``file`` holds, whether it is packed or not."""
    start = file.read(2)
    file.seek(0)
    return cast("BinaryIO", io.BufferedReader(Unpacking(file, where), PIECE)) if start == PACKED else file


def find_mark(path: Path, marks: dict[str, int]) -> str:
    """Return the digest among ``marks`` (digest → length) that the beginning of a file has: the longest; else ""."""
    found, digest, at = "", hashlib.blake2b(digest_size=16), 0
    if not marks:
        return found
    with opened(path) as file:
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
