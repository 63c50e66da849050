"""Lists of revocations: one bit for each credential. Source: https://www.w3.org/TR/vc-bitstring-status-list/"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable

from folkmoot.rules.multibase import base64url, from_base64url

SIZE = 131_072
"""Bits of a list: the least that the specification allows, so that nobody is told apart by the list they stand in."""
_GZIP = 31  # the window of zlib that reads a gzip member


def encoded(revoked: Iterable[int]) -> str:
    """Return a list in which these places are set; the first bit is the leftmost. The same places, the same text."""
    bits = bytearray(SIZE // 8)
    for index in revoked:
        bits[index // 8] |= 0x80 >> index % 8
    return "u" + base64url(gzip.compress(bytes(bits), mtime=0))


def is_set(said: str, index: int) -> bool:
    """Return whether a place of a list is set. Errors: ValueError for no list, or a place that is not in it."""
    if not said.startswith("u"):
        raise ValueError("it is no list of statuses")
    reader = zlib.decompressobj(_GZIP)
    try:
        bits = reader.decompress(from_base64url(said[1:]), SIZE)  # no more than this: a bomb stays packed
    except zlib.error as error:
        raise ValueError("it is no list of statuses") from error
    if not 0 <= index < len(bits) * 8:
        raise ValueError("the list has no such place")
    return bool(bits[index // 8] & 0x80 >> index % 8)
