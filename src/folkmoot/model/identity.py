"""Who is who: links between accounts with their reasons, corrections, and the people that follow from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why two accounts are, or may be, one person's.

    ``declared``, ``verified``, ``renamed``, ``mailmap``, ``mail`` and ``corrected`` join accounts;
    ``name``, ``merged-branch`` and ``handed-on`` only suggest it.
    """

    account: str
    other: str
    why: str
    evidence: str = ""  # path:line, the shared name, or how many changes show it


@dataclass(frozen=True, slots=True)
class Correction:
    """A recorded decision about identity, from the ledger. ``undone`` ones are not passed on.

    ``verb``: ``merge`` (a and b are one person), ``split`` (account a leaves its person; b names the person it stays
    apart from, or is empty), ``refuse`` (a and b are not the same, never suggest it), ``affiliate`` (person a belongs
    to organisation b from since to until), ``bot`` / ``human`` (account a), ``hide`` (person a is not named publicly; b is
    the word that makes the pseudonym, so that nobody can find the name by trying).
    """

    id: str
    verb: str
    a: str
    b: str = ""
    since: date | None = None
    until: date | None = None
    by: str = ""
    at: datetime | None = None
    why: str = ""
    batch: str = ""  # the import that brought it


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person as resolved: declared, or only seen."""

    id: str  # the declared id, or an account where nobody declared them
    name: str
    accounts: tuple[str, ...]
    bot: bool
    declared: bool
    hidden: bool
    reasons: tuple[Reason, ...]
    unnamed: tuple[str, ...] = ()  # of hidden people: the names they bore, so that texts can be kept free of them


@dataclass(frozen=True, slots=True)
class Belonging:
    """A person belongs to an organisation from a day to a day.

    ``why`` is ``declared``, ``corrected`` or ``mail domain``.
    """

    person: str
    organization: str
    since: date | None
    until: date | None
    why: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Reused:
    """A login that was given up and taken by somebody else: the forge showed it under several numbers."""

    account: str
    numbers: tuple[str, ...]  # ``github-id:42``
    others: tuple[str, ...] = ()  # further logins under one of these numbers
    elsewhere: tuple[tuple[str, str], ...] = ()  # of each number that has another login: the number, and one such login


@dataclass(frozen=True)
class Identity:
    """The whole answer to "who is who": people by id, the person of each account, belongings, open suggestions."""

    people: Mapping[str, KnownPerson]
    person_of: Mapping[str, str]
    belongings: tuple[Belonging, ...]
    reused: tuple[Reused, ...] = ()
    number_of: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)  # login → github-id:42
    suggest: Callable[[], tuple[Reason, ...]] = field(default=tuple, compare=False, repr=False)

    def is_of_number(self, account: str, number: str) -> bool:
        """Return whether a login can be the account with this number, as far as the forge has told.

        Edges: true where nothing was told; false for a login that two people have held.
        """
        return self.number_of.get(account, number) == number and all(one.account != account for one in self.reused)

    @cached_property
    def suggestions(self) -> tuple[Reason, ...]:
        """Accounts that may be one person's, the likeliest first; looked for when somebody asks."""
        return self.suggest()
