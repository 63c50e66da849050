"""Files that people read or edit: each is written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

USUAL = 0o644  # who may read a new file; one that is there keeps its own


def write_whole(path: Path, content: bytes) -> Path:
    """Put ``content`` in the place of a file at once, making its folder; a reader sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else USUAL
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
