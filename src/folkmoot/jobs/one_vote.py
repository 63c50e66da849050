"""Electors of open motions who turn out to be one person, or not to be: recorded, so that one person has one vote."""

from __future__ import annotations

from datetime import datetime

from folkmoot.jobs.moving import ROBOT, seen
from folkmoot.ledger import motions
from folkmoot.model.motion import OPEN
from folkmoot.reports.homes import Homes
from folkmoot.rules.one_vote import AS, JOIN, PART, to_join


def join_due(homes: Homes, now: datetime) -> tuple[tuple[int, str], ...]:
    """Do ``join`` for every open motion; return the numbers with the electors of whom it was recorded."""
    return tuple((number, who) for number in motions.unfinished() for who in join(homes, number, now))


def join(homes: Homes, number: int, now: datetime) -> tuple[str, ...]:
    """Record of an open motion's electors who are one person since; return them. Run again it does nothing.

    Edges: of a secret motion nothing is recorded, since a sealed vote cannot be taken out again; what is over stays as it was;
    where somebody was quicker, the next time does it.
    """
    found = seen(number, now)
    if found.motion.secret or found.standing.word != OPEN or found.standing.due or now < found.motion.opened_at:
        return ()
    of = homes.identity.person_of
    done, last = [], found.last
    for who, other in tuple(to_join(motions.motion(number), found.acts, lambda one: of.get(one, one))):
        content = {AS: other} if other else {}
        try:
            last = motions.append(
                number, last, JOIN if other else PART, elector=who, content=content, actor=ROBOT, now=now
            ).ordinal
        except motions.Overtaken:
            break
        done.append(who)
    return tuple(done)
