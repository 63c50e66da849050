"""Repositories as they come: what is opened, what is refused, and what a hostile one cannot do."""

import os
import subprocess
import threading
from datetime import datetime
from pathlib import Path

import pytest

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.git.bundle import open_repository
from folkmoot.sources.git.client import repository_at
from folkmoot.sources.git.read import Reader
from folkmoot.sources.git.stream import commits


def titles(repository):
    reader = Reader("git:kit", datetime(2026, 11, 21))
    found = commits(repository.log(set(repository.tips().values()), set()))
    return sum(batch.commits for batch in reader.batches(found))


def test_an_empty_repository_has_no_tips(kit):
    repository = repository_at(kit.folder)
    assert repository.tips() == {}
    assert list(repository.log(set(), set())) == []


def test_a_tag_of_a_tag_is_what_it_tags_and_a_tagged_file_is_nothing(kit):
    sha = kit.commit("One", {"a": "1"})
    somebody = {"GIT_COMMITTER_NAME": "Bo", "GIT_COMMITTER_EMAIL": "bo@example.org"}
    kit("tag", "-m", "inner", "inner", **somebody)
    kit("tag", "-m", "outer", "outer", "inner", **somebody)
    kit("tag", "-m", "a file", "file", "HEAD:a", **somebody)
    tips = repository_at(kit.folder).tips()
    assert set(tips.values()) == {sha}
    assert set(tips) == {"refs/heads/master", "refs/tags/inner", "refs/tags/outer", "HEAD"}


def test_pull_requests_notes_and_stashes_are_no_branches(kit):
    sha = kit.commit("One", {"a": "1"})
    for name in ("refs/pull/1/head", "refs/notes/commits", "refs/stash", "refs/changes/1"):
        kit("update-ref", name, sha)
    assert set(repository_at(kit.folder).tips()) == {"refs/heads/master", "HEAD"}


def test_a_shallow_clone_says_where_it_ends(kit, tmp_path, git_at):
    for number in range(3):
        last = kit.commit(str(number), {"a": str(number)})
    git_at(tmp_path / "other")("clone", "--quiet", "--depth=1", f"file://{kit.folder}", str(tmp_path / "shallow"))
    assert repository_at(tmp_path / "shallow").cut() == {last}
    assert repository_at(kit.folder).cut() == frozenset()


def test_a_worktree_and_the_folder_of_git_itself_are_repositories(kit, tmp_path):
    kit.commit("One", {"a": "1"})
    kit("worktree", "add", "-q", str(tmp_path / "beside"))
    assert titles(repository_at(tmp_path / "beside")) == 1
    assert titles(repository_at(kit.folder / ".git")) == 1


def test_replaced_commits_are_read_as_they_are(kit):
    one = kit.commit("One", {"a": "1"})
    two = kit.commit("Two", {"a": "2"})
    kit("replace", "--graft", two, GIT_COMMITTER_NAME="Bo", GIT_COMMITTER_EMAIL="bo@example.org",
        GIT_AUTHOR_NAME="Bo", GIT_AUTHOR_EMAIL="bo@example.org")  # fmt: skip
    assert kit("rev-list", "--count", "HEAD") == "1"
    assert titles(repository_at(kit.folder)) == 2
    assert one


def test_a_mailmap_is_that_of_the_head_and_no_monster(kit):
    assert repository_at(kit.folder).mailmap() == ""
    kit.commit("One", {".mailmap": "Ann <ann@example.org>\n"})
    assert repository_at(kit.folder).mailmap() == "Ann <ann@example.org>\n"
    kit.commit("Two", {".mailmap": "#" * 5_000_000})
    assert repository_at(kit.folder).mailmap() == ""


def test_what_is_no_repository_is_one_sentence(tmp_path):
    for path in (tmp_path, tmp_path / "absent", tmp_path / ("long" * 100)):
        with pytest.raises(SourceUnreadable) as caught:
            open_repository(path, tmp_path / "cache")
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_folder_inside_a_repository_is_not_taken_for_the_repository(kit, tmp_path):
    kit.commit("One", {"src/a": "1"})
    with pytest.raises(SourceUnreadable, match="only a part of one"):
        open_repository(kit.folder / "src", tmp_path / "cache")


def test_a_damaged_repository_is_one_sentence(kit):
    kit.commit("One", {"a": "1"})
    kit.commit("Two", {"a": "2"})
    blob = kit("rev-parse", "HEAD~1:a")
    (kit.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(SourceUnreadable) as caught:
        titles(repository_at(kit.folder))
    assert blob in str(caught.value)
    assert str(kit.folder) in str(caught.value)


def test_a_reader_that_stops_early_leaves_no_git_behind(kit):
    kit.commit("One", {"a": "1\n" * 200_000})
    for number in range(20):
        kit.commit(str(number), {f"{number}": "1"})
    before, children = threading.active_count(), children_now()
    stream = repository_at(kit.folder).log({kit("rev-parse", "HEAD")}, set())
    next(stream)
    stream.close()
    assert threading.active_count() == before
    assert children_now() == children


def children_now() -> set[str]:
    """Return the processes that this one has begun and not yet buried."""
    return {
        child for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text("ascii").split()
    }


SETTINGS = (
    "diff.evil.textconv", "diff.evil.command", "core.fsmonitor", "core.pager", "diff.external", "core.sshCommand",
    "core.gitProxy", "gpg.program", "pager.log", "core.alternateRefsCommand", "core.editor",
)  # fmt: skip


def test_a_hostile_repository_starts_nothing(kit, tmp_path):
    kit.commit("One", {"a": "1", ".gitattributes": "* diff=evil\n"})
    kit.commit("Two", {"a": "2"})
    flag = tmp_path / "started"
    for setting in SETTINGS:
        kit("config", setting, f"touch {flag}; cat")
    kit("config", "log.showSignature", "true")
    kit("config", "log.showRoot", "false")
    repository = repository_at(kit.folder)
    assert titles(repository) == 2
    assert repository.known([kit("rev-parse", "HEAD"), "0" * 40]) == {kit("rev-parse", "HEAD")}
    assert not flag.exists()


def test_a_partial_clone_fetches_nothing_and_starts_nothing(kit, tmp_path):
    """Git would fetch a missing file from the place, and with the program, that the repository's settings name."""
    kit.commit("One", {"a": "1"})
    blob = kit("rev-parse", "HEAD:a")
    elsewhere, flag = tmp_path / "elsewhere", tmp_path / "started"
    subprocess.run(["git", "clone", "-q", "--bare", str(kit.folder), str(elsewhere)], check=True)
    kit("repack", "-adq")
    kit("config", "core.repositoryFormatVersion", "1")
    kit("config", "extensions.partialClone", "origin")
    kit("config", "remote.origin.promisor", "true")
    kit("config", "remote.origin.url", str(elsewhere))
    kit("config", "remote.origin.uploadpack", f"touch {flag}; git-upload-pack")
    kit("config", "protocol.allow", "always")
    kit("config", "protocol.file.allow", "always")
    pack = next((kit.folder / ".git" / "objects" / "pack").glob("*.pack"))
    kept = kit("rev-list", "--objects", "HEAD").replace(f"{blob} a", "").strip()
    kit("pack-objects", "-q", str(kit.folder / ".git" / "objects" / "pack" / "pack"),
        stdin="\n".join(line.split()[0] for line in kept.splitlines()).encode())  # fmt: skip
    for path in pack.parent.glob(f"{pack.stem}*"):
        path.unlink()
    for path in pack.parent.glob("*.pack"):
        path.with_suffix(".promisor").touch()
    with pytest.raises(SourceUnreadable, match="partial clone"):
        titles(repository_at(kit.folder))
    assert not flag.exists()


def test_what_belongs_to_another_user_is_one_sentence(kit):
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    kit.commit("One", {"a": "1"})
    for path in (kit.folder, kit.folder / ".git"):
        os.chown(path, 12345, 12345)
    with pytest.raises(SourceUnreadable, match=r"safe\.directory"):
        repository_at(kit.folder)
