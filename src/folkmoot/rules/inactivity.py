"""A review of inactivity by its acts: who is asked, what they answered, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from folkmoot.model.groups import Group, Term
from folkmoot.model.inactivity import InactivityPlan, Inquiry, Review, Reviewed
from folkmoot.model.ladder import Verdict
from folkmoot.model.rounds import RoundAct
from folkmoot.rules.ladder import before

SAME: Callable[[str], str] = str
EMERITUS = "emeritus-"
WAITING = ("noticed", "silent", "voting", "granted", "proposed", "leaves")
ENDS = ("stays", "kept", "dropped", "applied", "gone", "active", "unknown", "recent")
DECIDED = {"passed": "granted", "failed": "kept", "lapsed": "kept", "withdrawn": "kept"}


def plan_for(group: Group, declared: Iterable[InactivityPlan]) -> InactivityPlan | None:
    """Return the rule that holds for a group: its own before the community's; the first of each. None: none does."""
    plans = tuple(declared)
    own = (plan for plan in plans if group.slug in plan.groups)
    every = (plan for plan in plans if not plan.groups and group.kind in plan.kinds)
    return next(own, None) or next(every, None)


def terms_asked(plan: InactivityPlan, group: Group, day: date) -> tuple[Term, ...]:
    """Return the open terms that a review looks at: in its roles, for the whole group, and no emeritus ones."""
    return tuple(
        term for term in group.roster(day)
        if term.until is None and not term.repo and not term.subproject and not term.role.startswith("emeritus")
        and (not plan.roles or term.role in plan.roles)
    )  # fmt: skip


def is_recent(plan: InactivityPlan, term: Term, day: date) -> bool:
    """Return whether a term has not lasted long enough for a question; one that does not say when it began has."""
    return bool(plan.after) and term.since is not None and term.since > before(day, plan.after)


def inquiry_of(
    review: Review, acts: Sequence[RoundAct], now: datetime, outcomes: Mapping[int, str],
    serving: Collection[tuple[str, str]], same: Callable[[str], str] = SAME,
) -> Inquiry:  # fmt: skip
    """Return a review as it stands. ``serving``: who holds which role of the group now; the rest as of ``rounds.course_of``."""
    found = {}
    for key, evidence in review.listed.items():
        person, _colon, role = key.rpartition(":")
        found[same(person), role] = Reviewed(person, role, _first(evidence), evidence)
    for act in acts:
        _acted(found, act, same)
    known = {(same(person), role) for person, role in serving}
    people = tuple(_settled(one, key in known, now, outcomes) for key, one in found.items())
    return Inquiry(review, _stage(people, acts), people)


def _first(evidence: Mapping[str, object]) -> str:
    if evidence.get("recent"):
        return "recent"
    return {Verdict.MET.value: "active", Verdict.UNKNOWN.value: "unknown"}.get(str(evidence["word"]), "concerned")


def _acted(found: dict[tuple[str, str], Reviewed], act: RoundAct, same: Callable[[str], str]) -> None:
    for person, role in act.content["people"] if act.verb == "apply" else ():
        if (same(person), role) in found:
            found[same(person), role] = replace(found[same(person), role], applied=act)
    key = (same(act.person), act.role)
    if key not in found:
        return
    one = found[key]
    if act.verb == "notify":
        until = datetime.fromisoformat(act.content["until"])
        found[key] = replace(one, state="noticed", noticed_at=act.at, until_at=until, reply="", words="")
    elif act.verb == "reply":
        found[key] = replace(one, reply=str(act.content["word"]), words=act.why)
    elif act.verb == "drop":
        found[key] = replace(one, state="dropped", words=act.why or one.words)
    elif act.verb == "put":
        found[key] = replace(one, motions=(*one.motions, *(int(each) for each in act.content["motions"])))
    elif act.verb == "decide":
        found[key] = replace(one, state="granted" if act.content["ends"] else "kept", words=act.why or one.words)


def _settled(one: Reviewed, serves: bool, now: datetime, outcomes: Mapping[int, str]) -> Reviewed:
    """Return where somebody stands by what they answered, by the time, and by what the motions came to."""
    if one.applied is not None:
        return replace(one, state="proposed" if one.applied.content.get("branch") and serves else "applied")
    if not serves:
        return replace(one, state="gone")
    if one.state != "noticed":
        return one
    if one.reply:
        return replace(one, state="stays" if one.reply == "stay" else "leaves")
    if one.motions:
        words = [outcomes.get(number, "open") for number in one.motions]
        return replace(one, state="voting" if "open" in words else DECIDED[words[-1]])
    over = one.until_at is not None and now >= one.until_at
    return replace(one, state="silent") if over else one


def _stage(people: Iterable[Reviewed], acts: Iterable[RoundAct]) -> str:
    if any(act.verb == "cancel" for act in acts):
        return "cancelled"
    return "closed" if all(one.state in ENDS for one in people) else "open"


def room_left(inquiry: Inquiry) -> int:
    """Return how many more people may be asked at once."""
    return max(0, inquiry.review.plan.at_most - inquiry.asked)


def about(number: int, one: Reviewed) -> str:
    """Return the key of what a motion on somebody's term is about."""
    return f"emeritus:{number}:{one.person}:{one.role}"


def ending(group: Group, one: Reviewed, ids: Collection[str], day: date, cause: str) -> tuple[Term, ...]:
    """Return the open terms of somebody in the role as they end the day before ``day``; one that is younger ends on its first."""
    last = day - timedelta(days=1)
    return tuple(
        replace(term, until=max(last, term.since or last), cause="; ".join(filter(None, (term.cause, cause))))
        for term in group.roles
        if term.person in ids and term.role == one.role and term.until is None and not term.repo and not term.subproject
    )
