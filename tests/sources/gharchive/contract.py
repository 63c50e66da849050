"""Two repositories in one folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from folkmoot.model.facts import Stream
from folkmoot.sources.gharchive.client import Hours
from folkmoot.sources.gharchive.stream import History

SAMPLES = Path(__file__).parent / "samples"


def streams(folder: Path) -> list[Stream]:
    """Return both; they share what they unpack."""
    for path in SAMPLES.glob("*.json"):
        shutil.copy(path, folder)
    hours = Hours(folder, folder.parent / "cache", frozenset({"example/kit", "other/thing"}))
    return [History(hours, "example/kit"), History(hours, "other/thing")]
