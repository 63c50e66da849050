"""Repositories as they come: branches, merges, odd dates, odd bytes; nothing is fatal."""

import json
from datetime import datetime

import pytest

from folkmoot.model.people import mail_account
from folkmoot.sources.git.client import repository_at
from folkmoot.sources.git.read import Reader, moment
from folkmoot.sources.git.stream import Commit, commits

NOW = datetime(2026, 11, 21)


def events_of(folder, repo="gitee:example/kit", seen=(), **options):
    repository = repository_at(folder)
    reader = Reader(repo, NOW, size=3, **options)
    batches = list(reader.batches(commits(repository.log(set(repository.tips().values()), set(seen)))))
    batches.append(reader.rest(repository.authors(reader.open_tips)))
    rows = [row | {"extra": json.loads(row["extra"])} for batch in batches for row in batch.table(NOW).to_pylist()]
    return rows, reader.sightings


def of_kind(rows, kind):
    return [row for row in rows if row["kind"] == kind]


def test_a_commit_tells_who_when_where_and_how_much(kit):
    sha = kit.commit("Add a tool\n\nSigned-off-by: Bo <bo@example.org>", {"src/a.py": "1\n2\n", "README": "x\n"})
    rows, seen = events_of(kit.folder)
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


def test_a_merge_commit_tells_of_the_change_and_of_whom_it_was(kit):
    kit.commit("Start", {"a": "1"})
    kit("checkout", "-q", "-b", "fix")
    tip = kit.commit("Fix", {"b": "1"}, who="Ann <ann@example.org>")
    kit("checkout", "-q", "master")
    merge = kit.merge("!12 Fix the docs\nMerge pull request !12 from Ann_A/fix", "fix")
    rows, seen = events_of(kit.folder)
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


def test_a_revert_that_quotes_a_merge_merges_nothing(kit):
    kit.commit("Revert '!12 Fix'\n\nMerge pull request !12 from ann/fix", {"a": "1"})
    assert of_kind(events_of(kit.folder)[0], "change.merged") == []


def test_a_revert_names_the_commit_and_its_merge_the_change(kit):
    sha = kit.commit("Start", {"a": "1"})
    kit("checkout", "-q", "-b", "back")
    kit.commit(f'Revert "Start"\n\nThis reverts commit {sha}.', {"b": "1"})
    kit("checkout", "-q", "master")
    kit.merge("!13 回退 'Pull Request !12 : Fix'\nMerge pull request !13 from ann/back", "back")
    rows, _ = events_of(kit.folder)
    named = {(row["kind"], row["extra"].get("merge", False)): row["extra"].get("reverts") for row in rows}
    change = ["gitee:example/kit!12"]
    assert [sha] in [row["extra"].get("reverts") for row in of_kind(rows, "commit.authored")]
    assert named["change.merged", False] == named["commit.authored", True] == change


def test_all_branches_and_tags_are_read_and_stashes_are_not(kit):
    first = kit.commit("Start", {"a": "1"})
    kit("checkout", "-q", "-b", "side")
    kit.commit("Side", {"b": "1"})
    kit("checkout", "-q", "--detach", first)
    kit.commit("Only a tag holds this", {"c": "1"})
    kit("tag", "-m", "release", "v1", GIT_COMMITTER_NAME="Bo", GIT_COMMITTER_EMAIL="bo@example.org")
    kit("checkout", "-q", "master")
    (kit.folder / "a").write_text("changed")
    kit("stash", "-q", GIT_AUTHOR_NAME="Bo", GIT_AUTHOR_EMAIL="b@c", GIT_COMMITTER_NAME="Bo", GIT_COMMITTER_EMAIL="b@c")
    titles = {row["extra"]["title"] for row in events_of(kit.folder)[0]}
    assert titles == {"Start", "Side", "Only a tag holds this"}


def test_an_octopus_merge_is_one_commit(kit):
    kit.commit("Start", {"a": "1"})
    for branch in ("one", "two", "three"):
        kit("checkout", "-q", "-b", branch, "master")
        kit.commit(branch, {branch: "1"})
    kit("checkout", "-q", "master")
    kit.merge("Merge three", "one", "two", "three")
    rows, _seen = events_of(kit.folder)
    assert len(rows) == 5


def test_an_empty_commit_has_no_lines_and_a_merge_unknown_ones(kit):
    kit.commit("Start", {"a": "1"})
    kit("checkout", "-q", "-b", "side")
    kit.commit("Nothing")
    kit("checkout", "-q", "master")
    kit.merge("Merge branch 'side'", "side")
    amounts = {row["extra"]["title"]: row["amount"] for row in events_of(kit.folder)[0]}
    assert amounts == {"Start": 1.0, "Nothing": 0.0, "Merge branch 'side'": None}


@pytest.mark.parametrize(
    ("seconds", "at", "doubtful"),
    [
        ("0", datetime(1970, 1, 1), True),
        ("4291747200", datetime(2106, 1, 1), True),
        ("99999999999999999", datetime(9987, 4, 2, 17, 46, 40), True),
        ("600000000", datetime(1989, 1, 5, 10, 40), False),
        ("1795219200", datetime(2026, 11, 21), False),
    ],
)
def test_a_date_that_cannot_be_true_is_kept_as_far_as_it_goes_and_marked(kit, seconds, at, doubtful):
    raw = f"commit refs/heads/master\nauthor Ann <ann@example.org> {seconds} +0000\n"
    raw += f"committer Ann <ann@example.org> {seconds} +0000\ndata 4\nOdd\n\n"
    kit("fast-import", "--quiet", "--date-format=raw-permissive", stdin=raw.encode())
    (row,) = events_of(kit.folder)[0]
    assert row["at"] == at
    assert row["extra"].get("date_doubtful", False) is doubtful


def test_a_moment_before_1970_is_a_moment():
    assert moment(b"-86400") == (datetime(1969, 12, 31), False)


@pytest.mark.parametrize("seconds", [b"", b"99999999999999999", b"-99999999999999999", b"nonsense"])
def test_a_date_that_no_calendar_holds_is_clamped_and_marked(seconds):
    assert moment(seconds)[1]


def test_names_and_messages_in_other_encodings_are_read(kit):
    raw = b"blob\nmark :1\ndata 1\nx\ncommit refs/heads/master\nauthor M\xfcller\x07 <m@example.org> 1767225600 +0000\n"
    raw += b"committer M\xfcller <m@example.org> 1767225600 +0000\ndata 6\nh\xe9llo\n\nM 100644 :1 d\xe9/f\tile\n\n"
    kit("fast-import", "--quiet", stdin=raw)
    ((row,), seen) = events_of(kit.folder)
    assert row["extra"]["title"].startswith("h")
    assert row["extra"]["files"] == 1
    assert all("\x07" not in one.name for one in seen)


def merged(kit, message, who="Cy <cy@example.org>"):
    """One branch by Cy, merged by Bo with ``message``; returns the tip and the merge."""
    kit.commit("Start", {"a": "1"})
    kit("checkout", "-q", "-b", "fix")
    tip = kit.commit("Fix", {"b": "1"}, who=who)
    kit("checkout", "-q", "master")
    return tip, kit.merge(message, "fix")


def test_a_branch_without_a_name_is_its_author_s(kit):
    merged(kit, "!12 Fix\nMerge pull request !12 from dev_1.2")
    (change,) = of_kind(events_of(kit.folder)[0], "change.merged")
    assert change["actor"] == mail_account("cy@example.org")
    assert change["extra"]["branch"] == "dev_1.2"


def test_a_branch_that_was_read_before_its_merge_is_known_all_the_same(kit):
    tip, merge = merged(kit, "!12 Fix\nMerge pull request !12 from dev_1.2")
    rows, _seen = events_of(kit.folder, seen=[tip])
    (change,) = of_kind(rows, "change.merged")
    assert (change["actor"], change["parent"]) == (mail_account("cy@example.org"), merge)
    kit("reset", "-q", "--hard", "HEAD~1")
    kit.merge("!12 Fix\nMerge pull request !12 from Cy/dev", "fix")
    evidence = {one for one in events_of(kit.folder, seen=[tip])[1] if one.why}
    assert {(one.account, one.also, one.subject) for one in evidence} == {
        ("gitee:cy", mail_account("cy@example.org"), "gitee:example/kit!12")
    }


def test_a_branch_without_a_name_whose_tip_is_not_here_is_nobody_s():
    reader = Reader("gitee:example/kit", NOW)
    message = "!1 Old\nMerge pull request !1 from dev"
    lone = Commit("b" * 40, ("c" * 40, "d" * 40), b"1767225600", "Bo", "bo@example.org", b"1767225600", message)
    batches = [*reader.batches([lone]), reader.rest({})]
    (change,) = of_kind([row for batch in batches for row in batch.table(NOW).to_pylist()], "change.merged")
    assert change["actor"] == "gitee:unknown"


def test_a_name_that_gitee_shows_is_seen_as_a_name(kit):
    merged(kit, "!12 Fix\nMerge pull request !12 from Cy Outsider/fix")
    rows, seen = events_of(kit.folder)
    assert [row["actor"] for row in of_kind(rows, "change.merged")] == ["gitee:cy outsider"]
    assert ("gitee:cy outsider", "Cy Outsider") in {(one.account, one.name) for one in seen}


def test_github_s_name_of_the_repository_s_owner_is_evidence_of_nobody(kit):
    merged(kit, "Merge pull request #3 from example/fix\n\nFix")
    rows, seen = events_of(kit.folder, repo="github:example/kit")
    (change,) = of_kind(rows, "change.merged")
    assert (change["actor"], change["url"]) == ("github:example", "https://github.com/example/kit/pull/3")
    assert not [one for one in seen if one.why]


ROBOT = "!5 Add it\nFrom: @Cy\nReviewed-by: @ann,@bo\nSigned-off-by: @bo"


def test_a_robot_s_merge_names_its_change_and_counts_only_when_wished(kit):
    merged(kit, ROBOT)
    rows, seen = events_of(kit.folder)
    assert of_kind(rows, "change.merged") == []
    (merge,) = [row for row in rows if row["extra"].get("merge")]
    assert (merge["extra"]["change"], merge["extra"]["change_by"]) == ("gitee:example/kit!5", "gitee:cy")
    assert [(one.account, one.also) for one in seen if one.why] == [("gitee:cy", mail_account("cy@example.org"))]
    (change,) = of_kind(events_of(kit.folder, robots=True)[0], "change.merged")
    assert (change["actor"], change["extra"]["reviewed_by"]) == ("gitee:cy", ["gitee:ann", "gitee:bo"])


def test_co_authors_are_others_than_the_author(kit):
    kit.commit("Pair\n\nCo-authored-by: Bo <bo@example.org>\nCo-authored-by: Ann <ann@example.org>", {"a": "1"})
    (row,) = events_of(kit.folder)[0]
    assert row["extra"]["coauthors"] == [mail_account("bo@example.org")]


def test_where_a_shallow_history_ends_the_lines_are_unknown(kit):
    """The first commit that is there would otherwise seem to have written all files."""
    first = kit.commit("Start", {"a": "1"})
    kit.commit("More", {"a": "2"})
    amounts = {row["extra"]["title"]: row["amount"] for row in events_of(kit.folder, cut=frozenset({first}))[0]}
    assert amounts == {"Start": None, "More": 2.0}


def test_paths_with_tabs_quotes_and_new_lines_are_paths(kit):
    kit.commit("Odd", {'a\tb/"q"': "1", "c\nd/e": "1", "é/f": "1"})
    (row,) = events_of(kit.folder)[0]
    assert row["extra"]["dirs"] == ["a\tb", "c\nd", "é"]


def test_a_submodule_is_one_file(kit):
    kit.commit("Start", {"a": "1"})
    kit("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},lib/sub")
    kit("commit", "-q", "-m", "Sub", GIT_AUTHOR_NAME="A", GIT_AUTHOR_EMAIL="a@example.org",
        GIT_COMMITTER_NAME="A", GIT_COMMITTER_EMAIL="a@example.org")  # fmt: skip
    (row,) = [row for row in events_of(kit.folder)[0] if row["extra"]["title"] == "Sub"]
    assert (row["extra"]["files"], row["extra"]["dirs"]) == (1, ["lib"])
