"""A selection round as it stands, and what is frozen of its candidates' evidence when nominations end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from folkmoot.charter.ladders import ladder_of
from folkmoot.model.ladder import ClauseVerdict, Ladder, LadderStep, Verdict
from folkmoot.model.rounds import Candidacy, Course, Round
from folkmoot.model.rounds_plain import plain, plan_plain, round_of
from folkmoot.reports.climbers import Climbers
from folkmoot.reports.days import local_day
from folkmoot.reports.homes import Homes
from folkmoot.reports.opened import Opened, outcomes_of
from folkmoot.reports.question import by_then
from folkmoot.reports.standing import said_of, view_of
from folkmoot.rules.rounds import asked_votes, course_of, without_votes

MOST = 500  # events of one clause whose ids are kept; how many there are is kept whole


@dataclass(frozen=True)
class Seen(Opened):
    """A round at a moment, and what was done about it."""

    course: Course

    @property
    def round(self) -> Round:
        """The round as it was opened."""
        return self.course.round

    @cached_property
    def ladder(self) -> Ladder | None:
        """The ladder that holds for the group now; None: none does."""
        return ladder_of(self.homes.charter, self.group)


def seen(homes: Homes, number: int, now: datetime) -> Seen:
    """Return a round as it stands at a moment. Errors: BadInput when there is none."""
    from folkmoot.ledger import rounds as ledger

    return seen_of(homes, ledger.one("round", number), now)


def every(homes: Homes, now: datetime) -> tuple[Seen, ...]:
    """Return every round as it stands, the newest first."""
    from folkmoot.ledger import rounds as ledger

    told = (replace(one, acts=tuple(act for act in one.acts if by_then(act.at, now))) for one in ledger.every("round"))
    return tuple(seen_of(homes, one, now) for one in told if by_then(one.at, now))


def seen_of(homes: Homes, opened: Any, now: datetime) -> Seen:
    """Return a round that was read from the ledger as it stands."""
    one = round_of(opened.number, opened.key, opened.frozen, opened.at, opened.by)
    group = homes.charter.group_by_slug.get(one.group)
    day = local_day(now, homes.charter.community.zone)
    serving = [(term.person, term.role) for term in (group.roster(day) if group else ())]
    of = homes.identity.person_of
    course = course_of(one, opened.acts, now, outcomes_of(opened.acts), serving, lambda person: of.get(person, person))
    return Seen(homes, one.group, opened.acts, now, course)


@dataclass(frozen=True)
class Found:
    """What was found of one candidate by the round's day of evidence."""

    candidacy: Candidacy
    climbers: Climbers
    step: LadderStep
    root: ClauseVerdict
    view: dict[str, Any]

    @property
    def word(self) -> Verdict:
        """What is known of everything that the vote itself does not decide."""
        return without_votes(self.root)


def found_of(it: Seen, *, until: datetime | None = None) -> Iterator[Found]:
    """Yield what is known of each candidate who stands and is still declared.

    ``until``: to show where they stand before the round's own moment; then also those who have not answered yet.
    """
    states = ("standing", "nominated") if until else ("standing",)
    standing = [
        one for one in it.course.candidacies if one.state in states and one.person in it.homes.charter.person_by_id
    ]
    ladder = it.ladder
    if ladder is None or not standing:
        return
    people = tuple(dict.fromkeys(it.same(one.person) for one in standing))
    at = min(it.round.evidence_at, until or it.round.evidence_at)
    climbers = Climbers(it.homes, it.group, ladder, at, people)
    for one in standing:
        step = ladder.step(one.role)
        if step is not None:
            verdict = said_of(climbers, climbers.verdict(it.same(one.person), step))
            yield Found(one, climbers, step, verdict.root, view_of(climbers, verdict))


def to_freeze(it: Seen, found: list[Found]) -> dict[str, Any]:
    """Return what is frozen: of each candidate every clause with its verdict and its events, and what all of it was read from."""
    evidence = {one.candidacy.key: _evidence(it, one) for one in found}
    return {
        "evidence": evidence, "digest": digest_of(evidence), "at": it.round.evidence_at.isoformat(),
        "charter": it.homes.charter.commit, "lake": it.homes.snapshot.version,
        "ladder": {"id": it.ladder.id, "digest": digest_of(plan_plain(it.ladder))} if it.ladder else None,
    }  # fmt: skip


def digest_of(value: Any) -> str:
    """Return the SHA-256 of JSON with its keys in order."""
    return hashlib.sha256(
        json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def _evidence(it: Seen, one: Found) -> dict[str, Any]:
    asks = [
        {"rule": vote.rule, "group": vote.group or it.round.group, "recused": vote.recused}
        for vote in asked_votes(one.root, it.round.plan)
    ]
    view = {name: value for name, value in one.view.items() if name not in ("leaves", "holds")}
    return {**plain(view), "word": one.word.value, "asks": asks, "events": dict(_events(it, one))}


def _events(it: Seen, one: Found) -> Iterator[tuple[str, Any]]:
    """Yield the ids of the events that each counted clause stands on, newest first, by the clause's place."""
    for leaf in one.view["leaves"]:
        clause = _clause_at(one.step, leaf["path"])
        if clause.count is None:
            continue
        table = one.climbers.events(clause.count, (it.same(one.candidacy.person),))
        found = table.select("id", "at").distinct()
        rows = it.homes.rows(found.order_by([found["at"].desc(), found.id]))
        yield leaf["path"], {"total": len(rows), "ids": [row["id"] for row in rows[:MOST]]}


def _clause_at(step: LadderStep, path: str) -> Any:
    clause = step.clause
    for place in path.split("."):
        clause = clause.below[int(place)]
    return clause
