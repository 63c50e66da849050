"""The demo's tasks: each state is there, what is done is proven, and issues wait for somebody new."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from folkmoot.charter.checks import check
from folkmoot.charter.reader import read_charter
from folkmoot.jobs.demo.plan import plan_of
from folkmoot.jobs.demo.recording.tasks import record
from folkmoot.jobs.demo.tell import tell
from folkmoot.lake.lake import Lake
from folkmoot.reports.homes import Homes
from folkmoot.reports.task_course import TaskBook
from tests.reports.facts import asking


@pytest.mark.django_db
def test_tasks_points_and_issues_stand_as_a_season_leaves_them(tmp_path):
    lake, now = Lake.at(tmp_path / "lake"), datetime.now(UTC).replace(tzinfo=None)
    lake.create()
    tell(plan_of(people=40, months=7, today=now.date()), tmp_path / "charter", lake, lambda _count: None)
    charter = read_charter(tmp_path / "charter")
    assert not [one for one in check(charter) if one.check.startswith(("task-", "point-"))]
    record(Homes(charter, lake))
    book = TaskBook(Homes(charter, lake), now)
    assert {"open", "claimed", "delivered", "accepted", "soon", "over"} == {one.state.stage for one in book.tasks}
    accepted = [one.proof.state for one in book.tasks if one.state.stage == "accepted" and one.proof]
    assert set(accepted) <= {"proven", "reviewed"}
    assert len(accepted) >= 3
    assert any(one.state.returned for one in book.tasks)
    asked = asking(Homes(charter, lake))
    assert {"task", "talk", "host"} <= {row["source"] for row in asked("points", at=now.isoformat()).rows}
