"""Dumps and forums of the settings become streams."""

from __future__ import annotations

import pytest

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.wiring.settings import Settings
from folkmoot.wiring.streams import Place, streams


def test_each_site_has_one_dump(tmp_path):
    one = {"path": "so", "tags": ["Kit", " "]}
    [stream] = streams(Place(tmp_path, Settings(stackexchange=(one,))), "stackexchange")
    assert (stream.repo, stream.folder, stream.tags) == ("stackoverflow:posts", tmp_path / "so", frozenset({"kit"}))
    two = {"path": "other", "site": "stackoverflow.com"}
    with pytest.raises(WorkspaceBroken, match=r"two .* tables"):
        list(streams(Place(tmp_path, Settings(stackexchange=(one, two))), "stackexchange"))
