"""The electorate: who may vote on a motion as of a moment, each person once, and no organisation beyond its seats."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from folkmoot.model.groups import LEADS, Group, Term
from folkmoot.model.motion import Elector, VotingRule

SUBJECT, SEATS = "subject", "seats"
"""Why somebody of the electorate has no vote: it is about them, or their organisation has its seats already."""
VOICELESS = frozenset({"operator", "observer", "secretary", "guest", "adviser", "advisor"})
"""Roles that serve without a vote, unless the rule names them."""
_LEADING = "leads"


def electorate(
    rule: VotingRule, group: Group, day: date, *,
    person_of: Mapping[str, str], organization_of: Callable[[str], str | None], recused: Collection[str] = (),
) -> tuple[Elector, ...]:  # fmt: skip
    """Return the electors of ``group`` on ``day`` by the rule, in the charter's order, those without a vote too.

    ``person_of``: who is who, so that somebody who is declared twice votes once, as the one declared first.
    ``organization_of``: where an id belongs that day. Edges: somebody of no known organisation takes nobody's seat; who is
    recused takes none either, so the next of their organisation has it. A role for one repository alone is no seat.
    """
    found: dict[str, Elector] = {}
    for term in group.roster(day):
        if _elects(rule, term):
            whole = person_of.get(term.person, term.person)
            found[whole] = _with(found.get(whole), term, organization_of)
    barred = {person_of.get(one, one) for one in recused}
    listed = [
        replace(elector, votes=False, why=SUBJECT) if whole in barred else elector for whole, elector in found.items()
    ]
    return _seated(listed, rule)


def _elects(rule: VotingRule, term: Term) -> bool:
    if term.repo or term.subproject or term.role.startswith("emeritus"):
        return False
    if not rule.roles:
        return term.role not in VOICELESS
    return term.role in rule.roles or (_LEADING in rule.roles and term.role in LEADS)


def _with(known: Elector | None, term: Term, organization_of: Callable[[str], str | None]) -> Elector:
    if known is None:
        return Elector(term.person, (term.role,), organization_of(term.person), term.since)
    since = None if known.since is None or term.since is None else min(known.since, term.since)
    same = known.same if term.person in (known.person, *known.same) else (*known.same, term.person)
    return replace(known, roles=tuple(dict.fromkeys((*known.roles, term.role))), since=since, same=same)


def _seated(listed: list[Elector], rule: VotingRule) -> tuple[Elector, ...]:
    """Take the vote from those for whom their organisation has no seat left."""
    cap = rule.seats_per_organization
    if cap is None:
        return tuple(listed)
    taken: dict[str, int] = {}
    out: set[str] = set()
    for one in _in_turn(listed, rule):
        if one.votes and one.organization is not None:
            key = one.organization.casefold()
            taken[key] = taken.get(key, 0) + 1
            if taken[key] > cap:
                out.add(one.person)
    return tuple(replace(one, votes=False, why=SEATS) if one.person in out else one for one in listed)


def _in_turn(listed: Iterable[Elector], rule: VotingRule) -> list[Elector]:
    """Return the electors in the order in which they take seats: who serves longest first, or as declared.

    Edges: a term without a first day runs since ever; of those who began on one day, as declared.
    """
    if rule.seats_by == "declared":
        return list(listed)
    return sorted(listed, key=lambda one: one.since or date.min)
