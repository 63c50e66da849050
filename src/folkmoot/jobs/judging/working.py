"""A worker: leases what waits in its turn, judges it while its heart beats, and records how it ended, once."""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from folkmoot.jobs.contests import seen
from folkmoot.jobs.judging import sentences as say
from folkmoot.jobs.judging.judge import Bench, judge
from folkmoot.jobs.judging.running import isolation
from folkmoot.jobs.judging.store import Store
from folkmoot.ledger import submissions as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.submission import EvaluationPlan, Verdict
from folkmoot.reports.homes import Homes
from folkmoot.rules.submissions import key_of, turns

ROBOT = Actor("moot", origin="job", operator=True)
LEASE = timedelta(seconds=60)
BEATS = 4  # in the time of a lease
TRIES = 3  # the first run, and two more when the platform was at fault
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Done:
    """What a worker has done: which entry of which contest, and how it ended; ``again``: it waits once more."""

    number: int
    contest: str
    state: str
    again: bool = False
    lost: bool = False  # another worker has taken it over meanwhile
    detail: str = ""


@dataclass(frozen=True)
class Worker:
    """Somebody who works the queue."""

    bench: Bench
    store: Store
    clock: Clock
    name: str = ""
    lease: timedelta = LEASE
    beating: bool = True

    def turn(self, homes: Homes) -> Done | None:
        """Judge what has its turn; None when nothing waits that can be judged here."""
        now = self.clock()
        plans = plans_of(homes, now)
        waiting = ledger.queue(plans, now)
        if not waiting:
            return None
        order = turns(waiting, *ledger.last_turns(waiting))
        lease = ledger.take(order, self.name or name_of_worker(), actor=ROBOT, now=now, length=self.lease)
        return self._judged(lease, plans[lease.submission.contest]) if lease is not None else None

    def _judged(self, lease: ledger.Lease, plan: EvaluationPlan) -> Done:
        one = lease.submission
        if lease.tries > TRIES:  # its workers have stopped without a word, each time
            return self.ended(lease, plan, Verdict("broke", say.PLATFORM, detail="no worker came to its end with it"))
        with self._heart(lease):
            verdict = judge(self.store.path(one.digest), plan, self.bench)
        if verdict.state == "broke" and lease.tries < TRIES:
            given = ledger.give_back(lease, actor=ROBOT, now=self.clock(), detail=verdict.detail)
            return Done(one.number, one.contest, "waiting", again=given, lost=not given, detail=verdict.detail)
        return self.ended(lease, plan, verdict)

    def ended(self, lease: ledger.Lease, plan: EvaluationPlan, verdict: Verdict) -> Done:
        """Record how an entry ended, for good; what another worker has taken over meanwhile is not recorded."""
        one = lease.submission
        key = key_of(plan.metrics, verdict.metrics, one.at, one.number) if verdict.state == "scored" else ""
        content = {
            "fault": verdict.fault, "says": {"en": verdict.says.en, "zh": verdict.says.zh}, "seconds": verdict.seconds,
            "metrics": {name: None if value is None else f"{value:f}" for name, value in verdict.metrics.items()},
            "scorer": _digest(self.bench.charter / plan.score), "output": verdict.output, "detail": verdict.detail,
        }  # fmt: skip
        held = ledger.end(lease, verdict.state, actor=ROBOT, now=self.clock(), key=key, content=content)
        return Done(one.number, one.contest, verdict.state, lost=not held, detail=verdict.detail)

    @contextmanager
    def _heart(self, lease: ledger.Lease) -> Iterator[None]:
        """Let the heart beat while something runs: when it stops, so may the lease."""
        stopped = threading.Event()

        def beats() -> None:
            try:
                while not stopped.wait(self.lease.total_seconds() / BEATS):
                    if not ledger.beat(lease, self.clock(), self.lease):
                        return
            finally:
                ledger.hang_up()

        if not self.beating:
            yield
            return
        thread = threading.Thread(target=beats, daemon=True)
        thread.start()
        try:
            yield
        finally:
            stopped.set()
            thread.join()


def plans_of(homes: Homes, now: datetime) -> dict[str, EvaluationPlan]:
    """Return how entries are evaluated in each contest of which this machine can judge any."""
    found = {}
    for one in homes.charter.contests:
        if one.kind != "submissions":
            continue
        plan = seen(homes, one.id, now).course.plan.evaluation
        if plan is not None and (plan.runs == "files" or isolation().apart):
            found[one.id] = plan
    return found


def name_of_worker() -> str:
    """Return a name that no other worker bears."""
    return f"{os.uname().nodename[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
