"""Repositories as they come: branches, merges, odd dates, odd bytes; nothing is fatal."""

import json
from datetime import datetime

import pytest

from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.people import mail_account
from folkmoot.sources.git.client import open_repository
from folkmoot.sources.git.read import Reader, moment
from folkmoot.sources.git.stream import commits

NOW = datetime(2026, 11, 21)


def events_of(folder, cache, repo="gitee:example/kit", seen=()):
    repository = open_repository(folder, cache)
    reader = Reader(repo, size=3)
    batches = list(reader.batches(commits(repository.log(set(repository.tips().values()), set(seen)))))
    rows = [row | {"extra": json.loads(row["extra"])} for batch in batches for row in batch.table(NOW).to_pylist()]
    return rows, {sighting for batch in batches for sighting in batch.sightings}


def of_kind(rows, kind):
    return [row for row in rows if row["kind"] == kind]


def test_a_commit_tells_who_when_where_and_how_much(kit, tmp_path):
    sha = kit.commit("Add a tool\n\nSigned-off-by: Bo <bo@example.org>", {"src/a.py": "1\n2\n", "README": "x\n"})
    rows, seen = events_of(kit.folder, tmp_path)
    (row,) = rows
    assert (row["kind"], row["at"], row["amount"]) == ("commit.authored", datetime(2026, 1, 1), 3.0)
    assert row["actor"] == mail_account("ann@example.org")
    assert row["subject"] == f"gitee:example/kit@{sha}"
    assert row["url"] == f"https://gitee.com/example/kit/commit/{sha}"
    assert row["extra"] == {
        "title": "Add a tool", "added": 3, "removed": 0, "files": 2, "dirs": ["", "src"],
        "signed_off": [mail_account("bo@example.org")],
    }  # fmt: skip
    assert {(one.name, one.domain) for one in seen} == {("Ann", "example.org"), ("Bo", "example.org")}


def test_a_merge_commit_tells_of_the_change_and_of_whom_it_was(kit, tmp_path):
    kit.commit("Start", {"a": "1"})
    kit("checkout", "-q", "-b", "fix")
    tip = kit.commit("Fix", {"b": "1"}, who="Ann <ann@example.org>")
    kit("checkout", "-q", "master")
    merge = kit.merge("!12 Fix the docs\nMerge pull request !12 from Ann_A/fix", "fix")
    rows, seen = events_of(kit.folder, tmp_path)
    (change,) = of_kind(rows, "change.merged")
    assert (change["actor"], change["subject"], change["parent"]) == ("gitee:ann_a", "gitee:example/kit!12", merge)
    assert change["url"] == "https://gitee.com/example/kit/pulls/12"
    assert change["at"] == datetime(2026, 1, 2)
    assert change["extra"] == {
        "merged_by": mail_account("bo@example.org"), "branch": "fix", "title": "Fix the docs", "head": tip,
    }  # fmt: skip
    assert len(of_kind(rows, "commit.authored")) == 3
    assert [row["extra"]["merge"] for row in rows if row["extra"].get("merge")] == [True]
    evidence = [one for one in seen if one.why == "merged-branch"]
    assert [(one.account, one.also) for one in evidence] == [("gitee:ann_a", mail_account("ann@example.org"))]


def test_a_branch_without_an_owner_is_whose_commit_its_tip_is(kit, tmp_path):
    kit.commit("Start", {"a": "1"})
    kit("checkout", "-q", "-b", "own")
    tip = kit.commit("Own", {"b": "1"})
    kit("checkout", "-q", "master")
    kit.merge("!5 Own\nMerge pull request !5 from own", "own")
    (change,) = of_kind(events_of(kit.folder, tmp_path)[0], "change.merged")
    assert change["actor"] == mail_account("ann@example.org")
    (change,) = of_kind(events_of(kit.folder, tmp_path, seen=[tip])[0], "change.merged")
    assert change["actor"] == "gitee:unknown"


def test_a_revert_that_quotes_a_merge_merges_nothing(kit, tmp_path):
    kit.commit("Revert '!12 Fix'\n\nMerge pull request !12 from ann/fix", {"a": "1"})
    assert of_kind(events_of(kit.folder, tmp_path)[0], "change.merged") == []


def test_all_branches_and_tags_are_read_and_stashes_are_not(kit, tmp_path):
    first = kit.commit("Start", {"a": "1"})
    kit("checkout", "-q", "-b", "side")
    kit.commit("Side", {"b": "1"})
    kit("checkout", "-q", "--detach", first)
    kit.commit("Only a tag holds this", {"c": "1"})
    kit("tag", "-m", "release", "v1", GIT_COMMITTER_NAME="Bo", GIT_COMMITTER_EMAIL="bo@example.org")
    kit("checkout", "-q", "master")
    (kit.folder / "a").write_text("changed")
    kit("stash", "-q", GIT_AUTHOR_NAME="Bo", GIT_AUTHOR_EMAIL="b@c", GIT_COMMITTER_NAME="Bo", GIT_COMMITTER_EMAIL="b@c")
    titles = {row["extra"]["title"] for row in events_of(kit.folder, tmp_path)[0]}
    assert titles == {"Start", "Side", "Only a tag holds this"}


def test_an_octopus_merge_is_one_commit(kit, tmp_path):
    kit.commit("Start", {"a": "1"})
    for branch in ("one", "two", "three"):
        kit("checkout", "-q", "-b", branch, "master")
        kit.commit(branch, {branch: "1"})
    kit("checkout", "-q", "master")
    kit.merge("Merge three", "one", "two", "three")
    rows, _seen = events_of(kit.folder, tmp_path)
    assert len(rows) == 5


@pytest.mark.parametrize(
    ("seconds", "at"), [("0", datetime(1970, 1, 1)), ("4291747200", datetime(2106, 1, 1)), ("-86400", None)]
)
def test_commits_of_1970_and_2106_are_read_as_they_are(kit, tmp_path, seconds, at):
    if at is None:
        assert moment(b"-86400") == (datetime(1969, 12, 31), False)
        return
    kit.commit("Odd clock", {"a": "1"}, at=f"@{seconds} +0000")
    assert events_of(kit.folder, tmp_path)[0][0]["at"] == at


@pytest.mark.parametrize("seconds", [b"", b"99999999999999999", b"-99999999999999999", b"nonsense"])
def test_a_date_that_no_calendar_holds_is_clamped_and_marked(seconds):
    assert moment(seconds)[1]


def test_names_and_messages_in_other_encodings_are_read(kit, tmp_path):
    raw = b"blob\nmark :1\ndata 1\nx\ncommit refs/heads/master\nauthor M\xfcller\x07 <m@example.org> 1767225600 +0000\n"
    raw += b"committer M\xfcller <m@example.org> 1767225600 +0000\ndata 6\nh\xe9llo\n\nM 100644 :1 d\xe9/f\tile\n\n"
    kit("fast-import", "--quiet", stdin=raw)
    ((row,), seen) = events_of(kit.folder, tmp_path)
    assert row["extra"]["title"].startswith("h")
    assert row["extra"]["files"] == 1
    assert all("\x07" not in one.name for one in seen)


def test_an_empty_repository_has_no_tips(kit, tmp_path):
    assert open_repository(kit.folder, tmp_path).tips() == {}
    assert events_of(kit.folder, tmp_path) == ([], set())


def test_a_shallow_clone_says_so(kit, tmp_path, git_at):
    for number in range(3):
        kit.commit(str(number), {"a": str(number)})
    git_at(tmp_path / "other")("clone", "--quiet", "--depth=1", f"file://{kit.folder}", str(tmp_path / "shallow"))
    assert open_repository(tmp_path / "shallow", tmp_path).shallow
    assert not open_repository(kit.folder, tmp_path).shallow


def test_a_bundle_is_read_and_read_again_when_it_changed(kit, tmp_path):
    kit.commit("One", {"a": "1"})
    bundle = tmp_path / "kit.bundle"
    kit("bundle", "create", "--quiet", str(bundle), "--all")
    assert len(events_of(bundle, tmp_path / "cache")[0]) == 1
    kit.commit("Two", {"a": "2"})
    kit("bundle", "create", "--quiet", str(bundle), "--all")
    assert len(events_of(bundle, tmp_path / "cache")[0]) == 2


@pytest.mark.parametrize("damage", ["cut", "garbage", "text"])
def test_a_broken_bundle_is_one_sentence_and_leaves_nothing(kit, tmp_path, damage):
    kit.commit("One", {"a": "1" * 5000})
    bundle, cache = tmp_path / "kit.bundle", tmp_path / "cache"
    kit("bundle", "create", "--quiet", str(bundle), "--all")
    whole = bundle.read_bytes()
    bundle.write_bytes({"cut": whole[:-40], "garbage": whole[:-60] + b"\xff" * 60, "text": b"hello\n"}[damage])
    with pytest.raises(SourceUnreadable) as caught:
        open_repository(bundle, cache)
    assert str(bundle) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not cache.exists() or list(cache.iterdir()) == []


def test_what_is_no_repository_is_one_sentence(tmp_path):
    for path in (tmp_path, tmp_path / "absent"):
        with pytest.raises(SourceUnreadable) as caught:
            open_repository(path, tmp_path / "cache")
        assert str(path) in str(caught.value)


def test_a_folder_inside_a_repository_is_not_taken_for_the_repository(kit, tmp_path):
    kit.commit("One", {"src/a": "1"})
    with pytest.raises(SourceUnreadable, match="only a part of one"):
        open_repository(kit.folder / "src", tmp_path / "cache")


def test_a_hostile_repository_starts_nothing(kit, tmp_path):
    kit.commit("One", {"a": "1", ".gitattributes": "* diff=evil\n"})
    kit.commit("Two", {"a": "2"})
    flag = tmp_path / "started"
    for setting in ("diff.evil.textconv", "diff.evil.command", "core.fsmonitor", "core.pager", "diff.external"):
        kit("config", setting, f"touch {flag}; cat")
    assert len(events_of(kit.folder, tmp_path)[0]) == 2
    assert not flag.exists()
