"""Packages, images and tables of the settings become streams."""

from __future__ import annotations

import pytest

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.wiring.settings import Settings
from folkmoot.wiring.streams import Place, streams


def made(folder, *tables):
    return list(streams(Place(folder, Settings(downloads=tables)), "downloads"))


def test_each_table_is_a_stream(tmp_path):
    found = made(
        tmp_path,
        {"kind": "release", "name": "Example/Kit"},
        {"name": "Kit"},
        {"kind": "container", "name": "Redis"},
        {"kind": "table", "name": "kit", "path": "d.csv"},
    )
    assert [(stream.source, stream.repo) for stream in found] == [
        ("github", "github:example/kit"), ("pypi", "pypi:kit"), ("dockerhub", "docker:library/redis"), ("table", "pypi:kit"),
    ]  # fmt: skip


def test_a_table_without_a_path_is_told(tmp_path):
    with pytest.raises(WorkspaceBroken, match="have no path"):
        made(tmp_path, {"kind": "table", "name": "kit"})
