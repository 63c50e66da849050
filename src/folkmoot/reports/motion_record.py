"""The record of a decision, as anybody may have it: everything that decided it, and what it came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from folkmoot.model.errors import BadInput
from folkmoot.model.motion import OPEN, Act
from folkmoot.model.motion_plain import act_plain, motion_plain, outcome_of, outcome_plain
from folkmoot.reports.homes import Homes
from folkmoot.rules.one_vote import AS
from folkmoot.rules.recompute import TYPE, VERSION, recomputed


def record_of(homes: Homes, number: int) -> dict[str, Any]:
    """Return the record of a motion that is over, not signed yet; people who hide their name stand in it as they are shown.

    Errors: BadInput when there is no such motion, or nothing is decided yet.
    """
    from folkmoot.ledger.motions import acts, motion, recorded

    found, happened = motion(number), acts(number)
    if recorded(happened).word == OPEN:
        raise BadInput(f"motion {number} is still open.", mend="A record is made once it is closed.")
    shown, masked = homes.faces.id_of, homes.faces.masked_words
    plain = _public(motion_plain(found), shown, masked)
    closing = next(act for act in happened if act.verb in ("close", "withdraw"))
    record = {
        "type": TYPE, "version": VERSION, "community": asdict(homes.charter.community.name), "motion": plain,
        "acts": [_public_act(act, shown, masked) for act in happened],
        "voted": sorted(shown(one) for one in closing.content.get("voted", ())),
        "ballots": list(closing.content.get("ballots", ())),
    }  # fmt: skip
    said = closing.content.get("outcome")
    outcome = outcome_of(said) if said else recomputed(record)
    return {**record, "outcome": {**outcome_plain(outcome), "why": asdict(homes.faces.masked(outcome.why))}}


def _public(plain: dict[str, Any], shown: Callable[[str], str], masked: Callable[[str], str]) -> dict[str, Any]:
    electors = [
        {**one, "person": shown(one["person"]), "same": [shown(other) for other in one["same"]]}
        for one in plain["electors"]
    ]
    words = {name: masked(plain[name]) for name in ("text", "why", "about", "opened_by")}
    title = {side: masked(said) for side, said in plain["title"].items()}
    return {**plain, **words, "title": title, "electors": electors}


def _public_act(act: Act, shown: Callable[[str], str], masked: Callable[[str], str]) -> dict[str, Any]:
    plain = act_plain(act)
    content = {name: value for name, value in plain["content"].items() if name == "stage"}
    if AS in plain["content"]:
        content[AS] = shown(str(plain["content"][AS]))
    return {
        **plain, "elector": shown(act.elector) if act.elector else "", "people": [shown(one) for one in act.people],
        "by": masked(act.by), "why": masked(act.why), "content": content,
    }  # fmt: skip
