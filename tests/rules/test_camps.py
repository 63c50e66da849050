"""Camps judged: on time, late, made up; streaks; what waits is unknown; zones and changed clocks; the same acts, the same walk."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.camp import COUNTED, CampDay, CampPlan
from folkmoot.model.programme import Act
from folkmoot.model.text import Text
from folkmoot.rules import camps as rules

SHANGHAI, NEW_YORK = "Asia/Shanghai", "America/New_York"


def plan(begins: str = "2026-03-02", length: int = 5, days: tuple[CampDay, ...] = (), **more) -> CampPlan:
    return CampPlan("c", Text("C"), begins, length=length, days=days, **more)


def at(day: str, clock: str = "20:00", zone: str = SHANGHAI) -> datetime:
    local = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def acts_of(words: str, zone: str = SHANGHAI) -> list[Act]:
    """Read lines such as ``2026-03-02 20:00 check_in 1`` and ``2026-03-04 08:00 confirm 1 no``."""
    found = [Act(1, at("2026-03-01", zone=zone), "sign_up", content={"named": True})]
    for line in filter(str.strip, words.splitlines()):
        day, clock, verb, number, *rest = line.split()
        content = {
            "day": int(number),
            **({"ok": rest[0] == "yes"} if verb == "confirm" else {"link": rest[0] if rest else ""}),
        }
        found.append(Act(len(found) + 1, at(day, clock, zone), verb, content=content))
    return found


def states(
    table: str, now: str, declared: CampPlan, proven=lambda _day, _link: False, zone: str = SHANGHAI
) -> list[str]:
    """Return the states of the days at the end of the day ``now``."""
    walk = rules.walk(declared, zone, "ann", acts_of(table, zone), at(now, "23:59", zone), proven)
    assert walk is not None
    return [mark.state for mark in walk.marks]


def test_on_time_late_made_up_and_missed():
    """
    2026-03-02 20:00  check_in 1
    2026-03-04 09:00  check_in 2
    2026-03-06 09:00  check_in 3
    2026-03-06 10:00  check_in 4
    """
    table = test_on_time_late_made_up_and_missed.__doc__ or ""
    rule = plan(late=1, make_ups=1, grace=2)
    assert states(table, "2026-03-06", rule) == ["done", "late", "made", "late", "open"]
    assert states(table, "2026-03-04", rule) == ["done", "late", "open", "ahead", "ahead"], "as of an earlier day"
    assert states(table, "2026-03-09", rule) == ["done", "late", "made", "late", "missed"]
    assert states("", "2026-03-05", rule) == ["makeup", "makeup", "open", "open", "ahead"]
    assert states("", "2026-03-05", plan()) == ["missed", "missed", "missed", "open", "ahead"]


def test_no_more_make_ups_than_there_are():
    """
    2026-03-05 20:00  check_in 1
    2026-03-05 20:01  check_in 2
    """
    table = test_no_more_make_ups_than_there_are.__doc__ or ""
    assert states(table, "2026-03-05", plan(make_ups=1)) == ["made", "missed", "missed", "open", "ahead"]


PROOFS = (
    CampDay(Text("1"), proof="change", repo="gitee:kit/kit"), CampDay(Text("2"), proof="link", coach=True), CampDay(Text("3"), proof="none"),
)  # fmt: skip


def test_what_the_lake_or_a_coach_has_not_said_waits():
    """
    2026-03-02 20:00  check_in 1 kit!1
    2026-03-03 20:00  check_in 2 https://a.example
    2026-03-04 20:00  check_in 3
    """
    table, rule = test_what_the_lake_or_a_coach_has_not_said_waits.__doc__ or "", plan(length=3, days=PROOFS)
    assert states(table, "2026-03-04", rule) == ["waiting", "waiting", "done"]
    assert states(table, "2026-03-04", rule, lambda day, link: (day, link) == (1, "kit!1")) == [
        "done",
        "waiting",
        "done",
    ]
    ruled = table + "\n2026-03-05 08:00 confirm 2 yes\n2026-03-05 08:00 confirm 1 no"
    assert states(ruled, "2026-03-05", rule) == ["refused", "done", "done"]
    again = ruled + "\n2026-03-05 09:00 check_in 1 kit!2"
    walk = rules.walk(
        plan(length=3, days=PROOFS, make_ups=1, grace=3),
        SHANGHAI,
        "ann",
        acts_of(again),
        at("2026-03-05"),
        lambda *_: True,
    )
    assert walk is not None
    assert [mark.state for mark in walk.marks] == ["made", "done", "done"], "anew, and at its own time"
    assert (walk.streak, walk.make_ups, walk.complete) == (3, 1, True)


@pytest.mark.parametrize(
    ("marks", "streak", "longest"),
    [
        ("dddoo", 3, 3), ("ddxdd", 2, 2), ("ddwdd", 4, 4), ("dddx", 0, 3), ("", 0, 0), ("oo", 0, 0), ("dlmd", 4, 4), ("ddrd", 1, 2),
        ("dda", 2, 2), ("ddxo", 0, 2), ("ww", 0, 0),
    ],
)  # fmt: skip
def test_streaks(marks, streak, longest):
    named = {
        "d": "done",
        "l": "late",
        "m": "made",
        "o": "open",
        "x": "missed",
        "w": "waiting",
        "r": "refused",
        "a": "ahead",
    }
    found = [rules.Mark(place, date(2026, 3, 1), named[one]) for place, one in enumerate(marks, 1)]
    assert (rules.streak_of(found), rules.longest_of(found)) == (streak, longest)


@pytest.mark.parametrize("zone", [SHANGHAI, NEW_YORK, "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
def test_a_day_is_the_camps_day_also_where_clocks_change(zone):
    rule = plan("2026-03-06", length=4)  # clocks go forward in New York on 8 March
    for number in range(1, 5):
        day = rules.date_of(rule, number).isoformat()
        for clock in ("00:00", "12:00", "23:59"):
            assert rules.timing(rule, number, rules.local_date(at(day, clock, zone), zone)) == "done", (day, clock)
    assert rules.timing(rule, 2, rules.local_date(at("2026-03-06", "23:59", zone), zone)) == "ahead"
    before = plan("2026-10-31", length=3)  # and back on 1 November
    assert rules.timing(before, 2, rules.local_date(at("2026-11-01", "23:59", NEW_YORK), NEW_YORK)) == "done"


def test_stages_and_the_end_of_sign_up():
    rule = plan(late=1, grace=2, sign_up_until="2026-03-03")
    told = {day: rules.stage_of(rule, date(2026, 3, day)) for day in (1, 2, 6, 7, 8, 9)}
    assert told == {1: "announced", 2: "running", 6: "running", 7: "closing", 8: "closing", 9: "over"}
    assert [rules.sign_up_open(rule, date(2026, 3, day)) for day in (1, 3, 4)] == [True, True, False]


@st.composite
def walks(draw):
    """A camp by some rule, and check-ins of it at some moments."""
    length = draw(st.integers(1, 10))
    rule = plan(
        length=length, late=draw(st.integers(0, 3)), make_ups=draw(st.integers(0, 3)), grace=draw(st.integers(0, 3))
    )
    start = datetime(2026, 3, 1, 12)
    moments = sorted(draw(st.lists(st.tuples(st.integers(0, 15 * 24), st.integers(1, length)), max_size=12)))
    acts = [Act(1, start, "sign_up", content={"named": False})]
    acts += [
        Act(place, start + timedelta(hours=hour), "check_in", content={"day": day})
        for place, (hour, day) in enumerate(moments, 2)
    ]
    return rule, acts


@given(walks(), st.integers(0, 16 * 24))
def test_streaks_and_counts_hold_together(made, hours):
    rule, acts = made
    now = datetime(2026, 3, 1, 12) + timedelta(hours=hours)
    walk = rules.walk(rule, SHANGHAI, "ann", acts, now, lambda *_: False)
    assert walk is not None
    assert walk.counted == sum(mark.state in COUNTED for mark in walk.marks)
    assert 0 <= walk.streak <= walk.longest <= walk.counted <= rules.length_of(rule)
    assert walk.make_ups <= rule.make_ups
    later = rules.walk(rule, SHANGHAI, "ann", acts, now + timedelta(days=1), lambda *_: False)
    assert later is not None
    assert later.counted >= walk.counted, "what counts goes on counting"
    assert walk.complete == (walk.counted >= rules.need_of(rule))
    assert walk.can or not walk.complete


@given(walks(), st.sampled_from([SHANGHAI, NEW_YORK, "UTC"]))
def test_days_ahead_of_their_time_never_count(made, zone):
    rule, acts = made
    walk = rules.walk(rule, zone, "ann", acts, datetime(2026, 4, 1), lambda *_: False)
    assert walk is not None
    for mark in walk.marks:
        assert mark.at is None or rules.local_date(mark.at, zone) >= mark.day
