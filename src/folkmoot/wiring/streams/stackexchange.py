"""Dumps of Stack Overflow and its sister sites from the settings."""

from __future__ import annotations

from collections.abc import Iterator

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.model.facts import Stream
from folkmoot.sources.stackexchange.read import Site
from folkmoot.sources.stackexchange.stream import Dump
from folkmoot.wiring.settings import FILE
from folkmoot.wiring.streams import Place


def streams_of(place: Place) -> Iterator[Stream]:
    """Yield one stream for each [[stackexchange]] table. Errors: WorkspaceBroken for a site that has two."""
    taken = set()
    for source in place.settings.stackexchange:
        site = Site(source.site)
        if site.name in taken:
            raise WorkspaceBroken(
                f"the site '{site.name}' has two [[stackexchange]] tables.",
                where=FILE,
                mend="Keep one: its newest dump, with all tags.",
            )
        taken.add(site.name)
        tags = frozenset(tag.strip().lower() for tag in source.tags if tag.strip())
        yield Dump(site, place.folder / source.path, tags)
