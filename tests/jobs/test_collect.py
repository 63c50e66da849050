"""Collecting again and again: nothing is lost, nothing is doubled, whatever happened in between."""

import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta

import pytest

import folkmoot.jobs.collect as job
from folkmoot.jobs.collect import Task, collect_git
from folkmoot.lake.lake import Lake
from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.git.bundle import open_repository

NOW = datetime(2026, 11, 21)
REPO = "gitee:example/kit"
DAY = timedelta(days=1)


@pytest.fixture
def lake(tmp_path):
    made = Lake.at(tmp_path / "lake")
    made.create()
    return made


def collect(lake, folder, now=NOW, **options):
    known = {row.kind: row for row in lake.snapshot().coverage()}
    told = []
    opened = open_repository(folder, lake.folder / "cache")
    task = Task(lake, opened, REPO, now, known, lambda read, total: told.append((read, total)), **options)
    return collect_git(task), told


def covered(lake):
    return {row.kind: row for row in lake.snapshot().coverage()}


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
    kit("checkout", "-q", "-b", "fix")
    kit.commit("Two", {"b": "1"})
    kit("checkout", "-q", "master")
    kit.merge("!1 Two\nMerge pull request !1 from ann/fix", "fix")
    collect(lake, kit.folder)
    row = covered(lake)["commit.authored"]
    assert (row.since_at, row.until_at, row.read_at, row.complete) == (datetime(2026, 1, 1), NOW, NOW, True)
    assert {kind: row.rows for kind, row in covered(lake).items()} == {"commit.authored": 3, "change.merged": 1}
    kit.commit("Four", {"c": "1"})
    collect(lake, kit.folder, NOW + DAY)
    assert {kind: row.rows for kind, row in covered(lake).items()} == {"commit.authored": 4, "change.merged": 1}
    assert covered(lake)["commit.authored"].read_at == NOW + DAY


def test_dates_that_cannot_be_true_are_counted_and_cover_nothing(kit, lake):
    kit.commit("Never set", {"a": "1"}, at="@0 +0000")
    kit.commit("One", {"a": "2"})
    done, _ = collect(lake, kit.folder)
    assert done.note == "1 commits have a date that cannot be true"
    kit.commit("Two", {"a": "3"})
    done, _ = collect(lake, kit.folder, NOW + DAY)
    assert done.note == covered(lake)["commit.authored"].note == "1 commits have a date that cannot be true"
    assert covered(lake)["commit.authored"].since_at == datetime(2026, 1, 1)


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


def test_a_shallow_clone_that_was_deepened_is_read_whole(kit, lake, tmp_path, git_at):
    for number in range(3):
        kit.commit(str(number), {"a": str(number)})
    shallow = tmp_path / "shallow"
    git_at(tmp_path / "x")("clone", "-q", "--depth=1", f"file://{kit.folder}", str(shallow))
    assert collect(lake, shallow)[0].added == 1
    assert collect(lake, shallow, NOW + DAY)[0].commits == 0
    git_at(tmp_path / "y")("-C", str(shallow), "fetch", "-q", "--unshallow")
    done, _ = collect(lake, shallow, NOW + 2 * DAY)
    assert (done.added, done.repeated, done.complete, done.note) == (2, 1, True, "")
    assert covered(lake)["commit.authored"].rows == 3


def test_a_history_that_breaks_off_is_marked_and_what_was_read_stays(kit, lake):
    """Thirty commits; the file of the first, which git tells of last, is damaged."""
    big(kit, 30)
    blob = kit("rev-parse", "master~29:f0/a")
    kit("unpack-objects", "-q", stdin=moved_pack(kit))
    (kit.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(SourceUnreadable, match=blob):
        collect(lake, kit.folder, size=10)
    assert len(ids(lake)) == 20
    row = covered(lake)["commit.authored"]
    assert (row.complete, row.rows) == (False, 20)
    assert row.note.startswith("the reading broke off: git cannot read it")


def moved_pack(kit):
    """Take the pack out of the repository and return it."""
    (pack,) = (kit.folder / ".git" / "objects" / "pack").glob("*.pack")
    held = pack.read_bytes()
    for path in pack.parent.iterdir():
        path.unlink()
    return held


def test_what_cannot_be_read_at_all_covers_nothing(kit, lake):
    kit.commit("One", {"a": "1"})
    tree = kit("rev-parse", "HEAD^{tree}")
    (kit.folder / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(SourceUnreadable):
        collect(lake, kit.folder)
    assert ids(lake) == []
    assert covered(lake) == {}


def test_counting_a_robot_s_merges_reads_the_history_once_more(kit, lake):
    kit.commit("One", {"a": "1"})
    kit("checkout", "-q", "-b", "fix")
    kit.commit("Two", {"b": "1"})
    kit("checkout", "-q", "master")
    kit.merge("!1 Two\nFrom: @ann\nReviewed-by: @bo\nSigned-off-by: @bo", "fix")
    assert collect(lake, kit.folder)[0].added == 3
    done, _ = collect(lake, kit.folder, NOW + DAY, robots=True)
    assert (done.added, done.repeated) == (1, 3)
    assert collect(lake, kit.folder, NOW + 2 * DAY, robots=True)[0].commits == 0


def test_progress_is_told_in_steps_and_at_the_end(kit, lake, monkeypatch):
    monkeypatch.setattr(job, "STEP", 100)
    big(kit, 450)
    told = collect(lake, kit.folder)[1]
    assert [read for read, _total in told] == [100, 200, 300, 400, 450]
    assert told[-1] == (450, 450)
    assert {total for _read, total in told} <= {0, 450}


def test_two_repositories_do_not_meet(kit, lake, tmp_path, git_at):
    other = git_at(tmp_path / "other")
    for one in (kit, other):
        one.commit("One", {"a": "1"})
    for repo, one in (("gitee:example/kit", kit), ("gitee:example/other", other)):
        done = collect_git(Task(lake, open_repository(one.folder, lake.folder / "cache"), repo, NOW))
        assert done.added == 1


KILLED = """
import sys
from datetime import datetime
from pathlib import Path
from folkmoot.jobs.collect import Task, collect_git
import folkmoot.jobs.collect as job
from folkmoot.lake.lake import Lake
from folkmoot.sources.git.bundle import open_repository
job.STEP = 1
lake = Lake.at(Path(sys.argv[1]))
said = lambda read, total: print(read, flush=True)
opened = open_repository(Path(sys.argv[2]), lake.folder / "c")
collect_git(Task(lake, opened, sys.argv[3], datetime(2026, 11, 21), progress=said, size=25))
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
    for patience in (30, 80, 160):
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
