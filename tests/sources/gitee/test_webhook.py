"""A delivery says what is to be read again, and nothing else; what is sent instead of one is refused in words."""

from __future__ import annotations

import copy
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from folkmoot.model.errors import BadInput
from folkmoot.model.facts import Touched
from folkmoot.sources.gitee.webhook import touched
from tests.sources.gitee.server import SAMPLES

DELIVERIES = json.loads((SAMPLES / "deliveries.json").read_text("utf-8"))
REPO = "gitee:example/kit"


def repo_of(number, name):
    return REPO if (number, name) == (700, "example/kit") else ""


@pytest.mark.parametrize(
    ("event", "what", "number"),
    [("Note Hook", "change", "1"), ("Merge Request Hook", "change", "1"), ("Issue Hook", "issue", "I5XYZ"),
     ("Push Hook", "repository", ""), ("Tag Push Hook", "repository", "")],
)  # fmt: skip
def test_a_delivery_says_what_is_to_be_read_again(event, what, number):
    assert touched(event, DELIVERIES[event], repo_of) == (Touched(REPO, what, number),)


def test_a_comment_belongs_to_a_change_an_issue_or_a_commit():
    note = {**DELIVERIES["Note Hook"], "noteable_type": "Issue", "issue": {"id": 801, "number": "I5XYZ"}}
    assert touched("Note Hook", note, repo_of) == (Touched(REPO, "issue", "I5XYZ"),)
    assert touched("Note Hook", {**note, "noteable_type": "Commit"}, repo_of) is None


def test_stars_and_forks_touch_the_repository_and_strangers_nothing():
    payload = DELIVERIES["Push Hook"]
    assert touched("Star Hook", payload, repo_of) == touched("fork hook", payload, repo_of)
    assert touched("Ping", payload, repo_of) is None
    assert touched("Push Hook", payload, lambda *_: "") is None


def test_gitcode_delivers_in_its_own_shape():
    project = {"id": 700, "path_with_namespace": "example/kit"}
    change = {"object_kind": "merge_request", "project": project, "repository": {"name": "kit"},
              "object_attributes": {"id": 9, "iid": 3}}  # fmt: skip
    note = {"object_kind": "note", "project": project, "object_attributes": {"id": 5, "noteable_type": "MergeRequest"},
            "merge_request": {"iid": 3}}  # fmt: skip
    issue = {"object_kind": "issue", "project": project, "object_attributes": {"id": 6, "iid": 2}}
    assert touched("Merge Request Hook", change, repo_of) == (Touched(REPO, "change", "3"),)
    assert touched("Note Hook", note, repo_of) == (Touched(REPO, "change", "3"),)
    assert touched("Issue Hook", issue, repo_of) == (Touched(REPO, "issue", "2"),)


JUNK = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(some.data())
def test_a_mutated_delivery_is_read_or_refused_and_nothing_else(data):
    event = data.draw(some.sampled_from(sorted(DELIVERIES)))
    payload = copy.deepcopy(DELIVERIES[event])
    for _ in range(data.draw(some.integers(1, 4))):
        place = payload
        while True:
            key = data.draw(some.sampled_from(sorted(place))) if place else "x"
            inner = place.get(key)
            if isinstance(inner, dict) and data.draw(some.booleans()):
                place = inner
                continue
            if data.draw(some.booleans()):
                place.pop(key, None)
            else:
                place[key] = data.draw(JUNK)
            break
    with suppress(BadInput):  # and nothing else
        found = touched(event, payload, lambda *_: REPO)
        assert found is None or all(isinstance(one.number, str) and one.repo == REPO for one in found)


@pytest.mark.parametrize("payload", [[], None, 3, "x", {}, {"repository": []}, {"repository": {"id": "x"}}])
@pytest.mark.parametrize("event", sorted(DELIVERIES))
def test_what_is_no_delivery_is_refused(event, payload):
    with pytest.raises(BadInput):
        touched(event, payload, repo_of)
