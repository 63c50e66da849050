"""A forum's posts are read from the newest down, once, wherever the reading breaks off."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.discourse.client import Forum
from folkmoot.sources.discourse.read import name_of, page_of
from folkmoot.sources.discourse.stream import Posts
from folkmoot.sources.http.client import Web

SAMPLE = json.loads((Path(__file__).parent / "samples" / "posts.json").read_text("utf-8"))
URL = "https://discuss.example.org"
FORUM = "discourse-discuss-example-org"
NOW = datetime(2026, 4, 1)


def test_posts_become_events():
    page = page_of(SAMPLE, name_of(URL), URL)
    answer, question, topic = page.facts.events
    assert page.ids == (912, 911, 905, 900)
    assert (topic.actor, topic.parent, topic.extra["kind"]) == (f"{FORUM}:ann", "", "topic")
    assert (question.parent, question.subject) == (f"{FORUM}:topic/70#1", f"{FORUM}:topic/70")
    assert (answer.actor, answer.parent, answer.url) == (f"{FORUM}:bo_m", f"{FORUM}:topic/70#2", f"{URL}/t/70/3")
    assert answer.at == datetime(2026, 3, 2, 9, 30, 0, 123000)
    assert answer.extra == {
        "title": "How to build?", "kind": "reply", "number": 3, "actor_id": 12, "accepted": True,
    }  # fmt: skip
    assert [(one.account, one.name, one.also) for one in page.facts.sightings] == [
        (f"{FORUM}:bo_m", "Bo Maintainer", f"{FORUM}-id:12"),
        (f"{FORUM}:cy", "", f"{FORUM}-id:13"),
        (f"{FORUM}:ann", "Ann Author", f"{FORUM}-id:11"),
    ]


def test_a_deleted_user_is_nobody():
    page = page_of({"latest_posts": [{**SAMPLE["latest_posts"][0], "username": None, "user_id": None}]}, FORUM, URL)
    assert page.facts.events[0].actor == f"{FORUM}:ghost"
    assert not page.facts.sightings


@pytest.mark.parametrize(
    "data", [[], {}, {"latest_posts": [1]}, {"latest_posts": [{"id": 1}]},
             {"latest_posts": [{"id": 1, "topic_id": 1, "post_number": 1, "created_at": "soon"}]}],
)  # fmt: skip
def test_another_shape_is_told(data):
    with pytest.raises(SourceUnreadable):
        page_of(data, FORUM, URL)


def post(number):
    return {
        "id": number, "username": "ann", "created_at": "2026-03-01T08:00:00Z", "topic_id": 1, "post_number": number,
        "topic_title": "T",
    }  # fmt: skip


class Server:
    """A forum with posts of some numbers; ``size``: of its pages. An older one shows a window of 50 numbers."""

    def __init__(self, numbers, *, old=False, faults=0, size=50):
        self.numbers, self.old, self.asked, self.faults, self.size = set(numbers), old, [], faults, size

    def __call__(self, before):
        self.asked.append(before)
        if self.faults and len(self.asked) > self.faults:
            raise SourceUnreadable("broken")
        if self.old:
            last = before or max(self.numbers)
            found = [each for each in self.numbers if last - 50 < each <= last]
        else:
            found = sorted((each for each in self.numbers if not before or each < before), reverse=True)[: self.size]
        return {"latest_posts": [post(each) for each in sorted(found, reverse=True)]}


def read(server, state=None):
    """Return the numbers of the posts that were read, and the state, also when the reading broke off."""
    found, state, complete = [], state or {}, False
    try:
        for step in Posts(FORUM, URL, server).steps(state, NOW):
            found += [event.extra["number"] for event in step.facts.events]
            state, complete = json.loads(json.dumps(step.state)), step.complete
    except SourceUnreadable:
        pass
    return found, state, complete


@pytest.mark.parametrize("old", [False, True])
def test_everything_is_read_once_and_then_only_what_is_new(old):
    numbers = [1, 2, 60, 61, 300, *range(301, 420)]
    server = Server(numbers, old=old)
    found, state, complete = read(server)
    assert (set(found), complete) == (set(numbers), True)
    assert len(found) <= len(numbers) + 10
    server.numbers |= {420, 421}
    server.asked.clear()
    assert set(read(server, state)[0]) >= {420, 421}
    assert len(server.asked) == 1
    assert read(Server([1], old=old))[0] == [1]


def test_an_empty_forum_is_read():
    assert read(Server([])) == ([], {"floor": 0, "top": 0, "before": 0, "windowed": False}, True)


@pytest.mark.parametrize("old", [False, True])
def test_a_reading_that_breaks_off_is_gone_on_with(old):
    numbers = set(range(100, 700))
    found, state, complete = read(Server(numbers, old=old, faults=4))
    assert not complete
    numbers |= set(range(700, 760))  # meanwhile
    more, state, complete = read(Server(numbers, old=old, faults=3), state)
    assert not complete
    rest, state, complete = read(Server(numbers, old=old), state)
    assert complete
    assert set(found) | set(more) | set(rest) == numbers
    assert len(found) + len(more) + len(rest) < len(numbers) + 120


def test_faults_on_the_way_change_nothing():
    posts, asked = Server(range(1, 200)), iter(range(1000))
    faults = {
        0: httpx.Response(503), 2: httpx.Response(200, content=b'{"latest_posts": [{"id"'), 4: httpx.Response(500, text="<html>"),
        5: httpx.Response(429, headers={"Retry-After": "7"}, json={"errors": ["slow down"]}), 7: httpx.Response(200, content=b""),
    }  # fmt: skip

    def server(request):
        if fault := faults.get(next(asked)):
            return fault
        return httpx.Response(200, json=posts(int(request.url.params.get("before", 0))))

    slept = []
    forum = Forum(URL, Web(URL, service="Discourse", transport=httpx.MockTransport(server), sleep=slept.append))
    assert read(forum.posts) == read(Server(range(1, 200)))
    assert 7 in [round(seconds) for seconds in slept]


def test_the_forum_is_asked_as_it_wants_to_be():
    asked = []

    def server(request):
        asked.append(str(request.url))
        return (
            httpx.Response(200, json={"latest_posts": []}) if request.url.path == "/posts.json" else httpx.Response(404)
        )

    forum = Forum(URL, Web(URL, service="Discourse", transport=httpx.MockTransport(server), sleep=lambda _: None))
    assert forum.posts(0) == forum.posts(50)
    assert asked == [f"{URL}/posts.json", f"{URL}/posts.json?before=50"]
    nowhere = Web(f"{URL}/x", service="Discourse", transport=httpx.MockTransport(server), sleep=lambda _: None)
    with pytest.raises(SourceUnreadable, match="no forum"):
        Forum(f"{URL}/x", nowhere).posts(0)
