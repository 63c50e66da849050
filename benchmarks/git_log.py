"""From a git repository to committed rows of the lake, beside ``git log`` with the same options.

``MOOT_BENCH_REPO=/path`` measures a repository of yours; else one is made, the same every time.
"""

from __future__ import annotations

import os
import random
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks import Row
from folkmoot.jobs.collect import Task, collect_git
from folkmoot.lake.lake import Lake
from folkmoot.sources.git.bundle import open_repository
from folkmoot.sources.git.stream import LOG

COMMITS = 15_000
ROUNDS = 3


def run() -> Iterator[Row]:
    """Yield the wall times of reading a whole history, and of reading it again with nothing new."""
    with tempfile.TemporaryDirectory() as folder:
        said = os.environ.get("MOOT_BENCH_REPO")
        repository = Path(said) if said else made(Path(folder) / "made.git")
        ours, raw, again, commits = [], [], [], 0
        for number in range(ROUNDS):
            raw.append(raw_log(repository))
            first, second, commits = collected(repository, Path(folder) / f"lake-{number}")
            ours.append(first)
            again.append(second)
        peak = f"{commits:,} commits; peak {peak_memory() // 1024} MB"
        yield Row(f"git: {commits:,} commits to the lake", min(ours), min(raw), peak)
        yield Row("git: the same again, nothing new", min(again), min(raw))


def raw_log(repository: Path) -> float:
    """Return the seconds that git takes to print what is asked of it."""
    started = time.perf_counter()
    refs = ("--branches", "--remotes", "--tags", "HEAD")
    subprocess.run(["git", "-C", str(repository), *LOG, *refs], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def collected(repository: Path, folder: Path) -> tuple[float, float, int]:
    """Return the seconds of a first and of a second run, and how many commits were read."""
    lake = Lake.at(folder)
    lake.create()
    times, commits = [], 0
    for _ in range(2):
        started = time.perf_counter()
        known = {row.kind: row for row in lake.snapshot().coverage()}
        opened = open_repository(repository, folder / "cache")
        done = collect_git(Task(lake, opened, "git:bench", datetime(2026, 1, 1), known))
        times.append(time.perf_counter() - started)
        commits = max(commits, done.commits)
    return times[0], times[1], commits


def peak_memory() -> int:
    """Return the most memory this process had, in kB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def made(folder: Path) -> Path:
    """Make a bare repository of 15,000 commits: files of some hundred lines, a few edited each time, some merges."""
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder)], check=True)
    feed = subprocess.Popen(["git", "-C", str(folder), "fast-import", "--quiet"], stdin=subprocess.PIPE)
    assert feed.stdin is not None
    for piece in _history(random.Random(7)):
        feed.stdin.write(piece.encode())
    feed.stdin.close()
    if feed.wait():
        raise SystemExit("git fast-import failed")
    return folder


def _history(dice: random.Random) -> Iterator[str]:
    files = {f"src/part{n % 40}/module{n}.py": [f"line {n} {m} = {m * n}" for m in range(300)] for n in range(600)}
    paths = sorted(files)
    for number in range(1, COMMITS + 1):
        who = f"Person {number % 97} <person{number % 97}@example.org> {1_500_000_000 + number * 600} +0800"
        message = f"Change {number}\n\nSigned-off-by: Person {number % 97} <person{number % 97}@example.org>\n"
        yield f"commit refs/heads/master\nmark :{number}\ncommitter {who}\ndata {len(message)}\n{message}\n"
        if number > 100 and number % 6 == 0:
            yield f"from :{number - 1}\nmerge :{number - 3}\n"
        for path in dice.sample(paths, dice.choice((1, 1, 2, 3, 5))):
            lines = files[path]
            for _ in range(dice.randint(1, 12)):
                lines[dice.randrange(len(lines))] = f"value_{dice.randrange(10**6)} = compute({number})"
            text = "\n".join(lines) + "\n"
            yield f"M 100644 inline {path}\ndata {len(text)}\n{text}\n"
