"""Comments, where a forge lists them for the whole repository."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from folkmoot.model.facts import Step
from folkmoot.sources.gitee import read
from folkmoot.sources.gitee.stream import OfRepository, stepped
from folkmoot.sources.gitee.walk import by_change


class ChangeComments(OfRepository):
    """Comments on the changes of a repository, on code and in the conversation. State: that of ``by_change``."""

    name = "comments of changes"
    kinds = ("change.commented",)

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read what is new, or was written anew."""
        seen = self.seen(now)
        parts = by_change(self.listing("pulls/comments", sort="updated", direction="asc"), state, now)
        yield from stepped(parts, lambda one: read.change_comment(one, seen), now)


class IssueComments(OfRepository):
    """Comments on the issues of a repository. State: that of ``by_change``."""

    name = "comments of issues"
    kinds = ("issue.commented",)

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read what is new, or was written anew."""
        seen = self.seen(now)
        parts = by_change(self.listing("issues/comments", sort="updated", direction="asc"), state, now)
        yield from stepped(parts, lambda one: read.issue_comment(one, seen), now)
