"""Which reminders are due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from folkmoot.model.groups import Series
from folkmoot.model.meeting import Departure, Does
from folkmoot.model.text import Text
from folkmoot.rules.recurrence import occurrences
from folkmoot.rules.reminding import coming, due, length_of

SERIES = Series(Text("Weekly"), "FREQ=WEEKLY;BYDAY=TU;COUNT=1", "19:00", "UTC", date(2026, 1, 6))
STARTS = datetime(2026, 1, 6, 19)


def asked(now: datetime, *departures: Departure) -> list[tuple[str, datetime]]:
    found = occurrences("kit", "weekly", SERIES, now, now + timedelta(days=30), recorded=departures)
    return [(one.ahead, one.due_at) for one in due(found, ["1d", "7d", "2h"], now)]


@pytest.mark.parametrize(
    ("before", "ahead"),
    [("8d", None), ("7d", "7d"), ("3d", "7d"), ("1d", "1d"), ("3h", "1d"), ("2h", "2h"), ("1h", "2h"), ("0h", None)],
)
def test_the_last_one_whose_time_has_come(before, ahead):
    found = asked(STARTS - length_of(before))
    assert found == ([(ahead, STARTS - length_of(ahead))] if ahead else [])


def test_a_cancelled_meeting_is_off_and_a_moved_one_is_reminded_of_anew():
    now = STARTS - timedelta(days=2)
    assert [ahead for ahead, _ in asked(now, Departure(date(2026, 1, 6), Does.CANCEL))] == ["off"]
    assert asked(now, Departure(date(2026, 1, 6), Does.MOVE, to=date(2026, 1, 20))) == []


def test_what_comes():
    now = STARTS - timedelta(days=8)
    found = occurrences("kit", "weekly", SERIES, now, now + timedelta(days=30))
    assert [one.ahead for one in coming(found, ["7d", "1d"], now, now + timedelta(days=3))] == ["7d"]
    assert [one.ahead for one in coming(found, ["7d", "1d"], now, now + timedelta(days=30))] == ["1d", "7d"]
