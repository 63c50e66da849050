"""The forges' own numbers: which logins are one account's, and which were given up and taken by somebody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from folkmoot.model.finding import Finding, Place, Severity
from folkmoot.model.identity import Reused
from folkmoot.model.text import Text

MARK = "-id"  # ``github-id:42`` is the account that GitHub numbers 42
GONE = frozenset({"ghost", "unknown"})

Numbers = Mapping[str, Mapping[str, str]]  # ``github-id:42`` → account → the first repository that shows it


def is_number(account: str) -> bool:
    """Return whether this is a forge's number of an account: plumbing, never anybody's account to be shown."""
    return account.partition(":")[0].endswith(MARK)


def is_gone(account: str) -> bool:
    """Return whether this stands for whoever a source does not tell: ``github:ghost`` is many people, and nobody."""
    forge, _colon, login = account.partition(":")
    return not account or (forge != "mail" and login in GONE)


def reused(numbers: Numbers) -> Iterator[Reused]:
    """Yield every account that was seen under two numbers of one forge: two people have held it."""
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    for number, accounts in numbers.items():
        for account in accounts:
            held[account, number.partition(":")[0]].add(number)
    several = {account for (account, _forge), found in held.items() if len(found) > 1}
    for (account, _forge), found in sorted(held.items()):
        if len(found) > 1:
            others = {number: sorted(numbers[number].keys() - {account}) for number in sorted(found)}
            sure = ((number, [one for one in logins if one not in several]) for number, logins in others.items())
            yield Reused(
                account, tuple(others), tuple(sorted({one for logins in others.values() for one in logins})),
                tuple((number, logins[0]) for number, logins in sure if logins),
            )  # fmt: skip


def renamed(numbers: Numbers, handed_on: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield (account, other, number, repository) for accounts of one number: one person under an old and a new login.

    Accounts that were handed on are left out: they are of no number alone, and would join two people.
    """
    left_out = frozenset(handed_on)
    for number in sorted(numbers):
        held = sorted(account for account in numbers[number] if account not in left_out)
        for one, other in combinations(held, 2):  # each with each: a split of one leaves the others together
            yield one, other, number.partition(":")[2], numbers[number][other]


def findings(found: Iterable[Reused]) -> Iterator[Finding]:
    """Yield a warning for every login that two people have held: what it did cannot be told apart by its name."""
    for one in found:
        numbers = ", ".join(number.partition(":")[2] for number in one.numbers)
        says = Text(
            "{account} was given up and taken by somebody else: the forge showed it under the numbers {numbers}.",
            "{account} 曾被弃用并由他人重新注册：代码平台先后以编号 {numbers} 显示该账号。",
        ).filled(account=one.account, numbers=numbers)
        mend = Text(
            "Say whose it is on the matching page; until then it joins nobody.",
            "请在人员匹配页认定其归属；在此之前它不与任何人合并。",
        )
        yield Finding(Place(""), "login_handed_on", Severity.WARNING, says, mend, one.account)
