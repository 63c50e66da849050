"""A release's calendar, phase and lateness, on the December of a real plan."""

from __future__ import annotations

from datetime import date

from folkmoot.model.release import Phase, ReleasePlan, Stage
from folkmoot.model.text import Text
from folkmoot.rules.releasing import days_of, phase_on, slip, slip_of


def december(first: int, words: str, kind: str, last: int | None = None, **more) -> Stage:
    return Stage(date(2020, 12, first), Text(words), kind, date(2020, 12, last) if last else None, **more)


PLAN = ReleasePlan(
    "kit-1.1.0",
    Text("Kit 1.1.0"),
    stages=(
        december(1, "Coding", "coding", 4),
        december(5, "Release notes review", "review"),
        december(6, "Weekend", "rest"),
        december(7, "Coding", "coding", 9),
        december(10, "First pre-release test", "testing"),
        december(11, "Coding and bug fixing", "bugfix", 12),
        december(13, "Weekend", "rest"),
        december(14, "Coding and bug fixing", "bugfix", 15),
        december(16, "Videos are begun", "video"),
        december(17, "Branch r1.1", "branch"),
        december(17, "Second pre-release test", "testing"),
        december(18, "Bug fixing", "bugfix", 23),
        december(24, "Third pre-release test", "testing"),
        december(25, "Bug fixing", "bugfix", 29),
        december(30, "Publish", "publish"),
        december(31, "Publish videos", "video"),
    ),
)


def test_every_day_of_the_month_is_planned_and_two_things_may_fall_on_one():
    days = list(days_of(PLAN, date(2021, 3, 1)))
    assert [one.day.day for one in days] == list(range(1, 32))
    assert all(one.planned for one in days)
    assert [str(stage.title) for stage in days[16].planned] == ["Branch r1.1", "Second pre-release test"]
    assert all(not one.actual for one in days)


def test_what_was_really_done_stands_beside_the_plan():
    late = ReleasePlan("kit", Text("Kit"), stages=(december(24, "Test", "testing", 25, actual=date(2020, 12, 28)),))
    days = {one.day.day: one for one in days_of(late, date(2021, 3, 1))}
    assert [day for day, one in days.items() if one.actual] == [28, 29]
    assert slip_of(late.stages[0], date(2021, 3, 1)) == 4
    over = december(24, "Test", "testing", 25, actual=date(2020, 12, 28), actual_until=date(2020, 12, 31))
    assert [one.day.day for one in days_of(ReleasePlan("kit", Text("Kit"), stages=(over,)), date(2021, 3, 1)) if one.actual] == [
        28, 29, 30, 31,
    ]  # fmt: skip


def test_a_release_is_as_late_as_its_day_was_missed():
    assert PLAN.publishes == date(2020, 12, 30)
    assert slip(PLAN, date(2020, 12, 20)) == 0
    assert slip(PLAN, date(2021, 1, 2)) == 3
    assert slip(PLAN, date(2021, 3, 1), released_on=date(2020, 12, 31)) == 1
    assert slip(PLAN, date(2021, 3, 1), released_on=date(2020, 12, 28)) == -2
    assert slip(ReleasePlan("kit", Text("Kit")), date(2021, 1, 1)) is None


def test_the_phases_of_a_life():
    plan = ReleasePlan(
        "kit", Text("Kit"), planning_since=date(2020, 10, 1), development_since=date(2020, 11, 1),
        planned_on=date(2020, 12, 30), released_on=date(2020, 12, 31), unmaintained_on=date(2021, 6, 30),
        eol_on=date(2021, 12, 31),
    )  # fmt: skip
    assert [phase_on(plan, day) for day in (
        date(2020, 10, 31), date(2020, 11, 1), date(2020, 12, 30), date(2020, 12, 31), date(2021, 6, 30), date(2021, 12, 31),
    )] == [Phase.PLANNING, Phase.DEVELOPMENT, Phase.DEVELOPMENT, Phase.MAINTAINED, Phase.UNMAINTAINED, Phase.END_OF_LIFE]  # fmt: skip
    assert phase_on(PLAN, date(2021, 2, 1)) is Phase.DEVELOPMENT
    assert phase_on(PLAN, date(2021, 2, 1), released_on=date(2021, 1, 3)) is Phase.MAINTAINED
