"""Collecting: what is new in a repository goes into the lake. Idempotent, resumable, one result with counts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, astuple, dataclass, field, fields
from datetime import datetime
from time import monotonic

from folkmoot.lake.append import append_coverage, append_events, append_sightings
from folkmoot.lake.lake import Lake
from folkmoot.model.errors import MootError
from folkmoot.model.event import Coverage
from folkmoot.sources.git.ahead import ahead
from folkmoot.sources.git.client import Repository
from folkmoot.sources.git.mailmap import sightings
from folkmoot.sources.git.read import COMMIT, KINDS, SIZE, SOURCE, Batch, Reader
from folkmoot.sources.git.stream import Commit, commits

READS = 1  # raised when reading yields events that it did not before: every history is then read whole once more
STEP = 500  # commits from one word of progress to the next

Progress = Callable[[int, int], None]  # commits read, commits to read (0: not known yet)


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


@dataclass
class Task:
    """One repository to be read into the lake. ``robots``: see ``Reader``; ``known``: what was covered before."""

    lake: Lake
    repository: Repository
    repo: str
    now: datetime
    known: dict[str, Coverage] = field(default_factory=dict)  # by kind
    progress: Progress = lambda _read, _total: None
    robots: bool = False
    size: int = SIZE


def collect_git(task: Task) -> Collected:
    """Read what is new in a repository into the lake, and say how far the reading goes.

    Edges: tips that a force-push took away are forgotten, and what is left is read again; ids keep it from counting
    twice. A run that is killed leaves whole batches; the next one completes them.
    Errors: SourceUnreadable; the batches read before it stay, and the coverage says that the reading broke off.
    """
    started = monotonic()
    tips, cut = task.repository.tips(), task.repository.cut()
    before = _State.of(task.known.get(COMMIT))
    state = _State(sorted(set(tips.values())), sorted(cut), task.robots)
    seen = task.repository.known(before.tips if before.goes_on_as(state) else ())
    reader = Reader(task.repo, task.now, cut=cut, robots=task.robots, size=task.size)
    counts = _Counts()
    try:
        if not seen.issuperset(state.tips):
            _append(task, reader, counts, set(state.tips), seen)
    except MootError as error:
        if counts.added or counts.repeated:
            _cover(task, reader, counts, before, f"the reading broke off: {error.what}", complete=False)
        raise
    state.doubtful = reader.doubtful + (before.doubtful if seen else 0)
    note = _note(state, any_commit=bool(tips))
    _cover(task, reader, counts, state, note, complete=not cut)
    seconds, said = monotonic() - started, str(task.repository.said)
    return Collected(task.repo, said, counts.read, counts.added, counts.repeated, seconds, not cut, note)


@dataclass
class _Counts:
    read: int = 0
    added: int = 0
    repeated: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass
class _State:
    """What a history was read with: the next run goes on from the tips as long as the rest is the same."""

    tips: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)  # a shallow history, deepened, has more below the same tips
    robots: bool = False
    reads: int = READS
    doubtful: int = 0

    @classmethod
    def of(cls, known: Coverage | None) -> _State:
        said = json.loads(known.state) if known and known.state else {}
        return cls(**{part.name: said[part.name] for part in fields(cls) if part.name in said})

    def goes_on_as(self, other: _State) -> bool:
        return (self.cut, self.robots, self.reads) == (other.cut, other.robots, other.reads)


def _append(task: Task, reader: Reader, counts: _Counts, wanted: set[str], seen: set[str]) -> None:
    with closing(_batches(task, reader, wanted, seen)) as batches:
        for batch in batches:
            done = append_events(task.lake, batch.table(task.now))
            counts.read += batch.commits
            counts.added += done.added
            counts.repeated += done.repeated
            counts.kinds += batch.kinds
    append_sightings(task.lake, sorted(reader.sightings, key=astuple))
    append_sightings(task.lake, sightings(task.repository.mailmap(), task.repo))


def _batches(task: Task, reader: Reader, wanted: set[str], seen: set[str]) -> Generator[Batch]:
    """Yield what is to be appended; git goes on printing while commits are counted, read, and written to the lake."""
    with closing(ahead(task.repository.log(wanted, seen))) as chunks, ThreadPoolExecutor(1) as beside:
        total = beside.submit(task.repository.count, wanted, seen)
        yield from reader.batches(_told(task, commits(chunks), total))
    rest = reader.rest(task.repository.authors(reader.open_tips))
    if rest.rows:
        yield rest


def _told(task: Task, found: Iterable[Commit], total: Future[int]) -> Iterator[Commit]:
    """Pass the commits on and tell the progress every now and then."""
    number = 0
    for number, commit in enumerate(found, 1):
        if number % STEP == 0:
            task.progress(number, _if_known(total))
        yield commit
    task.progress(number, number)


def _if_known(total: Future[int]) -> int:
    return total.result() if total.done() and not total.exception() else 0


def _note(state: _State, *, any_commit: bool) -> str:
    said = []
    if state.cut:
        said.append("a shallow clone: older history is not here")
    if state.doubtful:
        said.append(f"{state.doubtful:,} commits have a date that cannot be true")
    if not any_commit:
        said.append("the repository has no commits yet")
    return "; ".join(said)


def _cover(task: Task, reader: Reader, counts: _Counts, state: _State, note: str, *, complete: bool) -> None:
    rows = _rows(task, counts)
    covered = []
    for kind in KINDS:
        before = task.known.get(kind)
        moments = [at for at in (before.since_at if before else None, reader.since_at) if at]
        said = json.dumps(asdict(state)) if kind == COMMIT else ""
        covered.append(
            Coverage(
                SOURCE,
                task.repo,
                kind,
                min(moments, default=None),
                task.now,
                task.now,
                complete,
                note,
                said,
                rows[kind],
                None if complete else (before.sure_at if before else None),
            )
        )
    append_coverage(task.lake, covered)


def _rows(task: Task, counts: _Counts) -> dict[str, int]:
    """Return how many events of each kind the lake has of this repository."""
    if not counts.repeated:
        return {kind: counts.kinds[kind] + (task.known[kind].rows if kind in task.known else 0) for kind in KINDS}
    snapshot = task.lake.snapshot()
    events = snapshot.events()
    mine = events.filter((events.repo == task.repo) & (events.source == SOURCE))
    held = snapshot.run(mine.group_by("kind").agg(events=mine.count())).to_pylist()
    return {kind: sum(row["events"] for row in held if row["kind"] == kind) for kind in KINDS}
