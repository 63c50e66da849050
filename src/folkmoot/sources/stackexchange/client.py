"""The files of a dump. Source: https://meta.stackexchange.com/questions/2677 (the database schema of the dumps)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.stackexchange.rows import Row, rows_of

POSTS, COMMENTS, USERS = FILES = ("Posts.xml", "Comments.xml", "Users.xml")
SAMPLE = 2**20


def has(folder: Path, name: str) -> bool:
    """Return whether a dump holds a file."""
    return (folder / name).is_file()


def rows(folder: Path, name: str) -> Iterator[Row]:
    """Yield the rows of one file. Errors: SourceUnreadable."""
    path = folder / name
    try:
        file = path.open("rb")
    except OSError as error:
        packed = next(iter(folder.glob("*.7z")), None) if folder.is_dir() else None
        raise SourceUnreadable(
            f"there is no {name}.", where=str(folder),
            mend=f"Unpack {packed.name}." if packed else "Set 'path' of its [[stackexchange]] table to the dump's folder.",
        ) from error  # fmt: skip
    with file:
        yield from rows_of(file, str(path))


def digest_of(folder: Path) -> str:
    """Return what tells a dump from another: the sizes of its files, and what they begin and end with.

    A dump may have a hundred gigabytes; it is made at once and never changed.
    """
    digest = hashlib.blake2b(digest_size=16)
    for name in FILES:
        path = folder / name
        if not path.is_file():
            continue
        size = path.stat().st_size
        digest.update(f"{name} {size} ".encode())
        with path.open("rb") as file:
            digest.update(file.read(SAMPLE))
            file.seek(max(size - SAMPLE, 0))
            digest.update(file.read(SAMPLE))
    return digest.hexdigest()
