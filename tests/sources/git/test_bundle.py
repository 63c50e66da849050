"""Bundles: read, read again when they change, and refused in one sentence when they are broken."""

from datetime import datetime

import pytest

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.git.bundle import open_repository
from folkmoot.sources.git.read import Reader
from folkmoot.sources.git.stream import commits


def count(bundle, cache):
    repository = open_repository(bundle, cache)
    found = commits(repository.log(set(repository.tips().values()), set()))
    return sum(batch.commits for batch in Reader("git:kit", datetime(2026, 11, 21)).batches(found))


@pytest.fixture
def bundle(tmp_path):
    return tmp_path / "kit.bundle"


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def test_a_bundle_is_read_and_read_again_when_it_changed(kit, bundle, cache):
    kit.commit("One", {"a": "1"})
    kit("bundle", "create", "--quiet", str(bundle), "--all")
    assert count(bundle, cache) == 1
    kit.commit("Two", {"a": "2"})
    kit("bundle", "create", "--quiet", str(bundle), "--all")
    assert count(bundle, cache) == 2
    assert len(list(cache.iterdir())) == 1


def test_a_bundle_of_only_what_is_new_goes_on_where_the_last_one_ended(kit, bundle, cache):
    kit.commit("One", {"a": "1"})
    kit("bundle", "create", "--quiet", str(bundle), "master")
    count(bundle, cache)
    kit.commit("Two", {"a": "2"})
    kit("bundle", "create", "--quiet", str(bundle), "master~1..master")
    assert count(bundle, cache) == 2


def test_a_bundle_that_builds_on_what_is_not_there_is_one_sentence(kit, bundle, cache):
    kit.commit("One", {"a": "1"})
    kit.commit("Two", {"a": "2"})
    kit("bundle", "create", "--quiet", str(bundle), "master~1..master")
    with pytest.raises(SourceUnreadable, match="builds on commits that it does not hold") as caught:
        open_repository(bundle, cache)
    assert "--all" in str(caught.value)
    assert list(cache.iterdir()) == []


def test_a_bundle_of_a_detached_head_alone_is_read(kit, bundle, cache):
    first = kit.commit("One", {"a": "1", ".mailmap": "Ann <ann@example.org>\n"})
    kit("checkout", "-q", "--detach", first)
    kit("bundle", "create", "--quiet", str(bundle), "HEAD")
    assert open_repository(bundle, cache).tips() == {"HEAD": first}
    assert "Ann" in open_repository(bundle, cache).mailmap()


def test_the_mailmap_is_that_of_the_bundle_s_own_branch(kit, bundle, cache):
    kit("checkout", "-q", "-b", "trunk")
    kit.commit("One", {".mailmap": "Ann <ann@example.org>\n"})
    kit("bundle", "create", "--quiet", str(bundle), "trunk")
    assert open_repository(bundle, cache).mailmap() == "Ann <ann@example.org>\n"


def test_a_rewritten_history_is_read_from_its_new_bundle(kit, bundle, cache):
    kit.commit("One", {"a": "1"})
    kit("bundle", "create", "--quiet", str(bundle), "--all")
    count(bundle, cache)
    kit("checkout", "-q", "--orphan", "again")
    again = kit.commit("Again", {"a": "2"})
    kit("branch", "-q", "-M", "again", "master")
    kit("bundle", "create", "--quiet", str(bundle), "master")
    assert open_repository(bundle, cache).tips()["refs/heads/master"] == again


def test_hashes_of_the_newer_kind_are_read(git_at, tmp_path, bundle, cache):
    kit = git_at(tmp_path / "newer")
    (kit.folder / ".git").rename(tmp_path / "old.git")
    kit("init", "--quiet", "--object-format=sha256", "--initial-branch=master")
    kit.commit("One", {"a": "1"})
    kit("bundle", "create", "--quiet", str(bundle), "--all")
    assert count(bundle, cache) == 1


@pytest.mark.parametrize("damage", ["cut", "garbage", "text", "empty", "header"])
def test_a_broken_bundle_is_one_sentence_and_leaves_nothing(kit, bundle, cache, damage):
    kit.commit("One", {"a": "1" * 5000})
    kit("bundle", "create", "--quiet", str(bundle), "--all")
    whole = bundle.read_bytes()
    broken = {
        "cut": whole[:-40], "garbage": whole[:-60] + b"\xff" * 60, "text": b"hello\n", "empty": b"",
        "header": b"# v2 git bundle\n",
    }  # fmt: skip
    bundle.write_bytes(broken[damage])
    with pytest.raises(SourceUnreadable) as caught:
        open_repository(bundle, cache)
    assert str(bundle) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not cache.exists() or list(cache.iterdir()) == []


def test_a_bundle_that_breaks_later_leaves_the_clone_as_it_was(kit, bundle, cache):
    kit.commit("One", {"a": "1"})
    kit("bundle", "create", "--quiet", str(bundle), "--all")
    whole = bundle.read_bytes()
    assert count(bundle, cache) == 1
    kit.commit("Two", {"a": "2"})
    kit("bundle", "create", "--quiet", str(bundle), "--all")
    bundle.write_bytes(bundle.read_bytes()[:-30])
    with pytest.raises(SourceUnreadable):
        open_repository(bundle, cache)
    bundle.write_bytes(whole)
    assert count(bundle, cache) == 1


def test_a_broken_clone_is_made_again(kit, bundle, cache):
    kit.commit("One", {"a": "1"})
    kit("bundle", "create", "--quiet", str(bundle), "--all")
    clone = open_repository(bundle, cache).folder
    (clone / "HEAD").unlink()
    bundle.touch()
    assert count(bundle, cache) == 1
