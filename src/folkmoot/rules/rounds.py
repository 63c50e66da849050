"""A selection round by its acts: its moments and stage, where each candidate stands, who may do what when."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Term
from folkmoot.model.ladder import AskedVote, ClauseVerdict, Ladder, Verdict
from folkmoot.model.rounds import Candidacy, Course, Round, RoundAct, RoundPlan
from folkmoot.model.text import Text
from folkmoot.rules.ladder import all_of, any_of

SAME: Callable[[str], str] = str
OVER = ("declined", "withdrawn")
DECIDED = {"passed": "granted", "failed": "refused", "lapsed": "refused", "withdrawn": "refused"}
HALF_YEARS = (3, 9)  # the months in which a round is suggested
WEEKS = 2  # how long nominations go on in a suggested round


def moment_in(said: str, zone: str, *, ends: bool) -> datetime:
    """Return a declared moment in UTC. A day alone is its start, or with ``ends`` the start of the next one."""
    day, _space, clock = said.partition(" ")
    local = datetime.fromisoformat(f"{day}T{clock or '00:00'}").replace(tzinfo=ZoneInfo(zone))
    if ends and not clock:
        local = (local.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def opened(plan: RoundPlan, key: str, zone: str, at: datetime, by: str = "") -> Round:
    """Return the round that a plan comes to. ``zone``: the community's, where the plan names none.

    Errors: BadInput for nominations that end before they begin.
    """
    zone = plan.zone or zone
    opens, until = moment_in(plan.opens, zone, ends=False), moment_in(plan.nominations_until, zone, ends=True)
    if until <= opens:
        raise BadInput(
            Text("nominations end before they begin.", "提名截止早于开始。"),
            where=str(plan.place),
            mend=Text("Correct the days.", "请更正日期。"),
        )
    counts = moment_in(plan.evidence_until, zone, ends=True) if plan.evidence_until else until
    return Round(0, plan, key, opens, until, min(counts, until), at, by)


def coming(plan: RoundPlan, now: datetime, zone: str) -> tuple[RoundPlan, str]:
    """Return a declared round as it comes last before ``now``, or first after it, with its key.

    Edges: moments move by whole months, so the last day of a month stays one at most.
    """
    return _times(plan, _begun_times(plan, now, zone))


def announced(plan: RoundPlan, now: datetime, zone: str) -> tuple[RoundPlan, str]:
    """Return a declared round as it is announced at a moment: ``coming``, or the next one when that one's nominations are over."""
    times = _begun_times(plan, now, zone)
    moved, key = _times(plan, times)
    over = moment_in(moved.nominations_until, plan.zone or zone, ends=True) <= now
    return _times(plan, times + 1) if over and plan.every_months else (moved, key)


def _begun_times(plan: RoundPlan, now: datetime, zone: str) -> int:
    """Return how often a round has come again by ``now``."""
    step, times = relativedelta(months=plan.every_months), 0
    if plan.every_months:
        while moment_in(_moved(plan.opens, step * (times + 1)), plan.zone or zone, ends=False) <= now:
            times += 1
    return times


def _times(plan: RoundPlan, times: int) -> tuple[RoundPlan, str]:
    """Return a declared round as it comes again for the so-manieth time, with its key."""
    step = relativedelta(months=plan.every_months)
    moved = replace(
        plan, opens=_moved(plan.opens, step * times), nominations_until=_moved(plan.nominations_until, step * times),
        evidence_until=_moved(plan.evidence_until, step * times) if plan.evidence_until else "",
    )  # fmt: skip
    return moved, f"{plan.id}@{moved.opens}"


def begun(plan: RoundPlan, now: datetime, zone: str) -> RoundPlan:
    """Return a plan whose nominations begin at this minute, where its day has not come yet; else as it is. Nothing else of it moves."""
    zone = plan.zone or zone
    if moment_in(plan.opens, zone, ends=False) <= now:
        return plan
    local = now.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    return replace(plan, opens=f"{local:%Y-%m-%d %H:%M}")


def _moved(said: str, by: relativedelta) -> str:
    day, space, clock = said.partition(" ")
    return f"{date.fromisoformat(day) + by}{space}{clock}"


def suggested(today: date, last: date | None = None) -> tuple[date, date]:
    """Return the days on which the next half-yearly round would begin and end: two weeks in March or September.

    ``last``: when the last round of the group began; none is suggested within three months of it.
    """
    years = (today.year, today.year + 1)
    days = [date(year, month, 1) for year in years for month in HALF_YEARS]
    soon = max(today, last + relativedelta(months=3)) if last else today
    begins = next((day for day in days if day >= soon), today)
    return begins, begins + timedelta(days=7 * WEEKS - 1)


def course_of(
    one: Round, acts: Sequence[RoundAct], now: datetime, outcomes: Mapping[int, str],
    serving: Collection[tuple[str, str]] = (), same: Callable[[str], str] = SAME,
) -> Course:  # fmt: skip
    """Return a round as it stands.

    ``outcomes``: what each motion came to, by its number. ``serving``: who holds which role of the group now. ``same``: one name
    for a person who is declared under several.
    """
    frozen = next((act for act in acts if act.verb == "freeze"), None)
    found = _candidacies(acts, same)
    for act in acts:
        _later(found, act, same)
    if frozen is not None:
        known = {(same(person), role) for person, role in serving}
        found = {key: _judged(one, frozen, outcomes, known, same) for key, one in found.items()}
    course = Course(one, "", tuple(found.values()), frozen)
    return replace(course, stage=_stage(course, acts, now))


def _candidacies(acts: Iterable[RoundAct], same: Callable[[str], str]) -> dict[tuple[str, str], Candidacy]:
    found: dict[tuple[str, str], Candidacy] = {}
    for act in acts:
        key = (same(act.person), act.role)
        if act.verb == "nominate" and (key not in found or found[key].state in OVER):
            state = "standing" if act.content.get("accepted") else "nominated"
            sponsors = found[key].sponsors if key in found else ()
            found[key] = Candidacy(
                act.person, act.role, state, act.at, str(act.content.get("by", "")), act.why, sponsors
            )
        elif key in found and act.verb in ("accept", "decline", "withdraw"):
            state = {"accept": "standing", "decline": "declined", "withdraw": "withdrawn"}[act.verb]
            found[key] = replace(found[key], state=state)
        elif key in found and act.verb == "sponsor":
            by = same(str(act.content["by"]))
            found[key] = replace(found[key], sponsors=tuple(dict.fromkeys((*found[key].sponsors, by))))
    return found


def _later(found: dict[tuple[str, str], Candidacy], act: RoundAct, same: Callable[[str], str]) -> None:
    """Bring in what happened after the evidence was frozen."""
    key = (same(act.person), act.role)
    if act.verb == "put" and key in found:
        numbers = tuple(int(number) for number in act.content["motions"])
        found[key] = replace(found[key], motions=(*found[key].motions, *numbers), reason=act.why or found[key].reason)
    elif act.verb == "apply":
        for person, role in act.content["people"]:
            if (same(person), role) in found:
                found[same(person), role] = replace(found[same(person), role], applied=act)


def _judged(
    one: Candidacy, frozen: RoundAct, outcomes: Mapping[int, str], serving: Collection[tuple[str, str]],
    same: Callable[[str], str],
) -> Candidacy:  # fmt: skip
    """Return where a candidate stands once the evidence is frozen."""
    if one.state in OVER and not one.motions:
        return one
    evidence = frozen.content["evidence"].get(one.key)
    one = replace(one, evidence=evidence)
    return replace(one, state=_state(one, outcomes, (same(one.person), one.role) in serving))


def _state(one: Candidacy, outcomes: Mapping[int, str], serves: bool) -> str:
    if one.state in OVER:
        return one.state
    if one.applied is not None:
        return "promoted" if serves or not one.applied.content.get("branch") else "proposed"
    if one.evidence is None:
        return "silent" if one.state == "nominated" else "gone"
    if one.motions:
        words = [outcomes.get(number, "open") for number in one.motions]
        if "open" in words:
            return "voting"
        return "granted" if all(DECIDED[word] == "granted" for word in words) else "refused"
    if one.word == Verdict.NOT_MET:
        return "short"
    return "ready" if one.evidence["asks"] or one.word != Verdict.MET else "granted"


def _stage(course: Course, acts: Iterable[RoundAct], now: datetime) -> str:
    if any(act.verb == "cancel" for act in acts):
        return "cancelled"
    if course.frozen is None:
        if now < course.round.opens_at:
            return "upcoming"
        return "nominations" if now < course.round.until_at else "due"
    if course.in_state("voting", "ready"):
        return "voting"
    return "decided" if course.in_state("granted", "proposed") else "closed"


def asked_votes(root: ClauseVerdict, plan: RoundPlan) -> tuple[AskedVote, ...]:
    """Return the votes that decide about somebody: those of the round's own rule, else those that the ladder asks for.

    Edges: where something else than a vote meets the ladder (one side of an "or"), none is needed; what is to be judged and asks
    for no vote is judged by one, as for every promotion in the group.
    """
    if plan.rule:
        recused = all(leaf.clause.vote.recused for leaf in root.leaves() if leaf.clause.vote)
        return (AskedVote(rule=plan.rule, recused=recused),)
    if _as_if(root, Verdict.NOT_MET) is Verdict.MET:
        return ()
    asked = tuple(dict.fromkeys(leaf.clause.vote for leaf in root.leaves() if leaf.clause.vote))
    judged = any(leaf.clause.asks == "judged" for leaf in root.leaves())
    return asked or ((AskedVote(),) if judged else ())


def without_votes(root: ClauseVerdict) -> Verdict:
    """Return what is known of everything that the vote itself does not decide: as if people had voted and judged in favour."""
    return _as_if(root, Verdict.MET)


def _as_if(found: ClauseVerdict, said: Verdict) -> Verdict:
    if not found.below:
        return said if found.clause.asks in ("vote", "judged") else found.word
    words = [_as_if(one, said) for one in found.below]
    return all_of(words) if found.clause.all else any_of(words)


def about(number: int, one: Candidacy, place: int) -> str:
    """Return the key of what a motion on somebody's promotion is about; ``place``: which of several votes, from 0."""
    return f"round:{number if not place else f'{number}.{place + 1}'}:{one.person}:{one.role}"


def ended_terms(
    roles: Iterable[Term], people: Collection[str], role: str, ladder: Ladder | None, last: date, cause: str
) -> tuple[Term, ...]:
    """Return the open terms in roles below ``role`` that somebody holds for the whole group, as they end on ``last``.

    Edges: one that began later than that ends on the day it began; why it began stays said; without a ladder none is known to be lower.
    """
    steps = [step.role for step in ladder.steps] if ladder else []
    lower = steps[: steps.index(role)] if role in steps else []
    return tuple(
        replace(term, until=max(last, term.since or last), cause="; ".join(filter(None, (term.cause, cause))))
        for term in roles
        if term.person in people and term.role in lower and term.until is None and not term.repo and not term.subproject
    )


def must_be_in(course: Course, *stages: str) -> None:
    """Errors: BadInput unless the round is in one of the stages."""
    if course.stage not in stages:
        now, may = _WHEN[course.stage], _MAY[stages[0]]
        raise BadInput(Text(f"{now.en} {may.en}", f"{now.zh}{may.zh}"))


_WHEN = {
    "upcoming": Text("nominations have not begun:", "提名尚未开始："),
    "nominations": Text("nominations are going on:", "提名正在进行："),
    "due": Text("nominations are over:", "提名已截止："),
    "voting": Text("nominations are over:", "提名已截止："),
    "decided": Text("everything is decided:", "均已决定："),
    "closed": Text("the round is over:", "选拔已结束："),
    "cancelled": Text("the round was cancelled:", "选拔已取消："),
}
_MAY = {
    "nominations": Text("this may be done while nominations go on.", "此操作须在提名期间进行。"),
    "due": Text("this may be done when nominations are over.", "此操作须在提名截止后、冻结依据前进行。"),
    "voting": Text("this may be done while candidates are voted on.", "此操作须在表决期间进行。"),
    "decided": Text("this may be done when somebody is granted a role.", "此操作须在有人通过后进行。"),
    "upcoming": Text("this may be done before anything is decided.", "此操作须在有结论前进行。"),
}
