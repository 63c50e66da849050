"""All events in the order of time, stretch by stretch, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from folkmoot.jobs.demo.dice import Dice
from folkmoot.jobs.demo.flows.calendar import calendar
from folkmoot.jobs.demo.flows.changes import changes
from folkmoot.jobs.demo.flows.interest import interest
from folkmoot.jobs.demo.flows.issues import issues
from folkmoot.jobs.demo.flows.talk import mails, posts, tasks
from folkmoot.jobs.demo.lives import CHANGE, ISSUE, MAIL, POST, ROOTS, TASK
from folkmoot.jobs.demo.roots import COSTS, SHARES, Beginnings, Roots
from folkmoot.jobs.demo.rows import in_order, moments
from folkmoot.jobs.demo.world import World

STRETCH = 120_000  # events told at a time
WAIT = 2 * 86400  # later stretches may reach back this many seconds: zones, and commits before their change

Flow = Callable[[World, Roots, Dice], Iterator[pa.Table]]
FLOWS: dict[int, Flow] = {CHANGE: changes, ISSUE: issues, MAIL: mails, POST: posts, TASK: tasks}


def stretches(world: World) -> list[tuple[int, int]]:
    """Return the stretches of days that are told at a time: at least twelve, so that the budget can be kept."""
    days = world.plan.days
    count = min(days, max(12, -(-world.plan.events // STRETCH)))
    edges = [round(place * days / count) for place in range(count + 1)]
    return list(pairwise(edges))


def event_tables(world: World) -> Iterator[pa.Table]:
    """Yield the events of the whole time; each table's events follow those of the one before it."""
    fixed = in_order([*calendar(world), *interest(world)])
    budget = _Budget(world, world.plan.events - fixed.num_rows)
    waiting = fixed.slice(0, 0)
    for number, (first, last) in enumerate(stretches(world)):
        told = [waiting]
        for kind, flow in FLOWS.items():
            dice = world.dice(51, number, kind)
            roots = budget.beginnings.roots(kind, first, last, budget.count(kind, first, last), dice)
            tables = list(flow(world, roots, dice))
            budget.spend(kind, len(roots), sum(table.num_rows for table in tables))
            told += tables
        edge = world.start + last * 86400 - WAIT if last < world.plan.days else world.end
        due, fixed = _cut(fixed, edge)
        ready, waiting = _cut(in_order([due, *told]), edge)
        del told, tables
        if ready.num_rows:
            yield ready


def _cut(table: pa.Table, edge: int) -> tuple[pa.Table, pa.Table]:
    """Return the rows before the moment, and those from it on, of a table in the order of time."""
    place = pc.index(pc.greater_equal(table["at"], moments(np.array([edge]))[0]), value=True).as_py()
    place = table.num_rows if place < 0 else place
    return table.slice(0, place), table.slice(place)


class _Budget:
    """How many beginnings of each kind a stretch gets, so that the whole comes to the number asked for."""

    def __init__(self, world: World, events: int) -> None:
        self.beginnings = Beginnings(world)
        self.wanted = {kind: max(0.0, events * share) for kind, share in SHARES.items()}
        self.costs = dict(COSTS)
        self.begun = dict.fromkeys(range(ROOTS), 0)
        self.told = dict.fromkeys(range(ROOTS), 0)

    def count(self, kind: int, first: int, last: int) -> int:
        """Return how many more than the arrivals' first deeds there shall be."""
        load = self.beginnings.load[kind]
        left = float(load[first:].sum())
        arriving = len(self.beginnings.arriving(kind, first, len(load)))
        rest = self.wanted[kind] - self.told[kind] - arriving * self.costs[kind]
        return max(0, round(rest * float(load[first:last].sum()) / left / self.costs[kind])) if left > 0 else 0

    def spend(self, kind: int, begun: int, told: int) -> None:
        """Learn from a stretch what a beginning of this kind costs."""
        self.begun[kind] += begun
        self.told[kind] += told
        if self.begun[kind] >= 50:
            self.costs[kind] = max(0.5, self.told[kind] / self.begun[kind])
