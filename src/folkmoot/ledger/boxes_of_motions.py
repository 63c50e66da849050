"""Secret votes on motions: sealed in a box until the motion is closed, and counted only then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from folkmoot.ledger import box_keys, boxes
from folkmoot.ledger.motions import alone, append
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.motion import Act, Motion
from folkmoot.model.text import Text


def key_of(number: int) -> str:
    """Return the key of a motion's box."""
    return f"motion:{number}"


def secret_of(motion: Motion, acts: Sequence[Act]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return who has voted in secret, and the choices of the opened ballots: none before the motion is closed."""
    if not motion.secret:
        return frozenset(), ()
    closed = next((act for act in acts if act.verb == "close"), None)
    if closed is None:
        return boxes.has_voted(key_of(motion.number)), ()
    return frozenset(closed.content["voted"]), tuple(str(one["choice"]) for one in closed.content["ballots"])


def cast(motion: Motion, after: int, elector: str, choice: str, *, actor: Actor, now: datetime) -> str:
    """Put a vote into the motion's box, if nothing has happened to the motion since; return the receipt.

    Errors: Overtaken; BadInput for somebody who has voted: a secret vote cannot be changed.
    """
    with alone(motion.number, after):
        return boxes.cast(key_of(motion.number), elector, {"choice": choice}, actor=actor, now=now)


def recuse(motion: Motion, after: int, elector: str, *, actor: Actor, now: datetime, why: str) -> Act:
    """Record that somebody recuses themselves. Errors: BadInput where their vote is sealed already; Overtaken."""
    with alone(motion.number, after):
        if motion.secret and elector in boxes.has_voted(key_of(motion.number)):
            raise BadInput(
                Text("your vote is sealed already, so you cannot recuse yourself.", "你的投票已密封，不能再回避。"),
                mend=Text("Ask the chair to move again.", "请主席重新发起动议。"),
            )
        return append(motion.number, after, "recuse", elector=elector, actor=actor, now=now, why=why)


def opened(motion: Motion, *, actor: Actor, now: datetime) -> tuple[tuple[str, ...], tuple[dict[str, str], ...]]:
    """Close and count the box; return who has voted, and each ballot with the mark under which its voter finds it."""
    key = key_of(motion.number)
    boxes.count(key, actor=actor, now=now)
    ballots = tuple({"mark": one.mark, "choice": str(one.content["choice"])} for one in boxes.published(key))
    return tuple(sorted(boxes.has_voted(key))), ballots


def abandon(number: int) -> None:
    """Destroy the key of a withdrawn motion's box, so that nobody ever reads the votes in it; nothing where there is none."""
    transaction.on_commit(lambda: box_keys.destroy(key_of(number)))  # only when it is sure to stay withdrawn


def new_box(number: int, *, actor: Actor, now: datetime) -> None:
    """Open the box of a secret motion."""
    boxes.open_box(key_of(number), actor=actor, now=now)
