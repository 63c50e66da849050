"""The change of the charter that a round has come to: who becomes what, which lower roles end, and the files as they would be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from folkmoot.charter.amending.amend import amend_roster
from folkmoot.charter.amending.proof import amended
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Term
from folkmoot.model.rounds import Candidacy
from folkmoot.model.text import Text
from folkmoot.reports.days import local_day
from folkmoot.reports.round_course import Seen
from folkmoot.rules.rounds import ended_terms


@dataclass(frozen=True)
class Planned:
    """What is planned. ``amendment`` is None where nothing is left to change; ``fault`` says why it cannot be made by itself."""

    candidates: tuple[Candidacy, ...]
    begin: tuple[Term, ...] = ()
    end: tuple[Term, ...] = ()
    amendment: Amendment | None = None
    fault: Text = Text()
    gone: tuple[str, ...] = ()  # ids of those whom the charter does not declare any more


def planned(it: Seen) -> Planned:
    """Return the change that everybody who was granted a role, and whose term does not stand in the charter yet, leads to.

    Edges: of several roles granted to one person only the highest begins where lower ones end anyway; a term that is there already,
    since somebody wrote it by hand, is not made twice.
    """
    granted = it.course.in_state("granted", "proposed")
    day = local_day(it.now, it.homes.charter.community.zone)
    here = [one for one in granted if one.person in it.homes.charter.person_by_id]
    gone = tuple(one.person for one in granted if one not in here)
    begin: list[Term] = []
    end: list[Term] = []
    for one in _highest(it, here):
        ids = it.ids_of(one.person)
        if any(term.person in ids and term.role == one.role and not term.repo for term in it.group.roster(day)):
            continue
        cause = cause_of(it, one)
        begin.append(Term(one.person, one.role, since=day, cause=cause))
        if it.round.plan.lower == "ends":
            end += ended_terms(it.group.roles, ids, one.role, it.ladder, day - timedelta(days=1), cause)
    if not begin:
        return Planned(granted, gone=gone)
    try:
        amendment = amend_roster(it.homes.charter, it.round.group, begin=begin, end=end)
        amended(it.homes.charter, amendment)
    except BadInput as error:
        return Planned(granted, tuple(begin), tuple(end), fault=Text(str(error), error.said_in("zh")), gone=gone)
    return Planned(granted, tuple(begin), tuple(end), amendment, gone=gone)


def cause_of(it: Seen, one: Candidacy) -> str:
    """Return why the term begins, as the charter will say it."""
    motions = ", ".join(f"motion {number}" for number in one.motions)
    return f"{motions}, round {it.round.number}" if motions else f"round {it.round.number}"


def _highest(it: Seen, candidates: list[Candidacy]) -> list[Candidacy]:
    if it.round.plan.lower == "stays" or it.ladder is None:
        return candidates
    order = {step.role: place for place, step in enumerate(it.ladder.steps)}
    best: dict[str, Candidacy] = {}
    for one in candidates:
        who = it.same(one.person)
        if who not in best or order.get(one.role, -1) > order.get(best[who].role, -1):
            best[who] = one
    return list(best.values())


def said_of_term(term: Term, *, begins: bool, name: str = "", role: Text | None = None) -> Text:
    """Return in a sentence what happens with a term; ``name`` and ``role``: how person and role are called, else by their ids."""
    day: date | None = term.since if begins else term.until
    who, what = name or term.person, role or Text(term.role, term.role)
    if begins:
        return Text(f"{who} becomes {what.said_in('en')} on {day}", f"{who} 自 {day} 起担任{what.said_in('zh')}")
    return Text(f"{who} is no longer {what.said_in('en')} after {day}", f"{who} 的{what.said_in('zh')}任期至 {day} 止")
