"""The bytes of an mbox file → one mail's head after the other. Pure; holds one mail's head at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

LINE = 64 * 1024  # a line is read in pieces of this size: a mail of one endless line fits
LARGEST_HEAD = 256 * 1024  # what stands behind it in a head is no longer looked at
LARGEST_DIGEST = 8 * 2**20  # of a digest's body, in which other mails stand

_SEPARATOR = re.compile(rb"From .*\d{1,2}:\d{2}(:\d{2})?\b.*(19|20)\d\d")
_HEADER = re.compile(rb">?[!-9;-~]+[ \t]*:|>From ")


class Digest(Protocol):
    """What remembers the bytes that were read, such as a hash of hashlib."""

    def update(self, data: bytes, /) -> None:
        """Take more bytes."""


@dataclass(slots=True)
class Raw:
    """One mail as it stands in a file: its separating line, its head, its body if it is a digest's, and its place."""

    start: int
    envelope: bytes = b""
    head: bytes = b""
    body: bytes = b""


class Mails:
    """Reads mails one by one from ``file``, which stands at ``place``; ``digest`` learns the bytes as they pass.

    Edges: a line of a body that begins with ``From`` separates mails only behind an empty line, with a time in it and
    a header after it. A file whose first line separates nothing is one mail; at a ``place`` behind the beginning,
    what stands before the first separator is passed over. A head that breaks off with the file is left for the
    next reading. Bodies are not kept, whatever their size.
    """

    def __init__(self, file: BinaryIO, digest: Digest, place: int = 0) -> None:
        self.place = place
        self._file, self._digest = file, digest
        self._held = b""  # a line that was looked at ahead of its turn

    def __iter__(self) -> Iterator[Raw]:
        mail = None if self.place else Raw(self.place)
        in_head, empty = mail is not None, True
        while line := self._line():
            if empty and self._separates(line):
                if mail and mail.head:
                    yield mail  # the digest has seen everything before the next mail, and nothing of it
                mail, in_head, empty = Raw(self.place, line), True, False
            else:
                empty = not line.strip(b"\r\n")
                in_head = self._add(mail, line, in_head=in_head, empty=empty)
            self._digest.update(line)
            self.place += len(line)
        if mail and mail.head and not in_head:
            yield mail

    @property
    def ahead(self) -> bool:
        """Whether another mail follows the one that came last, so that that one is whole."""
        return bool(self._held)

    def _line(self) -> bytes:
        line, self._held = self._held or self._file.readline(LINE), b""
        return line

    def _separates(self, line: bytes) -> bool:
        if not line.startswith(b"From ") or not _SEPARATOR.match(line):
            return False
        self._held = self._file.readline(LINE)
        return bool(_HEADER.match(self._held))

    @staticmethod
    def _add(mail: Raw | None, line: bytes, *, in_head: bool, empty: bool) -> bool:
        """Add a line to a mail, and return whether its head goes on."""
        if mail is None:
            return False
        if in_head and not (empty and mail.head):
            if len(mail.head) < LARGEST_HEAD and not empty:
                mail.head += line
            return True
        if not in_head and len(mail.body) < LARGEST_DIGEST and b"digest" in mail.head.lower():
            mail.body += line
        return False
