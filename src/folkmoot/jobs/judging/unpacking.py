"""What was handed in, unpacked with caps: nothing is written but plain files below one folder, and no more than is allowed."""

from __future__ import annotations

import errno
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import IO

from folkmoot.jobs.judging import sentences as say
from folkmoot.jobs.refusing import Refusal
from folkmoot.model.errors import BadInput
from folkmoot.model.submission import LimitPlan

MEGA = 1_000_000
END, END_SIZE, COMMENT = b"PK\x05\x06", 22, 65_535
ENTRY = 46 + 600  # bytes that one file takes in the list at the end of an archive, at most
NAME, PART, DEEP = 240, 100, 12  # bytes of a path and of one step of it, and steps
PIECE = 1 << 16
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
OURS = (
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EROFS,
    errno.EACCES,
    errno.EMFILE,
    errno.EIO,
)  # faults of the machine, not of the archive
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def unpack(path: Path, folder: Path, limits: LimitPlan) -> int:
    """Unpack an archive into a folder, and return how many files it holds.

    Errors: BadInput, one sentence, for what is no zip archive, empty, too large, packed to explode, or holds anything but
    plain files with plain names. What is refused by its list of files is not unpacked at all.
    """
    _must_be_small(path, limits)
    try:
        with zipfile.ZipFile(path) as archive:
            wanted = list(_wanted(archive, limits))
            left = limits.unpacked * MEGA
            for info, place in wanted:
                left -= _written(archive, info, folder / place, left, limits)
    except BadInput:
        raise
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno in OURS:
            raise
        raise say.BROKEN_ZIP.bad() from error
    for one in folder.rglob("*"):
        one.chmod(0o755 if one.is_dir() else 0o644)
    return len(wanted)


def _must_be_small(path: Path, limits: LimitPlan) -> None:
    """Look at the end of the file, before a list of millions of files is read into memory."""
    size = path.stat().st_size
    if not size:
        raise say.EMPTY_FILE.bad()
    if size > limits.upload * MEGA:
        raise say.TOO_LARGE.bad(most=limits.upload)
    with path.open("rb") as file:
        file.seek(max(0, size - END_SIZE - COMMENT))
        tail = file.read()
    found = tail.rfind(END)
    if found < 0 or len(tail) - found < END_SIZE:
        raise say.NO_ZIP.bad()
    listed, length = struct.unpack("<10xHI", tail[found : found + 16])
    if listed > limits.files or length > max(limits.files, 1) * ENTRY:
        raise say.TOO_MANY.bad(most=limits.files)


def _wanted(archive: zipfile.ZipFile, limits: LimitPlan) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Yield the files with their places. Errors: BadInput for the first thing that is not as it must be."""
    infos = archive.infolist()
    files = [one for one in infos if not one.is_dir()]
    if len(infos) > limits.files:
        raise say.TOO_MANY.bad(most=limits.files)
    if not files:
        raise say.NO_FILES.bad()
    if sum(one.file_size for one in files) > limits.unpacked * MEGA:
        raise say.EXPLODES.bad(most=limits.unpacked)
    seen: set[str] = set()
    for info in infos:
        place = _place(info)
        if info.is_dir():
            continue
        if fault := _fault(info):
            raise fault.bad(name=_short(info.filename))
        if str(place).lower() in seen:
            raise say.TWICE.bad(name=_short(info.filename))
        seen.add(str(place).lower())
        yield info, place


def _place(info: zipfile.ZipInfo) -> PurePosixPath:
    """Return where a file goes. Errors: BadInput for a name that leads elsewhere, or is none."""
    name = info.orig_filename
    parts = name.rstrip("/").split("/")
    if name.startswith("/") or "\\" in name or ":" in parts[0] or ".." in parts:
        raise say.ELSEWHERE.bad(name=_short(name))
    if (
        len(name.encode("utf-8", "replace")) > NAME
        or len(parts) > DEEP
        or any(len(one.encode("utf-8", "replace")) > PART for one in parts)
    ):
        raise say.LONG_NAME.bad(name=_short(name))
    if not all(parts) or "." in parts or not all(letter.isprintable() for letter in name):
        raise say.ODD_NAME.bad(name=_short(name))
    return PurePosixPath(*parts)


def _fault(info: zipfile.ZipInfo) -> Refusal | None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return say.LINK
    if kind not in (0, stat.S_IFREG):
        return say.DEVICE
    if info.flag_bits & 1:
        return say.LOCKED
    return None if info.compress_type in METHODS else say.METHOD


def _written(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, left: int, limits: LimitPlan) -> int:
    """Write one file, whatever size its list has told; return its size."""
    written = 0
    with suppress(FileExistsError):
        target.parent.mkdir(parents=True)
    with archive.open(info) as source, target.open("xb") as file:
        for piece in _pieces(source):
            written += len(piece)
            if written > left:
                raise say.EXPLODES.bad(most=limits.unpacked)
            file.write(piece)
    return written


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        yield piece


def _short(name: str) -> str:
    plain = "".join(letter if letter.isprintable() else "?" for letter in name)
    return plain if len(plain) <= 60 else f"{plain[:57]}…"
