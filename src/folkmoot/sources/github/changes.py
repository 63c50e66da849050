"""Changes: opened, reviewed and merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from folkmoot.model.facts import Facts, Step
from folkmoot.sources.github import read
from folkmoot.sources.github.listing import Page, by_change, newest_first, stepped
from folkmoot.sources.github.stream import OfRepository
from folkmoot.sources.http.told import Told


class Changes(OfRepository):
    """Every pull request of a repository with its reviews, the one that changed last first.

    Edges: GitHub lists them apart from issues, so they are read where issues are switched off, too.
    """

    name = "changes"
    kinds = ("change.opened", "change.merged", "change.reviewed")

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read the changes that changed since, some at a time: each costs a request or two where only REST answers."""
        listing = self.listing("pulls", state="all", sort="updated", direction="desc")
        part = 25

        def facts(page: Page) -> Facts:
            return self._facts(page.items, now)

        yield from stepped(newest_first(listing, state, by_change(now), part), facts, now)

    def _facts(self, items: tuple[Told, ...], now: datetime) -> Facts:
        seen = self.seen(now)
        details = self.github.details(self.path, {one.number("number"): one.has("merged_at") for one in items})
        found = []
        for one in items:
            found.append(read.change(one, seen))
            number = one.number("number")
            if number in details:
                found.append(read.merged(Told({**one.data, **details[number].merge}, one.where), seen))
                found += [read.review(review, number, seen) for review in details[number].reviews]
        return read.together(found)
