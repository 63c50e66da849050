"""The drop folder under the contract of all sources: the samples of the presets, and one sheet."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from folkmoot.model.drops import Drop
from folkmoot.model.facts import Stream
from folkmoot.sources.drop.client import Folder
from folkmoot.sources.drop.stream import DropStream
from tests.sources.drop.conftest import HEAD, SHEET
from tests.sources.drop.test_presets import SAMPLES, WANTED


def streams(folder: Path) -> list[Stream]:
    """Return a stream for each preset that has a sample, and for a sheet with a bad row."""
    drops = []
    for preset, (name, _) in WANTED.items():
        shutil.copy(SAMPLES / name, folder / name)
        drops.append(Drop(preset, name, preset=preset))
    (folder / "sheet.txt").write_text(f"{HEAD}\n2026-01-03 19:00,Ann,,,1,60\nsoon,Bo,,,1,60\n2026-01-04,Cy,,,2,\n")
    return [DropStream(Folder(folder), drop, "Asia/Shanghai") for drop in (*drops, replace(SHEET, files="*.txt"))]
