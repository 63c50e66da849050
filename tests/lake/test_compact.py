"""Compaction: fewer files, the same rows, the same version; and doing it again changes nothing."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from itertools import pairwise

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.lake import compact as compacting
from folkmoot.lake.append import append_events, append_sightings
from folkmoot.lake.compact import compact, runs
from folkmoot.lake.lake import Lake
from folkmoot.lake.log import Part
from folkmoot.lake.staging import sweep
from folkmoot.lake.tables import EVENTS, SIGHTINGS
from folkmoot.model.event import Sighting
from tests.lake.facts import filled, ids, numbered


def test_small_files_become_one_with_the_same_rows_and_the_same_version(lake: Lake) -> None:
    for number in (5, 3, 1, 4, 2):
        append_events(lake, [numbered(number), numbered(number + 100)])
    version, rows = lake.version(), ids(lake)
    done = {said.table: said for said in compact(lake)}
    assert (done["events"].before, done["events"].after) == (5, 1)
    assert (lake.version(), ids(lake)) == (version, rows)
    snapshot = lake.snapshot()
    moments = snapshot.run(snapshot.events().select("at"))["at"].to_pylist()
    assert moments == sorted(moments)


def test_compacting_again_changes_nothing(lake: Lake) -> None:
    filled(lake, range(60), 10)
    compact(lake)
    before = lake.state(EVENTS)
    compact(lake)
    assert lake.state(EVENTS) == before


def test_large_runs_are_cut_into_files_that_do_not_overlap(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compacting, "TARGET", 100)
    for first in range(5):
        append_events(lake, [numbered(number) for number in range(first, 500, 5)])
    compact(lake)
    parts = lake.state(EVENTS).parts
    assert [part.rows for part in parts] == [100] * 5
    assert list(runs(parts)) == []
    append_events(lake, [numbered(1_000), numbered(1_001)])
    compact(lake)
    assert [part.path for part in lake.state(EVENTS).parts[:5]] == [part.path for part in parts]


def test_files_follow_one_another_in_time_and_each_is_sorted_by_kind(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting, "TARGET", 10)
    kinds, noon = ("repo.starred", "change.merged", "issue.opened"), datetime(2026, 3, 1, 12)
    hours = [0] * 10 + [1] * 20 + [2] * 10  # twenty events stand at one moment
    events = [
        numbered(number, at=noon + timedelta(hours=hour), kind=kinds[number % 3]) for number, hour in enumerate(hours)
    ]
    for first in range(3):
        append_events(lake, events[first::3])
    compact(lake)
    files = [pq.read_table(lake.path(EVENTS) / part.path).to_pylist() for part in lake.state(EVENTS).parts]
    assert [len(rows) for rows in files] == [10] * 4
    for rows in files:
        assert rows == sorted(rows, key=lambda row: (row["kind"], row["at"], row["id"]))
    spans = [[(row["at"], row["id"]) for row in rows] for rows in files]
    assert all(max(one) < min(other) for one, other in pairwise(sorted(spans)))
    assert len(ids(lake)) == 40
    assert compact(lake)[0].after == 4


def test_replaced_files_stay_for_their_readers_and_then_go(lake: Lake) -> None:
    filled(lake, range(30), 10)
    folder = lake.path(EVENTS)
    for path in folder.glob("*.parquet"):
        os.utime(path, (0, 0))  # written long ago
    compact(lake)
    assert len(list(folder.glob("*.parquet"))) == 4
    assert compact(lake, keep=timedelta(0))[0].removed == 3
    assert len(list(folder.glob("*.parquet"))) == 1
    assert len(ids(lake)) == 30


def test_tables_without_a_time_are_compacted_too(lake: Lake) -> None:
    for name in ("Ann", "Ann Author", "A. Author"):
        append_sightings(lake, [Sighting("gitee:ann", name)])
    compact(lake)
    assert len(lake.state(SIGHTINGS).parts) == 1
    assert lake.snapshot().sightings()["name"].to_pylist() == ["A. Author", "Ann", "Ann Author"]


def test_what_a_dead_writer_staged_is_swept(lake: Lake) -> None:
    dead = lake.folder / ".staging" / "dead"
    dead.mkdir(parents=True)
    (dead / "lock").touch()
    (dead / "part-1.parquet").touch()
    assert sweep(lake.folder) == 0  # too young: its owner may be about to lock it
    os.utime(dead, (0, 0))
    assert sweep(lake.folder) == 1
    assert not dead.exists()


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9), st.integers(1, 1_200_000)), max_size=12))
def test_a_run_is_two_files_or_more_and_each_file_is_in_one_run_at_most(said: list[tuple[int, int, int]]) -> None:
    start = datetime(2026, 1, 1)
    parts = sorted(
        (
            Part(str(number), rows, 1, start + timedelta(days=day), start + timedelta(days=day + length))
            for number, (day, length, rows) in enumerate(said)
        ),
        key=lambda part: (part.first, part.path),
    )
    found = list(runs(parts))
    assert all(len(run) > 1 for run in found)
    paths = [part.path for run in found for part in run]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("keep", [timedelta(0), timedelta(hours=1)])
def test_a_compaction_that_another_one_overtook_changes_nothing(lake: Lake, keep: timedelta) -> None:
    """Both chose the same files; the slower one finds them replaced, or even gone."""
    filled(lake, range(30), 10)
    before = lake.state(EVENTS)
    compact(lake, keep=keep)
    after = lake.state(EVENTS)
    for run in runs(before.parts):
        compacting._rewrite(lake, EVENTS, before, run, 1.0)
    assert lake.state(EVENTS) == after
    assert len(ids(lake)) == 30
