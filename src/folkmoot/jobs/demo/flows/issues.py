"""Issues: opened, talked about, and closed by somebody who answers or by whoever asked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from folkmoot.jobs.demo.dice import Dice, Ints
from folkmoot.jobs.demo.flows.changes import source_of
from folkmoot.jobs.demo.flows.threads import DAY, Threads, Turns, last_word, opened, turns_of
from folkmoot.jobs.demo.flows.upkeep import cared_for, reopened
from folkmoot.jobs.demo.roots import Roots
from folkmoot.jobs.demo.rows import Texts, figures, joined, quoted, rows, taken
from folkmoot.jobs.demo.vocabulary import PROBLEMS
from folkmoot.jobs.demo.world import World

TITLES = tuple(title for pair in PROBLEMS for title in pair)


def issues(world: World, roots: Roots, dice: Dice) -> Iterator[pa.Table]:
    """Yield the events of all issues that begin with ``roots``."""
    threads = opened(world, roots, issues=True)
    size = len(threads)
    if not size:
        return
    silent = dice.chance(0.05 + world.layout.silence[threads.group], size)
    counts = np.where(silent, 0, 1 + dice.poisson(1.4, size, 14))
    turns = turns_of(world, threads, counts, 11.0 * world.layout.slowness[threads.group], 0.4, dice)
    title = taken([quoted(title) for title in TITLES], dice.below(len(TITLES), size))
    source = source_of(world, threads.repo)
    extra = joined('{"title":', title, threads.place, "}")
    yield rows(
        world, "issue.opened", threads.at, _on_forge(world, threads, threads.who, np.arange(size)), repo=threads.repo,
        subject=threads.subject, url=threads.url, source=source, extra=extra,
    )  # fmt: skip
    yield _comments(world, threads, turns, source)
    yield from _closings(world, threads, turns, source, extra, dice)
    yield from cared_for(world, threads, source, dice, noun="issue")


def _on_forge(world: World, threads: Threads, who: Ints, thread: Ints) -> Ints:
    return world.accounts.on_forge(who, world.github[threads.repo[thread]])


def _comments(world: World, threads: Threads, turns: Turns, source: Texts) -> pa.Table:
    thread, note = pa.array(turns.thread), figures(turns.number)
    return rows(
        world, "issue.commented", turns.at, _on_forge(world, threads, turns.who, turns.thread), ids=turns.ids,
        repo=threads.repo[turns.thread], subject=threads.subject.take(thread), parent=turns.parent,
        url=joined(threads.url.take(thread), "#note_", note), source=source.take(thread),
        extra=joined('{"note":', note, threads.place.take(thread), "}"),
    )  # fmt: skip


def _closings(
    world: World, threads: Threads, turns: Turns, source: Texts, extra: Texts, dice: Dice
) -> Iterator[pa.Table]:  # fmt: skip
    size = len(threads)
    at = last_word(threads, turns) + dice.lognormal(4.0 * DAY, 1.3, size).astype(np.int64)
    answerer = world.around.answerer(threads.group, at, dice)
    closer = np.where(dice.chance(0.35, size) & world.happens(threads.who, at), threads.who, answerer)
    answered = np.bincount(turns.thread, minlength=size) > 0
    kept = np.flatnonzero(dice.chance(np.where(answered, 0.78, 0.1), size) & world.happens(closer, at))
    place = pa.array(kept)
    yield rows(
        world, "issue.closed", at[kept], _on_forge(world, threads, closer[kept], kept), repo=threads.repo[kept],
        subject=threads.subject.take(place), url=threads.url.take(place), source=source.take(place),
        extra=extra.take(place),
    )  # fmt: skip
    yield reopened(world, threads, kept, at[kept], source, dice, noun="issue")
