"""What people do in a camp: sign up, check in, leave; what coaches do: confirm and refuse. Each verb records one act."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from folkmoot.jobs import camp_refusals as refusals
from folkmoot.jobs.moving import day_of
from folkmoot.ledger import programmes as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.camp import COUNTED, PROGRAMME, CampDay, Mark, Walk
from folkmoot.model.errors import BadQuestion
from folkmoot.model.programme import Act
from folkmoot.model.rounds_plain import plan_plain
from folkmoot.reports.camp_course import Camp, camp_of, every_camp
from folkmoot.reports.homes import Homes
from folkmoot.rules import camps as rules
from folkmoot.rules.authority import leads_on

ROBOT = Actor("moot", origin="job", operator=True)
TRIES = 12  # times that a verb looks again when somebody was quicker
WORDS, LINK, WHY = 4000, 500, 2000  # letters


@dataclass(frozen=True)
class Waiting:
    """A check-in that waits for a coach."""

    person: str
    mark: Mark
    task: CampDay


def seen(homes: Homes, ident: str) -> Camp:
    """Return a camp as it stands. Errors: BadInput when the charter declares none of that id."""
    try:
        return camp_of(homes, ident)
    except BadQuestion as error:
        raise refusals.NO_CAMP.bad(ident=ident[:60]) from error


def own_names(proven: Sequence[str], actor: Actor) -> tuple[str, ...]:
    """Return under which names somebody takes part: what they have proven to be, and the portal's account itself."""
    return (*proven, *([f"user:{actor.name}"] if actor.name else []))


def may_coach(camp: Camp, actor: Actor, now: datetime) -> bool:
    """Return whether somebody coaches a camp: those it names, those who lead its group, and operators."""
    group = camp.homes.charter.group_by_slug.get(camp.plan.group)
    leads = leads_on(group, day_of(camp.homes, now)) if group else frozenset()
    return actor.operator or bool({*camp.plan.coaches, *leads}.intersection(actor.people))


def must_coach(camp: Camp, actor: Actor, now: datetime) -> None:
    """Errors: NotAllowed unless somebody coaches the camp."""
    if not may_coach(camp, actor, now):
        raise refusals.NOT_COACHING.barred(who=actor.name or refusals.NOBODY)


def own_walk(camp: Camp, own: Sequence[str], now: datetime) -> Walk | None:
    """Return how far the reader has come; None: they take no part."""
    walks = (camp.walk(one, now) for one in own)
    return next((one for one in walks if one is not None and not one.left), None)


def sign_up(homes: Homes, ident: str, own: Sequence[str], *, named: bool, actor: Actor, now: datetime) -> Act:
    """Take part. ``own``: who somebody has proven to be; ``named``: whether others may read their name on the board.

    Errors: NotAllowed for who is signed out; BadInput outside the days of sign-up, or twice.
    """

    def act(camp: Camp) -> Act:
        if not own:
            raise refusals.SIGNED_OUT.barred()
        if own_walk(camp, own, now) is not None:
            raise refusals.SIGNED_UP.bad()
        if not rules.sign_up_open(camp.plan, camp.today(now)):
            raise refusals.NO_SIGN_UP.bad()
        before = next((name for name in own if name in camp.logs), own[0])
        return _record(camp, before, "sign_up", actor, now, named=named)

    return _again(homes, ident, now, act)


def leave(homes: Homes, ident: str, own: Sequence[str], *, actor: Actor, now: datetime) -> Act:
    """Leave a camp; one may sign up again. Errors: BadInput for who takes no part, and for who has completed it."""

    def act(camp: Camp) -> Act:
        name, walk = _mine(camp, own, now)
        if walk.completed_at:
            raise refusals.COMPLETED.bad()
        return _record(camp, name, "leave", actor, now)

    return _again(homes, ident, now, act)


def name(homes: Homes, ident: str, own: Sequence[str], *, named: bool, actor: Actor, now: datetime) -> Act:
    """Say whether others may read one's name on the board. Errors: BadInput for who takes no part."""
    return _again(
        homes, ident, now, lambda camp: _record(camp, _mine(camp, own, now)[0], "name", actor, now, named=named)
    )


def check_in(
    homes: Homes, ident: str, own: Sequence[str], day: int, *, words: str = "", link: str = "", actor: Actor, now: datetime
) -> Walk:  # fmt: skip
    """Check in for a day, or put right what waits or was refused; return how far one has come then.

    Errors: BadInput for who takes no part, a day that has not come or counts already, too late, without the words or the link
    that it asks for.
    """
    said, address = words.strip()[:WORDS], link.strip()[:LINK]

    def act(camp: Camp) -> Act:
        who, walk = _mine(camp, own, now)
        _must_be_due(camp, walk, day, now)
        _must_be_shown(rules.task_of(camp.plan, day), said, address)
        return _record(camp, who, "check_in", actor, now, day=day, words=said, link=address)

    _again(homes, ident, now, act)
    found = own_walk(seen(homes, ident), own, now)
    if found is None:
        raise refusals.NOT_IN.bad()
    return found


def _must_be_due(camp: Camp, walk: Walk, day: int, now: datetime) -> None:
    plan, today = camp.plan, camp.today(now)
    mark = walk.mark(day)
    if mark is None:
        raise refusals.NO_DAY.bad(day=day, days=rules.length_of(plan))
    if walk.completed_at or plan.cancelled:
        raise (refusals.COMPLETED if walk.completed_at else refusals.NO_SIGN_UP).bad()
    if mark.state in COUNTED:
        raise refusals.DONE.bad()
    when = rules.timing(plan, day, today)
    if when == "ahead":
        raise refusals.AHEAD.bad(day=day, date=mark.day)
    if when == "over":
        raise refusals.TOO_LATE.bad(date=rules.closes_on(plan))
    if when == "made" and mark.state != "waiting" and walk.make_ups >= plan.make_ups:
        raise refusals.NO_MAKE_UPS.bad(most=plan.make_ups)


def _must_be_shown(task: CampDay, words: str, link: str) -> None:
    if task.proof == "words" and not words:
        raise refusals.NEEDS_WORDS.bad()
    if task.proof in ("link", "change") and not link:
        raise refusals.NEEDS_LINK.bad()
    if link and not _is_address(link, subject=task.proof == "change"):
        raise refusals.NO_LINK.bad(link=link[:60])


def _is_address(link: str, *, subject: bool) -> bool:
    """Return whether a link can be shown as one; a change may be named as the lake names it."""
    if any(letter.isspace() or letter in "<>\"'" for letter in link):
        return False
    return link.startswith(("https://", "http://")) or (subject and ":" in link and "!" in link)


def confirm(  # noqa: PLR0913 — what a coach says, by name
    homes: Homes, ident: str, person: str, day: int, *, ok: bool, own: Sequence[str], actor: Actor, now: datetime, why: str = ""
) -> Act:  # fmt: skip
    """Say that somebody did a day's task, or refuse their check-in for a reason: they may then check in again.

    Errors: NotAllowed for who does not coach, and about one's own day; BadInput for a day of which nothing was checked in, and
    without a reason for a refusal.
    """

    def act(camp: Camp) -> Act:
        must_coach(camp, actor, now)
        walk = camp.walk(_found(camp, person), now)
        if walk is None:
            raise refusals.NOT_HERE.bad(who=person[:60])
        if walk.person in {camp.same(one) for one in own}:
            raise refusals.OWN_PROOF.barred()
        if walk.completed_at:
            raise refusals.COMPLETED.bad()
        mark = walk.mark(day)
        if mark is None or not mark.key:
            raise refusals.NOTHING_WAITS.bad()
        if not ok and not why.strip():
            raise refusals.WITHOUT_REASON.bad()
        log = next(name for name in camp.logs if camp.same(name) == walk.person)
        return _record(camp, log, "confirm", actor, now, why=why.strip()[:WHY], day=day, ok=ok)

    return _again(homes, ident, now, act)


def waiting_in(camp: Camp, now: datetime) -> Iterator[Waiting]:
    """Yield the check-ins that wait for a coach, the oldest first: also those that the lake may still prove."""
    found = [
        Waiting(walk.person, mark, rules.task_of(camp.plan, mark.number))
        for walk in camp.walks(now)
        for mark in walk.marks
        if mark.state == "waiting" and not walk.left
    ]
    yield from sorted(found, key=lambda one: (str(one.mark.at), one.person, one.mark.number))


def _start(camp: Camp, now: datetime) -> bool:
    """Freeze the rule of a camp that has begun; return whether it was done now."""
    if camp.started or camp.stage(now) in ("announced", "cancelled"):
        return False
    try:
        ledger.record(PROGRAMME, camp.plan.id, (), "start", actor=ROBOT, now=now, plan=plan_plain(camp.plan))
    except ledger.Overtaken:  # somebody else has done it at this moment
        return False
    return True


def start_due(homes: Homes, now: datetime) -> list[str]:
    """Freeze the rule of every camp that has begun; return their ids."""
    return [one.plan.id for one in every_camp(homes) if _start(one, now)]


def settle(homes: Homes, now: datetime) -> list[tuple[str, str]]:
    """Record who has completed a camp; return camp and person of each. Done again it does nothing."""
    done = []
    for camp in every_camp(homes):
        if camp.plan.cancelled or camp.stage(now) == "announced":
            continue
        for walk in camp.walks(now):
            if walk.complete and walk.completed_at is None and not walk.left:
                log = next(name for name in camp.logs if camp.same(name) == walk.person)
                days = [mark.number for mark in walk.marks if mark.state in COUNTED]
                try:
                    _record(camp, log, "complete", ROBOT, now, days=days, need=rules.need_of(camp.plan))
                except ledger.Overtaken:  # they do something at this moment: the next turn does it
                    continue
                done.append((camp.plan.id, walk.person))
    return done


def _found(camp: Camp, said: str) -> str:
    known = camp.homes.faces.find(said.strip())
    return known.id if known else camp.same(said.strip())


def _mine(camp: Camp, own: Sequence[str], now: datetime) -> tuple[str, Walk]:
    """Return the log of somebody who takes part, and how far they have come."""
    for one in own:
        walk = camp.walk(one, now)
        if walk is not None and not walk.left:
            return next(name for name in camp.logs if camp.same(name) == walk.person), walk
    raise refusals.NOT_IN.bad()


def _record(camp: Camp, log: str, verb: str, actor: Actor, now: datetime, *, why: str = "", **content: Any) -> Act:
    return ledger.record(
        PROGRAMME, f"{camp.plan.id}/{log}", camp.logs.get(log, ()), verb, actor=actor, now=now, person=log, why=why, **content
    )  # fmt: skip


def _again(homes: Homes, ident: str, now: datetime, act: Callable[[Camp], Act]) -> Act:
    """Do something, having seen everything before it; look again when somebody was quicker. What has begun is frozen before."""
    for turn in range(TRIES):
        camp = seen(homes, ident)
        if _start(camp, now):
            camp = seen(homes, ident)
        try:
            return act(camp)
        except ledger.Overtaken:
            if turn + 1 == TRIES:
                raise
    raise AssertionError
