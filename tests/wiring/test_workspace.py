"""Making a workspace and adding sources to it."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.wiring.settings import GitSource, read_settings
from folkmoot.wiring.workspace import add_git_sources, make_workspace, quoted


def test_a_workspace_holds_settings_and_an_empty_lake(tmp_path):
    folder = make_workspace(tmp_path / "w", tmp_path / "charter")
    assert read_settings(folder).charter == str(tmp_path / "charter")
    assert (folder / "lake").is_dir()


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "kept.txt").write_text("mine")
    with pytest.raises(WorkspaceBroken, match="there is something here already"):
        make_workspace(tmp_path, tmp_path / "charter")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_source_is_added_once_and_what_stands_in_the_file_stays(tmp_path):
    folder = make_workspace(tmp_path / "w", tmp_path / "charter")
    file = folder / "folkmoot.toml"
    file.write_text(file.read_text() + "# a remark\n")
    kit = GitSource(path="/srv/kit.git", repo="gitee:example/kit")
    assert add_git_sources(folder, (kit,)) == (kit,)
    assert add_git_sources(folder, (kit,)) == ()
    assert read_settings(folder).git == (kit,)
    assert "# a remark" in file.read_text()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=50))
def test_any_path_reads_back_from_toml(words):
    assert tomllib.loads(f"x = {quoted(words)}")["x"] == words
