"""Who serves in which role, and when: founders, promotions along the ladder, successors, committees and teams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from folkmoot.jobs.demo.dice import Dice, Ints
from folkmoot.jobs.demo.layout import Layout
from folkmoot.jobs.demo.lives import INVITED, STAFF, Lives
from folkmoot.jobs.demo.plan import Plan
from folkmoot.jobs.demo.vocabulary import CHAPTERS, TEAMS

STEERING = "steering"
LARGEST = 60  # people on one group's roster
LADDER = (("member", 35), ("reviewer", 150), ("committer", 330))  # the role, and the days it takes to get there
NEEDS = {"member": 0.0, "reviewer": 1.1, "committer": 2.2}  # the drive it takes
ANSWERING = frozenset({"maintainer", "committer", "reviewer", "chair"})


@dataclass(frozen=True, slots=True)
class Rank:
    """A term before it is written down: a person's place in a group's role from a day to a day."""

    person: int
    group: str
    role: str
    since: date
    until: date | None
    cause: str

    def holds(self, first: date, last: date) -> bool:
        """Return whether it runs through all of the days."""
        return self.since <= first and (self.until is None or last <= self.until)


@dataclass(frozen=True, slots=True, eq=False)
class Ranks:
    """All terms, and the moment the story begins."""

    terms: tuple[Rank, ...]

    def of(self, group: str) -> tuple[Rank, ...]:
        """Return a group's terms."""
        return tuple(term for term in self.terms if term.group == group)


def ranks_of(plan: Plan, layout: Layout, lives: Lives, start: int) -> Ranks:
    """Return every term of every group."""
    maker = _Ranking(plan, layout, lives, start)
    terms = [*_led(list(maker.sigs())), *maker.working_groups(), *maker.steering(), *maker.gatherings()]
    order = {"maintainer": 0, "chair": 0, "committer": 1, "reviewer": 2, "member": 3}
    return Ranks(tuple(sorted(terms, key=lambda term: (term.group, order.get(term.role, 4), term.since, term.person))))


def _led(terms: list[Rank]) -> list[Rank]:
    """Whoever comes to lead leaves the rung below; what lies between the rungs is not climbed any more."""
    leads = {(term.person, term.group): term.since for term in terms if term.role == "maintainer"}
    found = []
    for term in terms:
        since = leads.get((term.person, term.group))
        if term.role in {"reviewer", "committer"} and since and (term.until is None or term.until >= since):
            if term.since < since:
                found.append(replace(term, until=since - timedelta(days=1), cause="elected maintainer"))
            continue
        found.append(term)
    return found


class _Ranking:
    def __init__(self, plan: Plan, layout: Layout, lives: Lives, start: int) -> None:
        self.plan, self.layout, self.lives, self.start = plan, layout, lives, start
        self.dice = Dice(plan.seed, 24)
        self.founders = 2 * layout.founded
        self.group_of = layout.column("group")[lives.home]
        self.busy: set[int] = set()  # who leads already

    def day(self, moment: int) -> date:
        return self.plan.since + timedelta(days=int((moment - self.start) // 86400))

    def joined(self, person: int) -> date:
        return self.day(int(self.lives.joined_at[person]))

    def left(self, person: int) -> date | None:
        gone = self.day(int(self.lives.left_at[person]))
        return gone if gone < self.plan.until else None

    def sigs(self) -> Iterator[Rank]:
        for place, blueprint in enumerate(self.layout.groups[: self.layout.sigs]):
            here = self._roster(place)
            leads = here[:2]
            for person in here:
                yield Rank(person, blueprint.slug, "member", self._member_since(person), *self._end(person))
                if person not in leads:
                    yield from self._climbs(person, blueprint.slug)
            asleep = place == self.layout.sigs - 1
            yield from self._leads(blueprint.slug, leads, [] if asleep else here[2:])

    def _roster(self, group: int) -> list[int]:
        lives = self.lives
        stays = (lives.left_at - np.maximum(lives.joined_at, self.start)) / 86400
        here = np.flatnonzero((self.group_of == group) & (stays > 75) & (lives.persona != INVITED))
        here = here[[self._member_since(int(who)) < self.plan.until for who in here]] if len(here) else here
        founders = here[here < self.founders]
        others = here[here >= self.founders]
        others = others[np.argsort(-lives.drive[others], kind="stable")]
        return [int(who) for who in (*founders, *others)][:LARGEST]

    def _member_since(self, person: int) -> date:
        founder = person < self.founders
        return self.joined(person) if founder else self.joined(person) + timedelta(days=LADDER[0][1])

    def _end(self, person: int) -> tuple[date | None, str]:
        left = self.left(person)
        return (left, "moved on") if left else (None, "founding" if person < self.founders else "joined")

    def _climbs(self, person: int, group: str) -> Iterator[Rank]:
        """One step after the other, at the promotion rounds in March and September that follow the days it takes."""
        steps: list[tuple[str, date]] = []
        for role, days in LADDER[1:]:
            when = _round_after(self.joined(person) + timedelta(days=days))
            gone = self.left(person)
            if self.lives.drive[person] >= NEEDS[role] and when < min(gone or self.plan.until, self.plan.until):
                steps = [step for step in steps if step[1] != when] + [(role, when)]
        for place, (role, when) in enumerate(steps):
            until = steps[place + 1][1] - timedelta(days=1) if place + 1 < len(steps) else self.left(person)
            promoted = place + 1 < len(steps)
            ended = f"promoted to {steps[place + 1][0]}" if promoted else "moved on" if until else ""
            yield Rank(person, group, role, when, until, ended or f"promotion round {when:%Y-%m}")

    def _leads(self, group: str, leads: list[int], others: list[int]) -> Iterator[Rank]:
        """The first two lead; when one leaves, the most active one who is there follows."""
        for lead in leads:
            self.busy.add(lead)
            left = self.left(lead)
            yield Rank(lead, group, "maintainer", self.joined(lead), left, "stepped down" if left else "founding")
            if left is None:
                continue
            able = [
                who for who in others
                if who not in self.busy and self.left(who) is None
                and self._member_since(who) < left and self.lives.drive[who] >= NEEDS["reviewer"]
            ]  # fmt: skip
            if able:
                self.busy.add(able[0])
                since = left + timedelta(days=14)
                if since < self.plan.until - timedelta(days=60):
                    yield Rank(able[0], group, "maintainer", since, None, "elected")

    def _long_serving(self, count: int, skip: int) -> list[int]:
        lives = self.lives
        stays = np.flatnonzero(
            (lives.joined_day < 0)
            & (lives.left_at >= self.start + self.plan.days * 86400)
            & (lives.persona <= STAFF + 1)
        )
        order: Ints = stays[np.argsort(-lives.drive[stays], kind="stable")]
        turn = np.roll(order, -skip * 3)
        return [int(who) for who in turn[:count]]

    def working_groups(self) -> Iterator[Rank]:
        for place, blueprint in enumerate(self.layout.groups[self.layout.sigs :]):
            since = self.plan.since - timedelta(days=60 - 40 * place)
            for rank, person in enumerate(self._long_serving(6, place + 1)):
                yield Rank(person, blueprint.slug, "member", since, None, "joined")
                if rank < 2:
                    yield Rank(person, blueprint.slug, "chair", since, None, "appointed by the committee")

    def steering(self) -> Iterator[Rank]:
        """A committee elected each January; one in five seats changes hands."""
        able = self._long_serving(14, 0)
        seats = able[: max(3, min(9, len(able) - 2))]
        spare = [who for who in able if who not in seats]
        for year in range(self.plan.since.year, self.plan.until.year + 1):
            first = max(date(year, 1, 1), self.plan.since - timedelta(days=90))
            if first >= self.plan.until:
                break
            last = date(year, 12, 31) if date(year, 12, 31) < self.plan.until else None
            for seat, person in enumerate(seats):
                yield Rank(person, STEERING, "member", first, last, f"elected {year}")
                if seat == 0:
                    yield Rank(person, STEERING, "chair", first, last, f"elected {year}")
            if spare:
                seats = [*seats[:-1], spare[year % len(spare)]]

    def gatherings(self) -> Iterator[Rank]:
        """Chapters and teams: a lead each, and some of the volunteers."""
        for place, slug in enumerate([*(chapter[0] for chapter in CHAPTERS), *(team[0] for team in TEAMS)]):
            people = self._long_serving(3 + place % 3, place + 5)
            since = self.plan.since + timedelta(days=15 * place % max(15, self.plan.days // 2))
            for rank, person in enumerate(people):
                yield Rank(person, slug, "member", since, None, "joined")
                if rank == 0:
                    yield Rank(person, slug, "lead", since, None, "founding")


def _round_after(day: date) -> date:
    """Return the first 15 March or 15 September on or after ``day``."""
    for year in (day.year, day.year + 1):
        for month in (3, 9):
            if date(year, month, 15) >= day:
                return date(year, month, 15)
    return day  # not reached: the next year's March lies after any day
