"""Collecting: what is new in a repository goes into the lake. Idempotent, resumable, one result with counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic

from folkmoot.lake.append import append_coverage, append_events, append_sightings
from folkmoot.lake.lake import Lake
from folkmoot.model.event import Coverage
from folkmoot.sources.git.ahead import ahead
from folkmoot.sources.git.client import Repository
from folkmoot.sources.git.people import mailmap
from folkmoot.sources.git.read import Reader
from folkmoot.sources.git.stream import commits

SOURCE = "git"
KINDS = ("commit.authored", "change.merged")
BATCH = 10_000  # commits held in memory at a time

Progress = Callable[[int, int], None]  # commits read, commits to read


@dataclass(frozen=True, slots=True)
class Collected:
    """What one run brought from one repository."""

    repo: str
    path: str
    commits: int
    added: int
    repeated: int
    seconds: float
    complete: bool
    note: str = ""


def collect_git(
    lake: Lake, repository: Repository, repo: str, known: Coverage | None, *, now: datetime, progress: Progress
) -> Collected:
    """Read what is new in ``repository`` since ``known`` into the lake, and say how far the reading goes.

    Edges: tips that a force-push took away are forgotten, and what is left is read again; ids keep it from counting
    twice. A run that is killed leaves whole batches; the next one completes them.
    Errors: SourceUnreadable; the batches read before it stay, the coverage does not move.
    """
    started = monotonic()
    tips = repository.tips()
    wanted = set(tips.values())
    seen = repository.known(_tips(known))
    reader = Reader(repo, BATCH)
    read = added = repeated = 0
    first = known.since_at if known else None
    if not wanted <= seen:
        total = repository.count(wanted, seen)
        for batch in reader.batches(commits(ahead(repository.log(wanted, seen)))):
            done = append_events(lake, batch.table(now))
            append_sightings(lake, batch.sightings)
            read, added, repeated = read + batch.commits, added + done.added, repeated + done.repeated
            first = _earliest([first, *batch.columns["at"]])
            progress(read, total)
        append_sightings(lake, mailmap(repository.mailmap(), repo))
    note = _note(repository.shallow, reader.doubtful, bool(tips))
    covered = _covered(repo, tips, known, added, now, first, note, complete=not repository.shallow)
    append_coverage(lake, covered)
    return Collected(
        repo, str(repository.said), read, added, repeated, monotonic() - started, not repository.shallow, note
    )


def _tips(known: Coverage | None) -> set[str]:
    return set(json.loads(known.state).get("tips", [])) if known and known.state else set()


def _earliest(moments: Iterable[object]) -> datetime | None:
    return min((moment for moment in moments if isinstance(moment, datetime)), default=None)


def _note(shallow: bool, doubtful: int, any_commit: bool) -> str:
    said = []
    if shallow:
        said.append("a shallow clone: older history is not here")
    if doubtful:
        said.append(f"{doubtful} commits have a date that no calendar holds")
    if not any_commit:
        said.append("the repository has no commits yet")
    return "; ".join(said)


def _covered(
    repo: str, tips: dict[str, str], known: Coverage | None, added: int, now: datetime,
    first: datetime | None, note: str, *, complete: bool,
) -> list[Coverage]:  # fmt: skip
    rows = (known.rows if known else 0) + added
    state = json.dumps({"tips": sorted(set(tips.values()))})
    whole = Coverage(SOURCE, repo, KINDS[0], first, now, now, complete, note, state, rows)
    return [whole, *(replace(whole, kind=kind, state="") for kind in KINDS[1:])]
