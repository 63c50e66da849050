"""A page of a Discourse forum's posts → events and sightings. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.event import Event, Sighting
from folkmoot.model.facts import NOBODY, Facts, happened, login
from folkmoot.model.text import slug_of
from folkmoot.sources.http.told import Told

SOURCE = "discourse"
PUBLISHED = "post.published"
REGULAR = 1  # the type of a post that a person wrote; others tell that a topic was closed, moved…
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Page:
    """What one page of posts told: their facts, and their numbers, which tell where the next page begins."""

    facts: Facts
    ids: tuple[int, ...]


def name_of(url: str, name: str = "") -> str:
    """Return what a forum is called in the lake: ``discourse-`` and its name, else its host."""
    said = name or urlsplit(url).hostname or url
    return "discourse-" + (slug_of(said, most=None) or "forum")


def page_of(data: object, forum: str, url: str, now: datetime | None = None) -> Page:
    """Return the facts of an answer of ``/posts.json``.

    Errors: SourceUnreadable for another shape. Source: https://docs.discourse.org/#tag/Posts/operation/listPosts
    """
    if not isinstance(data, dict) or not isinstance(data.get("latest_posts"), list):
        raise SourceUnreadable(
            "it tells no latest posts.", where=url, mend="Set 'url' of its [[discourse]] table to a Discourse forum."
        )
    events: list[Event] = []
    sightings: list[Sighting] = []
    posts = Told.each(data["latest_posts"], url)
    for post in posts:
        if post.number("post_type", REGULAR) == REGULAR:
            events.append(event := _event(post, forum, url, now))
            if sighting := _sighting(post, event.actor, forum):
                sightings.append(sighting)
    return Page(Facts(tuple(events), sightings=tuple(sightings)), tuple(post.number("id") for post in posts))


def _event(post: Told, forum: str, url: str, now: datetime | None) -> Event:
    topic, number = post.number("topic_id"), post.number("post_number")
    subject = f"{forum}:topic/{topic}"
    extra: dict[str, object] = {
        "title": post.text("topic_title", "")[:LONGEST_TITLE],
        "kind": "topic" if number == 1 else "reply",
        "number": number,
    }
    if post.has("user_id"):
        extra["actor_id"] = post.number("user_id")
    if post.flag("accepted_answer", otherwise=False):
        extra["accepted"] = True
    return happened(
        PUBLISHED, post.moment("created_at"), login(forum, post.text("username", "")), repo=forum, subject=subject,
        key=str(post.number("id")), parent="" if number == 1 else f"{subject}#{post.number('reply_to_post_number', 1)}",
        url=f"{url}/t/{topic}/{number}", source=SOURCE, seen_at=now, extra=extra,
    )  # fmt: skip


def _sighting(post: Told, account: str, forum: str) -> Sighting | None:
    """Return that an account was seen; its number stays when it is renamed."""
    if account == f"{forum}:{NOBODY}":
        return None
    number = post.number("user_id", 0)
    also = f"{forum}-id:{number}" if number > 0 else ""
    name = " ".join(post.text("name", "").split())
    return Sighting(account, name, also=also, why="verified" if also else "", source=SOURCE, repo=forum)
