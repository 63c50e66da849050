"""How somebody stands before a role of a ladder: and/or trees of clauses, judged over three values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from folkmoot.model.groups import Term
from folkmoot.model.ladder import (
    ANY,
    PEOPLE,
    AskedVote,
    Clause,
    ClauseVerdict,
    Count,
    Ladder,
    LadderStep,
    LadderVerdict,
    Sponsors,
    Tally,
    Verdict,
)
from folkmoot.model.length import length_of

MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody has done of what a clause counts."""

    events: float = 0
    subjects: float = 0
    amount: float = 0
    months: float = 0
    first: date | None = None  # the day of the first of them


NOTHING = Done()


@dataclass(frozen=True, slots=True)
class Sponsor:
    """Somebody who stands up for a person, with the roles they hold by group, and where they belong (None: unknown)."""

    person: str
    roles: frozenset[tuple[str, str]]  # (group, role)
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is known of one person when a ladder is judged, as of a day."""

    group: str
    person: str
    day: date
    done: Mapping[Count, Done] = field(default_factory=dict)
    unread: Mapping[Count, tuple[str, ...]] = field(default_factory=dict)  # kinds that would tell and were not read
    terms: Sequence[tuple[str, Term]] = ()  # (group, term), whenever they ran
    sponsors: tuple[Sponsor, ...] | None = None  # None: nobody has asked
    votes: Mapping[AskedVote, Verdict] = field(default_factory=dict)  # of motions on this person and role


def before(day: date, length: str) -> date:
    """Return the day that lies a ``length`` such as ``3m`` before ``day``. Edges: never before the year 1."""
    try:
        return day - length_of(length)
    except (ValueError, OverflowError):
        return date.min


def all_of(words: Iterable[Verdict]) -> Verdict:
    """Return "and" over three values: one that is not met decides, then one that is unknown. Of nothing: unknown."""
    said = frozenset(words)
    if NOT_MET in said:
        return NOT_MET
    return MET if said == {MET} else UNKNOWN


def any_of(words: Iterable[Verdict]) -> Verdict:
    """Return "or" over three values: one that is met decides, then one that is unknown. Of nothing: unknown."""
    said = frozenset(words)
    if MET in said:
        return MET
    return NOT_MET if said == {NOT_MET} else UNKNOWN


def stands(ladder: Ladder, step: LadderStep, facts: Facts, at: datetime) -> LadderVerdict:
    """Return how a person stands before a step, clause by clause.

    Edges: a step that asks nothing is unknown: nobody has said what it takes. What only people can meet is never met by what
    somebody has done; ``ready`` tells how it would stand if they had met it.
    """
    clause = step.clause
    root = judge(clause, facts, ladder)
    return LadderVerdict(
        facts.group, facts.person, step.role, at, root.word, _as_if_met(root), root, nearness(root),
        holds=bool(_running(facts, ladder.from_(step.role), facts.group)),
    )  # fmt: skip


def judge(clause: Clause, facts: Facts, ladder: Ladder) -> ClauseVerdict:
    """Return what is known of one clause, and of those it is made of."""
    if clause.below:
        below = tuple(judge(one, facts, ladder) for one in clause.below)
        kleene = all_of if clause.all else any_of
        return ClauseVerdict(clause, kleene(one.word for one in below), below=below)
    return _LEAVES.get(clause.asks, _unsaid)(clause, facts, ladder)


def _unsaid(clause: Clause, _facts: Facts, _ladder: Ladder) -> ClauseVerdict:
    return ClauseVerdict(clause, UNKNOWN)


def _counted(clause: Clause, facts: Facts, _ladder: Ladder) -> ClauseVerdict:
    """Enough is met, however much was not read; too little is not met only where everything that would tell was read."""
    count = clause.count or Count(())
    tallies, unread = tallies_of(count, facts.done.get(count, NOTHING), facts.day), facts.unread.get(count, ())
    if not tallies:
        return ClauseVerdict(clause, UNKNOWN)
    if all(tally.lacks == 0 for tally in tallies):
        return ClauseVerdict(clause, MET, tallies)
    return ClauseVerdict(clause, UNKNOWN if unread else NOT_MET, tallies, unread=unread)


def tallies_of(count: Count, done: Done, day: date) -> tuple[Tally, ...]:
    """Return how much there is of each thing that a count asks."""
    asked = {"events": count.events, "subjects": count.subjects, "amount": count.amount, "months": count.months}
    found = [Tally(name, float(getattr(done, name)), float(need)) for name, need in asked.items() if need is not None]
    if count.age:
        need = (day - before(day, count.age)).days
        found.append(Tally("days", float((day - done.first).days) if done.first else 0.0, float(need)))
    return tuple(found)


def _held(clause: Clause, facts: Facts, ladder: Ladder) -> ClauseVerdict:
    """A role is held as of the day; how long, only a term that says when it began can tell."""
    own = clause.group in ("", facts.group)
    roles = ladder.from_(clause.role) if own else (clause.role,)
    running = _running(facts, roles, clause.group or facts.group)
    if not clause.lasting:
        return ClauseVerdict(clause, MET if running else NOT_MET)
    need = float((facts.day - before(facts.day, clause.lasting)).days)
    if not running:
        return ClauseVerdict(clause, NOT_MET, (Tally("days", 0.0, need),))
    since, sure = _unbroken(facts, roles, clause.group or facts.group)
    have = float((facts.day - since).days) if since else None
    if have is not None and have >= need:
        return ClauseVerdict(clause, MET, (Tally("days", have, need),))
    return ClauseVerdict(clause, NOT_MET if sure else UNKNOWN, (Tally("days", have, need),))


def _in_group(facts: Facts, roles: Iterable[str], group: str) -> list[Term]:
    wanted = frozenset(roles)
    return [term for slug, term in facts.terms if term.role in wanted and group in (slug, ANY)]


def _running(facts: Facts, roles: Iterable[str], group: str) -> list[Term]:
    return [term for term in _in_group(facts, roles, group) if term.holds_on(facts.day)]


def _unbroken(facts: Facts, roles: Iterable[str], group: str) -> tuple[date | None, bool]:
    """Return since when one of the roles is held without a break, as far as it is told, and whether that is all of it.

    Edges: a term that begins the day after another one ends goes on with it. One that does not say when it began may
    have begun at any time: the first day that is told is then the least, and not sure.
    """
    terms = [term for term in _in_group(facts, roles, group) if term.since is None or term.since <= facts.day]
    since: date | None = None
    reach, sure, grown = facts.day, True, True
    while grown:
        grown = False
        for term in terms:
            if term.until is not None and term.until < reach - _DAY:
                continue
            if term.since is None:
                sure = False
            elif since is None or term.since < since:
                since, reach, grown = term.since, term.since, True
    return since, sure


def _sponsored(clause: Clause, facts: Facts, _ladder: Ladder) -> ClauseVerdict:
    """Nobody asked is unknown; a sponsor whose organisation is unknown may come from another one, or from the same."""
    asked = clause.sponsors or Sponsors()
    needs = (float(asked.at_least), float(asked.organizations))
    if facts.sponsors is None:
        return ClauseVerdict(clause, UNKNOWN, tuple(_sponsor_tallies((None, None), needs)))
    group = asked.group or facts.group
    fitting = {one.person: one for one in facts.sponsors if one.person != facts.person and _fits(one, asked, group)}
    known = {one.organization for one in fitting.values() if one.organization}
    nowhere = sum(1 for one in fitting.values() if not one.organization)
    tallies = tuple(_sponsor_tallies((float(len(fitting)), float(max(len(known), bool(fitting)))), needs))
    if all(tally.lacks == 0 for tally in tallies):
        return ClauseVerdict(clause, MET, tallies)
    perhaps = len(fitting) >= needs[0] and len(known) + nowhere >= needs[1]
    return ClauseVerdict(clause, UNKNOWN if perhaps else NOT_MET, tallies)


def _sponsor_tallies(have: tuple[float | None, float | None], needs: tuple[float, float]) -> list[Tally]:
    tallies = [Tally("sponsors", have[0], needs[0])]
    return [*tallies, Tally("organizations", have[1], needs[1])] if needs[1] > 1 else tallies


def _fits(sponsor: Sponsor, asked: Sponsors, group: str) -> bool:
    if not asked.roles:
        return True
    return any(role in asked.roles and group in (slug, ANY) for slug, role in sponsor.roles)


def _voted(clause: Clause, facts: Facts, _ladder: Ladder) -> ClauseVerdict:
    """Only a motion that passed meets it; while one is open nobody knows; without one it is not met."""
    return ClauseVerdict(clause, facts.votes.get(clause.vote, NOT_MET) if clause.vote else NOT_MET)


_LEAVES: Mapping[str, Callable[[Clause, Facts, Ladder], ClauseVerdict]] = {
    "count": _counted, "role": _held, "sponsors": _sponsored, "vote": _voted,
}  # fmt: skip


def is_for_people(clause: Clause) -> bool:
    """Return whether only people can meet a leaf."""
    return clause.asks in PEOPLE


def _as_if_met(verdict: ClauseVerdict) -> Verdict:
    if not verdict.below:
        return MET if is_for_people(verdict.clause) else verdict.word
    words = [_as_if_met(one) for one in verdict.below]
    return all_of(words) if verdict.clause.all else any_of(words)


def nearness(verdict: ClauseVerdict) -> float:
    """Return from 0 to 1 how much is there of what can be counted: of "and" the mean, of "or" the most.

    Edges: what only people can meet is left out; of nothing but that, 1.
    """
    return _near(_countable(verdict) or verdict)


def _countable(verdict: ClauseVerdict) -> ClauseVerdict | None:
    """Return the tree without the leaves that are for people; an "or" with such a leaf keeps its others."""
    if not verdict.below:
        return None if is_for_people(verdict.clause) else verdict
    kept = tuple(one for one in map(_countable, verdict.below) if one is not None)
    return replace(verdict, below=kept) if kept else None


def _near(verdict: ClauseVerdict) -> float:
    if not verdict.below:
        if is_for_people(verdict.clause) or verdict.word is MET:
            return 1.0
        return min((_share(tally) for tally in verdict.tallies), default=0.0)
    shares = [_near(one) for one in verdict.below]
    return sum(shares) / len(shares) if verdict.clause.all else max(shares)


def _share(tally: Tally) -> float:
    return min(1.0, (tally.have or 0.0) / tally.need)
