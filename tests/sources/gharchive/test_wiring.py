"""Repositories of the settings, or those that the charter declares, become streams."""

from __future__ import annotations

import pytest

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.wiring.settings import Settings
from folkmoot.wiring.streams import Place, streams


def made(folder, *tables):
    return [stream.repo for stream in streams(Place(folder, Settings(gharchive=tables)), "gharchive")]


def test_named_repositories_are_read(tmp_path):
    assert made(tmp_path, {"path": "a", "repos": ["Example/Kit", "github:example/two"]}) == [
        "github:example/kit", "github:example/two",
    ]  # fmt: skip
    with pytest.raises(WorkspaceBroken, match=r"two .* tables read 'example/kit'"):
        made(tmp_path, {"path": "a", "repos": ["example/kit"]}, {"path": "b", "repos": ["example/kit"]})


def test_else_those_of_github_that_the_charter_declares(tmp_path):
    path = tmp_path / "charter" / "community.yaml"
    path.parent.mkdir()
    text = "community: {name: Example}\ngroups:\n  - {kind: sig, slug: kit, name: Kit, repositories: [%s]}\n"
    path.write_text(text % '{repo: "gitee:example/kit"}, {repo: "github:example/kit"}', "utf-8")
    assert made(tmp_path, {"path": "a"}) == ["github:example/kit"]
    path.write_text(text % '{repo: "gitee:example/kit"}', "utf-8")
    with pytest.raises(WorkspaceBroken, match="no repository of GitHub"):
        made(tmp_path, {"path": "a"})
