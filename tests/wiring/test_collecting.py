"""What a repository is called, which sources are remembered, and what a run tells of quiet ones."""

from datetime import datetime

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.model.community import Community, Forge, Repository
from folkmoot.model.errors import BadInput, SourceUnreadable
from folkmoot.model.facts import Facts, Step
from folkmoot.model.text import Text
from folkmoot.sources.git.bundle import open_repository
from folkmoot.wiring import collecting
from folkmoot.wiring.collecting import Collecting, Failed, name_of, name_of_remote
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
        ("https://[gitee.com/example/kit", ""),
        ("https://gitee.com/exa mple/kit", ""),
        ("https://gitee.com/kit", ""),
        ("", ""),
    ],
)
def test_a_forge_s_address_names_the_repository(address, name):
    assert name_of_remote(address, CHARTER) == name


def test_without_a_remote_the_only_declared_repository_of_that_name_is_meant(git_at, tmp_path):
    for folder, name in (
        ("Kit.git", "gitee:example/kit"),
        ("twice", "git:twice"),
        ("other", "git:other"),
        ("my kit", "git:my-kit"),
    ):
        repository = open_repository(git_at(tmp_path / folder).folder, tmp_path)
        assert name_of(repository, CHARTER) == name


@pytest.fixture
def workspace(tmp_path):
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text(
        "community:\n  name: Example\n  repositories: [{repo: 'gitee:example/tool'}]\n"
    )
    return make_workspace(tmp_path / "w", charter)


def told(workspace, folder, name=""):
    opened = Collecting(workspace)
    return list(opened.run([opened.add(folder, name)]))


def test_sources_are_remembered_once_under_their_name_and_read(workspace, kit):
    kit.commit("One", {"a": "1"})
    (first,), (again,) = told(workspace, kit.folder), told(workspace, kit.folder.parent / "x" / ".." / kit.folder.name)
    assert (first.repo, first.added, again.commits) == ("git:kit", 1, 0)
    assert read_settings(workspace).git == (GitSource(path=str(kit.folder), repo="git:kit"),)


def test_a_name_once_found_stays_when_the_charter_learns_another(workspace, git_at, tmp_path):
    """Otherwise everything would be read once more under the other name, and counted twice."""
    kit = git_at(tmp_path / "kit")
    kit.commit("One", {"a": "1"})
    told(workspace, kit.folder)
    declared = "community:\n  name: Example\n  repositories: [{repo: 'gitee:example/kit'}]\n"
    (tmp_path / "charter" / "community.yaml").write_text(declared)
    (again,) = told(workspace, kit.folder)
    assert (again.repo, again.commits) == ("git:kit", 0)


def test_the_charter_names_a_repository_that_it_declares(workspace, git_at, tmp_path):
    tool = git_at(tmp_path / "Tool.git")
    assert Collecting(workspace).add(tool.folder).repo == "gitee:example/tool"


def test_a_charter_that_cannot_be_read_hinders_no_source_with_a_name(workspace, kit, tmp_path):
    kit.commit("One", {"a": "1"})
    told(workspace, kit.folder, "gitee:example/kit")
    (tmp_path / "charter" / "community.yaml").unlink()
    opened = Collecting(workspace)
    (done,) = opened.run(opened.settings.git)
    assert done.repo == "gitee:example/kit"


def test_a_name_may_be_given_and_is_then_kept(workspace, kit):
    opened = Collecting(workspace)
    named = GitSource(path=str(kit.folder), repo="gitee:example/kit")
    assert opened.add(kit.folder, "Gitee:Example/Kit") == named
    assert opened.add(kit.folder) == opened.add(kit.folder, "gitee:example/kit") == named
    with pytest.raises(BadInput, match="is called 'gitee:example/kit' in"):
        opened.add(kit.folder, "gitee:example/other")
    assert read_settings(workspace).git == (named,)


@pytest.mark.parametrize("name", ["kit", "gitee:", "gitee:a b", ":x", "Gi tee:x"])
def test_a_name_of_another_form_is_refused(workspace, kit, name):
    with pytest.raises(BadInput, match="--as forge:owner/name"):
        Collecting(workspace).add(kit.folder, name)


def test_what_cannot_be_read_is_not_remembered(workspace, tmp_path):
    with pytest.raises(SourceUnreadable):
        Collecting(workspace).add(tmp_path / "absent")
    assert read_settings(workspace).git == ()


def test_one_failing_source_does_not_stop_the_others(workspace, kit, tmp_path):
    kit.commit("One", {"a": "1"})
    sources = (GitSource(path=str(tmp_path / "absent")), GitSource(path=str(kit.folder)))
    failed, done = Collecting(workspace).run(sources)
    assert isinstance(failed, Failed)
    assert done.added == 1


def test_two_sources_of_one_name_are_not_mixed(workspace, kit, git_at, tmp_path):
    other = git_at(tmp_path / "elsewhere" / "kit")
    opened = Collecting(workspace)
    opened.add(kit.folder)
    with pytest.raises(BadInput, match="would both be called git:kit"):
        opened.add(other.folder)
    assert opened.add(other.folder, "git:other-kit").repo == "git:other-kit"
    _done, failed = opened.run((GitSource(path=str(kit.folder)), GitSource(path=str(other.folder))))
    assert "both be called git:kit" in str(failed.error)


def test_a_path_below_the_workspace_may_be_written_short(workspace, git_at):
    git_at(workspace / "repositories" / "kit").commit("One", {"a": "1"})
    (done,) = Collecting(workspace).run([GitSource(path="repositories/kit", repo="git:kit")])
    assert done.added == 1


class Quiet:
    """A stream that finds nothing, or is interrupted by ``error``."""

    source, name, kinds = "github", "issues", ("issue.opened",)

    def __init__(self, repo, error=None):
        self.repo, self._error = repo, error

    def steps(self, state, now):
        if self._error:
            raise self._error
        yield Step(Facts(), {}, None, datetime(2026, 3, 1), complete=True)


def quiet_streams(workspace, monkeypatch, *found):
    monkeypatch.setattr(collecting, "kinds", lambda: ("github",))
    monkeypatch.setattr(collecting, "streams", lambda _place, _kind: iter(found))
    opened = Collecting(workspace)
    return opened, lambda: [row.repo for row in opened.lake.snapshot().coverage()]


def test_how_far_quiet_streams_were_read_is_told_when_all_are_through(workspace, monkeypatch):
    opened, told_of = quiet_streams(workspace, monkeypatch, Quiet("github:a/a"), Quiet("github:a/b"))
    assert [(done.repo, done.complete, told_of()) for done in opened.gather()] == [
        ("github:a/a", True, []), ("github:a/b", True, []),
    ]  # fmt: skip
    assert told_of() == ["github:a/a", "github:a/b"]


def test_how_far_quiet_streams_were_read_is_told_when_the_run_is_interrupted(workspace, monkeypatch):
    streams = (Quiet("github:a/a"), Quiet("github:a/b"), Quiet("github:a/c", KeyboardInterrupt()))
    opened, told_of = quiet_streams(workspace, monkeypatch, *streams)
    results = opened.gather()
    assert next(results).repo == "github:a/a"
    results.close()  # whoever asked for them wants no more
    assert told_of() == ["github:a/a"]
    with pytest.raises(KeyboardInterrupt):
        list(opened.gather())
    assert told_of() == ["github:a/a", "github:a/b"]
