"""What every format comes to: one person with accounts, affiliations and whether it is a robot; and what was odd."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from folkmoot.model.people import is_placeholder
from folkmoot.rules.numbers import is_gone, is_number
from folkmoot.sources.git.people import account_of as written_as
from folkmoot.sources.git.people import is_somebodys

LONGEST = 500  # letters of an account or an organisation, as the ledger keeps them


@dataclass(frozen=True, slots=True)
class Spell:
    """Some days at an organisation, both ends included; None is open."""

    organization: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a file. ``accounts``: the best first; mail addresses are hashed already."""

    line: int
    accounts: tuple[str, ...]
    spells: tuple[Spell, ...] = ()
    bot: bool | None = None  # None: the file does not say


@dataclass
class Reading:
    """The entries of a file, and a sentence with its line for everything that was left out."""

    where: str
    entries: list[Entry] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    def leave_out(self, line: int, what: str) -> None:
        """Note what is wrong in a line."""
        self.odd.append(f"{self.where}:{line}: {what}")


Reader = Callable[[str, Reading], None]


def mail(address: str) -> str:
    """Return the account of an address: a forge's noreply address names the login; "" for one that is nobody's own."""
    cleaned = address.strip()
    if "@" not in cleaned or len(cleaned) > LONGEST:
        return ""
    found = written_as("", cleaned)
    return found if is_somebodys(cleaned) or not found.startswith("mail:") else ""


def login(forge: str, name: str) -> str:
    """Return an account of a forge; "" for a placeholder, who is gone, or what can be no login."""
    cleaned = name.strip().lstrip("@").lower()
    account = f"{forge}:{cleaned}"
    odd = not cleaned or is_placeholder(cleaned) or any(letter.isspace() or letter == ":" for letter in cleaned)
    odd = odd or not cleaned.isprintable()
    return "" if odd or is_gone(account) or is_number(account) or len(account) > LONGEST else account


def organization(said: object) -> str:
    """Return an organisation's name on one line; "" for what can be none."""
    name = " ".join(str(said or "").split())
    return name if name.isprintable() and len(name) <= LONGEST else ""


def once(accounts: Iterable[str]) -> Iterator[str]:
    """Yield accounts without repeats and blanks: forges' logins first, then mail addresses, each as they came."""
    kept = [account for account in dict.fromkeys(accounts) if account]
    yield from sorted(kept, key=lambda account: account.startswith("mail:"))
