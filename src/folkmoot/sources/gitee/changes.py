"""Changes with what their logs tell, oldest change first; and one change read whole, in the very same way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from folkmoot.model.facts import Facts, Step
from folkmoot.sources.gitee import read
from folkmoot.sources.gitee.client import Gitee, repository
from folkmoot.sources.gitee.stream import OfRepository, stepped
from folkmoot.sources.gitee.walk import by_change
from folkmoot.sources.http.told import Told

AT_ONCE = 10  # changes or issues whose details are read before they are kept

_KINDS = (
    "change.opened", "change.merged", "change.closed", "change.reviewed", "change.reopened", "change.labeled",
    "change.assigned",
)  # fmt: skip


class Changes(OfRepository):
    """Changes of a repository: opened, merged, closed, and what else their logs tell.

    Each change costs a request for its log, a merged one another for its files; where the forge does not list all
    comments together, those of each change are read here, too. State: that of ``by_change``.
    """

    name = "changes"

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it brings: comments, too, where they are only told change by change."""
        return _KINDS if self.gitee.dialect.comments else (*_KINDS, "change.commented")

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read what changed. Edges: a change whose log is not shown is kept without it, and the note says so."""
        details = Details(self.gitee, self.path, self.seen(now), _number(state.get("unlogged")))
        parts = by_change(self.listing("pulls", AT_ONCE, state="all", sort="updated", direction="asc"), state, now)
        for step in stepped(parts, details.change, now, details.note):
            yield details.counted(step)


class Issues(OfRepository):
    """Issues of a repository: opened, closed, and what else their logs tell. State: that of ``by_change``."""

    name = "issues"
    kinds = ("issue.opened", "issue.closed", "issue.reopened", "issue.labeled", "issue.assigned")

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read what changed. Edges: an issue whose log is not shown is kept without it, and the note says so."""
        details = Details(self.gitee, self.path, self.seen(now), _number(state.get("unlogged")))
        parts = by_change(self.listing("issues", AT_ONCE, state="all", sort="updated", direction="asc"), state, now)
        for step in stepped(parts, details.issue, now, details.note):
            yield details.counted(step)


class Details:
    """Reads what belongs to a change or an issue. ``unlogged``: of how many the log was not shown before."""

    def __init__(self, gitee: Gitee, path: str, seen: read.Seen, unlogged: int = 0) -> None:
        self._gitee, self._path, self._seen, self.unlogged = gitee, path, seen, unlogged

    def change(self, told: Told) -> Facts:
        """Return what became of a change, with its comments where they are not listed together."""
        number = told.number("number")
        below, where = f"{repository(self._path)}/pulls/{number}", self._seen.change(number)
        merged = told.maybe_moment("merged_at") is not None
        files = self._gitee.whole(f"{below}/files", where) if merged else None
        facts = read.change(told, self._seen, self._log(f"{below}/operate_logs", where), files)
        return facts if self._gitee.dialect.comments else facts + self.comments(number)

    def issue(self, told: Told) -> Facts:
        """Return what became of an issue."""
        number = told.name("number")
        owner, _, name = self._path.partition("/")
        log = self._log(f"repos/{owner}/issues/{number}/operate_logs", self._seen.issue(number), {"repo": name})
        return read.issue(told, self._seen, log or ())

    def comments(self, number: int | str) -> Facts:
        """Return the comments on one change."""
        where = self._seen.change(number)
        found = self._gitee.whole(f"{repository(self._path)}/pulls/{number}/comments", where)
        return read.together(read.change_comment(one, self._seen, number) for one in found or ())

    def note(self) -> str:
        """Return what is missing."""
        return f"the logs of {self.unlogged} of them are not shown" if self.unlogged else ""

    def counted(self, step: Step) -> Step:
        """Return a step whose state remembers how many logs were not shown."""
        if not self.unlogged:
            return step
        state = {**step.state, "unlogged": self.unlogged}
        return Step(step.facts, state, step.since_at, step.until_at, step.complete, step.note, step.of)

    def _log(self, path: str, where: str, params: Mapping[str, object] | None = None) -> list[Told] | None:
        found = self._gitee.whole(path, where, params)
        self.unlogged += found is None
        return found


def _number(said: object) -> int:
    return said if isinstance(said, int) else 0
