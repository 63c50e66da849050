"""The invented world as a whole: everything that is decided before the first event is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time

import numpy as np

from folkmoot.jobs.demo.accounts import SLOTS, Accounts, accounts_of
from folkmoot.jobs.demo.dice import Bools, Dice, Ints
from folkmoot.jobs.demo.layout import Layout, layout_of
from folkmoot.jobs.demo.lives import INVITED, Lives, lives_of
from folkmoot.jobs.demo.names import Named, people_names
from folkmoot.jobs.demo.plan import Plan
from folkmoot.jobs.demo.pools import Around, around_of
from folkmoot.jobs.demo.ranks import Ranks, ranks_of
from folkmoot.jobs.demo.seasons import Seasons, seasons_of
from folkmoot.model.scope import day_start

ONLOOKERS = 4  # for each person, if there are events enough to spend on them
MOST_DECLARED = 900  # people in the charter who hold no role


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """What all flows of events share. Moments are whole UTC seconds."""

    plan: Plan
    start: int
    end: int
    epoch: int  # midnight in UTC of the first day: local midnights lie around it
    seasons: Seasons
    layout: Layout
    names: list[Named]
    lives: Lives
    ranks: Ranks
    around: Around
    accounts: Accounts
    parcel_group: Ints
    parcel_repo: Ints
    github: Bools  # of each repository
    counters: dict[int, int] = field(default_factory=dict)  # stream → the next free number
    repo_numbers: dict[bool, Ints] = field(default_factory=dict)  # issues or not → the last number in each repository

    def take(self, stream: int, count: int) -> Ints:
        """Return the next ``count`` numbers of a stream."""
        first = self.counters.get(stream, 0)
        self.counters[stream] = first + count
        return np.arange(first, first + count, dtype=np.int64)

    def told(self, at: Ints) -> Bools:
        """Return which moments lie in the time that is told."""
        return np.asarray((at >= self.start) & (at < self.end))

    def happens(self, who: Ints, at: Ints) -> Bools:
        """Return which deeds are told: somebody does them, in the time that is told, and in that person's life."""
        return np.asarray(self.told(at) & (who >= 0) & self.lives.alive(np.maximum(who, 0), at))

    def dice(self, *labels: int) -> Dice:
        """Return the stream of chance with these labels."""
        return Dice(self.plan.seed, *labels)


def world_of(plan: Plan) -> World:
    """Return the world that the plan names: the same one each time."""
    start, end = (int(day_start(day, plan.zone).replace(tzinfo=UTC).timestamp()) for day in (plan.since, plan.until))
    epoch = int(datetime.combine(plan.since, time(), UTC).timestamp())
    seasons, layout = seasons_of(plan), layout_of(plan)
    names = people_names(plan.seed, plan.people)
    han = np.array([named.han for named in names])
    asleep = len(layout.groups[layout.sigs - 1].work)
    lives = lives_of(plan, seasons, epoch, han, layout.weights[: layout.founded], asleep)
    ranks = ranks_of(plan, layout, lives, epoch)
    onlookers = min(plan.people * ONLOOKERS, plan.events // 24)
    declared = _declared(plan, lives, ranks)
    return World(
        plan=plan,
        start=start,
        end=end,
        epoch=epoch,
        seasons=seasons,
        layout=layout,
        names=names,
        lives=lives,
        ranks=ranks,
        around=around_of(plan, layout, lives, ranks, start),
        accounts=accounts_of(plan, layout, lives, names, declared, onlookers),
        parcel_group=layout.column("group"),
        parcel_repo=layout.column("repo"),
        github=np.array([repo.startswith("github:") for repo in layout.repos]),
    )


def _declared(plan: Plan, lives: Lives, ranks: Ranks) -> Bools:
    """Whoever holds a role stands in the charter, and about half of the others who stayed for a while."""
    said = Dice(plan.seed, 26).chance(np.where(lives.persona == INVITED, 0.25, 0.55), plan.people)
    said &= (lives.left_at - lives.joined_at) > 20 * 86400
    said &= np.cumsum(said) <= MOST_DECLARED
    said[[term.person for term in ranks.terms]] = True
    return said


def person_of(world: World, account: Ints) -> Ints:
    """Return the person behind each account's number, -1 for onlookers and robots."""
    return np.where(account < world.accounts.first_onlooker, account // len(SLOTS), -1)
