"""What Gitee, AtomGit and GitCode tell becomes the same events, in UTC, with nothing made up."""

from __future__ import annotations

from datetime import datetime

import pytest

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.gitee import read
from folkmoot.sources.gitee.dialect import DIALECTS, MOST_FILES
from folkmoot.sources.http.told import Told
from tests.sources.contract import NOW, Kept, read_all
from tests.sources.contract import read as read_stream
from tests.sources.gitee.server import Server, sample

SEEN = read.Seen(DIALECTS["gitee"], "gitee:example/kit", NOW)
PULLS = "repos/example/kit/pulls"


@pytest.fixture(scope="module")
def gitee():
    return read_all(Server().streams())


@pytest.fixture(scope="module")
def gitcode():
    return read_all(Server("gitcode").streams())


def told(kept, kind):
    """Return (at, actor, subject, extra without title) of the events of a kind, in order."""
    found = sorted((one for one in kept.events.values() if one.kind == kind), key=lambda one: (one.at, one.subject))
    return [
        (f"{one.at:%m-%dT%H:%M:%S}", one.actor, one.subject, {k: v for k, v in one.extra.items() if k != "title"})
        for one in found
    ]


def test_changes_of_both_zones_are_told_in_utc(gitee):
    assert told(gitee, "change.opened") == [
        ("01-04T23:30:00", "gitee:ann", "gitee:example/kit!1", {"base": "master", "draft": False, "actor_id": 11}),
        ("01-07T00:00:00", "gitee:cy", "gitee:example/kit!2", {"base": "master", "draft": False, "actor_id": 13}),
        ("02-01T15:59:59", "gitee:ghost", "gitee:example/kit!3", {"base": "master", "draft": True}),
        ("02-04T02:00:00", "gitee:ann", "gitee:example/kit!4", {"base": "master", "draft": False, "actor_id": 11}),
    ]
    assert told(gitee, "change.closed") == [("01-09T02:00:00", "gitee:bo_m", "gitee:example/kit!2", {"actor_id": 12})]


def test_a_merge_tells_its_author_who_merged_and_its_size_unless_the_list_was_cut(gitee):
    assert told(gitee, "change.merged") == [
        ("01-06T01:00:00", "gitee:ann", "gitee:example/kit!1",
         {"merged_by": "gitee:bo_m", "files": 2, "added": 11, "removed": 2, "actor_id": 11}),
        ("02-05T02:00:00", "gitee:ann", "gitee:example/kit!4", {"merged_by": "", "truncated": True, "actor_id": 11}),
    ]  # fmt: skip


def test_a_change_whose_title_says_that_it_reverts_names_what():
    change = Told({**sample("gitee")[PULLS][0], "title": "回退 'Pull Request !3 : fix'", "body": None})
    merged = next(one for one in read.change(change, SEEN).events if one.kind == "change.merged")
    assert merged.extra["reverts"] == ["gitee:example/kit!3"]


@pytest.mark.parametrize(("number", "cut"), [(MOST_FILES - 1, False), (MOST_FILES, True), (MOST_FILES + 1, True)])
def test_a_list_of_files_at_the_cap_is_never_counted_as_whole(number, cut):
    change = Told.of(sample("gitee")[PULLS][0])
    files = [Told({"filename": f"{each}.py", "additions": "2", "deletions": "1"}) for each in range(number)]
    merged = next(one for one in read.change(change, SEEN, (), files).events if one.kind == "change.merged")
    assert merged.extra.get("truncated", False) is cut
    assert merged.extra.get("files") == (None if cut else number)
    assert merged.extra.get("added") == (None if cut else number * 2)


def test_the_log_tells_reviews_labels_assignments_and_reopenings(gitee):
    assert told(gitee, "change.reviewed") == [
        ("01-06T00:59:00", "gitee:bo_m", "gitee:example/kit!1",
         {"state": "approved", "role": "reviewer", "actor_id": 12}),
        ("02-05T02:00:00", "gitee:bo_m", "gitee:example/kit!4",
         {"state": "approved", "role": "reviewer", "date_doubtful": True, "actor_id": 12}),
    ]  # fmt: skip
    assert told(gitee, "change.labeled") == [
        ("01-06T00:58:00", "gitee:ci-bot", "gitee:example/kit!1", {"label": "lgtm", "actor_id": 14}),
        ("01-08T02:00:00", "gitee:ci-bot", "gitee:example/kit!2", {"label": "wip", "removed": True, "actor_id": 14}),
    ]
    assert told(gitee, "change.reopened") == [("02-03T02:00:00", "gitee:ghost", "gitee:example/kit!3", {})]
    assert told(gitee, "change.assigned") == [("02-02T02:00:00", "gitee:bo_m", "gitee:example/kit!3", {"actor_id": 12})]


@pytest.mark.parametrize(
    ("content", "kind", "what"),
    [("added label bug", "", "labeled"), ("", "add_label", "labeled"), ("", "merged_pr", ""), ("改了标题", "x", ""),
     ("测试通过", "", "reviewed"), ("", "reopened_pr", "reopened"), ("添加了标签 closed", "close_pr", "labeled"),
     ("取消了 Cy 的审查人员", "", "assigned"), ("approved this", "", "reviewed"), ("关闭了 Pull Request", "", "")],
)  # fmt: skip
def test_an_entry_of_a_log_is_known_by_its_words_or_its_type(content, kind, what):
    entry = Told({"id": 7, "content": content, "action_type": kind, "user": None, "created_at": "2026-01-01T00:00:00Z"})
    events = read.change(Told.of(sample("gitee")[PULLS][1]), SEEN, [entry]).events
    assert [one.kind for one in events[1:-1]] == ([f"change.{what}"] if what else [])


@pytest.mark.parametrize(("shown", "reviews"), [(None, 0), ([], 1)])
def test_who_accepted_a_merged_change_is_told_only_beside_a_log_that_would_tell_it_better(shown, reviews):
    events = read.change(Told.of(sample("gitee")[PULLS][0]), SEEN, shown).events
    assert [one.kind for one in events].count("change.reviewed") == reviews


def test_an_issue_keeps_its_word_for_a_number_and_a_refusal_without_a_moment_is_no_closing(gitee):
    assert [one[:3] for one in told(gitee, "issue.opened")] == [
        ("01-10T00:00:00", "gitee:cy", "gitee:example/kit#I5XYZ"),
        ("01-11T00:00:00", "gitee:ann", "gitee:example/kit#I5XZA"),
        ("02-11T00:00:00", "gitee:ann", "gitee:example/kit#I6AB0"),
    ]
    assert told(gitee, "issue.closed") == [
        ("01-12T00:00:00", "gitee:bo_m", "gitee:example/kit#I5XYZ", {"actor_id": 12})
    ]


def test_who_closed_it_is_said_to_be_unknown_where_the_log_does_not_tell():
    facts = read.issue(Told.of(sample("gitee")["repos/example/kit/issues"][0]), SEEN)
    closed = facts.events[-1]
    assert (closed.kind, closed.actor, closed.extra["by_unknown"]) == ("issue.closed", "gitee:cy", True)


def test_comments_interest_and_releases(gitee):
    assert {(one.actor, one.subject, one.extra.get("path")) for one in gitee.events.values()
            if one.kind == "change.commented"} == {
        ("gitee:bo_m", "gitee:example/kit!1", "kit/read.py"), ("gitee:ann", "gitee:example/kit!1", None),
        ("gitee:ghost", "gitee:example/kit!3", None),
    }  # fmt: skip
    assert [one[:3] for one in told(gitee, "issue.commented")] == [
        ("01-10T01:00:00", "gitee:bo_m", "gitee:example/kit#I5XYZ"),
        ("01-11T01:00:00", "gitee:cy", "gitee:example/kit#I5XYZ"),
    ]
    assert [one[:2] for one in told(gitee, "repo.starred")] == [
        ("01-02T23:00:00", "gitee:ann"), ("02-02T00:00:00", "gitee:cy")
    ]  # fmt: skip
    assert [one[:2] for one in told(gitee, "repo.watched")] == [
        ("01-01T00:00:00", "gitee:bo_m"), ("01-02T00:00:00", "gitee:ann")
    ]  # fmt: skip
    assert told(gitee, "repo.forked") == [
        ("01-04T00:00:00", "gitee:ann", "gitee:example/kit", {"fork": "gitee:ann/kit", "actor_id": 11})
    ]
    assert [(one[2], one[3]["prerelease"]) for one in told(gitee, "release.published")] == [
        ("gitee:example/kit@v1.0", False), ("gitee:example/kit@v1.1", True)
    ]  # fmt: skip


def test_counts_and_numbers_of_accounts(gitee):
    assert {(one.name, one.amount) for one in gitee.measurements.values()} == {
        ("stars", 2), ("forks", 1), ("watches", 3), ("open_issues", 1)
    }  # fmt: skip
    assert {one.at for one in gitee.measurements.values()} == {datetime(2026, 3, 1)}
    assert ("gitee:bo_m", "gitee-id:12") in {(one.account, one.also) for one in gitee.sightings}
    assert not [one for one in gitee.sightings if "ghost" in one.account]


def test_gitcode_speaks_its_dialect(gitcode):
    assert told(gitcode, "change.merged") == [
        ("01-06T01:00:00", "gitcode:ann", "gitcode:example/kit!1",
         {"merged_by": "gitcode:bo", "files": 1, "added": 4, "removed": 1, "actor_id": "5f0000000000000000000011"}),
    ]  # fmt: skip
    assert {(one.actor, one.extra.get("path")) for one in gitcode.events.values() if one.kind == "change.commented"} == {
        ("gitcode:bo", None), ("gitcode:ann", None), ("gitcode:bo", "kit.py")
    }  # fmt: skip
    assert [one[2] for one in told(gitcode, "issue.commented")] == ["gitcode:example/kit#2"]
    assert told(gitcode, "issue.closed") == [
        ("01-09T06:49:45", "gitcode:bo", "gitcode:example/kit#1", {"actor_id": 12})
    ]
    assert [one[2] for one in told(gitcode, "release.published")] == ["gitcode:example/kit@v1.0"]
    assert told(gitcode, "repo.forked")[0][3]["fork"] == "gitcode:cy/kit"
    assert [one[0] for one in told(gitcode, "repo.starred")] == ["01-13T08:15:53"]


def test_atomgit_speaks_as_gitcode_does():
    assert DIALECTS["atomgit"].api == "https://api.atomgit.com/api/v5"
    server = Server("gitcode")
    server.forge = "atomgit"
    kept = read_all(server.streams())
    assert {one.repo for one in kept.events.values()} == {"atomgit:example/kit"}


def test_what_has_no_moment_is_said_to_be_missing():
    _, last = read_stream(Server().stream("subscribers"), Kept())
    assert (last.complete, "moment" in last.note) == (False, True)


def test_a_renamed_repository_keeps_its_name_in_the_lake_and_a_stranger_is_not_measured():
    server, kept = Server(), Kept()
    state, last = read_stream(server.stream("repository"), kept)
    assert (state, last.note) == ({"id": 700, "name": "example/kit"}, "")
    server.data["repos/example/kit"]["full_name"] = "example/toolkit"
    state, last = read_stream(server.stream("repository"), kept, state)
    assert (state["name"], last.note, last.complete) == ("example/toolkit", "renamed to example/toolkit", True)
    assert {one.subject for one in kept.measurements.values()} == {"gitee:example/kit"}
    server.data["repos/example/kit"]["id"] = 9
    state, last = read_stream(server.stream("repository"), Kept(), state)
    assert (last.complete, state["id"], len(last.facts)) == (False, 700, 0)


@pytest.mark.parametrize("data", [[], {"number": 1}, {"number": {}}, {"number": 1, "created_at": "soon"}, 3, None])
def test_another_shape_is_told_in_words(data):
    server = Server()
    server.data[PULLS] = [data]
    server.order = False
    with pytest.raises(SourceUnreadable):
        read_stream(server.stream("changes"), Kept())
