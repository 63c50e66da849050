"""Counting a motion's votes: whose last word counts, how many take part, and whether quorum and threshold are met."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from folkmoot.model.motion import Act, Bar, Count, Elector, Motion, Objection, Vote, VotingRule

YES, NO, ABSTAIN = "yes", "no", "abstain"
_CHAIRS = frozenset({"chair", "chairman", "chairperson", "president"})


@dataclass(frozen=True, slots=True)
class Heard:
    """What counts of everything that happened until a moment. ``ballots``: of a secret vote, the choices without names."""

    votes: tuple[Vote, ...] = ()
    objections: tuple[Objection, ...] = ()
    recused: tuple[str, ...] = ()
    present: tuple[str, ...] = ()  # who is in the meeting: the last roll call, and who voted there since
    voted: frozenset[str] = frozenset()  # who has voted, also in secret
    ballots: tuple[str, ...] = ()


def hear(
    motion: Motion, acts: Iterable[Act], *,
    voted: Collection[str] = (), ballots: Sequence[str] = (),
) -> Heard:  # fmt: skip
    """Return what counts of the acts: of votes and of objections each elector's last.

    ``voted`` and ``ballots``: of a secret vote, who has cast one and what the opened ones say. Edges: what somebody did
    who recused themselves afterwards does not count, nor what somebody without a vote did.
    """
    votes: dict[str, Vote] = {}
    objections: dict[str, Objection | None] = {}
    recused: list[str] = []
    present: dict[str, None] = {}
    for act in sorted(acts, key=lambda one: one.ordinal):
        match act.verb:
            case "vote":
                votes[act.elector] = Vote(act.elector, act.choice, act.at, act.channel)
                present.update({act.elector: None} if act.channel == "live" else {})
            case "object":
                objections[act.elector] = Objection(act.elector, act.why, act.at)
            case "retract":
                objections[act.elector] = None
            case "recuse":
                recused.append(act.elector)
            case "present":
                present = dict.fromkeys(act.people)
    able = {one.person for one in motion.electors if one.votes}.difference(recused)
    return Heard(
        tuple(vote for who, vote in sorted(votes.items()) if who in able),
        tuple(one for who, one in sorted(objections.items()) if one is not None and who in able),
        tuple(dict.fromkeys(recused)), tuple(sorted(able.intersection(present))),
        frozenset(able.intersection((*votes, *voted))), tuple(ballots),
    )  # fmt: skip


def count_of(motion: Motion, heard: Heard, channel: str) -> Count:
    """Return the arithmetic of what was heard, for a stage of ``channel``."""
    choices = [vote.choice for vote in heard.votes] if not motion.secret else list(heard.ballots)
    able = [one for one in motion.electors if one.votes and one.person not in heard.recused]
    here = set(heard.present) | heard.voted if channel == "live" else heard.voted
    counted = Count(
        electors=len(able), recused=len(heard.recused), yes=choices.count(YES), no=choices.count(NO),
        abstain=choices.count(ABSTAIN), here=len(here), objections=len(objectors(heard, channel)),
    )  # fmt: skip
    return replace(counted, whole=whole_of(motion.rule, counted))


def objectors(heard: Heard, channel: str) -> frozenset[str]:
    """Return who objects. Where silence agrees, a vote against is an objection too."""
    said = {one.elector for one in heard.objections}
    against = {vote.elector for vote in heard.votes if vote.choice == NO} if channel == "lapse" else set()
    return frozenset(said | against)


def whole_of(rule: VotingRule, count: Count) -> int:
    """Return what the threshold is a share of."""
    if rule.of == "electors":
        return count.electors
    if rule.of == "present":
        return count.here
    return count.yes + count.no + (count.abstain if rule.abstentions else 0)


def has_quorum(rule: VotingRule, count: Count) -> bool:
    """Return whether enough take part; a rule without a quorum is content with nobody."""
    bar = Bar.read(rule.quorum)
    return bar is None or bar.met(count.here, count.electors)


def is_agreed(motion: Motion, heard: Heard, count: Count) -> bool:
    """Return whether enough are in favour, in every way that the rule asks for."""
    rule = motion.rule
    bar = Bar.read(rule.threshold)
    if bar is not None and not bar.met(count.yes, whole_of(rule, count)) and not _by_the_chair(motion, heard, count):
        return False
    return all(portion_has(motion, heard, number) for number in range(len(rule.also)))


def portion_has(motion: Motion, heard: Heard, number: int) -> bool:
    """Return whether the rule's ``number``-th further condition is met."""
    portion = motion.rule.also[number]
    mine = portion_of(motion, heard, number)
    favour = sum(1 for vote in heard.votes if vote.choice == YES and vote.elector in mine)
    bar = Bar.read(portion.threshold)
    return bar is None or bar.met(favour, len(mine))


def portion_of(motion: Motion, heard: Heard, number: int) -> frozenset[str]:
    """Return the electors whom the rule's ``number``-th further condition is about."""
    roles = set(motion.rule.also[number].roles)
    return frozenset(
        one.person
        for one in motion.electors
        if one.votes and one.person not in heard.recused and roles & set(one.roles)
    )


def _by_the_chair(motion: Motion, heard: Heard, count: Count) -> bool:
    """Return whether a tie is decided in favour by the one chair; with several chairs nobody decides it.

    Edges: with abstentions, or people in the room, that weigh against, those in favour are less than half, which is no tie.
    """
    bar = Bar.read(motion.rule.threshold)
    even = bar is not None and bar.strict and bar.share and bar.amount * 2 == 1 and motion.rule.of != "electors"
    tie = count.yes == count.no and 2 * count.yes == count.whole
    if not motion.rule.casting or not even or not tie or motion.secret:
        return False
    chairs = [one.person for one in motion.electors if one.votes and is_chair(one)]
    return len(chairs) == 1 and any(vote.elector == chairs[0] and vote.choice == YES for vote in heard.votes)


def is_chair(elector: Elector) -> bool:
    """Return whether somebody chairs."""
    return bool(_CHAIRS.intersection(elector.roles))
