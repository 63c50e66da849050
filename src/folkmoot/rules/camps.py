"""Camps judged: which day a check-in is of, whether it is late, streaks, who has completed one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from folkmoot.model.camp import COUNTED, CampDay, CampPlan, Mark, State, Walk
from folkmoot.model.link import Link
from folkmoot.model.programme import Act
from folkmoot.model.text import Text

When = Literal["ahead", "done", "late", "made", "over"]
Proven = Callable[[int, str], bool]
"""(number of a day, link) → whether the lake shows that they did it. What it does not show is unknown."""


def begun(plan: CampPlan, frozen: CampPlan) -> CampPlan:
    """Return a camp that has begun: its rule as it was then, its words, coaches and what else nobody is judged by as declared now.

    Edges: where days were added or taken away since, the days are those of the beginning with their words.
    """
    if length_of(plan) == length_of(frozen) and len(plan.days) == len(frozen.days):
        days = tuple(
            replace(now, proof=was.proof, event=was.event, repo=was.repo, coach=was.coach)
            for now, was in zip(plan.days, frozen.days, strict=True)
        )
    else:
        days = frozen.days
    return replace(
        plan, begins=frozen.begins, length=frozen.length, zone=frozen.zone, days=days, sign_up_until=frozen.sign_up_until,
        need=frozen.need, late=frozen.late, make_ups=frozen.make_ups, grace=frozen.grace,
    )  # fmt: skip


def length_of(plan: CampPlan) -> int:
    """Return how many days a camp has."""
    return plan.length or len(plan.days)


def need_of(plan: CampPlan) -> int:
    """Return how many days complete it."""
    return min(plan.need or length_of(plan), length_of(plan))


def first_of(plan: CampPlan) -> date:
    """Return its first day."""
    return date.fromisoformat(plan.begins)


def date_of(plan: CampPlan, number: int) -> date:
    """Return the date of its day ``number``, from 1."""
    return first_of(plan) + timedelta(days=number - 1)


def last_of(plan: CampPlan) -> date:
    """Return its last day."""
    return date_of(plan, max(length_of(plan), 1))


def closes_on(plan: CampPlan) -> date:
    """Return the last day on which anything of it is checked in."""
    return last_of(plan) + timedelta(days=max(plan.late, plan.grace))


def task_of(plan: CampPlan, number: int) -> CampDay:
    """Return what a day asks; one that is not listed asks for a few words."""
    if number <= len(plan.days):
        return plan.days[number - 1]
    return CampDay(Text(f"Day {number}", f"第 {number} 天"))


def web_links(task: CampDay) -> tuple[Link, ...]:
    """Return the links of a day that lead to the web; what else a charter may hold is no link."""
    return tuple(one for one in task.links if one.url.startswith(("https://", "http://")))


def local_date(at: datetime, zone: str) -> date:
    """Return the date that a moment has on the camp's clocks."""
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def stage_of(plan: CampPlan, today: date) -> str:
    """Return where a camp is on a date of its zone."""
    if plan.cancelled:
        return "cancelled"
    if today < first_of(plan):
        return "announced"
    if today <= last_of(plan):
        return "running"
    return "closing" if today <= closes_on(plan) else "over"


def sign_up_open(plan: CampPlan, today: date) -> bool:
    """Return whether people sign up on a date."""
    until = date.fromisoformat(plan.sign_up_until) if plan.sign_up_until else last_of(plan)
    return not plan.cancelled and today <= min(until, closes_on(plan))


def timing(plan: CampPlan, number: int, on: date) -> When:
    """Return what a check-in for a day is when it is made on a date.

    ``done``: on its day; ``late``: within the days that still count; ``made``: later, which takes a make-up; ``ahead``: the
    day has not come; ``over``: nothing is checked in any more. Only dates of the camp's zone matter: a day of 23 or 25 hours
    is a day.
    """
    day = date_of(plan, number)
    if on < day:
        return "ahead"
    if on > closes_on(plan):
        return "over"
    if on == day:
        return "done"
    return "late" if on <= day + timedelta(days=plan.late) else "made"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A check-in as it stands. ``since``: of its first words, that decide whether it is late."""

    act: Act
    since: datetime
    ruled: Act | None = None  # what a coach said of it


def walk(plan: CampPlan, zone: str, person: str, acts: Sequence[Act], at: datetime, proven: Proven) -> Walk | None:
    """Return how far somebody has come at a moment; None: they have not signed up.

    The state is a pure fold of the acts in their order: the same acts give the same walk, whoever asks and when. A day counts
    by the first check-in for it that was not refused; words that are put right while it waits do not make it late. What waits
    for a coach, or for the lake, counts not yet and breaks no streak: it is unknown.
    """
    seen = [act for act in acts if act.at <= at]
    start = next((act for act in seen if act.verb == "sign_up"), None)
    if start is None:
        return None
    last = max(act.ordinal for act in acts)
    done = next((act for act in seen if act.verb == "complete"), None)
    named = next((bool(act.content.get("named")) for act in reversed(seen) if "named" in act.content), False)
    moves = [act.verb for act in seen if act.verb in ("sign_up", "leave")]
    marks = _marks(plan, zone, _entries(seen), local_date(at, zone), proven)
    counted = sum(one.state in COUNTED for one in marks)
    used = sum(_is_make_up(plan, zone, one) for one in marks)
    made = Walk(
        person, start.at, named, moves[-1] == "leave", marks, counted, streak_of(marks), longest_of(marks), used,
        last=last, completed_at=done.at if done else None,
        complete=done is not None or (moves[-1] != "leave" and 0 < need_of(plan) <= counted),
    )  # fmt: skip
    return replace(made, can=made.complete or _can(plan, made))


def _entries(acts: Iterable[Act]) -> dict[int, _Entry]:
    """Return the check-in that stands for each day."""
    found: dict[int, _Entry] = {}
    for act in acts:
        number = int(act.content.get("day") or 0)
        before = found.get(number)
        if act.verb == "check_in":
            refused = before is not None and before.ruled is not None and not before.ruled.content.get("ok")
            if before is None or refused:
                found[number] = _Entry(act, act.at)
            elif before.ruled is None:
                found[number] = _Entry(act, before.since)
        elif act.verb == "confirm" and before is not None:
            found[number] = replace(before, ruled=act)
    return found


def _marks(plan: CampPlan, zone: str, entries: dict[int, _Entry], today: date, proven: Proven) -> tuple[Mark, ...]:
    left = plan.make_ups
    made: dict[int, Mark] = {}
    for number, one in sorted(entries.items(), key=lambda pair: (pair[1].since, pair[0])):
        when = timing(plan, number, local_date(one.since, zone))
        if not 0 < number <= length_of(plan) or when in ("ahead", "over") or (when == "made" and not left):
            continue  # the rule of today allows it no more
        mark = _judged(plan, number, one, when, proven)
        left -= when == "made" and mark.state != "refused"
        made[number] = mark
    return tuple(made.get(number) or _empty(plan, number, today, left > 0) for number in range(1, length_of(plan) + 1))


def _judged(plan: CampPlan, number: int, one: _Entry, when: When, proven: Proven) -> Mark:
    task = task_of(plan, number)
    words, link = str(one.act.content.get("words") or ""), str(one.act.content.get("link") or "")
    state: State = "waiting"
    by, why = "", ""
    if one.ruled is not None:
        ok = bool(one.ruled.content.get("ok"))
        state, by, why = (_counts(when) if ok else "refused"), "coach", one.ruled.why
    elif not task.coach and not needs_lake(task):
        state, by = _counts(when), "rule"
    elif not task.coach and proven(number, link):
        state, by = _counts(when), "lake"
    return Mark(number, date_of(plan, number), state, one.act.ordinal, one.since, words, link, why, by)


def _counts(when: When) -> State:
    return "late" if when == "late" else "made" if when == "made" else "done"


def needs_lake(task: CampDay) -> bool:
    """Return whether the lake must show what a day asks."""
    return task.proof == "change" or (task.proof == "link" and bool(task.event or task.repo))


def _empty(plan: CampPlan, number: int, today: date, left: bool) -> Mark:
    when = timing(plan, number, today)
    states: dict[When, State] = {"ahead": "ahead", "done": "open", "late": "open", "over": "missed"}
    return Mark(number, date_of(plan, number), states.get(when) or ("makeup" if left else "missed"))


def _is_make_up(plan: CampPlan, zone: str, mark: Mark) -> bool:
    if mark.at is None or mark.state == "refused":
        return False
    return timing(plan, mark.number, local_date(mark.at, zone)) == "made"


def streak_of(marks: Sequence[Mark]) -> int:
    """Return how many days in a row count, up to now: days that are open or wait for a proof do not end it."""
    found = 0
    for one in reversed([one for one in marks if one.state != "ahead"]):
        if one.state in COUNTED:
            found += 1
        elif one.state not in ("open", "waiting"):
            break
    return found


def longest_of(marks: Sequence[Mark]) -> int:
    """Return the longest run of days that count."""
    best = run = 0
    for one in marks:
        run = run + 1 if one.state in COUNTED else run if one.state in ("open", "waiting") else 0
        best = max(best, run)
    return best


def _can(plan: CampPlan, made: Walk) -> bool:
    open_ = sum(one.state in ("ahead", "open", "waiting", "refused") for one in made.marks)
    late = min(sum(one.state == "makeup" for one in made.marks), max(plan.make_ups - made.make_ups, 0))
    return not made.left and made.counted + open_ + late >= need_of(plan)


def curve(walks: Iterable[Walk], days: int) -> Iterator[tuple[int, int, int]]:
    """Yield for each day its number, how many have checked in (also what waits), and how many had gone by then.

    Gone: who checks in neither on this day nor on any later one.
    """
    every = list(walks)
    held = {"done", "late", "made", "waiting"}
    lasts = [max((mark.number for mark in one.marks if mark.state in held), default=0) for one in every]
    for number in range(1, days + 1):
        here = sum(one.marks[number - 1].state in held for one in every if number <= len(one.marks))
        yield number, here, sum(last < number for last in lasts)
