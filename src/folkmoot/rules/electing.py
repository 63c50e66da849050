"""An election by its acts: stages by dates, candidates, exceptions; who may do what when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from folkmoot.model.election import Candidate, Course, Election, ElectionAct, ExceptionCase, Moments
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

STATES = {"nominate": "nominated", "accept": "standing", "decline": "declined", "withdraw": "withdrawn"}
SAME: Callable[[str], str] = str


def moments_of(election: Election, zone: str) -> Moments:
    """When do its stages begin and end? ``zone``: the community's, where the election names none."""
    where = ZoneInfo(election.zone or zone)
    opens = _moment(election.opens, where, ends=False)
    return Moments(
        _moment(election.nominations, where, ends=False),
        _moment(election.nominations_until, where, ends=True),
        _moment(election.exceptions_until, where, ends=True) if election.exceptions_until else opens,
        opens,
        _moment(election.closes, where, ends=True),
    )


def is_sound(election: Election) -> bool:
    """Return whether its moments and its zone are real; a check of the charter tells of one that is not."""
    try:
        moments_of(election, "UTC")
    except (ValueError, OverflowError, ZoneInfoNotFoundError):
        return False
    return True


def _moment(said: str, where: ZoneInfo, *, ends: bool) -> datetime:
    """Return a declared moment in UTC. A day alone is its start, or the start of the next one."""
    day, _space, clock = said.partition(" ")
    if clock:
        local = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), where)
    else:
        local = datetime.combine(date.fromisoformat(day) + timedelta(days=ends), time(), where)
    return local.astimezone(UTC).replace(tzinfo=None)


def course_of(
    election: Election, acts: Sequence[ElectionAct], now: datetime, zone: str, same: Callable[[str], str] = SAME
) -> Course:
    """Return the election as it stands at a moment. ``same``: one name for one person, who may be declared under several."""
    moments = moments_of(election, zone)
    done = {act.verb: act for act in acts if act.verb in ("open", "close", "certify")}
    opened, closed = done.get("open"), done.get("close")
    return Course(
        election, moments, _stage(moments, done.keys(), now), tuple(_candidates(acts, same)), tuple(_cases(acts, same)),
        tuple(opened.content["roll"]) if opened else None, opened.content if opened else {},
        closed.content if closed else None, done.get("certify"),
    )  # fmt: skip


def _stage(moments: Moments, done: Iterable[str], now: datetime) -> str:
    if "certify" in done:
        return "certified"
    if "close" in done:
        return "counted"
    if now >= moments.closes:
        return "closed"
    if now >= moments.opens:
        return "voting"
    if now >= moments.nominations_until:
        return "between"
    return "nominations" if now >= moments.nominations else "upcoming"


def _candidates(acts: Iterable[ElectionAct], same: Callable[[str], str]) -> Iterable[Candidate]:
    found: dict[str, Candidate] = {}
    for act in acts:
        person = same(act.person)
        if act.verb == "nominate" and (person not in found or found[person].state in ("declined", "withdrawn")):
            state = "standing" if act.content.get("accepted") else "nominated"
            found[person] = Candidate(act.person, act.by, act.at, state)
        elif person in found and act.verb in STATES and act.verb != "nominate":
            found[person] = replace(found[person], state=STATES[act.verb])
        elif person in found and act.verb == "statement":
            said = Text(str(act.content.get("en", "")), str(act.content.get("zh", "")))
            found[person] = replace(found[person], statement=said)
        elif person in found and act.verb == "endorse":
            by = same(str(act.content["by"]))
            found[person] = replace(found[person], endorsed_by=tuple(dict.fromkeys((*found[person].endorsed_by, by))))
    return found.values()


def _cases(acts: Iterable[ElectionAct], same: Callable[[str], str]) -> Iterable[ExceptionCase]:
    found: dict[str, ExceptionCase] = {}
    for act in acts:
        person = same(act.person)
        if act.verb == "request":
            found[person] = ExceptionCase(act.person, act.why, act.at)
        elif act.verb in ("grant", "refuse") and person in found:
            found[person] = replace(found[person], granted=act.verb == "grant", decided_by=act.by, reason=act.why)
    return found.values()


def candidate_of(course: Course, person: str, same: Callable[[str], str] = SAME) -> Candidate | None:
    """Return somebody's candidacy, or None."""
    return next((one for one in course.candidates if same(one.person) == same(person)), None)


def must_be_in(course: Course, *stages: str) -> None:
    """Errors: BadInput unless the election is in one of the stages."""
    if course.stage not in stages:
        when, may = _WHEN[course.stage], _MAY[stages[0]]
        raise BadInput(Text(f"{when.en} {may.en}", f"{when.zh}{may.zh}"))


_WHEN = {
    "upcoming": Text("nominations have not begun:", "提名尚未开始："),
    "nominations": Text("nominations are going on:", "提名正在进行："),
    "between": Text("nominations are over, and voting has not begun:", "提名已结束，投票尚未开始："),
    "voting": Text("voting is going on:", "投票正在进行："),
    "closed": Text("voting is over:", "投票已结束："),
    "counted": Text("the ballots are counted:", "计票已完成："),
    "certified": Text("the result is certified:", "结果已认证："),
}
_MAY = {
    "nominations": Text("this may be done while nominations go on.", "此操作仅限提名期间。"),
    "voting": Text("a ballot may be cast while voting goes on.", "仅在投票期间可以投票。"),
    "closed": Text("ballots are counted when voting is over.", "投票结束后方可计票。"),
    "counted": Text("a result is certified when the ballots are counted.", "计票完成后方可认证结果。"),
    "upcoming": Text("this may be done before voting begins.", "此操作须在投票开始前进行。"),
}


def organization_seats(organizations: Iterable[str | None]) -> dict[str, int]:
    """How many seats are held by each organisation? Somebody without one counts for none."""
    found: dict[str, int] = {}
    for name in organizations:
        if name:
            found[name] = found.get(name, 0) + 1
    return found
