"""Deliveries: each is understood or not of interest, none is a surprise, and none counts twice beside the API."""

from __future__ import annotations

import copy
import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.model.errors import BadInput
from folkmoot.model.event import KINDS
from folkmoot.sources.github.webhook import facts
from folkmoot.wiring.streams.github import streams_of_repository
from tests.sources.contract import read_all
from tests.sources.github.forge import Forge, samples

NOW = datetime(2026, 3, 1, 12)
RECORDED = Path(__file__).parents[4] / "shared" / "data" / "github-webhooks"
GIVEN = samples()
REPOSITORY = GIVEN["repository"]


def told(event, **payload):
    return facts(event, {"repository": REPOSITORY, "sender": GIVEN["members"][0], **payload}, named, NOW, "d-1")


def named(number, name):
    assert number == 5001
    return f"github:{name.lower()}"


@pytest.mark.real
@pytest.mark.skipif(not RECORDED.is_dir(), reason="no recorded deliveries beside the checkout")
def test_every_recorded_delivery_is_read_or_not_of_interest():
    kinds = Counter()
    for path in sorted(RECORDED.glob("*.json")):
        payload = json.loads(path.read_text("utf-8"))
        found = facts(path.name.split(".")[0], payload, lambda _, name: f"github:{name.lower()}", NOW, path.stem)
        for event in found.events if found else ():
            assert event.kind in KINDS
            assert event.repo.startswith("github:")
            kinds[event.kind] += 1
    assert kinds == {
        "issue.opened": 4, "issue.transferred": 1, "issue.commented": 5, "change.opened": 4, "change.reviewed": 3,
        "change.commented": 3, "repo.starred": 2, "repo.unstarred": 1, "repo.forked": 3, "release.published": 3,
        "build.finished": 7,
    }  # fmt: skip


def deliveries():
    """Yield what GitHub would have delivered when the things of the samples happened."""
    pulls = {one["number"]: one for one in GIVEN["pulls"]}
    issues = [one for one in GIVEN["issues"] if "pull_request" not in one]
    for event, action, name, things in (
        ("issues", "opened", "issue", issues), ("issues", "closed", "issue", issues), ("issues", "labeled", "issue", issues),
        ("pull_request", "opened", "pull_request", pulls.values()), ("pull_request", "closed", "pull_request", pulls.values()),
        ("pull_request", "reopened", "pull_request", pulls.values()), ("release", "published", "release", GIVEN["releases"]),
        ("issue_comment", "created", "comment", GIVEN["issue_comments"]), ("fork", "", "forkee", GIVEN["forks"]),
        ("pull_request_review_comment", "created", "comment", GIVEN["pull_comments"]),
    ):  # fmt: skip
        yield from ((event, {name: one, **({"action": action} if action else {})}) for one in things)
    for number, reviews in GIVEN["reviews"].items():
        for one in reviews:
            review = {**one, "state": one["state"].lower()}
            yield "pull_request_review", {"action": "submitted", "review": review, "pull_request": pulls[int(number)]}
    for one in GIVEN["stargazers"]:
        if one["user"]:
            yield "star", {"action": "created", "starred_at": one["starred_at"], "sender": one["user"]}
            yield "watch", {"action": "started", "sender": one["user"]}
    yield from built()


def built():
    for run in (run for runs in GIVEN["check_runs"].values() for run in runs):
        for changes in ([], [{"number": int(run["head_sha"], 16)}]):
            yield "check_run", {"action": "completed", "check_run": {**run, "pull_requests": changes}}
    for sha, statuses in GIVEN["statuses"].items():
        yield from (("status", {**one, "sha": sha, "branches": [{"name": "topic"}]}) for one in statuses)


def test_a_delivery_tells_the_very_same_event_as_the_api():
    api = read_all(streams_of_repository(Forge().github(), "Example/Kit"))
    hooked = read_all(())
    for event, payload in deliveries():
        found = told(event, **payload)
        if found:
            hooked.take(found)
    for number, event in hooked.events.items():
        assert api.events[number] == event, "what a delivery tells, the API tells as well"
    left = Counter(event.kind for number, event in api.events.items() if number not in hooked.events)
    assert set(left) <= {
        "issue.closed", "issue.reopened", "issue.labeled", "issue.assigned", "issue.transferred",
        "change.closed", "change.reopened", "change.labeled", "change.assigned", "build.finished",
    }  # fmt: skip
    assert left["build.finished"] == 2, "statuses do not tell their change"


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("ping", {"zen": "…"}), ("push", {}), ("nonsense", {}), ("issues", {"action": "closed"}), ("", {}),
        ("label", {"action": "created"}), ("star", {"action": "created", "starred_at": None}),
        ("pull_request", {"action": "closed", "pull_request": {"merged_at": None}}),
    ],
)  # fmt: skip
def test_what_is_not_of_interest(event, payload):
    assert told(event, **payload) is None


def test_builds_of_the_main_branch_belong_to_no_change():
    run = {**GIVEN["check_runs"][f"{4:040x}"][0], "pull_requests": [], "check_suite": {"head_branch": "main"}}
    (event,) = told("check_run", action="completed", check_run=run).events
    assert "change" not in event.extra
    assert told("check_run", action="completed", check_run={**run, "check_suite": {"head_branch": None}}) is None
    status = {**GIVEN["statuses"][f"{4:040x}"][0], "sha": "a" * 40, "branches": [{"name": "main"}]}
    (event,) = told("status", **status).events
    assert (event.subject, event.extra["conclusion"]) == (f"github:example/kit@{'a' * 40}", "success")
    assert len(told("status", **{**status, "state": "pending"})) == 0


def test_what_only_a_delivery_tells():
    issue, elsewhere = GIVEN["issues"][0], {**REPOSITORY, "full_name": "Example/Docs"}
    (moved,) = told(
        "issues", action="transferred", issue=issue, changes={"new_issue": {"number": 7}, "new_repository": elsewhere}
    ).events
    assert (moved.kind, moved.subject, moved.extra["to"]) == (
        "issue.transferred", "github:example/kit#1", "github:example/docs#7",
    )  # fmt: skip
    (gone,) = told("star", action="deleted", starred_at=None).events
    assert (gone.kind, gone.at, gone.actor) == ("repo.unstarred", NOW, "github:ann")


ODD = st.sampled_from([None, 0, -1, True, 10**30, 1.5, "", "x", "\ud800", "\x00", [], [None], {}, {"id": "x"}])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_mutated_delivery_is_read_or_bad_input(data):
    event, payload = data.draw(st.sampled_from(list(deliveries())))
    payload = copy.deepcopy({"repository": REPOSITORY, "sender": GIVEN["members"][0], **payload})
    for _ in range(data.draw(st.integers(1, 3))):
        place = payload
        while True:
            key = data.draw(st.sampled_from(sorted(place)))
            if not (isinstance(place[key], dict) and place[key] and data.draw(st.booleans())):
                break
            place = place[key]
        if data.draw(st.booleans()):
            del place[key]
        else:
            place[key] = copy.deepcopy(data.draw(ODD))  # it may itself be changed by the next one
        if not payload:
            break
    try:
        found = facts(event, payload, lambda _, name: f"github:{name.lower()}", NOW, "d")
    except BadInput as error:
        str(error).encode()
    else:
        json.dumps([dict(one.extra) for one in found.events] if found else []).encode()
        for one in found.events if found else ():
            "".join((one.actor, one.subject, one.url, one.parent)).encode()


@pytest.mark.parametrize("payload", [None, [], "x", 7])
def test_a_payload_that_is_no_object(payload):
    with pytest.raises(BadInput):
        facts("issues", payload, named, NOW, "d")
