"""Who starts what on which day: the beginnings from which all threads of work and talk grow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkmoot.jobs.demo.dice import Dice, Floats, Ints
from folkmoot.jobs.demo.lives import CHANGE, ISSUE, MAIL, POST, ROOTS, TASK, TASTE
from folkmoot.jobs.demo.seasons import within_a_day
from folkmoot.jobs.demo.world import World

SHARES = {CHANGE: 0.70, ISSUE: 0.19, MAIL: 0.04, POST: 0.05, TASK: 0.02}
"""Which part of the events that nothing else decides about grows from each kind of beginning."""

COSTS = {CHANGE: 9.0, ISSUE: 4.0, MAIL: 3.0, POST: 3.0, TASK: 1.6}
"""How many events grow from one beginning, on average: a first guess, corrected while events are told."""


@dataclass(frozen=True, slots=True, eq=False)
class Roots:
    """Beginnings of one kind: who, when, and in which parcel."""

    who: Ints
    at: Ints
    parcel: Ints

    def __len__(self) -> int:
        return len(self.who)


class Beginnings:
    """Hands out the beginnings of any stretch of days, in proportion to who is around and what season it is."""

    def __init__(self, world: World) -> None:
        self.world = world
        lives, seasons = world.lives, world.seasons
        dice = world.dice(31)
        self.first_kind = _chosen(TASTE[lives.persona], dice)
        self.first_day = lives.joined_day + 1
        self.last_day = (lives.left_at - world.epoch) // 86400 - 2  # the zones of the earth need a day on each side
        after = np.zeros(seasons.days)
        for release in seasons.releases:
            after[release.day : release.day + 14] = 1.0
        invited = np.zeros(seasons.days)
        for campaign in seasons.campaigns:
            invited[campaign.first : campaign.first + campaign.days] = 1.0
        self.season = np.stack([
            seasons.work,
            seasons.work * (1 + 0.7 * after + 0.3 * invited),
            seasons.work,
            np.sqrt(seasons.work) * (1 + 0.5 * after + 0.8 * invited),
            seasons.work * (0.15 + 3.0 * invited),
        ])  # fmt: skip
        self.weight = TASTE[lives.persona] * lives.drive[:, None]  # person x kind
        self.load = np.stack([self._load(kind) for kind in range(ROOTS)])  # kind x day

    def _load(self, kind: int) -> Floats:
        days = self.world.seasons.days
        change = np.zeros(days + 1)
        stays = self.last_day >= self.first_day
        first, last = np.clip(self.first_day[stays], 0, days), np.clip(self.last_day[stays] + 1, 0, days)
        np.add.at(change, first, self.weight[stays, kind])
        np.add.at(change, last, -self.weight[stays, kind])
        return np.asarray(np.maximum(np.cumsum(change)[:-1], 0.0) * self.season[kind])

    def arriving(self, kind: int, first: int, last: int) -> Ints:
        """Return the people whose first deed, of this kind, falls on the days ``first`` to before ``last``."""
        joined = self.world.lives.joined_day
        return np.flatnonzero((joined >= max(first, 0)) & (joined < last) & (self.first_kind == kind))

    def roots(self, kind: int, first: int, last: int, count: int, dice: Dice) -> Roots:
        """Return the arrivals' first deeds and ``count`` beginnings more, on the days ``first`` to before ``last``."""
        new = self.arriving(kind, first, last)
        who, at = self._started(kind, first, last, count, dice)
        who, at = np.concatenate([new, who]), np.concatenate([self.world.lives.joined_at[new], at])
        return Roots(who, at, self._parcels(who, dice))

    def _started(self, kind: int, first: int, last: int, count: int, dice: Dice) -> tuple[Ints, Ints]:
        days = np.arange(first, last)
        around = np.flatnonzero((self.first_day < last) & (self.last_day >= first) & (self.weight[:, kind] > 0))
        there = (days[:, None] >= self.first_day[around]) & (days[:, None] <= self.last_day[around])
        weights = np.cumsum((there * self.weight[around, kind] * self.season[kind, first:last, None]).ravel())
        if not len(around) or weights[-1] <= 0 or not count:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        day, place = np.divmod(dice.pick(weights, count), len(around))
        who = around[place]
        midnight = self.world.epoch + (day + first) * 86400 - self.world.lives.offset[who]
        return who, midnight + within_a_day(dice, count)

    def _parcels(self, who: Ints, dice: Dice) -> Ints:
        """Most work is done at home, some next door, some where everybody goes."""
        size = len(who)
        where = dice.uniform(size)
        lives = self.world.lives
        popular = dice.pick(np.cumsum(self.world.layout.weights), size)
        return np.where(where < 0.72, lives.home[who], np.where(where < 0.88, lives.second[who], popular))


def _chosen(weights: Floats, dice: Dice) -> Ints:
    """Return one column for each row, as often as its weight says."""
    running = np.cumsum(weights, axis=1)
    return np.asarray((dice.uniform(len(weights))[:, None] * running[:, -1:] >= running).sum(axis=1), dtype=np.int64)
