"""What happens to issues and changes: closed, reopened, labelled, assigned, moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from folkmoot.model.facts import Step
from folkmoot.sources.github import read
from folkmoot.sources.github.listing import by_id, newest_first, stepped
from folkmoot.sources.github.stream import OfRepository


class Happenings(OfRepository):
    """What happened to the issues and changes of a repository, the newest first. Merges are told by the changes."""

    name = "happenings"
    kinds = (
        "issue.closed", "issue.reopened", "issue.labeled", "issue.assigned", "issue.transferred",
        "change.closed", "change.reopened", "change.labeled", "change.assigned",
    )  # fmt: skip

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read what happened since. Edges: of a very long list GitHub shows only the newer part, and the note says so."""
        seen = self.seen(now)
        pages = newest_first(self.listing("issues/events"), state, by_id)
        yield from stepped(pages, lambda page: read.happenings(page.items, seen), now)
