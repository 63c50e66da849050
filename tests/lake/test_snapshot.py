"""Snapshots: a fixed state of the lake, whatever happens to it meanwhile, and lakes of an older make."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest

from folkmoot.lake import lake as lakes
from folkmoot.lake import raising
from folkmoot.lake import snapshot as snapshots
from folkmoot.lake.append import append_coverage, append_events, append_sightings
from folkmoot.lake.compact import compact
from folkmoot.lake.lake import Lake
from folkmoot.lake.tables import COVERAGE, EVENTS, MEASUREMENTS, SIGHTINGS, Table
from folkmoot.model.errors import MootError, WorkspaceBroken
from folkmoot.model.event import Coverage, Sighting
from tests.lake.facts import START, filled, numbered


def count(snapshot: snapshots.Snapshot) -> int:
    return snapshot.run(snapshot.events().count())[0][0].as_py()  # type: ignore[no-any-return]


def test_what_is_appended_later_does_not_show(lake: Lake) -> None:
    filled(lake, range(10), 10)
    snapshot = lake.snapshot()
    filled(lake, range(10, 30), 10)
    assert (count(snapshot), count(lake.snapshot())) == (10, 30)
    assert (snapshot.version, lake.version()) == ("1.0.0.0", "3.0.0.0")


def test_another_process_s_rows_show_in_the_next_snapshot(lake: Lake) -> None:
    assert lake.version() == "0.0.0.0"
    filled(Lake.at(lake.folder), range(10), 10)
    assert (lake.version(), count(lake.snapshot())) == ("1.0.0.0", 10)


def test_an_absent_lake_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceBroken, match="there is no lake here") as caught:
        Lake.at(tmp_path / "none").snapshot()
    assert "moot init" in str(caught.value)


def test_an_empty_lake_has_nothing_and_says_so(lake: Lake) -> None:
    snapshot = lake.snapshot()
    assert count(snapshot) == 0
    assert snapshot.coverage() == ()
    assert snapshot.sightings().num_rows == 0
    assert snapshot.run(snapshot.events()).schema.names == EVENTS.schema.names


def test_the_newest_coverage_of_each_source_repository_and_kind_holds(lake: Lake) -> None:
    old = Coverage("git", "gitee:example/kit", "commit.authored", None, START, START, state="old")
    new = replace(old, read_at=START + timedelta(days=1), state="new", complete=False, note="shallow")
    other = replace(old, kind="change.merged")
    append_coverage(lake, [new, other])
    append_coverage(lake, [old])
    assert lake.snapshot().coverage() == (other, new)


def test_of_two_readings_at_one_moment_the_one_that_reached_further_holds(lake: Lake) -> None:
    near = Coverage("git", "gitee:example/kit", "commit.authored", None, START, START)
    append_coverage(lake, [replace(near, until_at=START + timedelta(days=1), state="far"), near])
    assert [row.state for row in lake.snapshot().coverage()] == ["far"]


def test_an_account_that_only_acted_counts_as_sighted(lake: Lake) -> None:
    append_events(lake, [numbered(1, actor="gitee:ann"), numbered(2, actor="gitee:bo")])
    append_sightings(lake, [Sighting("gitee:ann", "Ann", source="git"), Sighting("gitee:ann", "Ann", source="hub")])
    rows = lake.snapshot().sightings().to_pylist()
    assert [(row["account"], row["name"], row["source"]) for row in rows] == [
        ("gitee:ann", "Ann", "git"), ("gitee:ann", "Ann", "hub"), ("gitee:bo", "", ""),
    ]  # fmt: skip


def test_a_snapshot_survives_the_compaction_of_its_files(lake: Lake) -> None:
    filled(lake, range(40), 10)
    snapshot = lake.snapshot()
    assert count(snapshot) == 40
    compact(lake, keep=timedelta(0))
    assert count(snapshot) == 40  # the same rows, found in the new files
    assert lake.version() == snapshot.version


def test_a_snapshot_whose_rows_are_nowhere_any_more_says_so(lake: Lake) -> None:
    filled(lake, range(40), 10)
    snapshot = lake.snapshot()
    filled(lake, range(40, 50), 10)
    compact(lake, keep=timedelta(0))
    with pytest.raises(MootError, match="the files of this older state of the lake are gone"):
        count(snapshot)


def test_nothing_is_fetched_or_installed_at_run_time(lake: Lake) -> None:
    said = lake.snapshot().duck.query(
        "SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%_known_extensions' ORDER BY name"
    )
    assert set(said["value"].to_pylist()) == {"false"}


def wider(table: Table) -> Table:
    """The events as a later Folkmoot may know them: with the event's mood."""
    return Table(table.name, table.schema.append(pa.field("mood", pa.string())), table.moment, frozenset({"mood"}))


def test_a_column_that_is_added_later_does_not_break_an_old_lake(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old rows have the default; a row with the column goes into the same lake, and both survive a compaction."""
    from folkmoot.lake import append as appending
    from folkmoot.lake import compact as compacting

    filled(lake, range(3), 3)
    new = wider(EVENTS)
    every = (new, MEASUREMENTS, COVERAGE, SIGHTINGS)
    for module in (lakes, snapshots, compacting):
        monkeypatch.setattr(module, "TABLES", every)

    def moods(lake: Lake) -> list[Any]:
        snapshot = lake.snapshot()
        return snapshot.run(snapshots.expression(new).order_by("at").select("mood"))["mood"].to_pylist()  # type: ignore[no-any-return]

    assert moods(lake) == ["", "", ""]
    row = {
        "id": ["9"],
        "at": pa.array([datetime(2027, 1, 1)]),
        "kind": ["mail.sent"],
        "actor": ["gitee:ann"],
        "mood": ["glad"],
    }
    assert appending._append(lake, new, pa.table(row), 1.0).added == 1
    assert moods(lake) == ["", "", "", "glad"]
    compact(lake)
    assert moods(Lake.at(lake.folder)) == ["", "", "", "glad"]


def test_an_old_version_of_a_kind_is_raised_when_it_is_read(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once upon a time (version -1, then 0) stars were counted in halves, and forks were called watches."""
    monkeypatch.setattr(raising, "STEPS", steps := [])
    monkeypatch.setattr(snapshots, "STEPS", steps)

    @raising.raises("repo.starred", 0)
    def from_halves(events: Any) -> raising.Columns:
        return {"amount": events.amount / 2}

    @raising.raises("repo.starred", -1)
    def with_source(events: Any) -> raising.Columns:
        return {"source": ibis.literal("old ") + events.source}

    append_events(lake, [
        numbered(1, kind="repo.starred", amount=2.0, version=-1),
        numbered(2, kind="repo.starred", amount=4.0, version=0),
        numbered(3, kind="repo.starred", amount=6.0),
        numbered(4, kind="repo.forked", amount=8.0, version=0),
    ])  # fmt: skip
    snapshot = lake.snapshot()
    rows = snapshot.run(snapshot.events().order_by("at")).to_pylist()
    assert [(row["amount"], row["source"], row["version"]) for row in rows] == [
        (1.0, "old test", 1), (2.0, "test", 1), (6.0, "test", 1), (8.0, "test", 0),
    ]  # fmt: skip


def test_who_did_anything_is_known_from_new_files_alone(lake: Lake) -> None:
    """After an append, of an older moment asked once more, and after a compaction that moved all rows."""

    def append(numbers: range) -> None:
        append_events(lake, [numbered(number, actor=f"gitee:p{number % 7 + number // 10}") for number in numbers])

    def anew() -> pa.Table:
        return Lake.at(lake.folder).snapshot().sightings()

    append(range(10))
    older = lake.snapshot()
    before = older.sightings()
    assert before.equals(anew())
    append(range(10, 30))
    assert lake.snapshot().sightings().equals(anew())
    assert anew().num_rows > before.num_rows
    assert older.sightings().equals(before)
    append(range(30, 40))
    compact(lake)
    assert lake.snapshot().sightings().equals(anew())
