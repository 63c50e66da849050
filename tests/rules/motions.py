"""Motions of the tests: an electorate from a table, a rule, and acts from lines such as ``10:00 ann yes``."""

from __future__ import annotations

from datetime import datetime, timedelta

from folkmoot.model.motion import Act, Elector, Motion, Stage, VotingRule
from folkmoot.model.text import Text

MONDAY = datetime(2026, 3, 2, 9)
NAMES = ("ann", "bo", "cy", "dee", "eli", "fay", "gus", "hal", "ivy", "jo")
WEEK = (Stage("mail", 7),)


def rule_of(threshold: str = "more than 1/2", **more: object) -> VotingRule:
    """Return a rule: a majority of votes cast by mail within a week, unless something else is said."""
    return VotingRule("r", threshold=threshold, **{"stages": WEEK, **more})


def motion_of(rule: VotingRule, number: int = 5, **more: object) -> Motion:
    """Return a motion that the first ``number`` of the names may vote on; Ann chairs, Ann and Bo maintain."""
    roles = {"ann": ("chair", "maintainer"), "bo": ("maintainer",)}
    electors = tuple(Elector(name, roles.get(name, ("member",))) for name in NAMES[:number])
    return Motion(1, "tsc", "motion", Text("Shall we?"), rule, electors, MONDAY, **more)


def acts_of(said: str, start_at: datetime = MONDAY) -> tuple[Act, ...]:
    """Read acts: a moment after the start (``+2h``, ``+3d``; or none: an hour each), who, and what they did.

    ``ann yes``, ``bo object``, ``bo retract``, ``cy recuse``, ``- present ann,bo``, ``- stage 0``.
    """
    found: list[Act] = []
    for line in said.strip().splitlines():
        words = line.split()
        after = timedelta(hours=len(found) + 1)
        if words[0].startswith("+"):
            amount = int(words[0][1:-1])
            after = timedelta(days=amount) if words[0].endswith("d") else timedelta(hours=amount)
            words = words[1:]
        found.append(_act(len(found) + 1, start_at + after, words))
    return tuple(found)


def _act(ordinal: int, at: datetime, words: list[str]) -> Act:
    who, did, more = words[0], words[1], words[2:]
    if did in ("yes", "no", "abstain"):
        return Act(ordinal, at, "vote", elector=who, choice=did, channel=more[0] if more else "mail")
    if did == "present":
        return Act(ordinal, at, "present", people=tuple(more[0].split(",")))
    if did == "stage":
        return Act(ordinal, at, "stage", content={"stage": int(more[0])})
    if did == "join":
        return Act(ordinal, at, "join", elector=who, content={"as": more[0]})
    return Act(ordinal, at, did, elector=who, why="because")


def votes(yes: int, no: int = 0, abstain: int = 0) -> str:
    """Return the lines of so many votes, in the order of the names."""
    choices = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain
    return "\n".join(f"{name} {choice}" for name, choice in zip(NAMES, choices, strict=False))
