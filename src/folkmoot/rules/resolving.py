"""Who is who after a change: what the change cannot touch stays as it was resolved before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from folkmoot.model.community import Organization
from folkmoot.model.identity import Correction, Identity, KnownPerson
from folkmoot.model.people import Person
from folkmoot.rules.identity import resolve, suggested
from folkmoot.rules.joining import Joined
from folkmoot.rules.sightings import is_nobodys

NAMED = ""  # stands for whoever a declaration or a correction names; no account is called so


@dataclass(frozen=True)
class Facts:
    """What ``resolve`` is given."""

    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    bots: tuple[str, ...]
    sightings: pa.Table
    corrections: tuple[Correction, ...]

    def same_charter(self, other: Facts) -> bool:
        """Return whether the same people, organisations and robots are declared."""
        mine, others = ((one.people, one.organizations, one.bots) for one in (self, other))
        return mine == others

    def identity(self) -> Identity:
        """Return who is who by these facts."""
        return resolve(
            people=self.people, organizations=self.organizations, bots=self.bots,
            sightings=self.sightings, corrections=self.corrections,
        )  # fmt: skip


@dataclass(frozen=True)
class Resolved:
    """An identity, the facts it follows from, and which accounts can have to do with each other at all.

    ``near``: two accounts that no chain of links connects, and no declaration or correction names, are never one person's, and
    nothing that is known of the one tells anything of the other. All who are named are near each other.
    """

    facts: Facts
    identity: Identity
    near: Joined


def resolve_on(before: Resolved | None, facts: Facts) -> Resolved:
    """Who is who? The same as ``facts.identity()``, made from what was resolved before where that is possible.

    Only the neighbourhoods of accounts with other sightings are resolved again, and those of the named when there are other
    corrections. Edges: everything is, when another charter declares people, and when most accounts are touched.
    """
    if before is None or not before.facts.same_charter(facts):
        return _whole(facts)
    names = _changed(before.facts.sightings, facts.sightings)
    near = before.near.copy()
    _link(near, facts.sightings.filter(pc.is_in(facts.sightings["account"], pa.array(sorted(names), pa.string()))))
    if facts.corrections != before.facts.corrections:
        names.add(NAMED)
        _name(near, (), facts.corrections)
    touched = _neighbours(near, names)
    if 2 * len(touched) > len(before.identity.person_of):
        return _whole(facts)
    return Resolved(facts, _grown(before.identity, facts, touched), near)


def _whole(facts: Facts) -> Resolved:
    near = Joined(())
    _link(near, facts.sightings)
    _name(near, facts.people, facts.corrections)
    return Resolved(facts, facts.identity(), near)


def _link(near: Joined, sightings: pa.Table) -> None:
    """Take in who was seen together with whom; those that join nobody keep nobody near either."""
    pairs = sightings.select(["account", "also"]).filter(pc.not_equal(sightings["also"], ""))
    for account, also in zip(pairs["account"].to_pylist(), pairs["also"].to_pylist(), strict=True):
        if account and not is_nobodys(account) and not is_nobodys(also):
            _unite(near, account, also)


def _name(near: Joined, people: Iterable[Person], corrections: Iterable[Correction]) -> None:
    near.add(NAMED)
    declared = (name for person in people for name in (person.id, *person.accounts))
    corrected = (side for one in corrections for side in (one.a, one.b))
    for name in (*declared, *corrected):
        _unite(near, NAMED, name)


def _unite(near: Joined, one: str, other: str) -> None:
    near.add(one)
    near.add(other)
    near.join(one, other)


def _changed(before: pa.Table, now: pa.Table) -> set[str]:
    """Return the accounts of which the one table tells something that the other does not."""
    if now.equals(before):
        return set()
    signed = [table.append_column("sign", pa.repeat(sign, table.num_rows)) for table, sign in ((before, -1), (now, 1))]
    rows = pa.concat_tables(signed).group_by(now.column_names).aggregate([("sign", "sum")])
    other = rows.filter(pc.not_equal(rows["sign_sum"], 0))
    return {name for column in ("account", "also") for name in pc.unique(other[column]).to_pylist() if name}


def _neighbours(near: Joined, names: set[str]) -> set[str]:
    roots = {near.root(name) for name in names if name in near}
    return names.union(member for root, members in near.sets().items() if root in roots for member in members)


def _grown(before: Identity, facts: Facts, touched: set[str]) -> Identity:
    """Return the identity with the touched accounts resolved anew, everything in the order that ``resolve`` has."""
    now = _part(facts, touched)
    gone = {before.person_of[name] for name in touched if name in before.person_of}
    person_of = {name: person for name, person in before.person_of.items() if person not in gone}
    people = {ident: person for ident, person in before.people.items() if ident not in gone}
    belongings = [one for one in before.belongings if one.person not in gone]
    reused = [one for one in before.reused if one.account not in touched]
    numbers = {name: number for name, number in before.number_of.items() if name not in touched}
    known, person_of = _ordered({**people, **now.people}, {**person_of, **now.person_of})
    return Identity(
        known,
        person_of,
        tuple(sorted((*belongings, *now.belongings), key=lambda one: one.person)),
        tuple(sorted((*reused, *now.reused), key=lambda one: (one.account, one.numbers[0].partition(":")[0]))),
        {**numbers, **now.number_of},
        # The names of all people are compared: of suggestions nothing can stay from before.
        partial(suggested, facts.people, facts.sightings, facts.corrections, known, person_of),
    )


def _part(facts: Facts, touched: set[str]) -> Identity:
    rows = facts.sightings
    rows = rows.filter(pc.is_in(rows["account"], pa.array(sorted(touched), pa.string())))
    named = NAMED in touched
    part = Facts(
        facts.people if named else (), facts.organizations, facts.bots, rows, facts.corrections if named else ()
    )
    return part.identity()


def _ordered(
    people: Mapping[str, KnownPerson], person_of: Mapping[str, str]
) -> tuple[dict[str, KnownPerson], dict[str, str]]:
    """Return both in the order of each person's first name, as they are made."""
    firsts: dict[str, str] = {}
    for name, person in person_of.items():
        firsts[person] = min(firsts.get(person, name), name)
    names = sorted(person_of, key=lambda name: (firsts[person_of[name]], name))
    return {one: people[one] for one in sorted(people, key=firsts.__getitem__)}, {one: person_of[one] for one in names}
