"""The accounts of the demo as one numbered list: four for each person, then onlookers, then robots."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import numpy as np

from folkmoot.jobs.demo.dice import Bools, Dice, Ints
from folkmoot.jobs.demo.layout import Layout
from folkmoot.jobs.demo.lives import FIRMS, Lives
from folkmoot.jobs.demo.names import Named, handles
from folkmoot.jobs.demo.plan import Plan
from folkmoot.jobs.demo.vocabulary import PUBLIC_MAIL

SLOTS = GITEE, GITHUB, MAIL, LATER_MAIL = range(4)
ROBOTS = ("ci-bot", "welcome-bot")


@dataclass(frozen=True, slots=True, eq=False)
class Accounts:
    """All accounts: ``spelled`` by number; ``used`` grows while events are told."""

    spelled: list[str]
    domains: list[str]  # of a person's two mail addresses: two for each person
    people: int
    onlookers: int
    linked: Bools  # whether a person's accounts are shown to be one person's
    declared: Bools  # whether the charter lists the person
    used: Bools = field(repr=False)

    @property
    def first_onlooker(self) -> int:
        """The number of the first account of somebody who only looks."""
        return self.people * len(SLOTS)

    def robot(self, name: str) -> int:
        """Return the number of a robot's account."""
        return self.first_onlooker + self.onlookers + ROBOTS.index(name)

    def on_forge(self, who: Ints, github: Bools) -> Ints:
        """Return the accounts of ``who`` on the forge of the repository."""
        return np.asarray(who * len(SLOTS) + np.where(github, GITHUB, GITEE))

    def by_mail(self, who: Ints, at: Ints, lives: Lives) -> Ints:
        """Return the mail accounts of ``who``: a new employer gives a new address."""
        moved = (lives.later_firm[who] >= 0) & (at >= lives.changed_at[who])
        return np.asarray(who * len(SLOTS) + np.where(moved, LATER_MAIL, MAIL))


def accounts_of(
    plan: Plan, layout: Layout, lives: Lives, names: list[Named], declared: Bools, onlookers: int
) -> Accounts:
    """Return every account. All but a few people are linked; addresses end in invented domains or public providers."""
    dice = Dice(plan.seed, 25)
    count = len(lives)
    public = dice.below(len(PUBLIC_MAIL), count).tolist()
    private = (dice.uniform(count) < 0.25).tolist()
    spelled: list[str] = []
    domains: list[str] = []
    for place, named in enumerate(names):
        spelled += [f"gitee:{named.login}", f"github:{named.login}-{layout.slug[0]}"]
        for firm in (lives.firm[place], lives.later_firm[place]):
            shy = private[place] or firm < 0
            domains.append(PUBLIC_MAIL[public[place]] if shy else FIRMS[int(firm)].domain)
            said = f"{named.login}.{plan.seed}.{len(domains) % 2}@{layout.slug}.{domains[-1]}"
            spelled.append("mail:" + hashlib.sha256(said.encode()).hexdigest())
    forges = dice.chance(0.4, onlookers).tolist()
    spelled += [
        f"{'github' if github else 'gitee'}:{handle}"
        for handle, github in zip(handles(plan.seed, onlookers), forges, strict=True)
    ]
    spelled += [f"gitee:{layout.slug}-{robot}" for robot in ROBOTS]
    linked = dice.uniform(count) >= max(0.03, min(0.25, 30 / count))
    return Accounts(spelled, domains, count, onlookers, linked, declared, np.zeros(len(spelled), dtype=np.bool_))
