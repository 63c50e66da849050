"""Sightings, counted: under which names and domains each account was seen, and with which other accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from folkmoot.model.people import mail_account

JOINING = ("verified", "mailmap", "mail")
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


def is_nobodys(account: str) -> bool:
    """Return whether an account is shared by all who set nothing, so that it says nothing about who somebody is."""
    return account in NOBODYS or not account.partition(":")[2]


def seen_in(sightings: pa.Table) -> Seen:
    """Count the sightings. Rows may repeat and stand in any order."""
    seen = Seen()
    for (account,), times in _counted(sightings, "account"):
        seen.accounts[account] = times
    for (account, name), times in _counted(sightings, "account", "name"):
        if name:
            seen.names[account][name] = times
    for (account, domain), times in _counted(sightings, "account", "domain"):
        if domain:
            seen.domains[account][domain] = times
    _read_places(seen, sightings)
    _read_links(seen, sightings)
    return seen


def _counted(table: pa.Table, *columns: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each combination of the columns with its number of rows, sorted."""
    grouped = table.group_by(list(columns), use_threads=False).aggregate([([], "count_all")])
    lists = [[word or "" for word in grouped.column(name).to_pylist()] for name in columns]
    yield from sorted(zip(zip(*lists, strict=True), grouped.column("count_all").to_pylist(), strict=True))


def _read_places(seen: Seen, sightings: pa.Table) -> None:
    for (name, account, repo), _times in _counted(sightings, "name", "account", "repo"):
        if name:
            seen.places.setdefault(name, {}).setdefault(account, set()).add(repo)


def _read_links(seen: Seen, sightings: pa.Table) -> None:
    for (account, also, why, repo), _rows in _counted(sightings, "account", "also", "why", "repo"):
        if not also or also == account or is_nobodys(account) or is_nobodys(also):
            continue
        seen.accounts.setdefault(also, 0)
        key = (min(account, also), max(account, also), why)
        times, first = seen.links.get(key, (0, repo))
        seen.links[key] = (times + 1, min(first, repo))
