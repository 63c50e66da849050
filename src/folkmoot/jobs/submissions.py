"""What entrants do in a submission contest: look their entry over, hand it in, take it back, see their own and their place."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from folkmoot.jobs import submission_refusals as refusals
from folkmoot.jobs.contests import Seen, may_organise, must_organise, name_in, seen, start
from folkmoot.jobs.judging import sentences as say
from folkmoot.jobs.judging.judge import Bench, checked
from folkmoot.jobs.judging.store import MEGA, Store
from folkmoot.ledger import submissions as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.submission import EvaluationPlan, Submission
from folkmoot.reports.homes import Homes
from folkmoot.rules.submissions import left, turns

TRIES = 5
OPEN = ("running", "frozen")
_checking = threading.Lock()  # one at a time in a portal: a check runs for seconds


@dataclass(frozen=True)
class Entrant:
    """Somebody who hands in: their name in the contest, or their team's; all names that their entries may bear."""

    name: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Upload:
    """What is handed in: the name of the file, and its bytes in pieces."""

    name: str
    pieces: Iterable[bytes]


def plan_of(it: Seen) -> EvaluationPlan:
    """Return how entries are evaluated. Errors: BadInput for a contest to which nothing is handed in."""
    if it.course.plan.kind != "submissions" or it.course.plan.evaluation is None:
        raise refusals.NO_SUBMISSIONS.bad()
    return it.course.plan.evaluation


def entrant_of(it: Seen, own: Sequence[str]) -> Entrant:
    """Return as whom somebody hands in. Errors: BadInput for who takes no part, or is in no team where teams hand in."""
    name = name_in(it, own)
    same = it.course.same(name)
    if it.course.plan.teams != "none":
        team = it.who.entries[same].team
        if not team:
            raise refusals.NO_TEAM.bad()
        return Entrant(team, (team,))
    names = [act.person for act in it.course.acts if act.verb == "enter" and it.course.same(act.person) == same]
    return Entrant(name, tuple(dict.fromkeys((name, *names))))


def check(homes: Homes, bench: Bench, ident: str, path: Path, *, now: datetime) -> int:
    """Look an entry over as it is looked over before it is scored; return how many files it holds. Nothing is recorded.

    Errors: BadInput for what would be refused, and for a contest whose own check cannot be run.
    """
    try:
        return checked(path, plan_of(seen(homes, ident, now)), bench)
    except BadInput:
        raise
    except OSError as error:
        raise refusals.NOT_READY.bad() from error


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _checking.acquire(blocking=False):
        raise refusals.CHECKING.bad()
    try:
        yield
    finally:
        _checking.release()


def check_upload(homes: Homes, bench: Bench, store: Store, ident: str, upload: Upload, *, now: datetime) -> int:
    """Look an upload over and forget it again. Errors: as of ``check``; BadInput while another one is being checked."""
    plan = plan_of(seen(homes, ident, now))
    with _one_at_a_time():
        draft, _digest, _size = store.drafted(upload.pieces, plan.limits.upload * MEGA)
        try:
            return check(homes, bench, ident, draft, now=now)
        finally:
            draft.unlink()


def hand_in(
    homes: Homes, bench: Bench, store: Store, ident: str, own: Sequence[str], upload: Upload, *, actor: Actor, now: datetime
) -> Submission:  # fmt: skip
    """Keep an upload, record it, and give it a place in the queue.

    Errors: BadInput outside of the contest's time, for who takes no part or is disqualified, beyond a quota, for the bytes of an
    earlier entry, and for what the check refuses: of these nothing is recorded.
    """
    start(homes, ident, now=now)
    it = seen(homes, ident, now)
    plan = plan_of(it)
    entrant = _must_be_open(it, own)
    _must_have_quota(it, plan, ledger.of_entrant(ident, entrant.names), now)
    draft, digest, size = store.drafted(upload.pieces, plan.limits.upload * MEGA)
    try:
        if size > plan.limits.upload * MEGA:
            raise say.TOO_LARGE.bad(most=plan.limits.upload)
        check(homes, bench, ident, draft, now=now)
        store.keep(draft, digest)
    finally:
        draft.unlink(missing_ok=True)
    for turn in range(TRIES):
        mine = ledger.of_entrant(ident, entrant.names)
        _must_have_quota(it, plan, mine, now)
        _must_be_new(mine, digest)
        number = sum(1 for one in mine if one.entrant == entrant.name)
        try:
            return ledger.hand_in(
                ident, entrant.name, number, name=Path(upload.name).name, digest=digest, size=size, actor=actor, now=now
            )
        except ledger.Overtaken:
            if turn + 1 == TRIES:
                raise
    raise AssertionError


def _must_be_open(it: Seen, own: Sequence[str]) -> Entrant:
    if it.stage not in OPEN:
        raise refusals.NOT_OPEN.bad()
    entrant = entrant_of(it, own)
    team, entry = it.who.teams.get(entrant.name), it.who.entries.get(it.course.same(entrant.name))
    out = (team.out if team else "") or (entry.out if entry else "")
    if out:
        raise refusals.OUT.bad(why=out)
    return entrant


def _must_have_quota(it: Seen, plan: EvaluationPlan, mine: Iterable[Submission], now: datetime) -> None:
    still = left(plan.quota, mine, now, it.course.moments.zone)
    for name, refusal, most in (
        ("waiting", refusals.MANY_WAIT, plan.quota.waiting), ("in_all", refusals.NONE_LEFT, plan.quota.in_all),
        ("a_day", refusals.NONE_TODAY, plan.quota.a_day), ("uploads", refusals.MANY_UPLOADS, plan.quota.uploads),
    ):  # fmt: skip
        if still[name] == 0:
            raise refusal.bad(most=most)


def _must_be_new(mine: Iterable[Submission], digest: str) -> None:
    """The same bytes give the same score: a second run would tell nothing."""
    for one in mine:
        if one.digest == digest and (one.state == "scored" or not one.over):
            raise refusals.SAME.bad(number=one.number)


def withdraw(homes: Homes, ident: str, own: Sequence[str], number: int, *, actor: Actor, now: datetime) -> None:
    """Take back what still waits. Errors: BadInput for what runs or is over; NotAllowed for what is somebody else's."""
    it = seen(homes, ident, now)
    plan_of(it)
    entrant = entrant_of(it, own)
    found = ledger.one(number)
    if found is None or found.contest != ident or found.entrant not in entrant.names:
        raise refusals.NOT_YOURS.barred()
    if found.over or not ledger.withdraw(number, actor=actor, now=now):
        raise refusals.TOO_LATE.bad()


def own_of(it: Seen, own: Sequence[str], newest: int | None = None) -> tuple[Submission, ...]:
    """Return what somebody has handed in, the newest first. Errors: as of ``entrant_of``."""
    return ledger.of_entrant(it.course.plan.id, entrant_of(it, own).names, newest)


def all_of(it: Seen, actor: Actor, first: int, size: int) -> tuple[int, tuple[Submission, ...]]:
    """Return how much was handed in, and a page of it. Errors: NotAllowed for who does not organise the contest."""
    must_organise(it, actor)
    return ledger.of_contest(it.course.plan.id, first, size)


def may_see_all(it: Seen, actor: Actor) -> bool:
    """Return whether somebody may look at everything that was handed in."""
    return may_organise(it, actor)


def places(now: datetime, wanted: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return at which place in the queue each of what is wanted stands, and how many wait in all contests together."""
    waiting = ledger.queue(None, now)
    if not waiting:
        return {}
    order = turns(waiting, *ledger.last_turns(waiting))
    asked = set(wanted)
    return {number: (place, len(order)) for place, number in enumerate(order, 1) if number in asked}
