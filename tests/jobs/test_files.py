"""A file is written whole, keeps who may read it, and leaves nothing beside it."""

from __future__ import annotations

import pytest

from folkmoot.jobs.files import write_whole


def test_a_new_file_can_be_read_by_others_and_an_old_one_keeps_its_mode(tmp_path):
    path = write_whole(tmp_path / "new" / "a.md", "值".encode())
    assert (path.read_text("utf-8"), path.stat().st_mode & 0o777) == ("值", 0o644)
    path.chmod(0o640)
    write_whole(path, b"other")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"other", 0o640)
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_written_leaves_the_old_one(tmp_path):
    folder = tmp_path / "a.md"
    folder.mkdir()
    (folder / "kept").write_text("x")
    with pytest.raises(OSError, match="directory"):
        write_whole(folder, b"other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md"]
