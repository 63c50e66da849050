"""Release plans judged: which phase a release is in, how its calendar went day by day, how late it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from folkmoot.model.release import Phase, ReleasePlan, Stage

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlanDay:
    """One day of a release's calendar: what was planned for it, and what is known to have been done on it."""

    day: date
    planned: tuple[Stage, ...]
    actual: tuple[Stage, ...]


def phase_on(plan: ReleasePlan, day: date, released_on: date | None = None) -> Phase:
    """Return the phase that a release is in on ``day``.

    ``released_on``: the day that its tag tells, where the plan does not say one. Edges: a release whose planned day has
    passed without having been published is still in development; what has an end of life before anything else is at it.
    """
    published = plan.released_on or released_on
    if plan.eol_on and day >= plan.eol_on:
        return Phase.END_OF_LIFE
    if plan.unmaintained_on and day >= plan.unmaintained_on:
        return Phase.UNMAINTAINED
    if published and day >= published:
        return Phase.MAINTAINED
    begins = plan.development_since or min((stage.day for stage in plan.stages), default=None)
    return Phase.DEVELOPMENT if begins and day >= begins else Phase.PLANNING


def days_of(plan: ReleasePlan, today: date) -> Iterator[PlanDay]:
    """Yield every day from the first to the last that the calendar speaks of, planned or actual.

    Edges: a stage that has begun and is not over is being worked on until ``today``; what nobody said of a stage's real
    days is no actual day.
    """
    if not plan.stages:
        return
    ends = [stage.ends for stage in plan.stages] + [_over(stage, today) for stage in plan.stages if stage.actual]
    day = min(stage.actual or stage.day for stage in plan.stages)
    day = min(day, *(stage.day for stage in plan.stages))
    while day <= max(ends):
        yield PlanDay(
            day,
            tuple(stage for stage in plan.stages if stage.day <= day <= stage.ends),
            tuple(stage for stage in plan.stages if stage.actual and stage.actual <= day <= _over(stage, today)),
        )
        day += DAY


def slip(plan: ReleasePlan, today: date, released_on: date | None = None) -> int | None:
    """Return by how many days the release came, or is, later than planned; negative: earlier; None: nothing is planned.

    Edges: before its planned day a release that is not out is not late; after it, it is later by every day that passes.
    """
    planned = plan.publishes
    if planned is None:
        return None
    published = plan.released_on or released_on
    if published:
        return (published - planned).days
    return max(0, (today - planned).days)


def slip_of(stage: Stage, today: date) -> int | None:
    """Return by how many days a stage began later than planned; None: it has not begun and is not due."""
    if stage.actual:
        return (stage.actual - stage.day).days
    return (today - stage.day).days if stage.kind != "rest" and today > stage.ends else None


def _over(stage: Stage, today: date) -> date:
    """Return the last day on which a stage that has begun was really worked on, as far as it is known."""
    begun = stage.actual or stage.day
    planned = begun + (stage.ends - stage.day)
    return stage.actual_until or max(begun, min(planned, today))
