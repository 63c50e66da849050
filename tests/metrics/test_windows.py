"""Windows, months and weeks are those of the community's clocks, though moments are stored in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics.windows import contributions, local, month, week, within
from folkmoot.model.scope import Scope, window
from tests.metrics.tables import rows_of

SHANGHAI = Scope(zone="Asia/Shanghai")
ZONES = ("UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")


def test_an_evening_in_utc_is_the_next_month_in_shanghai(events):
    """
    2024-01-31T15:59:59  commit.authored  kit@a  ann
    2024-01-31T16:00     commit.authored  kit@b  ann
    2024-01-31T17:00     commit.authored  kit@c  ann
    """
    rows = rows_of(events.select(at=events["at"], month=month(events, SHANGHAI)).order_by("at"))
    assert [row["month"] for row in rows] == [date(2024, 1, 1), date(2024, 2, 1), date(2024, 2, 1)]


def test_a_week_begins_on_monday_there(events):
    """
    2024-01-07T15:59  commit.authored  kit@a  ann
    2024-01-07T16:00  commit.authored  kit@b  ann
    """
    rows = rows_of(events.select(at=events["at"], week=week(events, SHANGHAI)).order_by("at"))
    assert [row["week"] for row in rows] == [date(2024, 1, 1), date(2024, 1, 8)]


def test_the_window_has_its_first_moment_and_not_its_last(events):
    """
    2023-12-31T15:59:59.999999  commit.authored  kit@a  ann
    2023-12-31T16:00            commit.authored  kit@b  ann
    2024-01-31T15:59:59.999999  commit.authored  kit@c  ann
    2024-01-31T16:00            commit.authored  kit@d  ann
    """
    since, until = window(date(2024, 1, 1), date(2024, 1, 31), "Asia/Shanghai")
    inside = within(events, Scope(since, until, zone="Asia/Shanghai"))
    assert sorted(row["subject"] for row in rows_of(inside)) == ["kit@b", "kit@c"]


def test_an_open_window_has_everything(events):
    """
    1970-01-01T00:00  commit.authored  kit@a  ann
    2106-02-07T06:28  commit.authored  kit@b  ann
    """
    assert len(rows_of(within(events, Scope()))) == 2


def test_interest_is_no_contribution(events):
    """
    2024-01-01T00:00  repo.starred    kit    cy
    2024-01-01T00:00  repo.forked     kit    cy
    2024-01-01T00:00  build.finished  kit    ci-bot  bot=yes
    2024-01-01T00:00  issue.opened    kit#1  cy
    """
    assert [row["kind"] for row in rows_of(contributions(events))] == ["issue.opened"]


@pytest.mark.parametrize("zone", ZONES)
@given(seconds=st.lists(st.integers(0, 2_208_988_800), min_size=1, max_size=20))
@settings(max_examples=15, deadline=None)
def test_local_time_is_what_the_zone_says(zone, seconds):
    moments = [datetime(1970, 1, 1) + timedelta(seconds=number) for number in seconds]
    table = ibis.memtable(pa.table({"at": pa.array(moments, pa.timestamp("us"))}))
    shown = {row["at"]: row["there"] for row in rows_of(table.select(at=table["at"], there=local(table["at"], zone)))}
    for moment in moments:
        assert shown[moment] == moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
