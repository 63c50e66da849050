"""A ``.mailmap`` that an operator vouches for: lines that put two addresses together.

Source: https://git-scm.com/docs/gitmailmap
"""

from __future__ import annotations

from collections import defaultdict

from folkmoot.jobs.rolls.entry import Entry, Reading, mail, once
from folkmoot.sources.git.mailmap import lines


def read(text: str, reading: Reading) -> None:
    """Read the file into ``reading``. Edges: an address that lines give to several people joins none of them."""
    owners: dict[str, set[str]] = defaultdict(set)
    pairs: list[tuple[int, str, str]] = []
    for number, raw in enumerate(text.splitlines(), 1):
        said = raw.strip()
        if not said or said.startswith("#"):
            continue
        found = list(lines(said))
        if not found:
            reading.leave_out(number, "this is no line of a .mailmap.")
            continue
        (line,) = found
        proper, written = mail(line.mail), mail(line.old_mail) if line.old_mail else ""
        if not line.old_mail or line.old_mail.strip().lower() == line.mail.strip().lower():
            continue  # it corrects a name alone
        if not proper or not written:
            reading.leave_out(number, "an address in it is nobody's own.")
            continue
        owners[written].add(proper)
        pairs.append((number, proper, written))
    people: dict[str, tuple[int, list[str]]] = {}
    for number, proper, written in pairs:
        if len(owners[written]) > 1:
            reading.leave_out(number, "an address in it is given to several people.")
            continue
        first = _owner(proper, owners)
        people.setdefault(first, (number, [first]))[1].extend((proper, written))
    reading.entries.extend(Entry(number, tuple(once(accounts))) for number, accounts in people.values())


def _owner(account: str, owners: dict[str, set[str]]) -> str:
    """Return whose an account is in the end: a proper address may itself be given to somebody by another line."""
    passed = {account}
    while len(above := owners.get(account, set())) == 1:
        (account,) = above
        if account in passed:
            return min(passed)
        passed.add(account)
    return account
