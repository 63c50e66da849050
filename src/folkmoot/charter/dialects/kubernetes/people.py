"""The people of ``sigs.yaml``: one person per GitHub account, and nobody joined by a name or an empty account."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from folkmoot.charter.dialects.kubernetes import noticed
from folkmoot.charter.yamltree import Tree
from folkmoot.model.finding import Finding, Place, place_of
from folkmoot.model.groups import Term
from folkmoot.model.people import Affiliation, Person, is_placeholder, mail_account
from folkmoot.model.text import Text

_SPACE = re.compile(r"[\s/]+")


@dataclass
class _Seen:
    """What the entries of one person say together."""

    place: Place
    name: str = ""
    accounts: dict[str, None] = field(default_factory=dict)
    companies: dict[str, list[str]] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)


class People:
    """Everybody seen so far, by id."""

    def __init__(self) -> None:
        self.seen: dict[str, _Seen] = {}
        self.findings: list[Finding] = []

    def term(self, entry: Tree, role: str, group: str, subproject: str = "") -> Term | None:
        """Return the term that ``entry`` stands for, and remember its person; None where it names nobody."""
        name = "" if is_placeholder(entry.text("name")) else entry.text("name")
        login = "" if is_placeholder(entry.text("github")) else entry.text("github").lstrip("@").lower()
        if not login and not name:
            says = Text("This entry names nobody.", "该条目没有指明任何人。")
            self.findings.append(noticed.NOBODY.at(entry.place, says, subject=group))
            return None
        person = self._person(login, name, entry.place, group)
        self._remember(self.seen[person], entry, name, login)
        return Term(person, role, subproject=subproject, sources=(str(entry.place),), place=entry.place)

    def _person(self, login: str, name: str, place: Place, group: str) -> str:
        """Return the id: the login; a new one for each entry without, since a name joins nobody."""
        if login:
            person = _SPACE.sub("-", login)
        else:
            says = Text(f"{name} has no GitHub account here.", f"此处的 {name} 没有 GitHub 账号。")
            self.findings.append(noticed.NOBODY.at(place, says, subject=group))
            base = person = f"name:{_SPACE.sub('-', name.lower())}"
            number = 1
            while person in self.seen:
                number += 1
                person = f"{base}-{number}"
        self.seen.setdefault(person, _Seen(place))
        return person

    def _remember(self, seen: _Seen, entry: Tree, name: str, login: str) -> None:
        seen.sources.append(str(entry.place))
        if login:
            seen.accounts[f"github:{login}"] = None
        before, at, domain = entry.text("email").strip().partition("@")
        if before and at and domain:
            seen.accounts[mail_account(f"{before}@{domain}")] = None
        company = entry.text("company")
        if not is_placeholder(company):
            self._differs(entry, "company", company, next(iter(seen.companies), company))
            seen.companies.setdefault(company, []).append(str(entry.place))
        if name and seen.name:
            self._differs(entry, "name", name, seen.name)
        if not seen.name:
            seen.name = name
        elif name and name != seen.name:
            seen.aliases[name] = None

    def _differs(self, entry: Tree, what: str, said: str, before: str) -> None:
        if said != before:
            says = Text(
                f"The {what} of {entry.text('github')} is '{said}' here and '{before}' elsewhere; both are kept.",
                f"{entry.text('github')} 的 {what} 在此为“{said}”，别处为“{before}”；两者都保留。",
            )
            self.findings.append(noticed.SAID_TWICE.at(entry.place, says, subject=entry.text("github").lower()))

    def all(self) -> tuple[Person, ...]:
        """Return everybody, in the order in which they were seen."""
        return tuple(
            Person(
                id=person,
                name=seen.name,
                accounts=tuple(seen.accounts),
                affiliations=tuple(
                    Affiliation(company, sources=tuple(sources), place=place_of(sources[0]))
                    for company, sources in seen.companies.items()
                ),
                aliases=tuple(seen.aliases),
                sources=tuple(seen.sources),
                place=seen.place,
            )
            for person, seen in self.seen.items()
        )
