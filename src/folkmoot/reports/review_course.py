"""A review of inactivity as it stands, and what is found of everybody who holds one of its roles when it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from folkmoot.charter.amending.amend import amend_roster
from folkmoot.charter.amending.proof import amended
from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Group, Term
from folkmoot.model.inactivity import InactivityPlan, Inquiry, Review
from folkmoot.model.ladder import Ladder, LadderStep
from folkmoot.model.rounds_plain import plain, plan_of
from folkmoot.model.text import Text
from folkmoot.reports.climbers import Climbers
from folkmoot.reports.days import local_day
from folkmoot.reports.homes import Homes
from folkmoot.reports.opened import Opened, outcomes_of
from folkmoot.reports.promotions import Planned
from folkmoot.reports.standing import said_of, view_of
from folkmoot.rules.inactivity import EMERITUS, ending, inquiry_of, is_recent, terms_asked

ROLE = "active"


@dataclass(frozen=True)
class SeenReview(Opened):
    """A review at a moment, and what was done about it."""

    inquiry: Inquiry

    @property
    def review(self) -> Review:
        """The review as it was opened."""
        return self.inquiry.review


def seen_review(homes: Homes, number: int, now: datetime) -> SeenReview:
    """Return a review as it stands at a moment. Errors: BadInput when there is none."""
    from folkmoot.ledger import rounds as ledger

    return _seen(homes, ledger.one("review", number), now)


def every_review(homes: Homes, now: datetime) -> tuple[SeenReview, ...]:
    """Return every review as it stands, the newest first."""
    from folkmoot.ledger import rounds as ledger

    return tuple(_seen(homes, one, now) for one in ledger.every("review"))


def _seen(homes: Homes, opened: Any, now: datetime) -> SeenReview:
    plan = plan_of(InactivityPlan, opened.frozen["plan"])
    review = Review(opened.number, plan, opened.group, opened.frozen["listed"], opened.at, opened.by)
    group = homes.charter.group_by_slug.get(opened.group)
    day = local_day(now, homes.charter.community.zone)
    serving = [(term.person, term.role) for term in (group.roster(day) if group else ()) if not term.repo]
    of = homes.identity.person_of
    inquiry = inquiry_of(
        review, opened.acts, now, outcomes_of(opened.acts), serving, lambda person: of.get(person, person)
    )
    return SeenReview(homes, opened.group, opened.acts, now, inquiry)


def listed(homes: Homes, plan: InactivityPlan, group: Group, at: datetime) -> dict[str, dict[str, Any]]:
    """Return what is found of everybody who holds one of the roles, by "person:role", as JSON.

    Edges: what was not read makes somebody unknown, never inactive. Somebody whose term is young is told apart.
    """
    day = local_day(at, homes.charter.community.zone)
    terms = terms_asked(plan, group, day)
    if not terms:
        return {}
    step = LadderStep(ROLE, all=plan.all, any=plan.any)
    ladder = Ladder("inactivity", steps=(step,))
    of = homes.identity.person_of
    people = tuple(dict.fromkeys(of.get(term.person, term.person) for term in terms))
    climbers = Climbers(homes, group, ladder, at, people)
    return {f"{term.person}:{term.role}": _found(climbers, step, plan, term) for term in terms}


def _found(climbers: Climbers, step: LadderStep, plan: InactivityPlan, term: Term) -> dict[str, Any]:
    who = climbers.homes.identity.person_of.get(term.person, term.person)
    verdict = said_of(climbers, climbers.verdict(who, step))
    view = view_of(climbers, verdict)
    said = {"word": verdict.word, "clauses": list(_bare(view["clauses"])), "any": view["any"]}
    return {**plain(said), "recent": is_recent(plan, term, climbers.day), "since": plain(term.since)}


def _bare(clauses: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield clauses without the address of their proof, which only ladders have."""
    for one in clauses:
        yield {**one, "proof": {}, "below": list(_bare(one.get("below", [])))}


def planned_ends(it: SeenReview) -> Planned:
    """Return the change that everybody who steps down, or whose term shall end, leads to.

    Edges: an emeritus role begins only where the charter's form has a place for it; elsewhere the term only ends.
    """
    day = local_day(it.now, it.homes.charter.community.zone)
    begin: list[Term] = []
    end: list[Term] = []
    for one in it.inquiry.in_state("granted", "leaves", "proposed"):
        ids = it.ids_of(one.person) or (one.person,)
        cause = f"{', '.join(f'motion {number}' for number in one.motions) or one.state}, review {it.review.number}"
        cause = cause.replace("leaves", "stepped down").replace("granted", "inactive")
        ends = ending(it.group, one, ids, day, cause)
        end += ends
        held = any(
            term.role == EMERITUS + one.role and term.person in ids and term.until is None for term in it.group.roles
        )
        if ends and not held and it.review.plan.becomes == "emeritus" and it.homes.charter.dialect == "native":
            begin.append(Term(one.person, EMERITUS + one.role, since=max(day, ends[0].until or day), cause=cause))
    if not end:
        return Planned(())
    try:
        amendment = amend_roster(it.homes.charter, it.review.group, begin=begin, end=end)
        amended(it.homes.charter, amendment)
    except BadInput as error:
        return Planned((), tuple(begin), tuple(end), fault=Text(str(error), error.said_in("zh")))
    return Planned((), tuple(begin), tuple(end), amendment)


def listed_now(it: SeenReview) -> dict[str, dict[str, Any]]:
    """Return what would be found today of those who are asked: whoever came back is no longer inactive."""
    group = replace(
        it.group,
        roles=tuple(term for term in it.group.roles if any(term.person == one.person for one in it.inquiry.people)),
    )
    return listed(it.homes, it.review.plan, group, it.now + timedelta(microseconds=1))
