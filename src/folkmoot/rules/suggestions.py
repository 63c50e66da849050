"""Who may be the same: pairs of people that evidence links but does not prove, the likeliest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from folkmoot.model.identity import KnownPerson, Reason
from folkmoot.model.people import Person
from folkmoot.rules.mailboxes import MAILBOX
from folkmoot.rules.names import is_telling, plain
from folkmoot.rules.sightings import JOINING, Seen

MOST = 5000  # suggestions in all
COMMON = 6  # a name that more people than this share suggests nothing

Scored = tuple[float, Reason]


@dataclass(frozen=True)
class Known:
    """What suggestions are made from: people as joined so far, and what was seen."""

    people: Mapping[str, KnownPerson]
    person_of: Mapping[str, str]
    declared: tuple[Person, ...]
    seen: Seen
    blocked: tuple[Reason, ...]
    apart: Callable[[str, str], bool]
    alone: frozenset[str]


def suggest(known: Known) -> tuple[Reason, ...]:
    """Return at most one suggestion for each pair of people, the likeliest first, never for robots.

    Two pieces of evidence for the same pair raise it; the reason shown is the stronger one.
    """
    best: dict[tuple[str, str], Scored] = {}
    for score, reason in (*_blocked(known), *_handed_on(known), *_branches(known), *_names(known)):
        pair = _pair(known, reason)
        if pair is None:
            continue
        before = best.get(pair)
        if before is None:
            best[pair] = (score, reason)
        else:
            stronger = before if (-before[0], before[1]) <= (-score, reason) else (score, reason)
            best[pair] = (max(score, before[0]) + min(score, before[0]) / 10, stronger[1])
    ranked = sorted(best.values(), key=lambda scored: (-scored[0], scored[1]))
    return tuple(reason for _score, reason in ranked[:MOST])


def _pair(known: Known, reason: Reason) -> tuple[str, str] | None:
    one, other = known.person_of.get(reason.account), known.person_of.get(reason.other)
    if one is None or other is None or one == other:
        return None
    if known.people[one].bot or known.people[other].bot or known.apart(reason.account, reason.other):
        return None
    return (one, other) if one <= other else (other, one)


def _blocked(known: Known) -> Iterator[Scored]:
    """Evidence that would have joined two declared people, or a disputed account."""
    for reason in known.blocked:
        if reason.why in JOINING:
            yield 90.0, reason


def _handed_on(known: Known) -> Iterator[Scored]:
    """A login that two people held, and another login under one of the two numbers."""
    for one in known.seen.reused:
        numbers = ", ".join(number.partition(":")[2] for number in one.numbers)
        for other in one.others:
            yield 60.0, Reason(one.account, other, "handed-on", numbers)


def _branches(known: Known) -> Iterator[Scored]:
    """Branches of a login hold this address's commits: the more of them, and the fewer of others, the likelier."""
    of_mail: dict[str, dict[str, int]] = defaultdict(dict)
    of_login: dict[str, int] = defaultdict(int)
    for (a, b, why), (times, _repo) in known.seen.links.items():
        if why == "merged-branch" and a not in known.alone and b not in known.alone:
            mail, login = (a, b) if a.startswith("mail:") else (b, a)
            of_mail[mail][login] = times
            of_login[login] += times
    for mail in sorted(of_mail):
        logins = of_mail[mail]
        whole = sum(logins.values())
        for login, times in sorted(logins.items(), key=lambda item: (-item[1], item[0]))[:3]:
            score = 40 + 20 * times / whole + 20 * times / of_login[login] + min(times, 10)
            yield score, Reason(login, mail, "merged-branch", str(times))


def _names(known: Known) -> Iterator[Scored]:
    """The same telling name: as a login, in a declaration, in one repository, or merely somewhere."""
    for form, bearers in sorted(_bearers(known).items()):
        people = {known.person_of[account] for account in bearers}
        if not 1 < len(people) <= COMMON:
            continue
        first = min(bearers, key=lambda account: _weight(known, account))
        for account in sorted(bearers):
            if known.person_of[account] != known.person_of[first]:
                yield _by_name(known, form, first, account, bearers)


def _by_name(known: Known, form: str, first: str, account: str, bearers: Mapping[str, set[str]]) -> Scored:
    shared = sorted(bearers[first] & bearers[account] - {""})
    logins = form in {plain(first.partition(":")[2]), plain(account.partition(":")[2])}
    declared = known.people[known.person_of[first]].declared or known.people[known.person_of[account]].declared
    score = 30 + 20 * bool(shared) + 15 * logins + 5 * declared
    return float(score), Reason(first, account, "name", f"{form} · {shared[0]}" if shared else form)


def _weight(known: Known, account: str) -> tuple[bool, bool, int, str]:
    """Order the bearers of a name: declared people, then forge accounts, then the most often seen."""
    declared = known.people[known.person_of[account]].declared
    return (not declared, account.startswith("mail:"), -known.seen.accounts.get(account, 0), account)


def _bearers(known: Known) -> dict[str, dict[str, set[str]]]:
    """Return each telling name's accounts, with the repositories in which they bore it."""
    found: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for name, accounts in known.seen.places.items():
        if is_telling(form := plain(name)):
            for account, repos in accounts.items():
                if len(known.seen.names[account]) <= MAILBOX:
                    found[form].setdefault(account, set()).update(repos)
    for person in known.declared:
        for name in (person.name, *person.aliases):
            if is_telling(form := plain(name)):
                found[form].setdefault(person.id, set())
    for account in sorted(known.person_of):
        forge, _, login = account.partition(":")
        if login and forge != "mail" and is_telling(form := plain(login)):
            found[form].setdefault(account, set())
    return found
