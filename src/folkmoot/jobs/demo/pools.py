"""Who may be the next to act: weighted choices among those who are around, for millions of cases at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from dateutil.relativedelta import relativedelta

from folkmoot.jobs.demo.dice import Bools, Dice, Floats, Ints
from folkmoot.jobs.demo.layout import Layout
from folkmoot.jobs.demo.lives import Lives
from folkmoot.jobs.demo.plan import Plan
from folkmoot.jobs.demo.ranks import ANSWERING, Ranks


@dataclass(frozen=True, slots=True, eq=False)
class Pools:
    """Numbered pools of people with weights, laid end to end: choosing is one search in one running sum."""

    people: Ints
    running: Floats  # starts with 0
    first: Ints  # where each pool begins; one more at the end

    def choose(self, pools: Ints, dice: Dice, but: Ints | None = None) -> Ints:
        """Return one person of each pool, not the one in ``but``; -1 where there is nobody else."""
        low, high = self.first[pools], self.first[pools + 1]
        size = high - low
        span = self.running[high] - self.running[low]
        at = np.searchsorted(self.running, self.running[low] + dice.uniform(len(pools)) * span, side="right") - 1
        at = np.clip(at, low, np.maximum(low, high - 1))
        if not len(self.people):
            return np.full(len(pools), -1, dtype=np.int64)
        if but is not None:  # the next one in the round, where the dice fell on the one who may not
            again = self.people[np.minimum(at, len(self.people) - 1)] == but
            at = np.where(again, low + (at - low + 1) % np.maximum(size, 1), at)
        found = self.people[np.minimum(at, len(self.people) - 1)]
        alone = (size == 1) & (found == but) if but is not None else np.zeros(len(pools), dtype=np.bool_)
        return np.where((size == 0) | alone, -1, found)


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """Who answers in each group, and who is around at all, month by month."""

    months: Ints  # UTC seconds at which each month begins; one more at the end
    answering: Pools  # number: group * months + month
    crowd: Pools  # number: month

    def month(self, at: Ints) -> Ints:
        """Return the month's number of each moment; the last month goes on for ever."""
        found = np.searchsorted(self.months, at, side="right") - 1
        return np.clip(found, 0, len(self.months) - 2).astype(np.int64)

    def answerer(self, group: Ints, at: Ints, dice: Dice, but: Ints | None = None) -> Ints:
        """Return who of the group's answering roles acts at each moment, or -1."""
        return self.answering.choose(group * (len(self.months) - 1) + self.month(at), dice, but)

    def passer_by(self, at: Ints, dice: Dice, but: Ints | None = None) -> Ints:
        """Return who of all people acts at each moment, or -1."""
        return self.crowd.choose(self.month(at), dice, but)


def around_of(plan: Plan, layout: Layout, lives: Lives, ranks: Ranks, start: int) -> Around:
    """Return the pools of each month: only people who are there for the whole of it."""
    firsts = [plan.since + relativedelta(months=month) for month in range(plan.months + 1)]
    months = np.array([start + (first - plan.since).days * 86400 for first in firsts], dtype=np.int64)
    # An answer may fall up to a day before or after the month's edge, by the zone of who gives it.
    whole = [
        np.flatnonzero((lives.joined_at <= months[place] - 86400) & (lives.left_at >= months[place + 1] + 86400))
        for place in range(plan.months)
    ]
    return Around(
        months, _answering(firsts, layout, lives, ranks, whole), _laid([(here, lives.drive[here]) for here in whole])
    )


def _answering(firsts: list[date], layout: Layout, lives: Lives, ranks: Ranks, whole: list[Ints]) -> Pools:
    pools = []
    there = [np.isin(np.arange(len(lives)), here) for here in whole]
    for group in layout.groups:
        terms = [term for term in ranks.of(group.slug) if term.role in ANSWERING]
        for place, first in enumerate(firsts[:-1]):
            last = firsts[place + 1] - timedelta(days=1)
            serving = sorted({term.person for term in terms if term.holds(first, last)})
            pools.append(_weighted(serving, there[place], lives))
    return _laid(pools)


def _weighted(serving: list[int], there: Bools, lives: Lives) -> tuple[Ints, Floats]:
    here = np.array([person for person in serving if there[person]], dtype=np.int64)
    return here, lives.drive[here]


def _laid(pools: list[tuple[Ints, Floats]]) -> Pools:
    people = np.concatenate([people for people, _ in pools])
    weights = np.concatenate([weights for _, weights in pools])
    first = np.concatenate([[0], np.cumsum([len(people) for people, _ in pools])])
    return Pools(people.astype(np.int64), np.concatenate([[0.0], np.cumsum(weights)]), first.astype(np.int64))
