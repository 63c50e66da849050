"""Tasks as they stand: the charter's batches, the ledger's acts and what the lake tells of the changes that were delivered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from folkmoot.metrics.told import told
from folkmoot.model.errors import BadQuestion
from folkmoot.model.programme import Act
from folkmoot.model.scope import Scope
from folkmoot.model.subject import repo_of
from folkmoot.model.task import Task, TaskBatch
from folkmoot.model.task_log import Award, ChangeSeen, Earlier, Proof, TaskState, Window
from folkmoot.model.text import Text
from folkmoot.reports.days import local_day
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import near
from folkmoot.reports.reverts import reverts_since, undone_at
from folkmoot.rules.authority import leads_on
from folkmoot.rules.tasks import Lake, acts_of, proof_of, state_of, window_of

PROGRAMME = "task"
OPENED, MERGED = "change.opened", "change.merged"
AT = Text("The UTC moment as of which it is told; else the end of today.", "截至哪一 UTC 时刻；缺省为今日结束。")
SOON = timedelta(days=3)  # how long before its end a claim is about to time out


@dataclass(frozen=True)
class TaskNow:
    """One task at a moment."""

    batch: TaskBatch
    task: Task
    window: Window | None
    acts: tuple[Act, ...]
    state: TaskState
    proof: Proof | None = None  # of what was delivered

    @property
    def name(self) -> str:
        """Its batch and its id: ``autumn/quickstart``."""
        return f"{self.batch.id}/{self.task.id}"

    def lapsed(self, since: datetime) -> Earlier | None:
        """Return the claim that timed out last, since a moment, where nobody took the task after it; None for none."""
        last = self.state.earlier[-1] if self.state.earlier and self.state.stage in ("open", "over") else None
        return last if last is not None and last.ended == "timed-out" and last.until >= since else None

    def ends_soon(self, at: datetime) -> bool:
        """Return whether the claim is about to time out."""
        return self.state.stage == "claimed" and self.state.until is not None and self.state.until - at <= SOON


@dataclass(frozen=True)
class TaskBook:
    """All tasks of the charter at a moment."""

    homes: Homes
    at: datetime

    @cached_property
    def logs(self) -> Mapping[str, tuple[Act, ...]]:
        """What was recorded, by batch. Empty without a ledger."""
        if not self.homes.ledger:
            return {}
        from folkmoot.ledger.programmes import logs  # it needs the ledger to be connected

        return logs(PROGRAMME)

    def same(self, person: str) -> str:
        """Return who somebody, or an account, turned out to be."""
        return self.homes.identity.person_of.get(person, person)

    @cached_property
    def tasks(self) -> tuple[TaskNow, ...]:
        """Every declared task, batches and tasks in their declared order."""
        bare = tuple(self._each())
        changes = self._changes(one.state.delivery.change for one in bare if one.state.delivery)
        return tuple(self._proven(one, changes) for one in bare)

    def _each(self) -> Iterator[TaskNow]:
        zone = self.homes.charter.community.zone
        for batch in self.homes.charter.tasks:
            log = self.logs.get(batch.id, ())
            for task in batch.tasks:
                acts, window = acts_of(log, task.id), window_of(batch, task, zone)
                yield TaskNow(batch, task, window, acts, state_of(acts, window, self.at, same=self.same))

    def _proven(self, one: TaskNow, changes: Mapping[str, ChangeSeen]) -> TaskNow:
        if one.state.delivery is None:
            return one
        change = one.state.delivery.change
        seen = Lake(self._read_until(repo_of(change)), changes.get(change))
        proof = proof_of(one.task, one.state.delivery, one.state.person, seen, same=self.same)
        return TaskNow(one.batch, one.task, one.window, one.acts, one.state, proof)

    def _read_until(self, repo: str) -> datetime | None:
        """Return up to when the merges of a repository are known; None: nobody reads it."""
        rows = [row for name in self.homes.same(repo) for row in self.homes.coverage_by_repo.get(name, ())]
        known = [row.sure_at for row in rows if row.kind == MERGED and row.sure_at is not None]
        return max(known, default=None)

    def _changes(self, subjects: Iterable[str]) -> Mapping[str, ChangeSeen]:
        """Return what the lake tells of changes until the moment. One query; a second one when any of them was merged."""
        wanted = sorted({one for one in subjects if one})
        if not wanted:
            return {}
        events = self.homes.events(Scope(bots=True))
        rows = events.filter(events.kind.isin([OPENED, MERGED]), events.subject.isin(wanted))
        rows = rows.select(
            "at", "kind", "actor", "person", "subject", commit=rows.parent, title=told(rows.extra, "title"),
            head=told(rows.extra, "head"),
        )  # fmt: skip
        found: dict[str, ChangeSeen] = {}
        commits: dict[str, set[str]] = {}
        for row in sorted(self.homes.rows(rows), key=lambda one: (one["at"], one["kind"])):
            if row["at"] > self.at:
                continue
            before = found.get(row["subject"])
            author = before.author if before else row["person"] or row["actor"]
            title = (before.title if before else "") or row["title"] or ""
            merged = (before.merged_at if before else None) or (row["at"] if row["kind"] == MERGED else None)
            commits.setdefault(row["subject"], set()).update({row["head"] or "", row["commit"] or ""})
            found[row["subject"]] = ChangeSeen(row["subject"], author, merged, None, title)
        return self._with_reverts(found, commits)

    def _with_reverts(
        self, found: Mapping[str, ChangeSeen], commits: Mapping[str, set[str]]
    ) -> Mapping[str, ChangeSeen]:
        first = min((one.merged_at for one in found.values() if one.merged_at), default=None)
        if first is None:
            return found
        reverts = reverts_since(self.homes, first)

        def undone(one: ChangeSeen) -> datetime | None:
            if one.merged_at is None:
                return None
            names = (one.subject, *commits[one.subject])
            when = undone_at(reverts, repo_of(one.subject), one.merged_at, names, one.title)
            return when if when is not None and when <= self.at else None

        return {
            name: ChangeSeen(name, one.author, one.merged_at, undone(one), one.title) for name, one in found.items()
        }

    def named(self, said: str) -> TaskNow:
        """Return a task by its name. Errors: BadQuestion when the charter declares none of that name."""
        known = {one.name: one for one in self.tasks}
        if said not in known:
            raise BadQuestion(f"There is no task '{said}'.", mend=near(said, known))
        return known[said]

    def awards(self) -> Iterator[tuple[str, Award]]:
        """Yield what accepted tasks gave, by batch and task; also of tasks that the charter no longer declares."""
        declared = {one.name: one.state for one in self.tasks}
        for batch, log in self.logs.items():
            for ident in dict.fromkeys(str(act.content.get("task")) for act in log):
                name = f"{batch}/{ident}"
                state = declared.get(name) or state_of(acts_of(log, ident), None, self.at, same=self.same)
                if state.award is not None:
                    yield name, state.award

    def reviewers(self, one: TaskNow) -> tuple[str, ...]:
        """Return who may review a task beside operators: its mentor, and those who lead its group, by declared id."""
        group = self.homes.charter.group_by_slug.get(one.batch.group)
        led = sorted(leads_on(group, local_day(self.at, self.homes.charter.community.zone))) if group else []
        return tuple(dict.fromkeys(filter(None, (one.task.mentor, *led))))
