"""Forums of the settings become streams."""

from __future__ import annotations

from folkmoot.wiring.settings import Settings
from folkmoot.wiring.streams import Place, streams


def test_a_forum_is_called_by_its_name_else_its_host(tmp_path):
    tables = ({"url": "https://discuss.example.org/"}, {"url": "https://other.example.org", "name": "Other"})
    found = streams(Place(tmp_path, Settings(discourse=tables)), "discourse")
    assert [stream.repo for stream in found] == ["discourse-discuss-example-org", "discourse-other"]
