"""Stars, watches, forks and releases: lists that grow at their top."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from folkmoot.model.facts import Facts, Step
from folkmoot.sources.gitee import read
from folkmoot.sources.gitee.dialect import PAGE
from folkmoot.sources.gitee.stream import OfRepository, stepped
from folkmoot.sources.gitee.walk import newest_first
from folkmoot.sources.http.told import Told

Reading = Callable[[Told, read.Seen], Facts]


class Interest(OfRepository):
    """One of these lists. ``below``: where it stands, ``order``: its parameters. State: that of ``newest_first``."""

    name: str
    kinds: tuple[str, ...]
    below: str
    order: Mapping[str, str] = {}
    facts_of: Reading

    @property
    def moment(self) -> str:
        """What the moment is called that the list is ordered by."""
        return "created_at"

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read what is new."""
        seen = self.seen(now)
        parts = newest_first(self.listing(self.below, PAGE, **self.order), state, self.moment)
        yield from stepped(parts, lambda one: type(self).facts_of(one, seen), now)


class Stars(Interest):
    """Who gave a star, and when."""

    name, kinds, below, facts_of = "stargazers", ("repo.starred",), "stargazers", staticmethod(read.star)

    @property
    def moment(self) -> str:
        """When the star was given."""
        return self.gitee.dialect.starred_at


class Watches(Interest):
    """Who watches, and since when."""

    name, kinds, below, facts_of = "subscribers", ("repo.watched",), "subscribers", staticmethod(read.watch)

    @property
    def moment(self) -> str:
        """When the watch began."""
        return self.gitee.dialect.watched_at


class Forks(Interest):
    """Who forked, and when."""

    name, kinds, below, facts_of = "forks", ("repo.forked",), "forks", staticmethod(read.fork)
    order: Mapping[str, str] = {"sort": "newest"}


class Releases(Interest):
    """What was released."""

    name, kinds, below, facts_of = "releases", ("release.published",), "releases", staticmethod(read.release)
    order: Mapping[str, str] = {"direction": "desc"}
