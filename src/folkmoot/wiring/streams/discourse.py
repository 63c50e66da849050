"""Discourse forums from the settings."""

from __future__ import annotations

from collections.abc import Iterator

from folkmoot.model.facts import Stream
from folkmoot.sources.discourse.client import Forum
from folkmoot.sources.discourse.read import name_of
from folkmoot.sources.discourse.stream import Posts
from folkmoot.wiring.streams import Place


def streams_of(place: Place) -> Iterator[Stream]:
    """Yield one stream for each [[discourse]] table."""
    for source in place.settings.discourse:
        forum = Forum(source.url)
        yield Posts(name_of(source.url, source.name), forum.url, forum.posts)
