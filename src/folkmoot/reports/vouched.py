"""What people have recorded of who may climb: motions on promotions, and who stands up for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from folkmoot.model.groups import Term
from folkmoot.model.ladder import AskedVote, Verdict
from folkmoot.reports.homes import Homes
from folkmoot.rules.ladder import Sponsor

KIND = "promotion"


@dataclass(frozen=True, slots=True)
class Voted:
    """What came of a motion on somebody's promotion to a role."""

    group: str
    person: str  # as everywhere: of several declared ids of one person the one that stands for all
    role: str
    rule: str
    word: Verdict


def votes(homes: Homes, at: datetime) -> tuple[Voted, ...]:
    """Return what had come of every motion on a promotion before ``at``, the newest first.

    Edges: the motion's ``about`` says whom and what: ``round:3:ann:committer``, any two words before the person and the role.
    While a motion is open, or was only closed later, nobody knows. One that failed, fell or was withdrawn is "not met".
    """
    if not homes.ledger:  # homes may come without one
        return ()
    from folkmoot.ledger import motions  # it needs the ledger to be connected

    found = []
    for motion, acts in motions.every():
        parts = motion.about.split(":", 2)
        person, colon, role = parts[-1].rpartition(":")
        if motion.kind == KIND and len(parts) == 3 and colon and motion.opened_at < at:
            outcome = motions.recorded([act for act in acts if act.at < at])
            word = Verdict.MET if outcome.passed else Verdict.UNKNOWN if outcome.word == "open" else Verdict.NOT_MET
            who = homes.identity.person_of.get(person, person)
            found.append(Voted(motion.group, who, role, motion.rule.name, word))
    return tuple(found)


def votes_on(
    voted: tuple[Voted, ...], group: str, person: str, role: str, asked: tuple[AskedVote, ...]
) -> Mapping[AskedVote, Verdict]:
    """Return what is known of each vote that a step asks for: of several motions the one that passed, else the newest."""
    found = {}
    for vote in asked:
        mine = [
            one for one in voted
            if (one.group, one.person, one.role) == (vote.group or group, person, role) and vote.rule in ("", one.rule)
        ]  # fmt: skip
        if mine:
            found[vote] = Verdict.MET if any(one.word is Verdict.MET for one in mine) else mine[0].word
    return found


Terms = Mapping[str, Sequence[tuple[str, Term]]]


def sponsors(
    homes: Homes, group: str, terms: Terms, at: datetime, day: date
) -> Mapping[tuple[str, str], tuple[Sponsor, ...]]:
    """Return who had stood up for whom in a group before ``at``, by person and role; who has no sponsor is not there.

    Edges: sponsors hold the roles and belong to the organisation of ``day``.
    """
    if not homes.ledger:
        return {}
    from folkmoot.ledger.rounds import sponsorships

    person_of = homes.identity.person_of
    found: dict[tuple[str, str], dict[str, Sponsor]] = {}
    for one in sponsorships(group):
        if one.at < at:
            who, by = person_of.get(one.person, one.person), person_of.get(one.sponsor, one.sponsor)
            held = frozenset((slug, term.role) for slug, term in terms.get(by, ()) if term.holds_on(day))
            found.setdefault((who, one.role), {})[by] = Sponsor(by, held, homes.organization_on(by, day))
    return {key: tuple(mine.values()) for key, mine in found.items()}
