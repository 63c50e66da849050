"""The drop folder: what matches, and what is never opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.drop.client import Folder, Found
from tests.sources.drop.conftest import Box


def names(folder: Folder, pattern: str) -> list[str]:
    return [found.path for found in folder.files(pattern) if isinstance(found, Found)]


def test_patterns(box: Box):
    for name in (
        "a.csv",
        "zoom/a.CSV",
        "zoom/2026/b.csv",
        "zoom/~$b.csv",
        "zoom/.c.csv",
        "zoom/d.csv.part",
        ".x/e.csv",
        "zoom/[1].csv",
    ):
        box.put(name, "x")
    assert names(box.folder, "*.csv") == ["a.csv"]
    assert names(box.folder, "zoom/*.csv") == ["zoom/[1].csv", "zoom/a.CSV"]
    assert names(box.folder, "**/*.csv") == ["a.csv", "zoom/[1].csv", "zoom/a.CSV", "zoom/2026/b.csv"]
    assert names(box.folder, "zoom/[ab].csv") == ["zoom/a.CSV"]
    assert names(Folder(box.root / "none"), "*") == []


def test_nothing_outside_is_read(box: Box, tmp_path: Path):
    (tmp_path / "secret.csv").write_text("a")
    (box.root / "out.csv").symlink_to(tmp_path / "secret.csv")
    (box.root / "loop.csv").symlink_to(box.root / "loop.csv")
    (box.root / "inside.csv").symlink_to(box.root / box.put("real/a.csv", "x"))
    (box.root / "dir").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(box.root / "pipe.csv")
    told = {
        found.path if isinstance(found, Found) else f"{found.where}: {found.what}"
        for found in box.folder.files("**/*.csv")
    }
    assert {one for one in told if not one.startswith("loop")} == {
        "out.csv: it leads out of the drop folder.", "inside.csv", "real/a.csv", "pipe.csv: it is no regular file."
    }  # fmt: skip
    for path in ("../secret.csv", "out.csv", "dir/secret.csv", "/etc/passwd", "a\0b", "none.csv"):
        with pytest.raises(SourceUnreadable):
            box.folder.open(path)


def test_naming_a_file(box: Box, tmp_path: Path):
    box.put("zoom/a.csv", "x")
    assert box.folder.path_of("zoom/a.csv", tmp_path) == "zoom/a.csv"
    assert box.folder.path_of("a.csv", box.root / "zoom") == "zoom/a.csv"
    assert box.folder.path_of(str(box.root / "zoom" / "a.csv"), tmp_path) == "zoom/a.csv"
    (tmp_path / "b.csv").write_text("x")
    with pytest.raises(SourceUnreadable, match=r"it is not in the drop folder\. Copy it to"):
        box.folder.path_of("../b.csv", box.root)
    with pytest.raises(SourceUnreadable, match="there is no such file"):
        box.folder.path_of("c.csv", tmp_path)


def test_a_name_that_cannot_be_shown(box: Box):
    (box.root / "a\nb.csv").write_text("x")
    (found,) = box.folder.files()
    assert isinstance(found, SourceUnreadable)
    assert "Rename it." in str(found)
