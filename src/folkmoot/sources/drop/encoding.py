"""In which encoding a text file is: by its mark, else by trying."""

from __future__ import annotations

import codecs
from typing import BinaryIO

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TRIED = ("utf-8", "gb18030")
_CHUNK = 1 << 20


def encoding_of(file: BinaryIO, said: str = "") -> str:
    """Return the encoding of a file, which then stands at its beginning again.

    Errors: ValueError with the first bytes that do not fit.
    """
    begins = file.read(4)
    file.seek(0)
    for mark, name in _MARKS:
        if begins.startswith(mark):
            return name
    faults: list[str] = []
    for name in (said,) if said else _TRIED:
        fault = _fault(file, name)
        file.seek(0)
        if not fault:
            return name
        faults.append(fault)
    raise ValueError(f"it is not text: {'; '.join(faults)}. Save it as CSV UTF-8, or say its encoding in the mapping")


def _fault(file: BinaryIO, name: str) -> str:
    """Return why the whole file is not in this encoding; empty when it is."""
    try:
        decoder = codecs.getincrementaldecoder(name)()
    except LookupError:
        return f"there is no encoding '{name}'"
    read = 0
    while chunk := file.read(_CHUNK):
        try:
            decoder.decode(chunk)
        except UnicodeError as error:
            return f"not {name} near byte {read + getattr(error, 'start', 0):,}"
        read += len(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeError:
        return f"not {name} at its end"
    return ""
