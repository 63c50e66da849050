"""What threads go through: labels, assignments, reopenings, and issues that move to another repository."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from folkmoot.jobs.demo.dice import Dice, Ints
from folkmoot.jobs.demo.flows.threads import DAY, HOUR, Threads
from folkmoot.jobs.demo.rows import Texts, accounts, joined, rows, taken
from folkmoot.jobs.demo.world import World

LABELS = ("bug", "good first issue", "question", "documentation", "performance", "help wanted")


def cared_for(world: World, threads: Threads, source: Texts, dice: Dice, *, noun: str) -> Iterator[pa.Table]:
    """Yield labels and assignments of some threads; ``noun`` is ``issue`` or ``change``. A few issues move away."""
    label = taken(LABELS, dice.below(len(LABELS), len(threads)))
    yield _turn(world, threads, source, dice, f"{noun}.labeled", 0.08, 0.5 * HOUR, joined('{"label":"', label, '"}'))
    whom = world.around.answerer(threads.group, threads.at, dice)
    whom = np.where(whom < 0, threads.who, whom)
    account = accounts(world, world.accounts.on_forge(whom, world.github[threads.repo]))
    yield _turn(
        world, threads, source, dice, f"{noun}.assigned", 0.05, 6 * HOUR, joined('{"assignee":"', account, '"}')
    )
    if noun == "issue":
        yield _turn(world, threads, source, dice, "issue.transferred", 0.004, 2 * DAY, pa.repeat("{}", len(threads)))


def reopened(
    world: World, threads: Threads, kept: Ints, closed_at: Ints, source: Texts, dice: Dice, *, noun: str
) -> pa.Table:
    """Return the threads among ``kept``, closed at ``closed_at``, that whoever opened them opens again."""
    at = closed_at + dice.lognormal(1.5 * DAY, 0.8, len(kept)).astype(np.int64)
    who = threads.who[kept]
    again = np.flatnonzero(dice.chance(0.03, len(kept)) & world.happens(who, at))
    return _rows(
        world, threads, source, f"{noun}.reopened", kept[again], who[again], at[again], pa.repeat("{}", len(again))
    )


def _turn(
    world: World, threads: Threads, source: Texts, dice: Dice, kind: str, share: float, wait: float, extra: Texts
) -> pa.Table:
    size = len(threads)
    at = threads.at + 30 + dice.lognormal(wait, 1.0, size).astype(np.int64)
    who = world.around.answerer(threads.group, at, dice)
    kept = np.flatnonzero(dice.chance(share, size) & world.happens(who, at))
    return _rows(world, threads, source, kind, kept, who[kept], at[kept], extra.take(pa.array(kept)))


def _rows(
    world: World, threads: Threads, source: Texts, kind: str, kept: Ints, who: Ints, at: Ints, extra: Texts
) -> pa.Table:
    place, repo = pa.array(kept), threads.repo[kept]
    return rows(
        world, kind, at, world.accounts.on_forge(who, world.github[repo]), repo=repo,
        subject=threads.subject.take(place), url=threads.url.take(place), source=source.take(place), extra=extra,
    )  # fmt: skip
