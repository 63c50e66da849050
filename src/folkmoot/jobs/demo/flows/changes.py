"""Changes: their commits, builds, reviews and comments, and whether they are merged, closed or left alone."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from folkmoot.jobs.demo.dice import Bools, Dice, Ints, digests
from folkmoot.jobs.demo.flows.threads import DAY, HOUR, Threads, Turns, last_word, opened, turns_of
from folkmoot.jobs.demo.flows.upkeep import cared_for, reopened
from folkmoot.jobs.demo.layout import FOLDERS, PLAIN_FOLDERS
from folkmoot.jobs.demo.roots import Roots
from folkmoot.jobs.demo.rows import MERGE, SHA, Texts, accounts, figures, joined, rows, taken, where
from folkmoot.jobs.demo.seasons import at_work
from folkmoot.jobs.demo.vocabulary import OBJECTS, VERBS
from folkmoot.jobs.demo.world import World

TITLES = tuple(f"{verb} {thing}" for verb in VERBS for thing in OBJECTS)
STATES = ("approved", "commented", "changes_requested")


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What all steps of telling a stretch of changes share."""

    world: World
    threads: Threads
    turns: Turns
    last: Ints  # each thread's last word
    title: Texts
    dice: Dice
    source: Texts

    def on_forge(self, who: Ints, thread: Ints) -> Ints:
        """Return the accounts of ``who`` on the forge of each thread."""
        return self.world.accounts.on_forge(who, self.world.github[self.threads.repo[thread]])


@dataclass(frozen=True, slots=True, eq=False)
class Size:
    """How large commits are, or what a thread's commits add up to."""

    added: Ints
    removed: Ints
    files: Ints

    def by_thread(self, thread: Ints, threads: int) -> Size:
        """Return the sums over the commits of each thread."""
        sums = (np.bincount(thread, each, threads).astype(np.int64) for each in (self.added, self.removed, self.files))
        return Size(*sums)

    def words(self, which: Ints) -> Texts:
        """Return what forges tell of the size of a merge, for ``extra``."""
        told = (figures(each[which]) for each in (self.added, self.removed, self.files))
        added, removed, files = told
        return joined(',"added":', added, ',"removed":', removed, ',"files":', files)


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """What threads' commits come to: the number of each one's last commit, and how large they are together."""

    number: Ints
    size: Size


def changes(world: World, roots: Roots, dice: Dice) -> Iterator[pa.Table]:
    """Yield the events of all changes that begin with ``roots``."""
    threads = opened(world, roots, issues=False)
    size = len(threads)
    if not size:
        return
    silent = dice.chance(world.layout.silence[threads.group], size)
    counts = np.where(silent, 0, 1 + dice.poisson(2.5, size, 16))
    turns = turns_of(world, threads, counts, 6.0 * world.layout.slowness[threads.group], 0.12, dice)
    told = Told(
        world, threads, turns, last_word(threads, turns), taken(TITLES, dice.below(len(TITLES), size)), dice,
        source_of(world, threads.repo),
    )  # fmt: skip
    yield _openings(told)
    heads = yield from _commits(told)
    yield from _reviews(told)
    yield _welcomes(told)
    yield from _ends(told, heads)
    yield from cared_for(world, threads, told.source, dice, noun="change")


def source_of(world: World, repo: Ints) -> Texts:
    """Return the name of the forge of each repository."""
    return where(world.github[repo], "github", "gitee")


def _openings(told: Told) -> pa.Table:
    threads, who = told.threads, told.threads.who
    extra = joined('{"title":"', told.title, '"', threads.place, "}")
    actor = told.on_forge(who, np.arange(len(threads)))
    return rows(
        told.world, "change.opened", threads.at, actor, repo=threads.repo, subject=threads.subject, url=threads.url,
        source=told.source, extra=extra,
    )  # fmt: skip


def _commits(told: Told) -> Generator[pa.Table, None, Heads]:
    """Yield commits and the builds that follow them; return what each thread's commits come to."""
    world, threads, dice = told.world, told.threads, told.dice
    counts = 1 + dice.poisson(0.8, len(threads), 8)
    thread = np.repeat(np.arange(len(threads)), counts)
    size = len(thread)
    who, asked = threads.who[thread], threads.at[thread]
    before = asked - np.minimum(dice.lognormal(1.2 * HOUR, 1.0, size), 4 * HOUR).astype(np.int64)
    after = asked + (dice.uniform(size) * (told.last - threads.at)[thread]).astype(np.int64)
    later = dice.chance(0.35, size) & world.happens(who, after)
    at = np.maximum(np.where(later, after, before), np.maximum(world.lives.joined_at[who], world.start))
    at = at[np.lexsort((at, thread))]
    number = world.take(SHA, size)
    sha = digests(world.plan.seed, SHA, number, 40)
    sizes = _sizes(told.dice, size)
    yield _authored(told, thread, at, sha, sizes)
    yield _builds(told, thread, at, sha)
    return Heads(number[np.cumsum(counts) - 1], sizes.by_thread(thread, len(threads)))


def _sizes(dice: Dice, size: int) -> Size:
    """Return the lines and files of commits."""
    added = np.minimum(dice.lognormal(28.0, 1.4, size), 60_000).astype(np.int64) + 1
    return Size(added, (added * dice.between(0.0, 0.9, size)).astype(np.int64), 1 + dice.poisson(1.6, size))


def _authored(told: Told, thread: Ints, at: Ints, sha: Texts, sizes: Size) -> pa.Table:
    world, threads, dice = told.world, told.threads, told.dice
    size, repo, who = len(thread), threads.repo[thread], threads.who[thread]
    added, removed, files = sizes.added, sizes.removed, sizes.files
    actor = world.accounts.by_mail(who, at, world.lives)
    # One in five lets the forge hide the address: the commit then carries the login.
    actor = np.where(who % 5 == 3, told.on_forge(who, thread), actor)
    folder = taken(_folders(world), threads.parcel[thread] * len(FOLDERS) + dice.below(len(FOLDERS), size))
    extra = joined(
        '{"added":', figures(added), ',"removed":', figures(removed), ',"files":', figures(files), ',"dirs":["', folder,
        '"],"coauthors":[],"signed_off":["', accounts(world, actor), '"],"title":"',
        told.title.take(pa.array(thread)), '"}',
    )  # fmt: skip
    return rows(
        world, "commit.authored", at, actor, repo=repo, subject=joined(taken(world.layout.repos, repo), "@", sha),
        amount=(added + removed).astype(np.float64), url=joined(taken(_webs(world), repo), "/commit/", sha),
        source="git", extra=extra,
    )  # fmt: skip


def _folders(world: World) -> list[str]:
    """Return six folders for each parcel."""
    return [
        f"{parcel.folder}{inner}" if parcel.folder else plain
        for parcel in world.layout.parcels
        for inner, plain in zip(FOLDERS, PLAIN_FOLDERS, strict=True)
    ]


def _webs(world: World) -> list[str]:
    return [world.layout.web(repo) for repo in range(len(world.layout.repos))]


def _builds(told: Told, thread: Ints, at: Ints, sha: Texts) -> pa.Table:
    world, threads, dice = told.world, told.threads, told.dice
    minutes = dice.lognormal(24.0, 0.35, len(thread))
    done = np.maximum(at, threads.at[thread]) + (minutes * 60).astype(np.int64) + 20
    kept = np.flatnonzero(world.told(done))
    thread, repo, robot = thread[kept], threads.repo[thread[kept]], world.accounts.robot("ci-bot")
    result = where(dice.chance(0.81, len(kept)), "passed", "failed")
    return rows(
        world, "build.finished", done[kept], np.full(len(kept), robot), repo=repo,
        subject=threads.subject.take(pa.array(thread)), amount=np.round(minutes[kept], 1),
        parent=joined(taken(world.layout.repos, repo), "@", sha.take(pa.array(kept))), source="ci",
        extra=joined('{"result":"', result, '","unit":"minutes"', threads.place.take(pa.array(thread)), "}"),
    )  # fmt: skip


def _reviews(told: Told) -> Iterator[pa.Table]:
    turns, dice = told.turns, told.dice
    size = len(turns.thread)
    reviewed = ~turns.author & dice.chance(0.55, size)
    state = taken(STATES, dice.pick(np.array([0.5, 0.8, 1.0]), size))
    yield _said(told, "change.reviewed", reviewed, joined('{"state":"', state, '","note":'))
    yield _said(told, "change.commented", ~reviewed, pa.repeat('{"note":', size))


def _said(told: Told, kind: str, which: Bools, head: Texts) -> pa.Table:
    world, threads, turns = told.world, told.threads, told.turns
    kept = pa.array(np.flatnonzero(which))
    thread = turns.thread[which]
    note, at_thread = figures(turns.number[which]), pa.array(thread)
    return rows(
        world, kind, turns.at[which], told.on_forge(turns.who[which], thread), ids=turns.ids.take(kept),
        repo=threads.repo[thread], subject=threads.subject.take(at_thread), parent=turns.parent.take(kept),
        url=joined(threads.url.take(at_thread), "#note_", note), source=told.source.take(at_thread),
        extra=joined(head.take(kept), note, threads.place.take(at_thread), "}"),
    )  # fmt: skip


def _welcomes(told: Told) -> pa.Table:
    """A robot greets every other change within minutes: answers by robots are no answers."""
    world, threads, dice = told.world, told.threads, told.dice
    at = threads.at + 30 + dice.below(240, len(threads))
    kept = np.flatnonzero(dice.chance(0.4, len(threads)) & world.told(at) & ~world.github[threads.repo])
    place = pa.array(kept)
    return rows(
        world, "change.commented", at[kept], np.full(len(kept), world.accounts.robot("welcome-bot")),
        repo=threads.repo[kept], subject=threads.subject.take(place), url=threads.url.take(place),
        source=told.source.take(place), extra=joined('{"robot":true', threads.place.take(place), "}"),
    )  # fmt: skip


def _ends(told: Told, heads: Heads) -> Iterator[pa.Table]:
    """Most of what was answered is merged; some of the rest is closed, by its author or by somebody who tidies up."""
    world, threads, dice = told.world, told.threads, told.dice
    size = len(threads)
    answered = np.bincount(told.turns.thread[~told.turns.author], minlength=size) > 0
    soon = told.last + np.maximum(dice.lognormal(5.0 * HOUR, 1.1, size), 300).astype(np.int64)
    late = told.last + dice.lognormal(16.0 * DAY, 0.7, size).astype(np.int64)
    merger = world.around.answerer(threads.group, soon, dice, threads.who)
    soon = np.maximum(at_work(soon, world.lives.offset[np.maximum(merger, 0)], dice), told.last + 60)
    wanted = answered & dice.chance(0.87, size)
    merged = wanted & world.happens(merger, soon) & world.happens(threads.who, soon)
    yield _merged(told, np.flatnonzero(merged), soon, merger, heads)
    tidier = world.around.answerer(threads.group, late, dice)
    closer = np.where(dice.chance(0.5, size) & world.happens(threads.who, late), threads.who, tidier)
    closed = ~wanted & dice.chance(np.where(answered, 0.75, 0.3), size) & world.happens(closer, late)
    kept = np.flatnonzero(closed)
    yield _closed(told, kept, late, closer)
    yield reopened(world, threads, kept, late[kept], told.source, dice, noun="change")


def _merged(told: Told, kept: Ints, at: Ints, merger: Ints, heads: Heads) -> pa.Table:
    world, threads, place = told.world, told.threads, pa.array(kept)
    seed = world.plan.seed
    extra = joined(
        '{"title":"', told.title.take(place), '","branch":"work-', figures(heads.number[kept]), '","head":"',
        digests(seed, SHA, heads.number[kept], 40), '","merged_by":"', accounts(world, told.on_forge(merger[kept], kept)), '"',
        heads.size.words(kept), threads.place.take(place), "}",
    )  # fmt: skip
    return rows(
        world, "change.merged", at[kept], told.on_forge(threads.who[kept], kept), repo=threads.repo[kept],
        subject=threads.subject.take(place), parent=digests(seed, MERGE, world.take(MERGE, len(kept)), 40),
        url=threads.url.take(place), source=told.source.take(place), extra=extra,
    )  # fmt: skip


def _closed(told: Told, kept: Ints, at: Ints, closer: Ints) -> pa.Table:
    threads, place = told.threads, pa.array(kept)
    return rows(
        told.world, "change.closed", at[kept], told.on_forge(closer[kept], kept), repo=threads.repo[kept],
        subject=threads.subject.take(place), url=threads.url.take(place), source=told.source.take(place),
        extra=joined('{"title":"', told.title.take(place), '"', threads.place.take(place), "}"),
    )  # fmt: skip
