"""The tables of a contest: people, teams and cities ranked, ties broken as declared, who is not ranked and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from folkmoot.model.contest import ContestPlan
from folkmoot.model.contest_log import ZERO, Award, Rank
from folkmoot.rules.contest_entries import Decisions, cities_that_count

Awards = Mapping[str, Sequence[Award]]
LATE = datetime(9999, 1, 1)
TOO_SMALL = "too-small"


@dataclass
class _Sum:
    """What the awards of somebody, or of several, add up to."""

    points: Decimal = ZERO
    by_rule: dict[str, Decimal] = field(default_factory=dict)
    counted: int = 0
    pending: int = 0
    taken: int = 0
    last_at: datetime | None = None
    size: int = 0

    def add(self, awards: Iterable[Award]) -> None:
        """Add the awards of one person."""
        self.size += 1
        for one in awards:
            if one.state == "counted":
                self.counted += 1
                self.points += one.points
                self.by_rule[one.rule] = self.by_rule.get(one.rule, ZERO) + one.points
                if self.last_at is None or one.deed.at > self.last_at:
                    self.last_at = one.deed.at
            elif one.state == "pending":
                self.pending += 1
            else:
                self.taken += 1

    def rank(self, ident: str, out: str) -> Rank:
        """Return the line, not ranked yet."""
        return Rank(
            ident, None, self.points, self.by_rule, self.counted, self.pending, self.taken, self.last_at, self.size, out
        )


def tables_of(plan: ContestPlan, found: Decisions, awards: Awards) -> tuple[tuple[Rank, ...], ...]:
    """Return the tables of people, teams and cities."""
    people = []
    for person, entry in found.entries.items():
        own = _Sum()
        own.add(awards[person])
        people.append(own.rank(person, "disqualified" if found.out(entry) else ""))
    return ranked(plan, people), ranked(plan, _teams(plan, found, awards)), ranked(plan, _cities(plan, found, awards))


def _teams(plan: ContestPlan, found: Decisions, awards: Awards) -> list[Rank]:
    sums = {ident: _Sum() for ident in found.teams}
    for person in found.entries:
        for team in found.teams_of(plan, person):
            if team in sums:
                sums[team].add(awards[person])
    lines = []
    for ident, one in sums.items():
        small = TOO_SMALL if one.size < plan.team_least else ""
        lines.append(one.rank(ident, "disqualified" if found.teams[ident].out else small))
    return lines


def _cities(plan: ContestPlan, found: Decisions, awards: Awards) -> list[Rank]:
    sums = {one.id: _Sum() for one in plan.cities}
    for person, entry in found.entries.items():
        for city in cities_that_count(plan, entry, found.teams):
            if city in sums:
                sums[city].add(awards[person])
    return [one.rank(ident, "") for ident, one in sums.items()]


def ranked(plan: ContestPlan, lines: Iterable[Rank]) -> tuple[Rank, ...]:
    """Return the lines in order: who has more points first, then by the declared rules about ties; equals share a rank.

    Edges: who is not ranked stands at the end; equals are in the order of their ids, which says nothing about them.
    """
    key = _key(plan)
    listed = sorted(lines, key=lambda one: (bool(one.out), key(one), one.id))
    done: list[Rank] = []
    for place, one in enumerate(listed, 1):
        before = done[-1] if done else None
        if one.out:
            done.append(one)
        elif before is not None and before.rank is not None and key(before) == key(one):
            done.append(replace(one, rank=before.rank))
        else:
            done.append(replace(one, rank=place))
    return tuple(done)


def _key(plan: ContestPlan) -> Callable[[Rank], tuple[Any, ...]]:
    ties: list[str] = []
    for tie in plan.ties:
        if tie == "shared":
            break
        ties.append(tie)

    def key(one: Rank) -> tuple[Any, ...]:
        broken = [(one.last_at or LATE) if tie == "earliest" else -one.by_rule.get(tie, ZERO) for tie in ties]
        return (-one.points, *broken)

    return key
