"""A Discourse forum's posts as a stream: from the newest down to the last one that was read before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from folkmoot.model.facts import Facts, Step
from folkmoot.sources.discourse.read import PUBLISHED, SOURCE, page_of

WINDOW = 50  # numbers that a page reaches down in older versions of Discourse, whether there are posts or not

Pages = Callable[[int], object]
"""Gives the page of posts below a number."""


@dataclass(frozen=True)
class Posts:
    """All public posts of a forum. ``pages``: where they come from. ``forum``: what it is called in the lake."""

    forum: str
    url: str
    pages: Pages
    source: str = SOURCE
    name: str = "posts"
    kinds: tuple[str, ...] = (PUBLISHED,)

    @property
    def repo(self) -> str:
        """What the forum is called."""
        return self.forum

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read what is new; first what a reading left undone that was broken off.

        Edges: a page of an older forum repeats the post it starts from, and may be empty in the midst of a list.
        """
        reading = _Reading.of(state)
        if reading.before:
            yield from self._down(reading, now)
        reading = _Reading(floor=reading.floor, windowed=reading.windowed)
        yield from self._down(reading, now)
        yield Step(Facts(), asdict(reading), None, now, complete=True)

    def _down(self, reading: _Reading, now: datetime) -> Iterator[Step]:
        """Read from ``reading.before`` (0: the newest post) down to the floor, which then rises to where this began."""
        going = True
        while going:
            page = page_of(self.pages(reading.before), self.forum, self.url, now)
            going = reading.take(page.ids)
            first = min((event.at for event in page.facts.events), default=None)
            if not going:
                reading.finish()
            yield Step(page.facts, asdict(reading), first, first)


@dataclass
class _Reading:
    """Everything up to ``floor`` was read; from ``top`` down to ``before``, too. ``windowed``: an older forum."""

    floor: int = 0
    top: int = 0
    before: int = 0
    windowed: bool = False

    @classmethod
    def of(cls, state: Mapping[str, object]) -> _Reading:
        floor, top, before = (
            number if isinstance(number := state.get(name), int) else 0 for name in ("floor", "top", "before")
        )
        return cls(floor, top, before, state.get("windowed") is True)

    def take(self, ids: tuple[int, ...]) -> bool:
        """Go on behind a page's posts, and return whether there may be more of them."""
        self.windowed = self.windowed or (self.before in ids)
        self.top = max(self.top, *ids) if ids else self.top
        lowest = min(ids, default=0)
        if not ids and self.windowed:
            lowest = self.before - WINDOW
        elif ids == (self.before,):
            lowest = self.before - 1  # it repeats what we have; the next page begins below
        going = lowest > self.floor and lowest > 1 and lowest != self.before
        self.before = lowest
        return going

    def finish(self) -> None:
        """Remember that everything up to the top was read."""
        self.floor, self.top, self.before = max(self.floor, self.top), 0, 0
