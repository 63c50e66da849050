"""The drop folder in the lake: twice, renamed, grown, in any order; only what is new is added."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from folkmoot.jobs.gather import Gathered, gather
from folkmoot.lake.lake import Lake
from folkmoot.model.drops import Drop
from folkmoot.sources.drop import reading
from folkmoot.sources.drop.stream import DropStream
from tests.sources.drop.conftest import HEAD, NOW, SHEET, Box

ROWS = [f"2026-11-{day:02} 19:00,Ann,,,{day},60" for day in range(1, 7)]


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return made(tmp_path / "lake")


def made(folder: Path) -> Lake:
    lake = Lake.at(folder)
    lake.create()
    return lake


def run(lake: Lake, box: Box, drop=SHEET, turn: int = 0) -> Gathered:
    stream = DropStream(box.folder, drop, "Asia/Shanghai")
    known = {row.kind: row for row in lake.snapshot().coverage() if row.repo == stream.repo}
    return gather(lake, stream, known, NOW + timedelta(hours=turn))


def held(lake: Lake) -> list[tuple[object, ...]]:
    snapshot = lake.snapshot()
    rows = snapshot.run(snapshot.events().drop("seen_at")).to_pylist()
    return sorted(tuple(row.values()) for row in rows)


def table(*rows: str) -> str:
    return "\n".join([HEAD, *rows]) + "\n"


def test_only_what_is_new_is_added(lake, box):
    box.put("a.csv", table(*ROWS[:3]))
    done = run(lake, box)
    assert (done.added, done.complete, done.note) == (3, True, "")
    assert (run(lake, box, turn=1).added, run(lake, box, turn=1).repeated) == (0, 0)  # not even read again
    box.put("copy.csv", table(*ROWS[:3]))
    assert (run(lake, box, turn=2).added, run(lake, box, turn=2).complete) == (0, True)
    (box.root / "a.csv").rename(box.root / "b.csv")
    assert run(lake, box, turn=3).added == 0
    box.put("b.csv", table(*ROWS))
    assert run(lake, box, turn=4).added == 3
    (told,) = lake.snapshot().coverage()
    assert (told.since_at.day, told.until_at.day, told.rows >= 6) == (1, 6, True)


def test_the_lake_is_the_same_in_any_order(tmp_path, lake, box):
    box.put("a.csv", table(*ROWS))
    run(lake, box)
    other, other_box = made(tmp_path / "other"), Box(tmp_path / "other-drop")
    for turn, row in enumerate(reversed(ROWS)):
        other_box.put(f"{turn}.csv", table(row, ROWS[0]))
        run(other, other_box, turn=turn)
    assert held(lake) == held(other)


def test_bad_rows_are_told_until_they_are_mended(lake, box):
    box.put("a.csv", table(ROWS[0], "soon,Bo,,,1,1"))
    done = run(lake, box)
    assert (done.added, done.complete) == (1, False)
    assert done.note == "1 of 2 row was refused: moot drop check a.csv"
    assert run(lake, box, turn=1).note == done.note  # it was not read again, and is still wrong
    box.put("a.csv", table(ROWS[0], ROWS[1]))
    assert (run(lake, box, turn=2).added, run(lake, box, turn=2).complete) == (1, True)


def test_a_strict_mapping_takes_files_whole_or_not_at_all(lake, box):
    box.put("a.csv", table(ROWS[0], "soon,Bo,,,1,1"))
    box.put("b.csv", table(ROWS[1]))
    done = run(lake, box, replace(SHEET, strict=True))
    assert (done.added, done.complete, done.note) == (1, False, "2 of 2 rows were refused: moot drop check a.csv")


def test_a_file_that_cannot_be_read_hinders_no_other(lake, box, tmp_path):
    box.put("a.xlsx", "PK")
    box.put("b.csv", table(ROWS[0]))
    (tmp_path / "secret.csv").write_text("x")
    (box.root / "c.csv").symlink_to(tmp_path / "secret.csv")
    done = run(lake, box)
    assert (done.added, done.complete) == (1, False)
    assert done.note == (
        "a.xlsx: it is a spreadsheet's workbook, which is not read; c.csv: it leads out of the drop folder"
    )


def test_an_empty_folder_is_not_complete(lake, box):
    done = run(lake, box)
    assert (done.complete, done.note) == (False, "no file of the drop folder matches *")


def test_a_changed_mapping_reads_everything_again(lake, box):
    box.put("a.csv", table(ROWS[0]))
    run(lake, box)
    assert run(lake, box, replace(SHEET, subject="other:{会议}"), turn=1).added == 1


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_a_run_killed_at_any_step_loses_nothing(lake, box, tmp_path, monkeypatch, stop):
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    monkeypatch.setattr("folkmoot.jobs.gather.AT_ONCE", 1)
    box.put("a.csv", table(*ROWS))

    class Killed(BaseException):
        """The process is gone."""

    def killing(read, _of):
        if read == stop:
            raise Killed

    with pytest.raises(Killed):
        gather(lake, DropStream(box.folder, SHEET, "Asia/Shanghai"), {}, NOW, killing)
    run(lake, box, turn=1)
    whole = made(tmp_path / "whole")
    run(whole, box)
    assert held(lake) == held(whole)
    assert len(held(lake)) == len(ROWS)


def test_rows_of_one_key_are_one_event_with_all_the_minutes(lake, box):
    rows = "2026-11-01 19:30,Ann,,,1,20", "2026-11-01 19:00,Ann,,,1,25", "2026-11-01 19:00,Bo,,,1,"
    box.put("a.csv", table(*rows))
    run(lake, box, replace(SHEET, together=True))
    snapshot = lake.snapshot()
    rows = snapshot.run(snapshot.events().select("actor", "at", "amount").order_by("actor")).to_pylist()
    assert [(row["actor"], row["at"].minute, row["amount"]) for row in rows] == [
        ("meeting:ann", 0, 45.0), ("meeting:bo", 0, None)
    ]  # fmt: skip


def test_a_touched_file_with_the_same_rows_adds_nothing(lake, box):
    path = box.root / box.put("a.csv", table(*ROWS))
    run(lake, box)
    os.utime(path, ns=(1, 1))
    done = run(lake, box, turn=1)
    assert (done.added, done.repeated) == (0, 6)


def test_a_meeting_of_every_week_is_attended_every_week(lake, box):
    """Its number is the same each time; who reconnects on one day has attended once."""
    drop = replace(SHEET, together=True)
    for day in (3, 10, 17):
        box.put(f"{day}.csv", table(f"2026-11-{day:02} 19:00,Ann,,,88,20", f"2026-11-{day:02} 19:30,Ann,,,88,25"))
    run(lake, box, drop)
    assert len(held(lake)) == 3


def test_a_list_without_the_number_of_its_meeting_may_be_renamed_and_grow(lake, box):
    head = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest"
    rows = ["Ann,,11/03/2026 07:00:32 PM,,30,No", "Bo,,11/03/2026 07:01:32 PM,,30,No"]
    zoom = Drop("zoom", "*", preset="zoom")
    box.put("participants_1.csv", "\n".join([head, rows[0]]))
    assert run(lake, box, zoom).added == 1
    (box.root / "participants_1.csv").unlink()
    box.put("renamed.csv", "\n".join([head, *rows]))
    assert run(lake, box, zoom, turn=1).added == 1
    other = [row.replace("/03/", "/04/") for row in rows]
    box.put("next.csv", "\n".join([head, *other]))
    assert run(lake, box, zoom, turn=2).added == 2
