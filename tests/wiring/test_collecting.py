"""What a repository is called, and which sources are remembered."""

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.model.community import Community, Forge, Repository
from folkmoot.model.errors import BadInput, SourceUnreadable
from folkmoot.model.text import Text
from folkmoot.sources.git.client import open_repository
from folkmoot.wiring.collecting import Collecting, Failed, ProgressOf, name_of, name_of_remote
from folkmoot.wiring.settings import GitSource, read_settings
from folkmoot.wiring.workspace import make_workspace

COMMUNITY = Community(
    Text("Example"),
    forges=(Forge("forge", "https://git.example.org"),),
    repositories=(Repository("gitee:example/kit"), Repository("gitee:a/twice"), Repository("gitee:b/twice")),
)
CHARTER = Charter(COMMUNITY)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://gitee.com/Example/Kit.git", "gitee:example/kit"),
        ("git@github.com:example/kit.git", "github:example/kit"),
        ("ssh://git@gitcode.com/example/kit", "gitcode:example/kit"),
        ("https://git.example.org/team/sub/kit", "forge:team/sub/kit"),
        ("https://elsewhere.example/kit.git", ""),
        ("/srv/git/kit.git", ""),
        ("", ""),
    ],
)
def test_a_forge_s_address_names_the_repository(address, name):
    assert name_of_remote(address, CHARTER) == name


def test_without_a_remote_the_only_declared_repository_of_that_name_is_meant(git_at, tmp_path):
    for folder, name in (("Kit.git", "gitee:example/kit"), ("twice", "git:twice"), ("other", "git:other")):
        repository = open_repository(git_at(tmp_path / folder).folder, tmp_path)
        assert name_of(repository, CHARTER) == name


@pytest.fixture
def workspace(tmp_path):
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text("community:\n  name: Example\n")
    return make_workspace(tmp_path / "w", charter)


def test_sources_are_remembered_once_and_read(workspace, kit):
    kit.commit("One", {"a": "1"})
    for _ in range(2):
        opened = Collecting.at(workspace)
        (done,) = opened.run(opened.add([kit.folder], ""), ProgressOf())
    assert done.repo == "git:kit"
    assert [source.path for source in read_settings(workspace).git] == [str(kit.folder)]


def test_a_name_may_be_given(workspace, kit):
    opened = Collecting.at(workspace)
    assert opened.add([kit.folder], "Gitee:Example/Kit") == (GitSource(path=str(kit.folder), repo="gitee:example/kit"),)
    with pytest.raises(BadInput, match="--as forge:owner/name"):
        opened.add([kit.folder], "kit")


def test_what_cannot_be_read_is_not_remembered(workspace, tmp_path):
    with pytest.raises(SourceUnreadable):
        Collecting.at(workspace).add([tmp_path / "absent"], "")
    assert read_settings(workspace).git == ()


def test_one_failing_source_does_not_stop_the_others(workspace, kit, tmp_path):
    kit.commit("One", {"a": "1"})
    sources = (GitSource(path=str(tmp_path / "absent")), GitSource(path=str(kit.folder)))
    failed, done = Collecting.at(workspace).run(sources, ProgressOf())
    assert isinstance(failed, Failed)
    assert done.added == 1


def test_two_sources_of_one_name_are_not_mixed(workspace, kit, git_at, tmp_path):
    other = git_at(tmp_path / "elsewhere" / "kit")
    sources = (GitSource(path=str(kit.folder)), GitSource(path=str(other.folder)))
    _done, failed = Collecting.at(workspace).run(sources, ProgressOf())
    assert "both called git:kit" in str(failed.error)
