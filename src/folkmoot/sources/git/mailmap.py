"""What a ``.mailmap`` says of who is who, with git's own meaning of its lines. Pure.

Source: https://git-scm.com/docs/gitmailmap
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from folkmoot.model.event import Sighting
from folkmoot.sources.git.people import account_of, clean, domain_of, is_somebodys


class Line(NamedTuple):
    """One line: who is meant, and how a commit wrote it; the latter is empty where the address is the proper one."""

    name: str
    mail: str
    old_name: str
    old_mail: str


def lines(text: str) -> Iterator[Line]:
    """Yield the lines that say something. A later line about the same written name and address replaces an earlier one."""
    said: dict[tuple[str, str], Line] = {}
    for raw in text.splitlines():
        line = _line(raw)
        if line:
            key = (line.old_mail.lower() or line.mail.lower(), line.old_name.lower())
            said.pop(key, None)
            said[key] = line
    yield from said.values()


def _line(raw: str) -> Line | None:
    if raw.startswith("#"):
        return None
    name, opened, rest = raw.partition("<")
    mail, closed, rest = rest.partition(">")
    if not opened or not closed or not mail.strip():
        return None
    old_name, opened, rest = rest.partition("<")
    old_mail, closed, _rest = rest.partition(">")
    if not opened or not closed:
        return Line(clean(name), mail.strip(), "", "")
    return Line(clean(name), mail.strip(), clean(old_name), old_mail.strip())


def sightings(text: str, repo: str) -> Iterator[Sighting]:
    """Yield which accounts a ``.mailmap`` says are one person's, and their proper names.

    Edges: an address that several people wrote into their commits, told apart there by the name, joins none of them.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    found = [(line, account_of(line.name, line.mail), _written(line)) for line in lines(text)]
    for _said, account, also in found:
        owners[also or account].add(account)
    for line, account, also in found:
        domain = domain_of(line.mail) if account.startswith("mail:") else ""
        joins = also != account and len(owners[also]) == 1
        yield Sighting(account, line.name, domain, also if joins else "", "mailmap", "git", repo)


def _written(line: Line) -> str:
    """Return the account of what a commit wrote; empty where an address that many have stands without a name."""
    if not line.old_mail:
        return ""
    return account_of(line.old_name, line.old_mail) if line.old_name or is_somebodys(line.old_mail) else ""
