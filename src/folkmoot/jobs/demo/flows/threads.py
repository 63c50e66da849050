"""Threads on a forge, changes and issues alike: their numbers, and who answers whom, when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkmoot.jobs.demo.dice import Bools, Dice, Floats, Ints, digests
from folkmoot.jobs.demo.roots import Roots
from folkmoot.jobs.demo.rows import TURN, Texts, figures, joined, taken, where
from folkmoot.jobs.demo.seasons import at_work
from folkmoot.jobs.demo.world import World

HOUR, DAY = 3600, 86400
APART = 10**11  # more seconds than any thread lasts: keeps the threads of one running maximum apart


@dataclass(frozen=True, slots=True, eq=False)
class Threads:
    """Changes or issues, by the moment they were opened."""

    who: Ints
    at: Ints
    parcel: Ints
    repo: Ints
    group: Ints
    subject: Texts
    url: Texts
    place: Texts  # the part of extra that says which folder it is about

    def __len__(self) -> int:
        return len(self.who)


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """What is said in threads, thread by thread in order of time."""

    thread: Ints
    who: Ints
    at: Ints
    ids: Texts
    parent: Texts  # the id of the turn that it answers, or nothing
    number: Ints
    author: Bools  # said by whoever opened the thread


def opened(world: World, roots: Roots, *, issues: bool) -> Threads:
    """Return the threads that are opened in the time that is told, with the next numbers of their repositories."""
    order = np.argsort(roots.at, kind="stable")
    order = order[world.happens(roots.who[order], roots.at[order])]
    who, at, parcel = roots.who[order], roots.at[order], roots.parcel[order]
    repo = world.parcel_repo[parcel]
    last = world.repo_numbers.setdefault(issues, np.zeros(len(world.layout.repos), dtype=np.int64))
    number = last[repo] + _rank(repo)
    world.repo_numbers[issues] = last + np.bincount(repo, minlength=len(last))
    github = world.github[repo]
    number = np.where(github, 2 * number - issues, number)  # GitHub numbers changes and issues in one row
    mark = "#" if issues else where(github, "#", "!")
    path = "/issues/" if issues else where(github, "/pull/", "/pulls/")
    webs = [world.layout.web(place) for place in range(len(world.layout.repos))]
    return Threads(
        who, at, parcel, repo, world.parcel_group[parcel],
        joined(taken(world.layout.repos, repo), mark, figures(number)),
        joined(taken(webs, repo), path, figures(number)),
        taken([f',"dirs":["{one.folder}"]' if one.folder else "" for one in world.layout.parcels], parcel),
    )  # fmt: skip


def _rank(repo: Ints) -> Ints:
    """Return 1 for the first row of each repository, 2 for the second one…"""
    order = np.argsort(repo, kind="stable")
    counted = np.empty(len(repo), dtype=np.int64)
    ordered = repo[order]
    firsts = np.searchsorted(ordered, ordered, side="left")
    counted[order] = np.arange(len(repo)) - firsts + 1
    return counted


def turns_of(world: World, threads: Threads, counts: Ints, delay: Floats, outside: float, dice: Dice) -> Turns:
    """Return ``counts`` turns in each thread, less those of people who are gone by then.

    ``delay`` is the usual wait in hours for a first answer, thread by thread; ``outside`` the share of turns by anybody
    rather than by those who answer for the group.
    """
    thread = np.repeat(np.arange(len(threads)), counts)
    size = len(thread)
    first = np.cumsum(counts) - counts
    place = np.arange(size) - first[thread]
    wait = np.where(place == 0, dice.lognormal(1.0, 1.15, size) * delay[thread], dice.lognormal(8.0, 1.2, size)) * HOUR
    total = np.cumsum(wait)
    at = (threads.at[thread] + total - (total - wait)[first[thread]]).astype(np.int64) + 60 if size else thread
    author = (place > 0) & dice.chance(0.4, size)
    opener = threads.who[thread]
    answerer = world.around.answerer(threads.group[thread], at, dice, opener)
    passer = world.around.passer_by(at, dice, opener)
    who = np.where(author, opener, np.where(dice.chance(outside, size), passer, answerer))
    at = at_work(at, world.lives.offset[np.maximum(who, 0)], dice)
    at = np.maximum.accumulate(at + thread * APART) - thread * APART if size else at
    at = at + place  # no two turns of a thread at the same second
    kept = np.flatnonzero(world.happens(who, at))
    return _linked(world, thread[kept], who[kept], at[kept], author[kept], dice)


def _linked(world: World, thread: Ints, who: Ints, at: Ints, author: Bools, dice: Dice) -> Turns:
    size = len(thread)
    number = world.take(TURN, size)
    follows = np.zeros(size, dtype=np.bool_)
    follows[1:] = (thread[1:] == thread[:-1]) & dice.chance(0.65, size)[1:]
    ids = digests(world.plan.seed, TURN, number)
    parent = where(follows, digests(world.plan.seed, TURN, np.maximum(number - 1, 0)), "")
    return Turns(thread, who, at, ids, parent, number, author)


def last_word(threads: Threads, turns: Turns) -> Ints:
    """Return the moment of each thread's last turn, or of its opening."""
    last = threads.at.copy()
    np.maximum.at(last, turns.thread, turns.at)
    return last
