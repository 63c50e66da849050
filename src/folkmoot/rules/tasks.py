"""Tasks from open to accepted: a pure function of what was recorded, the declared window and a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from folkmoot.model.programme import Act
from folkmoot.model.scope import day_start
from folkmoot.model.task import Task, TaskBatch, span_of
from folkmoot.model.task_log import (
    Award,
    ChangeSeen,
    Delivery,
    Earlier,
    Ended,
    Proof,
    Reply,
    Stage,
    TaskState,
    Window,
)
from folkmoot.model.text import Text

CLAIM, HAND_BACK, DELIVER, ACCEPT, SEND_BACK = "claim", "hand-back", "deliver", "accept", "send-back"
WITHDRAW = "withdraw"
VERBS = (CLAIM, HAND_BACK, DELIVER, ACCEPT, SEND_BACK, WITHDRAW)
SETTLES = timedelta(days=7)
"""So long after an acceptance it may be taken back; then it is settled, and told to the lake."""
Same = Callable[[str], str]


def window_of(batch: TaskBatch, task: Task, zone: str) -> Window | None:
    """Return when a task can be claimed; None where the batch names days that there are not, so that nobody can.

    ``zone``: the community's, in which its days begin.
    """
    days = span_of(batch.window)
    if days is None or zone not in _zones(zone):
        return None
    due = min(task.due, days[1]) if task.due else days[1]
    return Window(day_start(days[0], zone), day_start(due + timedelta(days=1), zone), batch.claim_days)


def _zones(zone: str) -> tuple[str, ...]:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError):
        return ()
    return (zone,)


def acts_of(acts: Iterable[Act], task: str) -> tuple[Act, ...]:
    """Return those acts of a batch that are about one of its tasks, in order."""
    return tuple(sorted((one for one in acts if one.content.get("task") == task), key=lambda one: one.ordinal))


def state_of(acts: Iterable[Act], window: Window | None, at: datetime, *, same: Same = str) -> TaskState:
    """Return a task as it stands at a moment. ``acts``: those of the task; ``same``: one name for who comes under several.

    Edges: that a claim timed out is nowhere recorded, it follows from the moment; what was done after the moment, and what
    could not be done as things stood, changes nothing. What was accepted stays accepted, whatever is declared later.
    """
    now = TaskState("open")
    for act in sorted((one for one in acts if one.at <= at), key=lambda one: one.ordinal):
        now = _after(_timed(now, act.at), act, window, same)
    now = _timed(now, at)
    return replace(now, stage=_waiting(window, at)) if now.stage == "open" else now


def _waiting(window: Window | None, at: datetime) -> Stage:
    if window is None or at < window.opens_at:
        return "soon"
    return "over" if at >= window.due_at else "open"


def _timed(now: TaskState, at: datetime) -> TaskState:
    """Return the state once time has passed: a claim whose days are over is nobody's."""
    if now.stage != "claimed" or now.until is None or at < now.until:
        return now
    return _freed(now, now.until, "timed-out")


def _freed(now: TaskState, at: datetime, how: Ended) -> TaskState:
    ended = Earlier(now.person, now.since or at, at, how)
    return TaskState("open", earlier=(*now.earlier, ended))


def _after(now: TaskState, act: Act, window: Window | None, same: Same) -> TaskState:
    """Return the state after an act; the same where it could not be done."""
    step = _STEPS.get(act.verb)
    return step(now, act, window, same) if step else now


def _claimed(now: TaskState, act: Act, window: Window | None, same: Same) -> TaskState:
    if now.stage != "open" or not act.person:
        return now
    return TaskState("claimed", same(act.person), act.at, _until(act, window, late=False), earlier=now.earlier)


def _until(act: Act, window: Window | None, *, late: bool) -> datetime:
    """Return when a claim times out, as it was told with the act; so a window that is declared anew changes no claim."""
    said = act.content.get("until")
    return datetime.fromisoformat(str(said)) if said else until_of(act.at, window, late=late)


def until_of(at: datetime, window: Window | None, *, late: bool) -> datetime:
    """Return when a claim of a moment times out: after its days, at the latest when the task is due.

    ``late``: also after that. Who was sent back has their days again, since it was not they who let the task wait.
    """
    if window is None:
        return at
    until = at + timedelta(days=window.claim_days)
    return until if late or window.due_at <= at else min(until, window.due_at)


def _handed_back(now: TaskState, act: Act, _window: Window | None, same: Same) -> TaskState:
    return _freed(now, act.at, "handed-back") if now.stage == "claimed" and same(act.person) == now.person else now


def _delivered(now: TaskState, act: Act, _window: Window | None, same: Same) -> TaskState:
    if now.stage != "claimed" or same(act.person) != now.person:
        return now
    made = Delivery(act.ordinal, act.at, str(act.content.get("change") or ""), act.why)
    return replace(now, stage="delivered", until=None, delivery=made)


def _accepted(now: TaskState, act: Act, _window: Window | None, _same: Same) -> TaskState:
    if now.stage != "delivered" or now.delivery is None or same_delivery(now, act) is False:
        return now
    said = act.content
    title = said.get("title") or {}
    award = Award(
        now.person, act.at, act.by, Decimal(str(said.get("points") or 0)), Text(str(title.get("en") or ""), str(title.get("zh") or "")),
        str(said.get("group") or ""), now.delivery.change,
    )  # fmt: skip
    return replace(now, stage="accepted", award=award, returned=None)


def _sent_back(now: TaskState, act: Act, window: Window | None, _same: Same) -> TaskState:
    if now.stage != "delivered" or same_delivery(now, act) is False:
        return now
    until = _until(act, window, late=True)
    return replace(now, stage="claimed", until=until, delivery=None, returned=Reply(act.at, act.by, act.why))


def _withdrawn(now: TaskState, act: Act, _window: Window | None, _same: Same) -> TaskState:
    if now.stage != "accepted" or now.award is None or same_delivery(now, act) is False or settled(now, act.at):
        return now
    return replace(now, stage="delivered", award=None, returned=Reply(act.at, act.by, act.why))


def settled(now: TaskState, at: datetime) -> bool:
    """Return whether an acceptance stands for good at a moment."""
    return now.award is not None and at >= now.award.at + SETTLES


def same_delivery(now: TaskState, act: Act) -> bool:
    """Return whether a reviewer speaks of the delivery that lies there; one that names none speaks of any."""
    named = act.content.get("delivery")
    return named is None or (now.delivery is not None and int(named) == now.delivery.ordinal)


_STEPS: Mapping[str, Callable[[TaskState, Act, Window | None, Same], TaskState]] = {
    CLAIM: _claimed, HAND_BACK: _handed_back, DELIVER: _delivered, ACCEPT: _accepted, SEND_BACK: _sent_back,
    WITHDRAW: _withdrawn,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lake:
    """What the lake tells of a delivery: up to when that repository's merges are known, and the change, if it was seen."""

    read_until: datetime | None
    change: ChangeSeen | None = None


def proof_of(task: Task | None, delivery: Delivery, person: str, seen: Lake, *, same: Same = str) -> Proof:
    """Return whether a delivery is proven: its change is merged, and it is by one of the person's own accounts.

    Edges: unknown where the repository is not read, or was not read since the delivery; a change in another repository
    than the one that the task names proves nothing. A revert that came later is told and does not unprove it.
    """
    if not delivery.change:
        if task is None or task.proof == "review":
            return Proof("reviewed", Text("The reviewer's word counts.", "以评审意见为准。"))
        return Proof("not-proven", Text("It names no change.", "未写明变更请求。"))
    if task is not None and task.repo and not delivery.change.startswith(f"{task.repo.lower()}!"):
        return Proof("not-proven", Text("The change is in another repository.", "变更请求不在任务指定的代码仓。"))
    change = seen.change
    if change is not None and same(change.author) != person:
        return Proof("not-proven", Text("The change is somebody else's.", "变更请求是他人的。"))
    if change is not None and change.merged_at is not None:
        return Proof("proven", Text("The change is merged.", "变更请求已合入。"), change.reverted_at)
    if seen.read_until is None:
        return Proof("unknown", Text("That repository is not read.", "未读取该代码仓。"))
    if seen.read_until < delivery.at:
        return Proof("unknown", Text("That repository was not read since.", "此后尚未读取该代码仓。"))
    if change is None:
        return Proof("not-proven", Text("No such change is merged.", "没有已合入的该变更请求。"))
    return Proof("not-proven", Text("The change is not merged yet.", "变更请求尚未合入。"))


def held_by(states: Mapping[str, TaskState], person: str) -> list[str]:
    """Return the tasks that somebody holds and has not delivered, by their names in ``states``."""
    return [name for name, one in states.items() if one.stage == "claimed" and one.person == person]
