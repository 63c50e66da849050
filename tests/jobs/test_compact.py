"""Tidying: a lake with many small files becomes one with few, without being asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from folkmoot.jobs import compact as job
from folkmoot.lake.append import append_events
from folkmoot.lake.lake import Lake
from folkmoot.lake.tables import EVENTS
from folkmoot.model.facts import happened


def test_only_a_scattered_table_is_compacted(tmp_path, monkeypatch):
    monkeypatch.setattr(job, "MANY", 3)
    lake = Lake.at(tmp_path)
    lake.create()
    for number in range(5):
        at = datetime(2026, 1, 1) + timedelta(days=number)
        append_events(
            lake, [happened("issue.opened", at, "gitee:ann", repo="", subject=f"gitee:example/kit#I{number}")]
        )
        assert bool(job.tidy(lake)) == (number == 3)
    assert len(lake.state(EVENTS).parts) == 2
    assert lake.state(EVENTS).rows == 5
