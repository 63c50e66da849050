"""Collecting again and again: nothing is lost, nothing is doubled, whatever happened in between."""

import os
import signal
import subprocess
import sys
import time
from datetime import datetime

import pytest

from folkmoot.jobs.collect import collect_git
from folkmoot.lake.lake import Lake
from folkmoot.sources.git.client import open_repository

NOW = datetime(2026, 11, 21)
REPO = "gitee:example/kit"


@pytest.fixture
def lake(tmp_path):
    made = Lake.at(tmp_path / "lake")
    made.create()
    return made


def collect(lake, folder, now=NOW):
    known = {row.repo: row for row in lake.snapshot().coverage() if row.kind == "commit.authored"}
    told = []
    done = collect_git(
        lake, open_repository(folder, lake.folder / "cache"), REPO, known.get(REPO), now=now,
        progress=lambda read, total: told.append((read, total)),
    )  # fmt: skip
    return done, told


def ids(lake):
    snapshot = lake.snapshot()
    return sorted(snapshot.run(snapshot.events().select("id")).column("id").to_pylist())


def test_a_second_run_with_nothing_new_adds_nothing(kit, lake):
    kit.commit("One", {"a": "1"})
    first, told = collect(lake, kit.folder)
    assert (first.commits, first.added, told) == (1, 1, [(1, 1)])
    again, told = collect(lake, kit.folder)
    assert (again.commits, again.added, told) == (0, 0, [])


def test_a_second_run_reads_only_what_is_new(kit, lake):
    kit.commit("One", {"a": "1"})
    collect(lake, kit.folder)
    kit.commit("Two", {"a": "2"})
    done, _ = collect(lake, kit.folder)
    assert (done.commits, done.added, done.repeated) == (1, 1, 0)
    assert len(ids(lake)) == 2


def test_after_a_force_push_what_is_new_is_read_and_what_was_seen_stays(kit, lake):
    kit.commit("One", {"a": "1"})
    kit.commit("Gone", {"a": "2"})
    collect(lake, kit.folder)
    kit("reset", "-q", "--hard", "HEAD~1")
    kit.commit("Instead", {"a": "3"})
    kit("reflog", "expire", "--expire=now", "--all")
    kit("gc", "-q", "--prune=now")
    done, _ = collect(lake, kit.folder)
    assert done.added == 1
    assert len(ids(lake)) == 3


def test_coverage_says_how_far_and_when(kit, lake):
    kit.commit("One", {"a": "1"})
    collect(lake, kit.folder)
    by_kind = {row.kind: row for row in lake.snapshot().coverage()}
    assert set(by_kind) == {"commit.authored", "change.merged"}
    row = by_kind["commit.authored"]
    assert (row.since_at, row.until_at, row.read_at, row.complete) == (datetime(2026, 1, 1), NOW, NOW, True)


def test_a_shallow_clone_is_marked_incomplete(kit, lake, tmp_path, git_at):
    for number in range(3):
        kit.commit(str(number), {"a": str(number)})
    git_at(tmp_path / "x")("clone", "-q", "--depth=1", f"file://{kit.folder}", str(tmp_path / "shallow"))
    done, _ = collect(lake, tmp_path / "shallow")
    assert not done.complete
    assert "shallow" in done.note
    assert not any(row.complete for row in lake.snapshot().coverage())


def test_an_empty_repository_is_read_and_says_so(kit, lake):
    done, _ = collect(lake, kit.folder)
    assert (done.added, done.note) == (0, "the repository has no commits yet")


KILLED = """
import sys
from datetime import datetime
from pathlib import Path
import folkmoot.jobs.collect as job
from folkmoot.lake.lake import Lake
from folkmoot.sources.git.client import open_repository
job.BATCH = 25
lake = Lake.at(Path(sys.argv[1]))
said = lambda read, total: print(read, flush=True)
job.collect_git(lake, open_repository(Path(sys.argv[2]), lake.folder / "c"), sys.argv[3], None, now=datetime(2026, 11, 21), progress=said)
"""


def big(kit, commits=400):
    """Give the repository many commits at once."""
    lines = []
    for number in range(commits):
        lines.append(f"commit refs/heads/master\ncommitter Ann <ann@example.org> {1_700_000_000 + number * 60} +0000")
        lines.append(f"data 2\nx\n\nM 100644 inline f{number % 7}/a\ndata 6\n{number:05}\n")
    kit("fast-import", "--quiet", stdin="\n".join(lines).encode())


def test_a_run_that_is_killed_is_completed_by_the_next(kit, lake, tmp_path):
    big(kit)
    whole = Lake.at(tmp_path / "whole")
    whole.create()
    collect(whole, kit.folder)
    for patience in (1, 3, 6):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(lake.folder), str(kit.folder), REPO], stdout=subprocess.PIPE, text=True,
            env=os.environ,
        )  # fmt: skip
        for _ in range(patience):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.stdout.close()
        process.wait()
        time.sleep(0.01)
        assert set(ids(lake)) <= set(ids(whole))
    done, _ = collect(lake, kit.folder)
    assert ids(lake) == ids(whole)
    assert len(ids(lake)) == 400
    assert done.repeated > 0


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "commits", "merged"),
    [
        ("community", 943, 350),
        ("hub", 658, 244),
        ("mindarmour", 893, 368),
        ("mindinsight", 4049, 1485),
        ("models", 5882, 3116),
    ],
)
def test_real_histories_give_the_known_counts(real_data, lake, name, commits, merged):
    done, _ = collect(lake, real_data / "git" / f"{name}.bundle")
    assert done.commits == commits
    assert done.added == commits + merged
