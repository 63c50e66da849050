"""A record of a decision, computed again from what it holds: the same acts must give the same outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from folkmoot.model.errors import BadInput
from folkmoot.model.motion import Outcome
from folkmoot.model.motion_plain import act_of, motion_of, outcome_of
from folkmoot.rules.canonical import must_be_signed
from folkmoot.rules.voting import ENDINGS, judge
from folkmoot.rules.voting import outcome_of as came_to

TYPE, VERSION = "folkmoot/decision", 1


def verified(record: Mapping[str, Any], trusted: str = "") -> Outcome:
    """Return what a signed record's motion came to, having checked the signature and computed the outcome anew.

    Errors: BadInput for a record that is none, that was changed, or whose outcome does not follow from what it holds.
    """
    if record.get("type") != TYPE or record.get("version") != VERSION:
        raise BadInput(
            f"this is no record of a decision ({TYPE}, version {VERSION}).", mend="Make one with: moot motion export N."
        )
    must_be_signed(record, trusted)
    try:
        again, said = recomputed(record), outcome_of(record["outcome"])
    except BadInput:
        raise
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, AssertionError, OSError) as error:
        said_wrong = f"{error}"[:80] or type(error).__name__
        raise BadInput(f"this record lacks something: {said_wrong}.", mend="Export it again.") from error
    if (again.word, again.channel, again.at) != (said.word, said.channel, said.at) or asdict(again.count) != asdict(
        said.count
    ):
        raise BadInput(
            f"the record says {said.word}, but what it holds comes to {again.word}: {again.why.en}",
            mend="Do not trust it; ask for the record again.",
        )
    return again


def recomputed(record: Mapping[str, Any]) -> Outcome:
    """Return what the motion of a record comes to, from its electorate and its acts alone."""
    motion, acts = motion_of(record["motion"]), tuple(act_of(one) for one in record["acts"])
    end = next((act for act in acts if act.verb in ENDINGS), None)
    if end is None:
        raise BadInput("this record has no end: the motion was neither closed nor withdrawn.", mend="Export it again.")
    voted, ballots = frozenset(record["voted"]), tuple(str(one["choice"]) for one in record["ballots"])
    return came_to(judge(motion, acts, end.at, voted=voted, ballots=ballots))
