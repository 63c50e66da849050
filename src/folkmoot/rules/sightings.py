"""Sightings, counted: under which names and domains each account was seen, and with which other accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from folkmoot.model.identity import Reused
from folkmoot.model.people import mail_account
from folkmoot.rules.numbers import is_gone, is_number, renamed, reused

JOINING = ("verified", "renamed", "mailmap", "mail")
"""What joins accounts by itself, the strongest first. Anything else only suggests."""

NOBODYS = frozenset(
    mail_account(address)
    for address in ("", "none", "none@none", "root@localhost", "root@localhost.localdomain", "you@example.com",
                    "your@email.com", "email@example.com", "user@example.com", "test@test.com", "test@example.com",
                    "admin@example.com", "unknown", "unknown@unknown", "noreply@github.com", "noreply@gitee.com",
                    "(no author)@", "a@b.c", "1@1.com", "na", "na@na", "null@null")
)  # fmt: skip
"""Mail addresses that many people leave in their settings: they join nobody."""

Counts = dict[str, int]


@dataclass
class Seen:
    """What the sightings say, without their order."""

    accounts: dict[str, int] = field(default_factory=dict)  # how often each was seen
    names: dict[str, Counts] = field(default_factory=lambda: defaultdict(dict))
    domains: dict[str, Counts] = field(default_factory=lambda: defaultdict(dict))
    links: dict[tuple[str, str, str], tuple[int, str]] = field(
        default_factory=dict
    )  # (a, b, why) → how many records show it, the first repository
    places: dict[str, dict[str, set[str]]] = field(default_factory=dict)  # name → account → repositories
    numbers: dict[str, dict[str, str]] = field(default_factory=dict)  # forge's number → account → first repository
    reused: tuple[Reused, ...] = ()

    def behind(self, account: str) -> tuple[str, ...]:
        """Return the accounts that somebody means: those of a forge's number, else the account itself."""
        if not is_number(account):
            return (account,)
        handed_on = {one.account for one in self.reused}
        return tuple(one for one in self.numbers.get(account, ()) if one not in handed_on)


def is_nobodys(account: str) -> bool:
    """Return whether an account says nothing about who somebody is: all who set nothing, or who are gone, share it."""
    return account in NOBODYS or not account.partition(":")[2] or is_gone(account)


def seen_in(sightings: pa.Table) -> Seen:
    """Count the sightings. Rows may repeat and stand in any order."""
    seen = Seen()
    for (account,), times in _counted(sightings, "account"):
        if not _is_plumbing(account):
            seen.accounts[account] = times
    for (account, name), times in _counted(sightings, "account", "name"):
        if name and account in seen.accounts:
            seen.names[account][name] = times
    for (account, domain), times in _counted(sightings, "account", "domain"):
        if domain and account in seen.accounts:
            seen.domains[account][domain] = times
    _read_places(seen, sightings)
    _read_links(seen, sightings)
    _read_numbers(seen)
    return seen


def _is_plumbing(account: str) -> bool:
    return is_number(account) or is_gone(account)


def _counted(table: pa.Table, *columns: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each combination of the columns with its number of rows, sorted."""
    grouped = table.group_by(list(columns), use_threads=False).aggregate([([], "count_all")])
    lists = [[word or "" for word in grouped.column(name).to_pylist()] for name in columns]
    yield from sorted(zip(zip(*lists, strict=True), grouped.column("count_all").to_pylist(), strict=True))


def _read_places(seen: Seen, sightings: pa.Table) -> None:
    for (name, account, repo), _times in _counted(sightings, "name", "account", "repo"):
        if name and account in seen.accounts:
            seen.places.setdefault(name, {}).setdefault(account, set()).add(repo)


def _read_links(seen: Seen, sightings: pa.Table) -> None:
    for (account, also, why, repo), _rows in _counted(sightings, "account", "also", "why", "repo"):
        if not also or also == account or is_nobodys(account) or is_nobodys(also):
            continue
        if is_number(account) or is_number(also):
            _read_number(seen, account, also, repo)
            continue
        seen.accounts.setdefault(also, 0)
        key = (min(account, also), max(account, also), why)
        times, first = seen.links.get(key, (0, repo))
        seen.links[key] = (times + 1, min(first, repo))


def _read_number(seen: Seen, account: str, also: str, repo: str) -> None:
    number, held = (account, also) if is_number(account) else (also, account)
    if is_number(held):
        return
    seen.accounts.setdefault(held, 0)
    of_number = seen.numbers.setdefault(number, {})
    of_number[held] = min(of_number.get(held, repo), repo)


def _read_numbers(seen: Seen) -> None:
    """Turn numbers into links between logins: of one number they join; what was handed on suggests at most."""
    seen.reused = tuple(reused(seen.numbers))
    for one, other, _number, repo in renamed(seen.numbers, (login.account for login in seen.reused)):
        key = (one, other, "renamed")
        times, first = seen.links.get(key, (0, repo))
        seen.links[key] = (times + 1, min(first, repo))
