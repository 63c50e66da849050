"""What is handed in to contests, in the ledger: facts with their audit rows, and a queue whose places are leased."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import Submission as Row
from folkmoot.ledger.models import SubmissionAct as ActRow
from folkmoot.ledger.models import SubmissionTurn as Turn
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.submission import Submission, SubmissionAct, Waiting
from folkmoot.model.text import Text

LONGEST_NAME = 200
LARGE = frozenset({"output", "detail"})  # kept in the act; not a second time in the audit trail


@dataclass(frozen=True)
class Lease:
    """A run that a worker may do: for how long, and the how manieth it is."""

    submission: Submission
    worker: str
    until: datetime
    tries: int


class Overtaken(BadInput):
    """The same entrant has handed something else in since it was looked at: look again."""


def hand_in(
    contest: str, entrant: str, seen: int, *, name: str, digest: str, size: int, actor: Actor, now: datetime
) -> Submission:
    """Record what somebody hands in, and give it its place in the queue. ``seen``: how much of theirs was there already.

    Errors: Overtaken when there is more by now, also by somebody who does it at this very moment.
    """
    must_be_words(contest, entrant, name)
    said = {"name": name[:LONGEST_NAME], "digest": digest, "size": size}
    try:
        with transaction.atomic():
            made = Row.objects.create(
                at=_utc(now), who=actor.name, contest=contest, entrant=entrant, ordinal=seen + 1, **said
            )
            Turn.objects.create(submission=made, contest=contest, entrant=entrant, since=_utc(now))
            note(
                actor,
                "submission.hand_in",
                f"submission {made.pk}",
                after={"contest": contest, "entrant": entrant, **said},
            )
    except IntegrityError as error:
        raise Overtaken(
            Text("something else was handed in at the same moment.", "同一时刻已有另一份提交。"),
            mend=Text("Look again, then repeat it.", "请查看最新情况后重试。"),
        ) from error
    return _submission(made, ())


def queue(contests: Iterable[str] | None = None, now: datetime | None = None) -> list[Waiting]:
    """Return what waits: what no worker holds at a moment. Two queries at most."""
    rows = Turn.objects.all() if contests is None else Turn.objects.filter(contest__in=list(contests))
    if now is not None:
        rows = rows.filter(models.Q(until=None) | models.Q(until__lt=_utc(now)))
    values = rows.values_list("submission_id", "contest", "entrant", "since")
    return [Waiting(number, contest, entrant, _plain(since)) for number, contest, entrant, since in values]


def last_turns(waiting: Sequence[Waiting]) -> tuple[dict[str, datetime], dict[tuple[str, str], datetime]]:
    """Return when the contests and entrants of what waits had their last turn."""
    began = ActRow.objects.filter(verb="begin", contest__in={one.contest for one in waiting})
    contests = {row["contest"]: _plain(row["last"]) for row in began.values("contest").annotate(last=models.Max("at"))}
    own = began.filter(entrant__in={one.entrant for one in waiting}).values("contest", "entrant")
    return contests, {
        (row["contest"], row["entrant"]): _plain(row["last"]) for row in own.annotate(last=models.Max("at"))
    }


def take(numbers: Iterable[int], worker: str, *, actor: Actor, now: datetime, length: timedelta) -> Lease | None:
    """Lease the first of what is named that nobody holds, and record that a run of it begins; None for none.

    Edges: of two workers that want the same one gets it. A lease that ran out is taken over: its worker is gone.
    """
    for number in numbers:
        with transaction.atomic():
            free = Turn.objects.filter(pk=number).filter(models.Q(until=None) | models.Q(until__lt=_utc(now)))
            if not free.update(worker=worker, until=_utc(now + length), tries=models.F("tries") + 1):
                continue
            turn = Turn.objects.get(pk=number)
            _append(number, "begin", "running", {"try": turn.tries, "worker": worker}, actor, now)
            found = one(number)
            if found is not None:
                return Lease(found, worker, now + length, turn.tries)
    return None


def beat(lease: Lease, now: datetime, length: timedelta) -> bool:
    """Say that the worker is alive; False: the lease is no longer its own, and what it does is in vain."""
    mine = Turn.objects.filter(pk=lease.submission.number, worker=lease.worker, tries=lease.tries)
    return bool(mine.update(until=_utc(now + length)))


def give_back(lease: Lease, *, actor: Actor, now: datetime, detail: str = "") -> bool:
    """Let it wait again, for a fault of the platform; the try stays counted. False: another worker has it."""
    with transaction.atomic():
        mine = Turn.objects.filter(pk=lease.submission.number, worker=lease.worker, tries=lease.tries)
        if not mine.update(worker="", until=None):
            return False
        _append(lease.submission.number, "again", "waiting", {"detail": detail}, actor, now)
    return True


def end(
    lease: Lease, state: str, *, actor: Actor, now: datetime, key: str = "", content: Mapping[str, Any] | None = None
) -> bool:
    """Record how it ended, for good; False: another worker has taken it over, and nothing was recorded.

    Edges: its place in the queue goes in the same transaction, so that it ends once and is never lost.
    """
    try:
        with transaction.atomic():
            mine = Turn.objects.filter(pk=lease.submission.number, worker=lease.worker, tries=lease.tries)
            if not mine.delete()[0]:
                return False
            _append(lease.submission.number, "end", state, dict(content or {}), actor, now, key)
    except IntegrityError:
        return False
    return True


def withdraw(number: int, *, actor: Actor, now: datetime) -> bool:
    """Take something back that still waits; False: it is running, or over."""
    with transaction.atomic():
        waiting = Turn.objects.filter(pk=number).filter(models.Q(until=None) | models.Q(until__lt=_utc(now)))
        if not waiting.delete()[0]:
            return False
        _append(number, "end", "withdrawn", {}, actor, now)
    return True


def _append(
    number: int, verb: str, state: str, content: dict[str, Any], actor: Actor, now: datetime, key: str = ""
) -> None:
    row = Row.objects.get(pk=number)
    last = ActRow.objects.filter(submission=row).aggregate(last=models.Max("ordinal"))["last"] or 0
    ActRow.objects.create(
        submission=row, contest=row.contest, entrant=row.entrant, ordinal=last + 1, verb=verb, state=state, key=key,
        content=content, at=_utc(now), who=actor.name,
    )  # fmt: skip
    told = {name: value for name, value in content.items() if name not in LARGE}
    note(actor, f"submission.{verb}", f"submission {number}", after={"state": state, **told})


def one(number: int) -> Submission | None:
    """Return what was handed in under a number."""
    row = Row.objects.filter(pk=number).prefetch_related("acts").first()
    return _submission(row, tuple(row.acts.all())) if row is not None else None


def of_entrant(contest: str, names: Iterable[str], newest: int | None = None) -> tuple[Submission, ...]:
    """Return what an entrant has handed in, the newest first. ``names``: all under which they did. Two queries."""
    rows = Row.objects.filter(contest=contest, entrant__in=list(names)).order_by("-pk").prefetch_related("acts")
    return tuple(_submission(row, tuple(row.acts.all())) for row in (rows if newest is None else rows[:newest]))


def of_contest(contest: str, first: int, size: int) -> tuple[int, tuple[Submission, ...]]:
    """Return how much was handed in to a contest, and a page of it, the newest first. Three queries."""
    rows = Row.objects.filter(contest=contest)
    page = rows.order_by("-pk").prefetch_related("acts")[first : first + size]
    return rows.count(), tuple(_submission(row, tuple(row.acts.all())) for row in page)


def open_in(contest: str) -> int:
    """Return how many of a contest's wait or run."""
    return Turn.objects.filter(contest=contest).count()


def bests(contest: str, at: datetime | None = None) -> list[tuple[str, str, int, datetime]]:
    """Return of each entrant the greatest key, how many were scored, and when the last was, as of a moment. One query over one index."""
    rows = ActRow.objects.filter(contest=contest, state="scored")
    rows = rows if at is None else rows.filter(at__lte=_utc(at))
    found = rows.values("entrant").annotate(best=models.Max("key"), scored=models.Count("key"), last=models.Max("at"))
    return [(row["entrant"], row["best"], row["scored"], _plain(row["last"])) for row in found.order_by()]


def newest_scored(contest: str) -> int:
    """Return a number that grows with everything that is scored in a contest; 0 for nothing. One look into an index."""
    rows = ActRow.objects.filter(contest=contest, state="scored")
    return rows.aggregate(last=models.Max("pk"))["last"] or 0


def scored_after(contest: str, at: datetime) -> bool:
    """Return whether anything of a contest was scored after a moment."""
    return ActRow.objects.filter(contest=contest, state="scored", at__gt=_utc(at)).exists()


def tried(contest: str) -> int:
    """Return how much was handed in to a contest."""
    return Row.objects.filter(contest=contest).count()


def _submission(row: Row, acts: Sequence[ActRow]) -> Submission:
    told = tuple(
        SubmissionAct(act.ordinal, _plain(act.at), act.verb, act.state, act.who, act.content)
        for act in sorted(acts, key=lambda act: act.ordinal)
    )
    return Submission(row.pk, row.contest, row.entrant, _plain(row.at), row.name, row.digest, row.size, told, row.who)


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC)


def _plain(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)


def hang_up() -> None:
    """Close the connection of a thread that ends."""
    connection.close()
