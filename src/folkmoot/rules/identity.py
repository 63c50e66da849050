"""Who is who: declared people, sightings and corrections become people with reasons, belongings and suggestions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

import pyarrow as pa

from folkmoot.model.community import Organization
from folkmoot.model.event import stable_id
from folkmoot.model.identity import Correction, Identity, KnownPerson, Reason
from folkmoot.model.people import Person
from folkmoot.rules.belongings import belongings
from folkmoot.rules.bots import declared_robots, is_robot_login
from folkmoot.rules.decisions import Decisions, digest
from folkmoot.rules.domains import Organizations
from folkmoot.rules.joining_people import People, join_people
from folkmoot.rules.names import is_meaningless, is_telling, plain
from folkmoot.rules.sightings import Counts, Seen, seen_in
from folkmoot.rules.suggestions import Known, suggest

Test = Callable[[str], bool]


def resolve(
    *,
    people: Iterable[Person],
    organizations: Iterable[Organization],
    bots: Iterable[str],
    sightings: pa.Table,
    corrections: Iterable[Correction],
) -> Identity:
    """Who is who? ``corrections`` stand oldest first; the order of everything else does not matter.

    ``person_of`` maps every account, and every declared id (also of somebody who was merged into another one), to the
    person it is. Pure: the same facts give the same answer.
    """
    declared = tuple(sorted(people, key=lambda person: person.id))
    seen, decisions = seen_in(sightings), digest(corrections)
    joined = join_people(declared, seen, decisions)
    known, person_of = _known_people(declared, seen, decisions, joined, declared_robots(bots))
    asked = Known(
        known, person_of, declared, seen, tuple(joined.blocked), joined.joined.are_apart, frozenset(decisions.alone)
    )
    belong = belongings(
        known, person_of, declared, decisions.affiliations, seen.domains, Organizations(organizations)
    )  # fmt: skip
    number_of = {account: number for number, accounts in seen.numbers.items() for account in accounts}
    return Identity(known, person_of, belong, seen.reused, number_of, partial(suggest, asked))


def suggested(
    people: Iterable[Person],
    sightings: pa.Table,
    corrections: Iterable[Correction],
    known: Mapping[str, KnownPerson],
    person_of: Mapping[str, str],
) -> tuple[Reason, ...]:
    """Return the suggestions of an identity that is there already: ``known`` and ``person_of`` follow from the same facts."""
    declared = tuple(sorted(people, key=lambda person: person.id))
    seen, decisions = seen_in(sightings), digest(corrections)
    joined = join_people(declared, seen, decisions)
    return suggest(
        Known(
            known, person_of, declared, seen, tuple(joined.blocked), joined.joined.are_apart, frozenset(decisions.alone)
        )
    )


def pseudonym(person: str, word: str = "") -> str:
    """Return what somebody who does not want to be named is called: always the same for the same person.

    ``word``: a random one that the ledger keeps; a pseudonym made from the person's id alone could be found by trying.
    """
    return f"anonymous-{word or stable_id('pseudonym', person)[:8]}"


def _known_people(
    declared: tuple[Person, ...], seen: Seen, decisions: Decisions, joined: People, robots: Test
) -> tuple[dict[str, KnownPerson], dict[str, str]]:
    by_id = {person.id: person for person in declared}
    hidden: dict[str, str] = {}
    for name, decision in decisions.hidden.items():
        if name in joined.joined:
            hidden.setdefault(joined.joined.root(name), decision.b)
    named = {*by_id, *(account for person in declared for account in person.accounts)}
    named.update(side for pair in decisions.apart for side in pair)
    reasons: dict[str, list[Reason]] = {}
    for reason in joined.reasons:
        reasons.setdefault(joined.joined.root(reason.account), []).append(reason)
    known: dict[str, KnownPerson] = {}
    person_of: dict[str, str] = {}
    for root, members in joined.joined.sets().items():
        if not any(member in seen.accounts or member in named for member in members):
            continue  # imports and claims name many who were never seen here: they are nobody until they are
        ident = _ident(members, by_id, seen, decisions)
        accounts = tuple(member for member in members if ":" in member)
        ids = [member for member in members if member in by_id]
        known[ident] = KnownPerson(
            id=ident,
            name=pseudonym(ident, hidden[root]) if root in hidden else _name(ident, ids, by_id, accounts, seen),
            accounts=accounts,
            bot=_is_robot(members, by_id, seen, decisions, robots),
            declared=bool(ids),
            hidden=root in hidden,
            reasons=tuple(sorted(reasons.get(root, ()))),
            unnamed=_names_borne(members, by_id, seen) if root in hidden else (),
        )
        person_of.update(dict.fromkeys(members, ident))
    return known, person_of


def _ident(members: list[str], by_id: Mapping[str, Person], seen: Seen, decisions: Decisions) -> str:
    """Choose the person's id: a declared one (not one merged into another), else the best account."""
    ids = [member for member in members if member in by_id]
    if ids:
        return min(ids, key=lambda ident: (ident in decisions.absorbed, ident))
    return min(members, key=lambda account: (account.startswith("mail:"), -seen.accounts.get(account, 0), account))


def _name(
    ident: str, ids: list[str], by_id: Mapping[str, Person], accounts: tuple[str, ...], seen: Seen
) -> str:  # fmt: skip
    """Choose the name: the declared one, else the one seen most, else the login."""
    for one in (ident, *ids):
        if one in by_id and by_id[one].name.strip():
            return by_id[one].name
    times: Counts = {}
    for account in accounts:
        for name, seen_times in seen.names.get(account, {}).items():
            times[name] = times.get(name, 0) + seen_times
    if telling := [name for name in times if not is_meaningless(name)]:
        return min(telling, key=lambda name: (-times[name], name))
    forge, colon, login = ident.partition(":")
    return f"{forge}:{login[:8]}" if forge == "mail" else (login if colon else ident)


def _names_borne(members: list[str], by_id: Mapping[str, Person], seen: Seen) -> tuple[str, ...]:
    """Return every name by which somebody may be recognised in a text."""
    declared = (name for one in members if one in by_id for name in (by_id[one].name, *by_id[one].aliases))
    borne = (name for one in members for name in seen.names.get(one, ()) if is_telling(plain(name)))
    return tuple(sorted({name.strip() for name in (*declared, *borne)} - {""}))


def _is_robot(
    members: list[str], by_id: Mapping[str, Person], seen: Seen, decisions: Decisions, robots: Test
) -> bool:  # fmt: skip
    """Judge by a correction, else the charter, else all logins (for mail addresses alone: the names they bore)."""
    said = [decisions.robots[member] for member in members if member in decisions.robots]
    if said:
        return any(said)
    if any(robots(member) or (member in by_id and by_id[member].bot) for member in members):
        return True
    logins = [account.partition(":")[2] for account in members if account.partition(":")[0] not in {"mail", account}]
    signs = logins or [name for account in members for name in seen.names.get(account, ())]
    return bool(signs) and all(is_robot_login(sign) for sign in signs)
