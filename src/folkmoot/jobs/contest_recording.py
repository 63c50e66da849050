"""How what is done in a contest is recorded: after all that was seen, all of it or nothing, and once for a doubled click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from folkmoot.ledger import contests as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.contest_log import ContestAct

if TYPE_CHECKING:
    from folkmoot.jobs.contests import Seen

WHY_LETTERS = 2_000
Said = tuple[str, str, Mapping[str, Any]]  # whom, which team, and what


def append(
    it: Seen, actor: Actor, verb: str, person: str, team: str, content: Mapping[str, Any], why: str = ""
) -> ContestAct:
    """Record one act. Errors: as of ``append_all``."""
    return append_all(it, actor, verb, ((person, team, content),), why)


def append_all(it: Seen, actor: Actor, verb: str, every: Sequence[Said], why: str = "") -> ContestAct:
    """Record acts of one kind after all that were seen, all or none, and return the last; the very same once more are recorded once.

    Errors: Overtaken when something else was recorded since.
    """
    acts = [
        ContestAct(it.course.last + number, it.now, verb, actor.name, person, team, short(why), dict(content))
        for number, (person, team, content) in enumerate(every, 1)
    ]
    done = it.course.acts[-len(acts) :]
    if [replace(act, ordinal=0, at=it.now) for act in done] == [replace(act, ordinal=0) for act in acts]:
        return done[-1]
    return ledger.append(it.course.plan.id, acts, actor)[-1]


def short(why: str) -> str:
    """Return a reason as it is kept."""
    return why.strip()[:WHY_LETTERS]
