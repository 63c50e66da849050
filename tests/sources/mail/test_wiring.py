"""Lists of the settings become streams."""

from __future__ import annotations

from datetime import date

import pytest

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.wiring.settings import Settings
from folkmoot.wiring.streams import Place, streams

LIST = "dev@lists.example.org"


def made(folder, *tables):
    return list(streams(Place(folder, Settings(mail=tables)), "mail"))


def test_several_tables_of_one_list_are_one_stream(tmp_path):
    [stream] = made(
        tmp_path,
        {"list": LIST, "path": "mails"},
        {"list": "DEV@lists.example.org ", "url": "https://lists.example.org/archives/", "since": "2024-01-01"},
    )
    assert (stream.repo, stream.paths, stream.since) == (f"mail:{LIST}", (tmp_path / "mails",), date(2024, 1, 1))
    assert [archive.url for archive in stream.archives] == ["https://lists.example.org/archives"]


def test_a_list_without_a_place_is_told(tmp_path):
    with pytest.raises(WorkspaceBroken, match="neither a path nor a url"):
        made(tmp_path, {"list": LIST})
