"""Two electors who turn out to be one person: from then on one elector, whose later vote holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from folkmoot.model.motion import Act, Elector, Motion
from folkmoot.rules.electorate import SUBJECT

JOIN, PART = "join", "part"
AS = "as"  # of a join: the elector whom the other one is


def joined(acts: Iterable[Act]) -> dict[str, str]:
    """Return the electors who are another one, by these acts."""
    found: dict[str, str] = {}
    for act in acts:
        if act.verb == JOIN:
            found[act.elector] = str(act.content[AS])
        elif act.verb == PART:
            found.pop(act.elector, None)
    return found


def as_one(motion: Motion, acts: Sequence[Act]) -> tuple[Motion, Sequence[Act]]:
    """Return the motion with each person once, and the acts as theirs.

    Edges: a person whom it is about under one id has no vote under the other; a seat that one of them has is the person's.
    """
    other = joined(acts)
    if not other:
        return motion, acts
    found: dict[str, Elector] = {}
    for one in motion.electors:
        name = other.get(one.person, one.person)
        found[name] = _both(found[name], one) if name in found else one
    told = [
        replace(
            act, elector=other.get(act.elector, act.elector), people=tuple(other.get(who, who) for who in act.people)
        )
        for act in acts
        if act.verb not in (JOIN, PART)
    ]
    return replace(motion, electors=tuple(found.values())), told


def _both(first: Elector, second: Elector) -> Elector:
    subject = SUBJECT in (first.why, second.why)
    votes = (first.votes or second.votes) and not subject
    return replace(
        first, roles=tuple(dict.fromkeys((*first.roles, *second.roles))), votes=votes,
        why="" if votes else SUBJECT if subject else first.why,
        same=tuple(dict.fromkeys((*first.same, second.person, *second.same))),
    )  # fmt: skip


def to_join(motion: Motion, acts: Sequence[Act], person_of: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield which elector is which other one by who is who now; ``""`` for who is so no longer. Who was listed first stays."""
    now, first = joined(acts), dict[str, str]()
    for one in motion.electors:
        name = first.setdefault(person_of(one.person), one.person)
        wanted = "" if name == one.person else name
        if now.get(one.person, "") != wanted:
            yield one.person, wanted
