"""Tasks become events: who claimed one and whose delivery was accepted is seen in the lake, once for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from folkmoot.jobs.telling import account_for, tell_coverage, told_until
from folkmoot.lake.append import append_events
from folkmoot.model.event import Event, stable_id
from folkmoot.model.programme import Act
from folkmoot.model.subject import repo_of
from folkmoot.reports.homes import Homes
from folkmoot.reports.task_course import TaskBook
from folkmoot.rules.tasks import ACCEPT, CLAIM, SETTLES, WITHDRAW

SOURCE = "folkmoot-tasks"
CLAIMED, DELIVERED = "task.claimed", "task.delivered"
KINDS = (CLAIMED, DELIVERED)


@dataclass(frozen=True, slots=True)
class Told:
    """What one run did: events that were new, people without an account."""

    added: int
    unheard: tuple[str, ...] = ()


def publish_tasks(homes: Homes, now: datetime) -> Told:
    """Put claims and accepted deliveries into the lake. Run twice it adds nothing.

    Edges: what was handed back or timed out was claimed all the same; a delivery counts from when it was delivered, once its
    acceptance is settled; who has no account that an event could name cannot be told of, and the coverage says so. Errors: LakeBusy.
    """
    book = TaskBook(homes, now)
    if not book.logs:
        return Told(0)
    events, unheard = list[Event](), set[str]()
    for batch, log in book.logs.items():
        for act, kind in _counted(log, now):
            account = account_for(homes, act.person)
            if account:
                events.append(_event(book, batch, log, act, kind, account))
            else:
                unheard.add(act.person)
    added = append_events(homes.lake, events).added if events else 0
    note = f"{len(unheard)} people without an account" if unheard else ""
    since = min(log[0].at for log in book.logs.values())
    tell_coverage(
        homes,
        [
            told_until(SOURCE, kind, since, now, note=note, rows=sum(one.kind == kind for one in events))
            for kind in KINDS
        ],
    )
    return Told(added, tuple(sorted(unheard)))


def _counted(log: tuple[Act, ...], now: datetime) -> Iterator[tuple[Act, str]]:
    for act in log:
        if act.verb == CLAIM and act.at <= now:
            yield act, CLAIMED
        elif act.verb == ACCEPT and act.at + SETTLES <= now and not _taken_back(act, log):
            yield act, DELIVERED


def _taken_back(accepted: Act, log: tuple[Act, ...]) -> bool:
    """Return whether an acceptance was taken back before the same task was accepted again."""
    task = accepted.content["task"]
    later = (one for one in log if one.ordinal > accepted.ordinal and one.content.get("task") == task)
    return any(one.verb == WITHDRAW for one in takewhile(lambda one: one.verb != ACCEPT, later))


def _event(book: TaskBook, batch: str, log: tuple[Act, ...], act: Act, kind: str, account: str) -> Event:
    """Return the event of an act; of an acceptance it is the delivery that counts."""
    by_number: Mapping[int, Act] = {one.ordinal: one for one in log}
    made = by_number.get(int(act.content.get("delivery") or 0), act) if kind == DELIVERED else act
    declared = book.homes.charter.batch_by_id.get(batch)
    task = declared.task(str(act.content["task"])) if declared else None
    change = str(made.content.get("change") or "")
    title = task.title if task else None
    said = act.content.get("title") or {}
    extra = {
        "group": str(act.content.get("group") or (declared.group if declared else "")),
        "title": (title.en or title.zh) if title else str(said.get("en") or said.get("zh") or ""),
        "change": change, "area": task.area if task else "",
    }  # fmt: skip
    return Event(
        stable_id(SOURCE, kind, batch, str(made.ordinal)), made.at, kind, account,
        repo=repo_of(change) if change else task.repo.lower() if task else "", subject=f"tasks:{batch}/{act.content['task']}",
        amount=float(act.content["points"]) if kind == DELIVERED else None, source=SOURCE, seen_at=act.at,
        extra={name: value for name, value in extra.items() if value},
    )  # fmt: skip
