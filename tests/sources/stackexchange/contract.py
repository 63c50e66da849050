"""A small dump."""

from __future__ import annotations

import shutil
from pathlib import Path

from folkmoot.model.facts import Stream
from folkmoot.sources.stackexchange.read import Site
from folkmoot.sources.stackexchange.stream import Dump

SAMPLES = Path(__file__).parent / "samples"


def streams(folder: Path) -> list[Stream]:
    """Return the dump with a tag, and another site's with all."""
    for path in SAMPLES.glob("*.xml"):
        shutil.copy(path, folder)
    return [Dump(Site("stackoverflow"), folder, frozenset({"kit"})), Dump(Site("ai"), folder)]
