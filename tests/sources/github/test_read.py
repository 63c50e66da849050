"""What each thing that GitHub tells becomes, word by word."""

from __future__ import annotations

import pytest

from folkmoot.model.event import stable_id
from folkmoot.model.facts import Facts
from folkmoot.sources.github import read
from folkmoot.sources.github.read import Seen
from folkmoot.sources.http.told import Told
from folkmoot.wiring.streams.github import streams_of_repository
from tests.sources.contract import NOW, read_all
from tests.sources.github.forge import Forge, samples

SEEN = Seen("github:example/kit", NOW)


@pytest.fixture(scope="module")
def kept():
    return read_all(streams_of_repository(Forge().github(), "Example/Kit"))


def rows(kept, *kinds):
    found = sorted((one for one in kept.events.values() if one.kind in kinds), key=lambda one: (one.at, one.id))
    return [
        f"{one.at:%m-%d %H:%M} {one.kind} {one.subject.removeprefix('github:example/kit')} {one.actor.removeprefix('github:')}"
        for one in found
    ]


def test_the_life_of_a_change(kept):
    """Number 4 was closed and opened again before Bo merged it; the closing that the merge brought about is none."""
    mine = sorted(
        (one for one in kept.events.values() if one.subject.endswith("#4")), key=lambda one: (one.at, one.kind)
    )
    assert [(f"{one.at:%d %H}", one.kind, one.actor.removeprefix("github:")) for one in mine] == [
        ("05 09", "change.opened", "ann"),
        ("05 10", "change.commented", "ci-bot[bot]"),
        ("06 09", "change.commented", "bo"),
        ("06 09", "change.reviewed", "bo"),
        ("06 15", "change.commented", "ann"),
        ("07 09", "change.closed", "ann"),
        ("07 10", "change.reopened", "ann"),
        ("09 09", "change.reviewed", "bo"),
        ("09 10", "change.reviewed", "ci-bot[bot]"),
        ("10 09", "change.merged", "ann"),
    ]
    merged, comment = mine[-1], mine[2]
    assert merged.id == stable_id("change.merged", "github:example/kit#4", "")
    assert (merged.parent, merged.url) == ("c4" + "0" * 38, "https://github.com/example/kit/pull/4")
    assert merged.extra == {"merged_by": "github:bo", "added": 120, "removed": 30, "files": 4, "actor_id": 101}
    assert (comment.parent, comment.extra["path"]) == ("3000000401", "src/start.py")
    assert comment.id == stable_id("change.commented", "github:example/kit#4", "review-comment:50001")


def test_a_change_whose_description_says_that_it_reverts_names_what():
    pull = next(one for one in samples()["pulls"] if one["number"] == 4)
    (merged,) = read.merged(Told({**pull, "body": "Reverts example/kit#2\n\nIt was slow."}), SEEN).events
    assert merged.extra["reverts"] == ["github:example/kit#2"]


def test_the_life_of_an_issue(kept):
    mine = sorted(
        (one for one in kept.events.values() if one.subject.endswith("#1")), key=lambda one: (one.at, one.kind)
    )
    assert [(f"{one.at:%d}", one.kind, one.actor.removeprefix("github:")) for one in mine] == [
        ("02", "issue.opened", "ann"),
        ("02", "issue.labeled", "bo"),
        ("02", "issue.assigned", "bo"),
        ("02", "issue.commented", "bo"),
        ("02", "issue.commented", "ann"),
        ("03", "issue.closed", "bo"),
        ("04", "issue.reopened", "ann"),
        ("14", "issue.assigned", "bo"),
        ("20", "issue.closed", "bo"),
    ]
    assert [dict(one.extra) for one in mine if one.kind in ("issue.labeled", "issue.assigned", "issue.closed")] == [
        {"label": "bug", "actor_id": 102},
        {"assignee": "github:ann", "actor_id": 102},
        {"reason": "not_planned", "actor_id": 102},
        {"assignee": "github:ann", "removed": True, "actor_id": 102},
        {"reason": "completed", "actor_id": 102},
    ]


def test_who_is_gone_is_nobody_and_never_sighted(kept):
    ghosts = {one.kind for one in kept.events.values() if one.actor == "github:ghost"}
    assert {"issue.opened", "change.opened", "change.reviewed", "issue.commented", "change.commented"} <= ghosts
    assert all("actor_id" not in one.extra for one in kept.events.values() if one.actor == "github:ghost")
    assert {(one.account, one.also) for one in kept.sightings} >= {
        ("github:ann", "github-id:101"), ("github:bo", "github-id:102"), ("github:ci-bot[bot]", "github-id:104"),
    }  # fmt: skip
    assert not [one for one in kept.sightings if "ghost" in one.account or "None" in one.also]


def test_stars_forks_releases_and_builds(kept):
    assert rows(kept, "repo.starred", "repo.forked", "release.published") == [
        "01-02 07:00 repo.starred  ann", "01-03 07:00 repo.starred  bo", "01-03 09:00 repo.forked  ann",
        "01-04 09:00 repo.forked  cy", "01-05 07:00 repo.starred  cy", "01-07 07:00 repo.starred  dee",
        "01-09 09:00 repo.forked  other", "01-14 09:00 release.published @v1.0-rc1 ci-bot[bot]",
        "01-17 09:00 release.published @v1.0 bo",
    ]  # fmt: skip
    built = [one for one in kept.events.values() if one.kind == "build.finished" and one.extra["change"].endswith("#4")]
    assert sorted((one.extra["name"], one.extra["conclusion"], one.amount) for one in built if one.amount) == [
        ("test", "failure", 300.0), ("test", "success", 240.0),
    ]  # fmt: skip
    assert {one.actor for one in built} == {"github:ci-bot[bot]"}
    assert sorted((one.name, one.amount) for one in kept.measurements.values()) == [
        ("forks", 3), ("open_issues", 6), ("stars", 5), ("watches", 4),
    ]  # fmt: skip


def test_the_same_check_run_again_is_another_end():
    run = samples()["check_runs"][f"{4:040x}"][0]
    again = {**run, "completed_at": "2026-02-01T00:00:00Z"}
    (one,), (other,) = read.check_run(Told(run), SEEN, 4).events, read.check_run(Told(again), SEEN, 4).events
    assert one.id != other.id, "the same id must come at the same moment"


def test_a_merge_is_known_where_an_old_server_does_not_tell_it_beside_the_closing():
    events = [one for one in samples()["events"] if one["issue"] and one["issue"]["number"] == 4]
    for one in events:
        del one["issue"]["pull_request"]["merged_at"]
    found = read.happenings([Told(one) for one in events], SEEN).events
    assert [one.kind for one in found] == ["change.closed", "change.reopened"]
    events = [one for one in events if one["event"] != "merged"]
    assert [one.kind for one in read.happenings([Told(one) for one in events], SEEN).events].count("change.closed") == 2


def test_what_is_not_yet():
    draft = {"id": 1, "tag_name": "v1", "draft": True, "published_at": None}
    assert read.release(Told(draft), SEEN) == Facts()
    assert read.review(Told({"id": 1, "state": "PENDING"}), 4, SEEN) == Facts()
    assert read.issue(Told({"pull_request": {}}), SEEN) == Facts()
