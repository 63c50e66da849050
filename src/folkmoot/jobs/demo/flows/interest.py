"""Interest: stars, some of them withdrawn, forks and watches, by people who work here and many who only look."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from folkmoot.jobs.demo.dice import Dice, Ints
from folkmoot.jobs.demo.flows.changes import source_of
from folkmoot.jobs.demo.rows import rows, taken
from folkmoot.jobs.demo.world import World, person_of


def interest(world: World) -> Iterator[pa.Table]:
    """Yield all stars, withdrawals, forks and watches of the whole time."""
    dice = world.dice(44)
    account, arrived = _looking(world, dice)
    stars = 1 + dice.poisson(0.6, len(account), 5)
    who, repo, at = _choices(world, account, arrived, stars, dice)
    yield _rows(world, "repo.starred", who, repo, at)
    yield _rows(world, "repo.unstarred", *_withdrawn(world, who, repo, at, dice))
    forks = dice.chance(0.22, len(account)).astype(np.int64)
    yield _rows(world, "repo.forked", *_choices(world, account, arrived + 1800, forks, dice))
    watches = dice.chance(0.16, len(account)).astype(np.int64)
    yield _rows(world, "repo.watched", *_choices(world, account, arrived + 600, watches, dice))


def _looking(world: World, dice: Dice) -> tuple[Ints, Ints]:
    """Return the accounts that look, and when: people soon after they joined, onlookers when there is news."""
    accounts, lives = world.accounts, world.lives
    count = accounts.onlookers
    day = dice.pick(np.cumsum(world.seasons.attention), count)
    arrived = world.start + day * 86400 + dice.below(86400, count)
    people = np.flatnonzero(dice.chance(0.6, len(lives)) & (lives.joined_day >= 0))
    joined = lives.joined_at[people] + dice.below(2 * 3600, len(people))
    github = world.github[world.parcel_repo[lives.home[people]]]
    who = np.concatenate([accounts.on_forge(people, github), accounts.first_onlooker + np.arange(count)])
    return who, np.concatenate([joined, arrived])


def _choices(world: World, account: Ints, arrived: Ints, counts: Ints, dice: Dice) -> tuple[Ints, Ints, Ints]:
    """Return account, repository and moment of ``counts`` choices each, no repository twice."""
    who, at = np.repeat(account, counts), np.repeat(arrived, counts)
    at = at + dice.below(3000, len(at))
    popular = np.bincount(world.parcel_repo, weights=world.layout.weights, minlength=len(world.layout.repos)) ** 1.3
    repo = dice.pick(np.cumsum(popular), len(who))
    _, first = np.unique(who * len(world.layout.repos) + repo, return_index=True)
    first = np.sort(first)
    return who[first], repo[first], at[first]


def _withdrawn(world: World, who: Ints, repo: Ints, at: Ints, dice: Dice) -> tuple[Ints, Ints, Ints]:
    """Some lose interest; after a campaign more do, because they were asked for the star."""
    invited = np.zeros(len(who), dtype=np.bool_)
    for campaign in world.seasons.campaigns:
        day = (at - world.start) // 86400
        invited |= (day >= campaign.first) & (day < campaign.first + campaign.days)
    lost = np.flatnonzero(dice.chance(np.where(invited, 0.14, 0.035), len(who)))
    usual = dice.lognormal(70.0, 0.8, len(who))
    wave = dice.lognormal(38.0, 0.25, len(who))
    later = at + (np.where(invited, wave, usual) * 86400).astype(np.int64)
    return who[lost], repo[lost], later[lost]


def _rows(world: World, kind: str, who: Ints, repo: Ints, at: Ints) -> pa.Table:
    person = person_of(world, who)
    kept = np.flatnonzero(world.told(at) & ((person < 0) | world.happens(person, at)))
    repo = repo[kept]
    webs = [world.layout.web(place) for place in range(len(world.layout.repos))]
    return rows(
        world, kind, at[kept], who[kept], repo=repo, subject=taken(world.layout.repos, repo), url=taken(webs, repo),
        source=source_of(world, repo),
    )  # fmt: skip
