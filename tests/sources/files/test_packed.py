"""A packed file is unpacked on the way; what is damaged or made to fill a disk is refused in words."""

from __future__ import annotations

import gzip
import io

import pytest

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.files import packed
from folkmoot.sources.files.packed import opened, unpacked

LINES = b"".join(b"line %d\n" % number for number in range(100_000))


def test_a_file_is_read_as_it_begins_whatever_it_is_called(tmp_path):
    path = tmp_path / "a.txt"
    for data in (LINES, gzip.compress(LINES), gzip.compress(LINES[:50]) + gzip.compress(LINES[50:])):
        path.write_bytes(data)
        with opened(path, 20) as file:
            assert file.read() == LINES
        assert list(unpacked(io.BytesIO(data), "there", 20)) == LINES.splitlines(keepends=True)


def test_what_must_be_packed_and_is_not_is_refused_but_nothing_is_nothing(tmp_path):
    path = tmp_path / "a.gz"
    path.write_bytes(b"<html>Not found</html>")
    with opened(path, 20, packed=True) as file, pytest.raises(SourceUnreadable, match="packing is damaged: Not a gzip"):
        file.read()
    path.write_bytes(b"")
    with opened(path, 20, packed=True) as file:
        assert file.read() == b""


def test_what_comes_before_the_damage_is_read(tmp_path):
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(LINES)[:-20])
    found: list[bytes] = []
    with opened(path, 20) as file, pytest.raises(SourceUnreadable, match="its packing is damaged"):
        found.extend(file)
    assert found == LINES.splitlines(keepends=True)[: len(found)]
    assert len(found) > 90_000


def test_how_tightly_it_may_be_packed_depends_on_the_source(monkeypatch):
    monkeypatch.setattr(packed, "SMALL", 2**20)
    bomb = gzip.compress(b"\0" * 5_000_000, 9)
    with pytest.raises(SourceUnreadable, match="there: it unpacks to more than 250 times its size"):
        unpacked(io.BytesIO(bomb), "there", 250).read()
    assert len(unpacked(io.BytesIO(bomb), "there", 2000).read()) == 5_000_000
    assert len(unpacked(io.BytesIO(gzip.compress(b"\0" * 500_000, 9)), "there", 2).read()) == 500_000


def test_a_file_that_is_gone_is_told(tmp_path):
    with (
        pytest.raises(SourceUnreadable, match=r"gone\.gz: it cannot be opened: No such file"),
        opened(tmp_path / "gone.gz", 20),
    ):
        pass
