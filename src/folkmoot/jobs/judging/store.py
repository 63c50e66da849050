"""Where the bytes of what was handed in are kept: one file for each digest, that nobody but the owner of the workspace may read."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

MEGA = 1_000_000


class Store:
    """A folder of files that bear the digest of their bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Return where the bytes of a digest are."""
        return self.folder / digest[:2] / digest

    def drafted(self, pieces: Iterable[bytes], most: int) -> tuple[Path, str, int]:
        """Write pieces into a draft, and return it with its digest and size; no more than one byte beyond ``most`` is taken."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".draft-")
        digest, size = hashlib.sha256(), 0
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                taken = piece[: max(0, most + 1 - size)]
                digest.update(taken)
                file.write(taken)
                size += len(taken)
                if size > most:
                    break
            file.flush()
            os.fsync(file.fileno())
        return Path(name), digest.hexdigest(), size

    def keep(self, draft: Path, digest: str) -> Path:
        """Put a draft in its place; the same bytes are kept once."""
        place = self.path(digest)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return draft.replace(place)
