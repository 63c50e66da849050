"""Who each seat is: by account, by mail, or, within one group only, by name. Placeholders join nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import Seat
from folkmoot.charter.dialects.mindspore.names import clean, person_slug, variants
from folkmoot.model.finding import Finding, Place
from folkmoot.model.people import Affiliation, Person
from folkmoot.model.text import Text, has_han

DEFAULT_FORGE = "gitee"


@dataclass(slots=True)
class _Known:
    """A person while being gathered."""

    id: str
    accounts: dict[str, None] = field(default_factory=dict)
    mails: dict[str, None] = field(default_factory=dict)
    names: list[tuple[str, Place]] = field(default_factory=list)
    organizations: dict[str, list[str]] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)
    place: Place = Place("")

    def add(self, seat: Seat) -> None:
        self.place = self.place if self.place.path else seat.place
        self.sources[str(seat.place)] = None
        if seat.account:
            self.accounts[seat.account] = None
        if seat.mail:
            self.mails[seat.mail] = None
        if name := clean(seat.name):
            self.names.append((name, seat.place))
        if seat.organization:
            self.organizations.setdefault(seat.organization, []).append(str(seat.place))

    @property
    def logins(self) -> set[str]:
        return {account.partition(":")[2] for account in self.accounts}


@dataclass(frozen=True, slots=True)
class People:
    """Everybody that the sources name, and who sits on each seat (by group and place in the group's list)."""

    people: tuple[Person, ...]
    sitting: Mapping[tuple[str, int], str]
    findings: tuple[Finding, ...]
    groups: Mapping[str, Sequence[Seat]]

    def seats(self, slug: str) -> Iterator[tuple[int, Seat]]:
        """Yield the seats of a group that somebody sits on, with their numbers."""
        return (
            (number, seat) for number, seat in enumerate(self.groups.get(slug, ())) if (slug, number) in self.sitting
        )


def id_of(account: str) -> str:
    """Return the id of a person by account: the login on the community's own forge, the account itself elsewhere."""
    forge, _, login = account.partition(":")
    return login if forge == DEFAULT_FORGE else account


def gather(groups: Mapping[str, Iterable[Seat]]) -> People:
    """Return the people behind all seats.

    Edges: an account is one person everywhere; a mail address joins a name to the one account that has it; a name
    joins only inside its group, and only if one person there has it; anybody else is a person of that group alone.
    """
    gathering = _Gathering()
    listed = {slug: list(seats) for slug, seats in groups.items()}
    for slug, seats in listed.items():
        for number, seat in enumerate(seats):
            if seat.account:
                gathering.sit(slug, number, seat, id_of(seat.account))
    for slug, seats in listed.items():
        gathering.seat_names(slug, seats)
    shared = list(gathering.shared_mails())
    people = tuple(_person(known, gathering.unclear) for known in gathering.known.values())
    findings = (*gathering.findings, *shared, *_differing(gathering.known))
    return People(people, gathering.sitting, findings, listed)


class _Gathering:
    def __init__(self) -> None:
        self.known: dict[str, _Known] = {}
        self.sitting: dict[tuple[str, int], str] = {}
        self.findings: list[Finding] = []
        self.unclear: set[str] = set()  # mail addresses of several accounts

    def sit(self, slug: str, number: int, seat: Seat, person: str) -> None:
        self.known.setdefault(person, _Known(person)).add(seat)
        self.sitting[slug, number] = person

    def seat_names(self, slug: str, seats: list[Seat]) -> None:
        """Seat those of one group who have a name and no account."""
        by_mail = self._owners_of_mails()
        spelled: dict[str, dict[str, None]] = {}  # a spelling, and who has it here
        for number, seat in enumerate(seats):
            if person := self.sitting.get((slug, number)):
                for spelling in _spellings(seat):
                    spelled.setdefault(spelling, {})[person] = None
        told: set[str] = set()
        for number, seat in enumerate(seats):
            name = clean(seat.name)
            if (slug, number) in self.sitting or not name:
                continue
            owners = by_mail.get(seat.mail, set()) if seat.mail else set()
            person = next(iter(owners)) if len(owners) == 1 else self._by_name(slug, seat, name, spelled, told)
            for spelling in variants(name):
                spelled.setdefault(spelling, {})[person] = None
            self.sit(slug, number, seat, person)

    def _by_name(self, slug: str, seat: Seat, name: str, spelled: dict[str, dict[str, None]], told: set[str]) -> str:
        found = {person for spelling in variants(name) | {name.lower()} for person in spelled.get(spelling, ())}
        own = person_slug(name, slug)
        if len(found) == 1:
            person = found.pop()
            if person not in told and self.known[person].accounts:
                told.add(person)
                self.findings.append(_matched(seat, name, person, slug))
            return person
        if found:
            self.findings.append(_ambiguous(seat, name, sorted(found), slug))
        return self._free(own)

    def _free(self, wanted: str) -> str:
        """An id without an account never becomes that of somebody with one."""
        while wanted in self.known and self.known[wanted].accounts:
            wanted += "-1"
        return wanted

    def _owners_of_mails(self) -> dict[str, set[str]]:
        owners: dict[str, set[str]] = {}
        for known in self.known.values():
            for mail in known.mails:
                owners.setdefault(mail, set()).add(known.id)
        return owners

    def shared_mails(self) -> Iterator[Finding]:
        """Yield a finding for each mail address that several people claim; it then belongs to none of them."""
        for mail, owners in self._owners_of_mails().items():
            if len(owners) > 1:
                self.unclear.add(mail)
                ids = sorted(owners)
                first = self.known[ids[0]]
                says = Text(
                    f"The same mail address stands at {', '.join(ids)}; it is counted as nobody's.",
                    f"同一邮箱地址出现在 {'、'.join(ids)} 处，因此不计为任何人的。",
                )
                yield noticed.MAIL_SHARED.at(first.place, says, subject=first.id)


def _spellings(seat: Seat) -> frozenset[str]:
    """A person is also known by the login of the account."""
    login = seat.account.partition(":")[2]
    return variants(clean(seat.name)) | ({login} if login else set())


def _matched(seat: Seat, name: str, person: str, slug: str) -> Finding:
    says = Text(f"'{name}' stands here without an account and is read as {person}, the only one of that name in this group.",
                f"“{name}”在此没有账号，读作本组中唯一同名的 {person}。")  # fmt: skip
    return noticed.NAME_MATCH.at(seat.place, says, subject=slug)


def _ambiguous(seat: Seat, name: str, people: list[str], slug: str) -> Finding:
    says = Text(f"'{name}' can be {' or '.join(people)}; nobody is chosen, the entry stays a person of its own.",
                f"“{name}”可能是 {' 或 '.join(people)}；不作选择，该项单独列为一人。")  # fmt: skip
    return noticed.NAME_AMBIGUOUS.at(seat.place, says, subject=slug)


def _person(known: _Known, unclear: set[str]) -> Person:
    names = Counter(name for name, _ in known.names)
    best = max(names, key=lambda name: (_is_full(name, known.logins), names[name]), default="")
    mails = tuple(mail for mail in known.mails if mail not in unclear)
    return Person(
        id=known.id,
        name=best or next(iter(sorted(known.logins)), known.id),
        accounts=(*known.accounts, *mails),
        affiliations=tuple(Affiliation(name, sources=tuple(said)) for name, said in known.organizations.items()),
        aliases=tuple(name for name in names if name != best),
        sources=tuple(known.sources),
        place=known.place,
    )


def _is_full(name: str, logins: set[str]) -> bool:
    """Whether this looks like a name that people use, not like a login."""
    return name.lower() not in logins and bool(variants(name)) and (has_han(name) or " " in name)


def _differing(known: Mapping[str, _Known]) -> Iterator[Finding]:
    """Yield one finding per person whose names are not the same name in other spelling."""
    for person in known.values():
        first: tuple[str, Place] | None = None
        for name, place in person.names:
            if not _is_full(name, person.logins):
                continue
            if first is None:
                first = (name, place)
            elif has_han(name) == has_han(first[0]) and not variants(name) & variants(first[0]):
                says = Text(
                    f"The account {person.id} stands here under the name '{name}', but at {first[1]} as '{first[0]}'.",
                    f"账号 {person.id} 在此的姓名为“{name}”，而在 {first[1]} 为“{first[0]}”。",
                )
                yield noticed.NAMES_DIFFER.at(place, says, subject=person.id)
                break
