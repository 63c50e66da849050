"""Files that may be packed (gzip), as they are unpacked: never to more than a source can really bring."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from folkmoot.model.errors import SourceUnreadable

PACKED = b"\x1f\x8b"
SMALL = 64 * 2**20  # what is smaller may be packed as tightly as it likes
PIECE = 2**20


@contextmanager
def opened(path: Path, tightest: int, *, packed: bool | None = None) -> Iterator[BinaryIO]:
    """Open a file, unpacking it on the way if it is packed. Errors: SourceUnreadable.

    ``tightest``: how many times its size it may have unpacked; what has more is made to fill a disk or a memory.
    ``packed``: whether it must be; None: as it begins.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise SourceUnreadable(f"it cannot be opened: {error.strerror}.", where=str(path)) from error
    with file:
        yield unpacked(file, str(path), tightest, packed=packed)


def unpacked(file: BinaryIO, where: str, tightest: int, *, packed: bool | None = None) -> BinaryIO:
    """Return a stream of what ``file`` holds, whether it is packed or not; otherwise as ``opened``."""
    if packed is None:
        packed = file.read(2) == PACKED
        file.seek(0)
    return cast("BinaryIO", io.BufferedReader(_Unpacking(file, where, tightest), PIECE)) if packed else file


class _Unpacking(io.RawIOBase):
    """A packed file as it is unpacked. Errors: SourceUnreadable when damaged or grown too large."""

    def __init__(self, packed: BinaryIO, where: str, tightest: int) -> None:
        super().__init__()
        self._packed, self._where, self._tightest = packed, where, tightest
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
        if self._out > max(SMALL, self._tightest * self._packed.tell()):
            raise SourceUnreadable(
                f"it unpacks to more than {self._tightest} times its size.",
                where=self._where,
                mend="Look at what it holds; unpack it by hand if it is really what it should be.",
            )
        buffer[: len(data)] = data
        return len(data)
