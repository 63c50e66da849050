"""Who each seat is: by account, by mail, or, within one group only, by name. Placeholders join nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import PROPOSAL, Seat
from folkmoot.charter.dialects.mindspore.names import clean, person_slug, variants
from folkmoot.charter.dialects.mindspore.translations import twins
from folkmoot.charter.registry import Check
from folkmoot.model.finding import Finding, Place
from folkmoot.model.people import Affiliation, Person
from folkmoot.model.text import Text, has_han

DEFAULT_FORGE = "gitee"
_LOGIN_LIKE = re.compile(r"(?=.*[\d_])[a-z][\w.-]*", re.ASCII)  # hub_art, ann1024


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

    Edges: an account is one person everywhere; a mail address joins those whose names may be one; a name joins only
    inside its group, and only if one person there has it; anybody else is a person of that group alone.
    """
    listed = {slug: tuple(seats) for slug, seats in groups.items()}
    gathering = _Gathering()
    for slug, seats in listed.items():
        for number, seat in enumerate(seats):
            if seat.account:
                gathering.sit(slug, number, seat, id_of(seat.account))
    for slug, seats in listed.items():
        gathering.seat_names(slug, seats)
    shared = [_shared(gathering.known, mail) for mail in gathering.unclear]
    people = tuple(_person(known, gathering.unclear) for known in gathering.known.values())
    findings = (*gathering.findings, *shared, *_differing(gathering.known))
    return People(people, gathering.sitting, findings, listed)


class _Gathering:
    """Seats people one group after the other."""

    def __init__(self) -> None:
        self.known: dict[str, _Known] = {}
        self.sitting: dict[tuple[str, int], str] = {}
        self.findings: list[Finding] = []
        self.mails: dict[str, dict[str, None]] = {}  # who has a mail address
        self.told: set[tuple[str, str]] = set()

    @property
    def unclear(self) -> dict[str, None]:
        """Mail addresses that several people claim; they are nobody's."""
        return {mail: None for mail, owners in self.mails.items() if len(owners) > 1}

    def sit(self, slug: str, number: int, seat: Seat, person: str) -> None:
        self.known.setdefault(person, _Known(person)).add(seat)
        self.sitting[slug, number] = person
        if seat.mail:
            self.mails.setdefault(seat.mail, {})[person] = None

    def seat_names(self, slug: str, seats: Sequence[Seat]) -> None:
        """Seat those of one group who have a name and no account: rosters first, then authors of proposals."""
        spelled: dict[str, dict[str, None]] = {}  # a spelling, and who has it here
        for number, seat in enumerate(seats):
            if (slug, number) in self.sitting and seat.roster != PROPOSAL:
                for spelling in _spellings(seat):
                    spelled.setdefault(spelling, {})[self.sitting[slug, number]] = None
        same = twins(seats)
        for number, seat in sorted(enumerate(seats), key=lambda each: each[1].roster == PROPOSAL):
            if (slug, number) in self.sitting or not clean(seat.name):
                continue
            twin = self.sitting.get((slug, same[number])) if number in same else None
            person = self._by_mail(seat, slug) or self._by_login(seat, slug) or self._by_name(slug, seat, spelled, twin)
            for spelling in variants(clean(seat.name)):
                spelled.setdefault(spelling, {})[person] = None
            self.sit(slug, number, seat, person)

    def _by_mail(self, seat: Seat, slug: str) -> str:
        owners = list(self.mails.get(seat.mail, ())) if seat.mail else []
        if len(owners) != 1 or not _may_be(seat.name, self.known[owners[0]]):
            return ""
        self._tell(noticed.MAIL_MATCH, seat, owners[0], slug)
        return owners[0]

    def _by_login(self, seat: Seat, slug: str) -> str:
        """A word that is no name but the login of somebody known is that account, written without its sign."""
        login = clean(seat.name).lower()
        if not _LOGIN_LIKE.fullmatch(login) or login not in self.known or not self.known[login].accounts:
            return ""
        self._tell(noticed.LOGIN_MATCH, seat, login, slug)
        return login

    def _by_name(self, slug: str, seat: Seat, spelled: Mapping[str, Iterable[str]], twin: str | None) -> str:
        name = clean(seat.name)
        found = {person for spelling in variants(name) | {name.lower()} for person in spelled.get(spelling, ())}
        if len(found) == 1:
            person = found.pop()
            if self.known[person].accounts:
                self._tell(noticed.NAME_MATCH, seat, person, slug)
            return person
        if found:
            self.findings.append(_ambiguous(seat, name, sorted(found), slug))
        elif twin:
            self._tell(noticed.TRANSLATED, seat, twin, slug)
            return twin
        return self._free(person_slug(name, slug))

    def _tell(self, check: Check, seat: Seat, person: str, slug: str) -> None:
        """Say once per group how somebody without an account was recognised."""
        if (slug, person) not in self.told:
            self.told.add((slug, person))
            name = clean(seat.name)
            says = _HOW[check.name].filled(name=name, person=person)
            self.findings.append(check.at(seat.place, says, subject=slug))

    def _free(self, wanted: str) -> str:
        """An id without an account never becomes that of somebody with one."""
        while wanted in self.known and self.known[wanted].accounts:
            wanted += "-1"
        return wanted


_HOW = {
    noticed.NAME_MATCH.name: Text(
        "'{name}' stands here without an account and is read as {person}, the only one of that name in this group.",
        "“{name}”在此没有账号，读作本组中唯一同名的 {person}。",
    ),
    noticed.LOGIN_MATCH.name: Text(
        "'{name}' stands here as a name and is read as the account {person}.",
        "“{name}”在此写作姓名，读作账号 {person}。",
    ),
    noticed.MAIL_MATCH.name: Text(
        "'{name}' stands here without an account and is read as {person}, who has the same mail address.",
        "“{name}”在此没有账号，读作邮箱地址相同的 {person}。",
    ),
    noticed.TRANSLATED.name: Text(
        "'{name}' is read as {person}: the same place in the same list in the other language.",
        "“{name}”读作 {person}：两种语言的同一名单中位置相同。",
    ),
}


def _may_be(name: str, person: _Known) -> bool:
    """Whether a name can be this person's: the same one, or one in the other script."""
    known = [each for each, _ in person.names if has_han(each) == has_han(name)]
    spelled = {spelling for each in known for spelling in variants(each)} | person.logins
    return not known or bool(spelled & variants(clean(name)))


def _shared(people: Mapping[str, _Known], mail: str) -> Finding:
    owners = [person for person in people.values() if mail in person.mails]
    ids = sorted(person.id for person in owners)
    says = Text(
        f"The same mail address stands at {', '.join(ids)}; it is counted as nobody's.",
        f"同一邮箱地址出现在 {'、'.join(ids)} 处，因此不计为任何人的。",
    )
    return noticed.MAIL_SHARED.at(owners[0].place, says, subject=owners[0].id)


def _spellings(seat: Seat) -> frozenset[str]:
    """A person is also known by the login of the account."""
    login = seat.account.partition(":")[2]
    return variants(clean(seat.name)) | ({login} if login else set())


def _ambiguous(seat: Seat, name: str, people: list[str], slug: str) -> Finding:
    says = Text(f"'{name}' can be {' or '.join(people)}; nobody is chosen, the entry stays a person of its own.",
                f"“{name}”可能是 {' 或 '.join(people)}；不作选择，该项单独列为一人。")  # fmt: skip
    return noticed.NAME_AMBIGUOUS.at(seat.place, says, subject=slug)


def _person(known: _Known, unclear: Mapping[str, None]) -> Person:
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
