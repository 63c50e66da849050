"""Where people belong: by dated record, and for the days that no record covers by their mail domain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from folkmoot.model.identity import Belonging, Correction, KnownPerson
from folkmoot.model.people import Person
from folkmoot.rules.domains import Organizations
from folkmoot.rules.sightings import Counts

DAY = timedelta(days=1)
Days = tuple[date, date]  # both included; the ends of the calendar stand for "open"


def belongings(
    people: Mapping[str, KnownPerson],
    person_of: Mapping[str, str],
    declared: Iterable[Person],
    corrected: Iterable[Correction],
    domains: Mapping[str, Counts],
    organizations: Organizations,
) -> tuple[Belonging, ...]:
    """Return the belongings of everybody: on no day does a person belong to two organisations.

    Where records overlap a correction goes before a declaration, and of two of a kind the later one holds: the one
    recorded later, or declared with the later first day. A mail domain fills the days that are left.
    """
    records: dict[str, list[Belonging]] = defaultdict(list)
    for correction in reversed(tuple(corrected)):
        if person := person_of.get(correction.a):
            records[person].append(_corrected(person, correction, organizations))
    for one in declared:
        person = person_of[one.id]
        records[person] += _declared(person, one, organizations)
    found: list[Belonging] = []
    for person in sorted(people):
        known = sorted(records.get(person, ()), key=lambda record: record.why != "corrected")
        found += _without_overlap([*known, *_by_mail(people[person], domains, organizations)])
    return tuple(found)


def _corrected(person: str, correction: Correction, organizations: Organizations) -> Belonging:
    source = f"{correction.id} · {correction.by} · {correction.why}"
    name = organizations.named(correction.b)
    return Belonging(person, name, correction.since, correction.until, "corrected", (source,))


def _declared(person: str, one: Person, organizations: Organizations) -> list[Belonging]:
    dated = sorted(one.affiliations, key=lambda record: (record.since or date.min, record.organization), reverse=True)
    return [
        Belonging(person, name, record.since, record.until, "declared", record.sources or one.sources)
        for record in dated
        if (name := organizations.named(record.organization))
    ]


def _by_mail(person: KnownPerson, domains: Mapping[str, Counts], organizations: Organizations) -> list[Belonging]:
    """Return who is behind the addresses: a declared organisation, else the domain seen most; none on a tie."""
    if person.bot:
        return []
    times: Counts = defaultdict(int)
    behind: dict[str, set[str]] = defaultdict(set)
    for account in person.accounts:
        for domain, seen in domains.get(account, {}).items():
            if name := organizations.of_domain(domain):
                times[name] += seen
                behind[name].add(domain)
    names = {name for name in times if any(organizations.declares(domain) for domain in behind[name])} or set(times)
    ranked = sorted(names, key=lambda name: (-times[name], name))
    if not ranked or (len(ranked) > 1 and times[ranked[0]] == times[ranked[1]]):
        return []
    return [Belonging(person.id, ranked[0], None, None, "mail domain", tuple(sorted(behind[ranked[0]])))]


def _without_overlap(records: list[Belonging]) -> Iterator[Belonging]:
    """Yield the records in time order, each without the days that one before it in the list covers."""
    taken: list[Days] = []
    pieces: list[tuple[date, Belonging]] = []
    for record in records:
        whole = (record.since or date.min, record.until or date.max)
        for first, last in _minus(whole, taken):
            since, until = (None if first == date.min else first), (None if last == date.max else last)
            piece = Belonging(record.person, record.organization, since, until, record.why, record.sources)
            if record.organization:  # a correction may say that it is unknown: its days are taken, by nobody
                pieces.append((first, piece))
        taken.append(whole)
    yield from (piece for _first, piece in sorted(pieces, key=lambda item: item[0]))


def _minus(days: Days, taken: Iterable[Days]) -> list[Days]:
    left = [days] if days[0] <= days[1] else []
    for first, last in taken:
        left = [part for one in left for part in _cut(one, first, last)]
    return left


def _cut(days: Days, first: date, last: date) -> Iterator[Days]:
    if last < days[0] or days[1] < first:
        yield days
        return
    if days[0] < first:
        yield (days[0], first - DAY)
    if last < days[1]:
        yield (last + DAY, days[1])
