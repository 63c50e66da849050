"""Writers that run at once, wait for each other, or die: nothing lost, nothing doubled, no torn table."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from folkmoot.lake.append import append_events
from folkmoot.lake.compact import compact
from folkmoot.lake.lake import Lake
from folkmoot.lake.parts import write_part
from folkmoot.lake.staging import sweep
from folkmoot.lake.tables import EVENTS
from folkmoot.model.errors import LakeBusy
from folkmoot.model.event import stable_id
from tests.lake.facts import ids, numbered

HERE = Path(__file__).resolve().parent.parent.parent


def started(lake: Lake, first: int, last: int, size: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.lake.writer", str(lake.folder), str(first), str(last), str(size)]
    writer = subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    return writer


def finished(writer: subprocess.Popen[str]) -> int:
    assert writer.stdout is not None
    writer.stdout.close()
    return writer.wait(60)


def expected(first: int, last: int) -> list[str]:
    return sorted(stable_id("event", str(number)) for number in range(first, last))


def test_two_processes_append_overlapping_batches_at_once(lake: Lake) -> None:
    writers = [started(lake, 0, 240, 40), started(lake, 100, 300, 25)]
    assert [finished(writer) for writer in writers] == [0, 0]
    assert ids(lake) == expected(0, 300)


def test_threads_append_the_same_batches_at_once(lake: Lake) -> None:
    batch = [numbered(number) for number in range(200)]
    added: list[int] = []
    threads = [threading.Thread(target=lambda: added.append(append_events(lake, batch).added)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(added) == [0, 0, 0, 200]
    assert ids(lake) == expected(0, 200)


def test_a_writer_killed_at_any_moment_loses_and_doubles_nothing(lake: Lake) -> None:
    """Killed six times at random moments, each time run again from its beginning; then once to the end."""
    chance = random.Random(7)
    for _ in range(6):
        writer = started(lake, 0, 2_000, 20)
        time.sleep(chance.uniform(0, 0.4))
        writer.kill()
        assert finished(writer) == -9
        seen = ids(lake)  # readable after every death, and whole batches only
        assert len(seen) == len(set(seen))
        assert len(seen) % 20 == 0
    append_events(lake, (numbered(number) for number in range(2_000)))
    assert ids(lake) == expected(0, 2_000)
    compact(lake, keep=timedelta(0))
    sweep(lake.folder, margin=0)
    assert ids(lake) == expected(0, 2_000)
    assert {path.name for path in lake.path(EVENTS).glob("*.parquet")} == {
        part.path for part in lake.state(EVENTS).parts
    }
    assert list((lake.folder / ".staging").iterdir()) == []


def test_a_compaction_beside_two_writers_loses_and_doubles_nothing(lake: Lake) -> None:
    writers = [started(lake, 0, 120, 10), started(lake, 60, 180, 10)]
    while any(writer.poll() is None for writer in writers):
        compact(lake, keep=timedelta(0))
    assert [finished(writer) for writer in writers] == [0, 0]
    assert ids(lake) == expected(0, 180)


def test_files_that_no_commit_names_are_invisible_and_removed(lake: Lake) -> None:
    """As a writer leaves them that dies between moving its files into the table and its commit."""
    append_events(lake, [numbered(1)])
    rows = lake.snapshot().run(lake.snapshot().events())
    orphan = lake.path(EVENTS) / write_part(lake.path(EVENTS), rows, EVENTS).path
    assert len(ids(lake)) == 1
    compact(lake)
    assert orphan.exists()  # young: it may be a file that a reader of an older state still needs
    compact(lake, keep=timedelta(0))
    assert not orphan.exists()
    assert len(ids(lake)) == 1


def test_the_staged_files_of_a_living_writer_are_not_swept(lake: Lake) -> None:
    def slow() -> object:
        yield numbered(1)
        assert sweep(lake.folder, margin=0) == 0
        yield numbered(2)

    assert append_events(lake, slow()).added == 2  # type: ignore[arg-type]  # a generator of events


def test_a_writer_that_waits_too_long_says_who_holds_the_lake(lake: Lake) -> None:
    with lake.locked(), pytest.raises(LakeBusy, match=r"another writer \(process \d+\) has held the lake"):
        append_events(lake, [numbered(1)], timeout=0.1)
    assert ids(lake) == []
    assert append_events(lake, [numbered(1)], timeout=0.1).added == 1


def test_tables_are_made_once_however_many_make_them(tmp_path: Path) -> None:
    lake = Lake.at(tmp_path / "lake")
    threads = [threading.Thread(target=lake.create) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lake.create()
    assert lake.version() == "0.0.0.0"
