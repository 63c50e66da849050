"""What the demo's people have recorded about tasks: some are done, some wait for a review, some are held, some came back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from folkmoot.jobs import tasks as job
from folkmoot.jobs.demo.tasks import EVERYBODY, INTERNS, OVER
from folkmoot.model.actor import Actor
from folkmoot.model.scope import Scope, day_start
from folkmoot.model.task import TaskBatch, span_of
from folkmoot.reports.homes import Homes

CLERK = Actor("cli:demo", "demo", operator=True)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST = 400  # merged changes that are looked at


@dataclass(frozen=True)
class Worker:
    """Somebody who had a change merged while a batch ran."""

    person: str
    change: str
    merged_at: datetime


@dataclass(frozen=True)
class Scene:
    """A task and who does something with it."""

    homes: Homes
    name: str
    worker: Worker
    mentor: str
    now: datetime

    @property
    def actor(self) -> Actor:
        """Who works on it."""
        return Actor(self.worker.person, "demo")

    def claim(self, at: datetime) -> None:
        """Claim it."""
        job.claim(self.homes, self.name, (self.worker.person,), actor=self.actor, now=at)

    def deliver(self, at: datetime, change: str = "", words: str = "") -> None:
        """Deliver it."""
        job.deliver(self.homes, self.name, (self.worker.person,), actor=self.actor, now=at, change=change, words=words)

    @property
    def reviewer(self) -> Actor:
        """Who reviews: its mentor, else the clerk."""
        return Actor(self.mentor, "demo", people=(self.mentor,)) if self.mentor else CLERK


def record(homes: Homes) -> None:
    """Record what became of the tasks of each batch, as far as it has come."""
    used: set[str] = set()
    for batch in homes.charter.tasks:
        plots = PLOTS.get(batch.id)
        days = span_of(batch.window)
        if plots and days:
            _play(homes, batch, days, plots, used)


def _play(
    homes: Homes, batch: TaskBatch, days: tuple[date, date], plots: tuple[Callable[[Scene], None] | None, ...], used: set[str]
) -> None:  # fmt: skip
    """Let people do what is written of a batch; nobody twice in it, and no change for two tasks."""
    zone = homes.charter.community.zone
    opens, closes = day_start(days[0], zone), day_start(days[1], zone)
    now = min(
        datetime.now(UTC).replace(tzinfo=None, microsecond=0), closes - 16 * DAY
    )  # before the last day of any task
    mentors = {one.mentor for one in batch.tasks}
    found = _workers(homes, batch.group, opens + 6 * DAY, min(closes - 6 * DAY, now - 6 * HOUR))
    workers = [one for one in found if one.person not in mentors and one.change not in used]
    for task, plot in zip(batch.tasks, plots, strict=False):
        if plot is not None and workers:
            used.add(workers[0].change)
            plot(Scene(homes, f"{batch.id}/{task.id}", workers.pop(0), task.mentor, now))


def _workers(homes: Homes, group: str, first: datetime, last: datetime) -> Iterator[Worker]:
    """Yield people who had a change merged in a group between two moments, each once, the earliest first."""
    events = homes.events(Scope(groups=(group,)))
    merged = events.filter(events.kind == "change.merged", events["at"].between(first, last))
    seen: set[str] = set()
    for row in homes.rows(merged.order_by("at", "id").limit(MOST).select("at", "person", "subject")):
        if row["person"] and not row["person"].startswith("mail:") and row["person"] not in seen:
            seen.add(row["person"])
            yield Worker(row["person"], row["subject"], row["at"])


def _delivered(it: Scene, late: timedelta = 300 * DAY) -> datetime:
    """Deliver a while after the merge; ``late``: at most so long before now. Return when."""
    it.claim(max(it.worker.merged_at - 4 * DAY, it.now - late - 3 * DAY))
    at = max(min(it.worker.merged_at + 5 * HOUR, it.now - 3 * HOUR), it.now - late)
    it.deliver(at, it.worker.change, "Done as we agreed; the tests are part of it.")
    return at


def _waits(it: Scene) -> None:
    _delivered(it, 2 * DAY)


def _accepted(it: Scene) -> None:
    at = min(_delivered(it) + DAY, it.now - HOUR)
    job.accept(it.homes, it.name, (), actor=it.reviewer, now=at, words="Thank you, this reads well.")


def _talked(it: Scene) -> None:
    it.claim(it.worker.merged_at)
    at = it.worker.merged_at + DAY
    it.deliver(at, words="https://videos.example/tutorial")
    job.accept(it.homes, it.name, (), actor=it.reviewer, now=at + DAY, words="Clear, and not a minute too long.")


def _sent_back(it: Scene) -> None:
    at = _delivered(it)
    job.send_back(
        it.homes,
        it.name,
        (),
        actor=it.reviewer,
        now=max(at + HOUR, it.now - 2 * DAY),
        words="Two messages still name no way out.",
    )


def _elsewhere(it: Scene) -> None:
    it.claim(it.now - 5 * DAY)
    it.deliver(it.now - DAY, "github:elsewhere/kit!4", "It had to go into the library below.")


def _fresh(it: Scene) -> None:
    it.claim(it.now - 2 * DAY)


def _ends(it: Scene) -> None:
    it.claim(it.now - 12 * DAY)


def _timed_out(it: Scene) -> None:
    it.claim(it.now - 30 * DAY)


def _handed_back(it: Scene) -> None:
    it.claim(it.now - 9 * DAY)
    job.hand_back(
        it.homes,
        it.name,
        (it.worker.person,),
        actor=it.actor,
        now=it.now - 4 * DAY,
        words="My exams came earlier than I thought.",
    )


PLOTS: Mapping[str, tuple[Callable[[Scene], None] | None, ...]] = {
    OVER: (_talked, _accepted, _accepted, None),
    INTERNS: (_accepted, _waits, _ends, _fresh, _accepted, _timed_out, _elsewhere, None),
    EVERYBODY: (_accepted, _sent_back, None, _fresh, None, _handed_back),
}
