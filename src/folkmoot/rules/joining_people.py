"""Which accounts are one person's: declarations, decisions and evidence, joined in the order of their weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from folkmoot.model.identity import Reason
from folkmoot.model.people import Person
from folkmoot.rules.decisions import Decisions
from folkmoot.rules.joining import Joined
from folkmoot.rules.mailboxes import shared_mailboxes
from folkmoot.rules.numbers import is_gone, is_number
from folkmoot.rules.sightings import JOINING, Seen, is_nobodys


@dataclass
class People:
    """The sets of accounts, why each join was made, and the evidence that was not allowed to join."""

    joined: Joined
    reasons: list[Reason] = field(default_factory=list)
    blocked: list[Reason] = field(default_factory=list)

    def try_join(self, reason: Reason, *, even_declared: bool = False) -> None:
        """Join both sides of the reason; keep it as a reason, or as blocked evidence."""
        for side in (reason.account, reason.other):
            self.joined.add(side)
        done = self.joined.join(reason.account, reason.other, even_declared=even_declared)
        (self.reasons if done else self.blocked).append(reason)


def join_people(people: tuple[Person, ...], seen: Seen, decisions: Decisions) -> People:
    """Join what belongs together.

    In this order: what keeps apart; declared accounts; merges by correction; accounts that two people declare (they
    go to neither, unless those two are one by now); then evidence by its kind. Only a correction joins two declared
    people. An account that was split off joins only through a later correction.
    """
    ids = {person.id for person in people}
    found = People(Joined(ids))
    for account in seen.accounts:
        found.joined.add(account)
    _keep_apart(found, decisions, ids)
    claims = _claims(people, seen, decisions)
    for account, claimants in claims.items():
        if len(claimants) == 1:
            _declare(found, account, claimants)
    for reason in _merges(decisions, ids):
        found.try_join(reason, even_declared=True)
    for account, claimants in claims.items():
        if len(claimants) > 1:
            _settle(found, account, claimants)
    shared = shared_mailboxes(seen)
    for reason in _evidence(seen, decisions):
        if reason.why != "mailmap" and not shared.isdisjoint((reason.account, reason.other)):
            found.blocked.append(reason)  # the people behind a team's address are not one person
        else:
            found.try_join(reason)
    return found


def _keep_apart(found: People, decisions: Decisions, ids: set[str]) -> None:
    for a, b in decisions.apart:
        if all(_is_somebody(side, ids) for side in (a, b)):
            found.joined.add(a)
            found.joined.add(b)
            found.joined.keep_apart(a, b)


Claims = dict[str, dict[str, str]]  # account → the ids of those who declare it → where they do


def _claims(people: Iterable[Person], seen: Seen, decisions: Decisions) -> Claims:
    claims: Claims = defaultdict(dict)
    for person in people:
        for account in (behind for said in person.accounts for behind in seen.behind(said)):
            if account not in decisions.alone and not is_nobodys(account) and account != person.id:
                claims[account][person.id] = _where(person)
    return {account: claims[account] for account in sorted(claims)}


def _where(person: Person) -> str:
    return person.sources[0] if person.sources else (str(person.place) if person.place.path else "")


def _declare(found: People, account: str, claimants: dict[str, str]) -> None:
    for claimant, where in sorted(claimants.items()):
        found.try_join(Reason(account, claimant, "declared", where))


def _settle(found: People, account: str, claimants: dict[str, str]) -> None:
    """Give a disputed account to its claimants where a correction has made them one; else to none of them."""
    found.joined.add(account)
    roots = {found.joined.root(claimant) for claimant in claimants}
    if len(roots) == 1 or found.joined.root(account) in roots:
        _declare(found, account, {who: where for who, where in claimants.items() if len(roots) == 1})
    for claimant in claimants:
        found.joined.keep_apart(account, claimant)


def _merges(decisions: Decisions, ids: set[str]) -> Iterator[Reason]:
    for merge in decisions.merges.values():
        if all(_is_somebody(side, ids) for side in (merge.a, merge.b)):
            yield Reason(merge.a, merge.b, "corrected", f"{merge.id} · {merge.by} · {merge.why}")


def _is_somebody(side: str, ids: set[str]) -> bool:
    return side in ids or (":" in side and not is_number(side) and not is_gone(side))


def _evidence(seen: Seen, decisions: Decisions) -> Iterator[Reason]:
    by_kind: dict[str, list[Reason]] = {why: [] for why in JOINING}
    for (a, b, why), (_times, repo) in seen.links.items():
        if why in by_kind and a not in decisions.alone and b not in decisions.alone:
            by_kind[why].append(Reason(a, b, why, repo))
    for why in JOINING:
        yield from sorted(by_kind[why])
