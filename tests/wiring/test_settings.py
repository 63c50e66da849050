"""Settings: what folkmoot.toml may say, and the sentence for what it may not."""

import stat

import pytest

from folkmoot.model.errors import WorkspaceBroken, WorkspaceMissing
from folkmoot.wiring.reference import settings_markdown
from folkmoot.wiring.settings import (
    FILE,
    GitSource,
    Settings,
    find_workspace,
    ledger_address,
    read_settings,
    session_key,
)


def test_a_workspace_is_found_from_below(tmp_path):
    (tmp_path / FILE).write_text("")
    below = tmp_path / "charter" / "groups"
    below.mkdir(parents=True)
    assert find_workspace(below) == tmp_path


def test_no_workspace_says_how_to_make_one(tmp_path):
    with pytest.raises(WorkspaceMissing, match="moot init DIR --charter PATH"):
        find_workspace(tmp_path)


def test_settings_have_defaults_and_read_git_sources(tmp_path):
    (tmp_path / FILE).write_text('charter = "c"\n[[git]]\npath = "kit.git"\n[[git]]\npath = "x"\nrepo = "gitee:a/x"\n')
    settings = read_settings(tmp_path)
    assert settings.charter == "c"
    assert settings.lake == "lake"
    assert settings.git == (GitSource(path="kit.git"), GitSource(path="x", repo="gitee:a/x"))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("charter = ", "not TOML"),
        ("colour = 1", "the setting 'colour' is wrong"),
        ("lake = 3", "the setting 'lake' is wrong"),
        ("[[git]]\nrepo = 'x'", "the setting 'git.0.path' is wrong"),
    ],
)
def test_a_wrong_setting_is_one_sentence_with_its_place(tmp_path, said, sentence):
    (tmp_path / FILE).write_text(said)
    with pytest.raises(WorkspaceBroken, match=sentence) as caught:
        read_settings(tmp_path)
    assert str(tmp_path / FILE) in str(caught.value)


def test_the_environment_goes_before_the_file_for_the_ledger(tmp_path, monkeypatch):
    assert ledger_address(tmp_path, Settings()) == f"sqlite:///{tmp_path}/ledger.sqlite3"
    monkeypatch.setenv("MOOT_LEDGER", "postgresql://moot@localhost/moot")
    assert ledger_address(tmp_path, Settings()) == "postgresql://moot@localhost/moot"


def test_the_session_key_is_made_once_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("MOOT_SECRET_KEY", raising=False)
    key = session_key(tmp_path)
    assert len(key) > 50
    assert session_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / ".secret-key").stat().st_mode) == 0o600
    monkeypatch.setenv("MOOT_SECRET_KEY", "from the environment")
    assert session_key(tmp_path) == "from the environment"


def test_the_reference_names_every_setting():
    page = settings_markdown()
    for name in (*Settings.model_fields, *GitSource.model_fields):
        assert f"`{name}`" in page
