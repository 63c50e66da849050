"""Who is who: links between accounts with their reasons, corrections, and the people that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why two accounts are, or may be, one person's.

    ``declared``, ``mailmap``, ``verified``, ``mail`` and ``corrected`` join accounts;
    ``name`` and ``merged-branch`` only suggest it.
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
    to organisation b from since to until), ``bot`` / ``human`` (account a), ``hide`` (person a is not named publicly).
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


@dataclass(frozen=True, slots=True)
class Identity:
    """The whole answer to "who is who": people by id, the person of each account, belongings, open suggestions."""

    people: Mapping[str, KnownPerson]
    person_of: Mapping[str, str]
    belongings: tuple[Belonging, ...]
    suggestions: tuple[Reason, ...]
