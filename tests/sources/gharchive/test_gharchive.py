"""What GitHub Archive tells counts once with what GitHub tells, is never complete, and each file is unpacked once."""

from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.files import packed
from folkmoot.sources.gharchive import client
from folkmoot.sources.gharchive.client import Hours
from folkmoot.sources.gharchive.read import facts_of
from folkmoot.sources.gharchive.stream import History
from folkmoot.sources.github import read as github
from folkmoot.sources.http.told import Told

SAMPLE = Path(__file__).parent / "samples" / "2024-03-01-15.json"
LINES = [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]
REPO = "github:example/kit"
NOW = datetime(2026, 4, 1)


def payload(type_, action=None, number=0):
    found = [line for line in LINES if line["type"] == type_ and action in (None, line["payload"].get("action"))]
    return found[number], found[number]["payload"]


def as_github_tells(type_, action, number):
    """Return what GitHub's own reading makes of the same object."""
    line, told = payload(type_, action, number)
    seen = github.Seen(REPO, NOW)
    actor = Told.of(line["actor"])
    happened = {"actor": actor.data, "id": 1, "event": "closed"}
    asked = {
        "WatchEvent": lambda: github.star(Told({"user": actor.data, "starred_at": line["created_at"]}), seen),
        "ForkEvent": lambda: github.fork(Told(told["forkee"]), seen),
        "PullRequestReviewEvent": lambda: github.review(Told(told["review"]), 2, seen),
        "IssueCommentEvent": lambda: github.comment(Told(told["comment"]), seen),
        "PullRequestReviewCommentEvent": lambda: github.code_comment(Told(told["comment"]), seen),
        "ReleaseEvent": lambda: github.release(Told(told["release"]), seen),
    }
    if type_ in asked:
        return asked[type_]()
    thing = told.get("issue") or told["pull_request"]
    if action == "opened":
        return (github.issue if type_ == "IssuesEvent" else github.change)(Told(thing), seen)
    if thing.get("merged_at"):
        return github.merged(Told(thing), seen)
    issue = thing if type_ == "IssuesEvent" else {**thing, "pull_request": {"merged_at": None}}
    closing = {**happened, "created_at": thing["closed_at"], "issue": issue}
    if "state_reason" in thing:
        closing["state_reason"] = thing["state_reason"]
    return github.happenings([Told(closing)], seen)


@pytest.mark.parametrize(
    ("type_", "action", "number", "kind"),
    [
        ("WatchEvent", None, 0, "repo.starred"), ("ForkEvent", None, 0, "repo.forked"),
        ("IssuesEvent", "opened", 0, "issue.opened"), ("IssuesEvent", "closed", 0, "issue.closed"),
        ("PullRequestEvent", "opened", 0, "change.opened"), ("PullRequestEvent", "closed", 0, "change.merged"),
        ("PullRequestEvent", "closed", 1, "change.closed"), ("PullRequestReviewEvent", None, 0, "change.reviewed"),
        ("IssueCommentEvent", None, 0, "issue.commented"), ("IssueCommentEvent", None, 1, "change.commented"),
        ("PullRequestReviewCommentEvent", None, 0, "change.commented"), ("ReleaseEvent", None, 0, "release.published"),
    ],
)  # fmt: skip
def test_an_event_is_the_one_that_github_tells(type_, action, number, kind):
    [mine] = facts_of(Told(payload(type_, action, number)[0]), REPO).events
    [theirs] = as_github_tells(type_, action, number).events
    assert mine.kind == kind
    assert mine == replace(theirs, source="gharchive", seen_at=None)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "files").mkdir()
    shutil.copy(SAMPLE, tmp_path / "files")
    return tmp_path


def read(folder, repo="example/kit", state=None, repos=("example/kit", "other/thing")):
    steps = list(History(Hours(folder / "files", folder / "cache", frozenset(repos)), repo).steps(state or {}, NOW))
    return [event for step in steps for event in step.facts.events], steps[-1]


def test_a_repository_is_read_and_never_complete(folder):
    events, last = read(folder)
    assert len(events) == 12
    assert {event.repo for event in events} == {REPO}
    assert not last.complete
    assert last.note == "GitHub Archive misses events, and does not say which; 1 lines tell too little"
    assert (last.since_at, last.until_at) == (datetime(2024, 3, 1, 15), datetime(2024, 3, 1, 16))
    assert [event.actor for event in read(folder, "other/thing")[0]] == ["github:ann"]
    assert read(folder, "example/nothing", repos=("example/nothing",))[0] == []


def test_a_day_is_read_again_only_when_its_files_are_others(folder):
    last = read(folder)[1]
    state = json.loads(json.dumps(last.state))
    assert read(folder, state=state)[0] == []
    line = {**LINES[0], "actor": {**LINES[0]["actor"], "login": "bo", "id": 12}, "created_at": "2024-03-01T18:00:00Z"}
    (folder / "files" / "2024-03-01-18.json.gz").write_bytes(gzip.compress(json.dumps(line).encode()))
    events, last = read(folder, state=state)
    assert len(events) == 13
    assert "2 of 4 hours have no file" in last.note


def test_a_file_is_unpacked_once_for_all_repositories(folder, monkeypatch):
    opened = []
    original = client.lines_of
    monkeypatch.setattr(client, "lines_of", lambda path: (opened.append(path.name), original(path))[1])
    hours = Hours(folder / "files", folder / "cache", frozenset({"example/kit", "other/thing"}))
    for repo in ("example/kit", "other/thing"):
        list(History(hours, repo).steps({}, NOW))
    assert opened.count(SAMPLE.name) == 1
    shutil.rmtree(folder / "cache")
    assert len(read(folder)[0]) == 12


def test_a_damaged_file_is_read_as_far_as_it_goes_and_told(folder):
    whole = gzip.compress(json.dumps(LINES[0]).encode() + b"\n" + SAMPLE.read_bytes() * 20)
    (folder / "files" / "2024-03-02-0.json.gz").write_bytes(whole[:-20])
    (folder / "files" / "2024-03-02-1.json").write_text(
        "no json example\n" + '{"repo": {"name": "example/kit"}}\n', "utf-8"
    )
    events, last = read(folder)
    assert len(events) > 12
    assert "2024-03-02-0.json.gz: its packing is damaged" in last.note
    assert "2024-03-02-0.json.gz: its packing is damaged" in read(folder, state=last.state)[1].note


def test_a_page_that_was_saved_in_the_place_of_a_packed_file_is_told(folder):
    (folder / "files" / "2024-03-02-0.json.gz").write_text("<html>Not found</html>\n", "utf-8")
    assert "2024-03-02-0.json.gz: its packing is damaged" in read(folder)[1].note


def test_a_bomb_is_refused(folder, monkeypatch):
    monkeypatch.setattr(packed, "SMALL", 1_000_000)
    (folder / "files" / "2024-03-01-16.json.gz").write_bytes(gzip.compress(b"{}\n" * 3_000_000))
    assert "2024-03-01-16.json.gz: it unpacks to more than 100 times its size" in read(folder)[1].note
    monkeypatch.setattr(client, "LONGEST_LINE", 1_000)
    (folder / "files" / "2024-03-01-16.json.gz").write_bytes(gzip.compress(b"x" * 2_000))
    assert "2024-03-01-16.json.gz: a line is longer than" in read(folder)[1].note


def test_a_folder_without_files_is_told(tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "2024-13-01-1.json").touch()
    with pytest.raises(SourceUnreadable, match="no file of GitHub Archive"):
        read(tmp_path)


def test_nobody_s_star_is_left_out():
    line = {**LINES[0], "actor": None}
    assert not facts_of(Told(line), REPO).events
