"""What the reader may do about an election: vote, stand, endorse, ask for an exception, decide as an officer."""

from __future__ import annotations

from typing import Any

from folkmoot.ledger import boxes
from folkmoot.model.actor import Actor
from folkmoot.model.election import Entitlement
from folkmoot.reports.election_course import Seen, box_of
from folkmoot.rules.electing import candidate_of


def own_of(it: Seen, actor: Actor) -> dict[str, Any]:
    """Return what concerns the reader, and what they may do at this moment."""
    stage, moments = it.course.stage, it.course.moments
    officer = bool(actor.name) and it.is_officer(actor.people, operator=actor.operator)
    said: dict[str, Any] = {"known": bool(actor.people), "officer": officer, "stage": stage}
    if officer:
        said |= {"cases": _cases(it), "may_count": stage == "closed", "may_certify": stage == "counted"}
    if not actor.people:
        return said
    mine = next((found for one in actor.people if (found := candidate_of(it.course, one, it.same))), None)
    entries = it.entries_of(actor.people)
    right, standing = it.may_vote(actor.people), it.may_stand(actor.people)
    me = {it.same(one) for one in actor.people}
    case = next((one for one in reversed(it.course.cases) if it.same(one.person) in me), None)
    nominating, before = stage == "nominations", stage in ("upcoming", "nominations", "between")
    return {
        **said,
        "right": _right(right), "on_roll": bool(entries), "frozen": it.course.roll is not None,
        "by_exception": bool(entries) and right is not None and right.word != "met",
        "voted": bool(boxes.has_voted(box_of(it.election.id)).intersection(entries)),
        "case": case, "may_ask": not entries and it.now < moments.exceptions_until and not (case and case.granted is None),
        "may_vote": stage == "voting" and bool(entries), "candidate": mine, "stand": _right(standing),
        "may_nominate": nominating, "may_stand": nominating and (mine is None or mine.state in ("declined", "withdrawn"))
        and not me & {it.same(one) for one in it.election.officers} and standing is not None and standing.word != "not met",
        "may_answer": before and mine is not None and mine.state == "nominated", "may_accept": nominating,
        "may_change": before and mine is not None and mine.state in ("nominated", "standing"),
        "may_withdraw": before and mine is not None and mine.state == "standing",
        "endorsable": _endorsable(it, me) if nominating and entries else frozenset(),
    }  # fmt: skip


def _right(right: Entitlement | None) -> dict[str, Any] | None:
    if right is None:
        return None
    return {
        "word": right.word,
        "proofs": [{"word": one.word, "says": one.says, "opens": one.opens} for one in right.proofs],
    }


def _endorsable(it: Seen, me: set[str]) -> frozenset[str]:
    return frozenset(
        one.person for one in it.course.candidates
        if one.state in ("nominated", "standing") and it.same(one.person) not in me and not me & set(one.endorsed_by)
    )  # fmt: skip


def _cases(it: Seen) -> list[dict[str, Any]]:
    faces = it.homes.faces
    rows = [
        {"person": one.person, "id": faces.id_of(it.same(one.person)), "name": faces.name_of(it.same(one.person)), "why": one.why,
         "at": one.at, "granted": one.granted, "by": one.decided_by, "reason": one.reason, "right": _right(it.may_vote((one.person,)))}
        for one in it.course.cases
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["granted"] is not None, row["at"]))
