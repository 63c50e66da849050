"""Issues: when each was opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from folkmoot.model.facts import Step
from folkmoot.sources.github import read
from folkmoot.sources.github.listing import since, stepped
from folkmoot.sources.github.stream import OfRepository


class Issues(OfRepository):
    """Every issue of a repository, the longest unchanged one first."""

    name = "issues"
    kinds = ("issue.opened",)

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read the issues that changed since. Edges: a repository without issues has none, and that is all of them."""
        listing = self.listing("issues", state="all", sort="updated", direction="asc")
        seen = self.seen(now)
        yield from stepped(
            since(listing, state, now), lambda page: read.together(read.issue(one, seen) for one in page.items), now
        )
