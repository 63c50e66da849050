"""An election as it stands: its declaration, what is recorded of it, its roll, and how it is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from folkmoot.model.box import OpenBallot
from folkmoot.model.election import Course, Election, ElectionAct, Entitlement
from folkmoot.model.errors import BadInput
from folkmoot.model.tally import Counting
from folkmoot.model.text import Text
from folkmoot.reports.entitled import entitlements
from folkmoot.reports.homes import Homes
from folkmoot.rules.electing import course_of, is_sound, organization_seats


def box_of(election: str) -> str:
    """Return the key of an election's ballot box."""
    return f"election:{election}"


@dataclass(frozen=True)
class Seen:
    """An election at a moment, and which act was the last."""

    homes: Homes
    course: Course
    acts: tuple[ElectionAct, ...]
    now: datetime

    @property
    def election(self) -> Election:
        """What the charter declares of it."""
        return self.course.election

    @property
    def last(self) -> int:
        """The ordinal of the last act; 0 for none."""
        return self.acts[-1].ordinal if self.acts else 0

    def same(self, person: str) -> str:
        """Return who somebody of the charter turned out to be."""
        return self.homes.identity.person_of.get(person, person)

    @cached_property
    def voters(self) -> dict[str, Entitlement]:
        """Everybody's right to vote by the rule alone."""
        return entitlements(self.homes, self.election.voters, self.course.moments, self.now)

    def may_vote(self, people: Iterable[str]) -> Entitlement | None:
        """Return the right to vote of somebody, who may be declared under several ids; None for nobody."""
        return self._of(people, self.election.voters)

    def may_stand(self, people: Iterable[str]) -> Entitlement | None:
        """Return the right to stand of somebody; None for nobody."""
        return self._of(people, self.election.candidates)

    def _of(self, people: Iterable[str], rule: Any) -> Entitlement | None:
        found = entitlements(self.homes, rule, self.course.moments, self.now, tuple(people))
        return next(iter(found.values()), None)

    @cached_property
    def granted(self) -> tuple[str, ...]:
        """Those to whom an exception was granted."""
        return tuple(case.person for case in self.course.cases if case.granted)

    @cached_property
    def roll(self) -> tuple[str, ...]:
        """The ids of all who may vote: as frozen when voting opened, and exceptions granted since; before, as of now."""
        by_rule = self.course.roll
        if by_rule is None:
            by_rule = tuple(sorted(name for name, right in self.voters.items() if right.word == "met"))
        known = {self.same(name) for name in by_rule}
        more = {self.same(name): name for name in self.granted if self.same(name) not in known}
        return (*by_rule, *more.values())

    def entries_of(self, people: Iterable[str]) -> tuple[str, ...]:
        """Return under which ids of the roll somebody stands; empty for who may not vote."""
        mine = {self.same(person) for person in people} | set(people)
        return tuple(name for name in self.roll if name in mine or self.same(name) in mine)

    def is_officer(self, people: Iterable[str], *, operator: bool) -> bool:
        """Return whether somebody is an election officer: declared, or an operator where none is declared."""
        officers = {self.same(one) for one in self.election.officers}
        return bool(officers & {self.same(person) for person in people}) if officers else operator

    def organization(self, person: str) -> str:
        """Return where somebody belonged when voting opened, or now before that; "" where it is not known."""
        frozen = {str(one["id"]): str(one["organization"]) for one in self.course.frozen.get("candidates", ())}
        if person in frozen:
            return frozen[person]
        return self.homes.organization_on(self.same(person), min(self.now, self.course.moments.opens).date()) or ""


def seen(homes: Homes, name: str, now: datetime) -> Seen:
    """Return an election as it stands at a moment. Errors: BadInput when the charter declares none of that name."""
    from folkmoot.ledger import elections as ledger

    election = declared(homes, name)
    return seen_with(homes, election, ledger.acts(name), now)


def seen_with(homes: Homes, election: Election, acts: tuple[ElectionAct, ...], now: datetime) -> Seen:
    """Return an election as it stands, with acts that were read before."""
    of = homes.identity.person_of
    course = course_of(election, acts, now, homes.charter.community.zone, lambda person: of.get(person, person))
    return Seen(homes, course, acts, now)


def declared(homes: Homes, name: str) -> Election:
    """Return a declared election. Errors: BadInput for none."""
    for one in homes.charter.elections:
        if one.id == name and is_sound(one):
            return one
        if one.id == name:
            raise BadInput(
                Text(f"the dates of the election '{name}' cannot be read.", f"无法读取选举“{name}”的日期。"),
                mend=Text("See what moot check says.", "请运行 moot check 查看。"),
            )
    raise BadInput(
        Text(f"there is no election '{name}'.", f"没有选举“{name}”。"),
        mend=Text("See the list: moot ask elections.", "请查看列表：moot ask elections。"),
    )


def counting_of(course: Course, digest: str = "") -> Counting:
    """Return how an election is counted, by what was frozen when voting opened. ``digest``: of its ballots, for lots."""
    how = course.frozen["counting"]
    seed = ":".join(part for part in (str(how["seed"]), digest) if part) if how["tie"] == "lot" else ""
    return Counting(
        how["method"], how["seats"], how["per_organization"],
        {str(one["id"]): str(one["organization"]) for one in course.frozen["candidates"] if one["organization"]},
        {str(one["organization"]): int(one["seats"]) for one in how["held"]}, how["tie"], seed,
    )  # fmt: skip


def to_freeze(now_seen: Seen) -> dict[str, Any]:
    """Return what is frozen when voting opens: the roll and why, the candidates, and how it is counted."""
    election, rights = now_seen.election, now_seen.voters
    held = organization_seats(now_seen.organization(person) for person in election.continuing)
    return {
        "roll": list(now_seen.roll),
        "evidence": [
            {"person": name, "why": [{"en": proof.says.en, "zh": proof.says.zh} for proof in rights[name].proofs] if name in rights else [],
             "exception": name in now_seen.granted}
            for name in now_seen.roll
        ],
        "candidates": [
            {"id": one.person, "name": now_seen.homes.faces.name_of(now_seen.same(one.person)),
             "organization": now_seen.organization(one.person)}
            for one in sorted(now_seen.course.standing, key=lambda one: one.person)
        ],
        "counting": {
            "method": election.method, "seats": election.seats, "per_organization": election.per_organization,
            "held": [{"organization": name, "seats": number} for name, number in sorted(held.items())],
            "tie": election.tie, "seed": election.seed, "publish_from": election.publish_from,
        },
    }  # fmt: skip


def ballots_of(name: str) -> tuple[OpenBallot, ...]:
    """Return the counted ballots of an election, sorted by their marks."""
    from folkmoot.ledger import boxes

    return boxes.published(box_of(name))
