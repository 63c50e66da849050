"""A forum of three pages, as newer and as older forums show it."""

from __future__ import annotations

import json
from pathlib import Path

import httpx

from folkmoot.model.facts import Stream
from folkmoot.sources.discourse.client import Forum
from folkmoot.sources.discourse.read import name_of
from folkmoot.sources.discourse.stream import Posts
from folkmoot.sources.http.client import Web

SAMPLE = json.loads((Path(__file__).parent / "samples" / "posts.json").read_text("utf-8"))["latest_posts"]
OLDER = [
    {
        **SAMPLE[-1],
        "id": number,
        "topic_id": number,
        "username": ("ann", "bo", "cy")[number % 3],
        "user_id": number % 3 + 1,
    }
    for number in range(700, 790)
]
URLS = ("https://discuss.example.org", "https://old.example.org")


def streams(_folder: Path) -> list[Stream]:
    """Return both forums."""
    made: list[Stream] = []
    for url in URLS:
        web = Web(url, service="Discourse", transport=httpx.MockTransport(_server), sleep=lambda _: None)
        forum = Forum(url, web)
        made.append(Posts(name_of(url), url, forum.posts))
    return made


def _server(request: httpx.Request) -> httpx.Response:
    before = int(request.url.params.get("before", 0))
    posts = sorted([*SAMPLE, *OLDER], key=lambda post: -post["id"])
    if request.url.host == "old.example.org":
        last = before or posts[0]["id"]
        found = [post for post in posts if last - 50 < post["id"] <= last]
    else:
        found = [post for post in posts if not before or post["id"] < before][:50]
    return httpx.Response(200, json={"latest_posts": found})
