"""Mail addresses that several people share, such as a team's: they prove nothing about who somebody is."""

from __future__ import annotations

from collections import defaultdict

from folkmoot.rules.numbers import Numbers
from folkmoot.rules.sightings import Seen

MAILBOX = 6  # an account seen under more names than this is a shared mailbox: its names tell nothing

_OF_FORGES = frozenset({"verified", "mail"})


def shared_mailboxes(seen: Seen) -> frozenset[str]:
    """Return the addresses that a forge shows at several of its accounts, or that bore very many names.

    Edges: the old and the new login of one number are one account; the same address on two forges is the usual case.
    """
    at: dict[tuple[str, str], set[str]] = defaultdict(set)
    for a, b, why in seen.links:
        if why in _OF_FORGES and a.startswith("mail:") != b.startswith("mail:"):
            mail, login = (a, b) if a.startswith("mail:") else (b, a)
            at[mail, login.partition(":")[0]].add(login)
    several = [(mail, logins) for (mail, _forge), logins in at.items() if len(logins) > 1]
    of_number = _by_account(seen.numbers) if several else {}
    found = {mail for mail, logins in several if not _one_account(logins, of_number)}
    found |= {mail for mail, _forge in at if len(seen.names.get(mail, ())) > MAILBOX}
    return frozenset(found)


def _by_account(numbers: Numbers) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for number, accounts in numbers.items():
        for account in accounts:
            found[account].add(number)
    return found


def _one_account(logins: set[str], of_number: dict[str, set[str]]) -> bool:
    numbers = [of_number.get(login, set()) for login in logins]
    return bool(set.intersection(*numbers))
