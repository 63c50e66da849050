"""Builds: the checks and statuses of the heads of changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from folkmoot.model.facts import Facts, Step
from folkmoot.sources.github import read
from folkmoot.sources.github.listing import by_change, newest_first
from folkmoot.sources.github.stream import OfRepository
from folkmoot.sources.http.told import Told

PART = 10  # changes between two states; each costs two requests
SETTLING = timedelta(hours=2)  # after a change moved, in which its checks begin
PATIENCE = timedelta(days=15)  # after 14 days GitHub gives up a check that did not end


class Builds(OfRepository):
    """Check runs and statuses of the newest commit of every change, the one that changed last first.

    A check that ends does not move its change. So the heads whose checks run yet are asked for again.
    State: that of the list of changes, and ``open``: the heads to ask for again, with their change and since when.
    """

    name = "builds"
    kinds = ("build.finished",)

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read what ended since. Edges: a head that was replaced between two readings is not seen here."""
        waiting = _waiting(state.get("open"))
        walked: Mapping[str, object] = {name: value for name, value in state.items() if name != "open"}
        for sha, (number, since) in list(waiting.items()):
            facts, running = self._of(sha, number, now)
            if (not running and _age(since, now) > SETTLING) or _age(since, now) > PATIENCE:
                del waiting[sha]
            yield Step(facts, _state(walked, waiting))
        listing = self.listing("pulls", state="all", sort="updated", direction="desc")
        for page in newest_first(listing, walked, by_change(now), PART):
            found = []
            for item in page.items:
                head, number, moved_at = item.maybe("head"), item.number("number"), item.moment("updated_at")
                sha = head.text("sha", "") if head else ""
                facts, running = self._of(sha, number, now) if sha else (Facts(), False)
                found.append(facts)
                if running or _age(moved_at, now) < SETTLING:
                    waiting[sha] = (number, moved_at)
            done = not page.items
            yield Step(
                read.together(found), _state(page.state, waiting), None, now if done else None, page.complete, page.note
            )

    def _of(self, sha: str, number: int, now: datetime) -> tuple[Facts, bool]:
        """Return what ended of a commit, and whether something runs yet. Edges: a commit that is gone has nothing."""
        where, path, seen = f"{self.repo}@{sha}", f"repos/{self.path}/commits/{sha}", self.seen(now)
        runs = self.github.everything(f"{path}/check-runs", where, "check_runs", filter="all") or []
        statuses = self.github.everything(f"{path}/statuses", where) or []
        facts = [read.check_run(run, seen, number) for run in runs]
        facts += [read.status(status, sha, seen, number) for status in statuses]
        return read.together(facts), any(map(_runs, runs)) or any(map(_pending, _newest(statuses)))


def _runs(run: Told) -> bool:
    return not run.has("completed_at")


def _pending(status: Told) -> bool:
    return status.text("state").lower() == "pending"


def _newest(statuses: list[Told]) -> list[Told]:
    """Return the last status of each context."""
    return list({one.text("context", ""): one for one in sorted(statuses, key=lambda one: one.number("id"))}.values())


def _age(since: datetime, now: datetime) -> timedelta:
    return now - since


def _state(walked: Mapping[str, object], waiting: Mapping[str, tuple[int, datetime]]) -> Mapping[str, object]:
    held = {sha: [number, since.isoformat()] for sha, (number, since) in waiting.items()}
    return {**walked, "open": held} if held else walked


def _waiting(said: object) -> dict[str, tuple[int, datetime]]:
    given = said if isinstance(said, dict) else {}
    return {str(sha): (int(number), datetime.fromisoformat(since)) for sha, (number, since) in given.items()}
