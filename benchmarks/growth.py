"""A large lake read for the first time, after two appends, and after a correction of identity, beside raw DuckDB scans.

Each time people by month, every thread (change or issue) and every indicator as the board shows it (the last twelve months, those before
them, and 24 months one by one) are asked, in one process. The raw
figure is one DuckDB query over the same Parquet files, counting events and accounts by month and kind: what a single question
costs there.

``MOOT_BENCH_EVENTS=10000000`` sets how many events; ``MOOT_BENCH_DEMO=DIR`` takes a copy of a workspace that is there;
``MOOT_BENCH_INDICATORS=stars,mails`` asks only these.
"""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from benchmarks import Row
from folkmoot.lake.append import append_events
from folkmoot.metrics import reference
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.metrics.people import people_by_month
from folkmoot.model.identity import Correction
from folkmoot.model.scope import Scope
from folkmoot.reports.ask import ask
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import question_of
from folkmoot.wiring.house import open_house

NUMBER = int(os.environ.get("MOOT_BENCH_EVENTS", "1000000"))
MOOT = Path(sys.executable).with_name("moot")
TODAY, ADDED = date(2026, 11, 1), 10_000
BOARD = "12m"  # the window of the portal's board
assert reference.DECLARED  # importing it declares the indicators

SCAN = "SELECT date_trunc('month', \"at\") AS m, kind, count(*), count(DISTINCT actor) FROM events GROUP BY ALL"
# Some of the newest events once more, under other ids and partly of people who were never seen.
NEW = """
    SELECT md5(id || 'again') AS id, * EXCLUDE (id, actor),
        CASE WHEN hash(id, 1) % 50 = 0 THEN 'gitee:new' || hash(id, 2) % 100 ELSE actor END AS actor
    FROM events ORDER BY "at" DESC LIMIT {number}
"""


def run() -> Iterator[Row]:
    """Yield the wall times of all three, each step of them, and of single indicators."""
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(_workspace(Path(folder) / "w"))
        raw, new = _raw(house.folder / "lake")
        homes = house.homes()
        yield from _asked("first", homes, raw)
        for start, name in ((0, f"{ADDED:,} events appended"), (ADDED, "as many again")):
            append_events(house.lake, new.slice(start, ADDED))
            grown = house.homes()
            yield from _asked(name, grown, raw)
        two = sorted(account for account in grown.identity.person_of if account.startswith("gitee:"))[:2]
        merged = Correction("bench", "merge", two[0], two[1])
        corrected = replace(grown, corrections=(*grown.corrections, merged), ledger_version="bench")
        del homes, grown
        gc.collect()
        yield from _asked("one identity corrected", corrected, raw)


def _asked(name: str, homes: Homes, raw: float) -> Iterator[Row]:
    steps: Mapping[str, Callable[[], Any]] = {
        "who is who": lambda: homes.identity,
        "the reading": lambda: homes.reading.prepare(),  # noqa: PLW0108  # else it would be made before the clock starts
        "threads": lambda: homes.threads(Scope()),
        "people by month": lambda: homes.rows(people_by_month(homes.events(Scope()), Scope())),
    }
    times = {step: _seconds(work) for step, work in steps.items()}
    for step, took in times.items():
        yield Row(f"growth: {name}: {step}", took, raw, _memory())
    wanted = [one for one in INDICATORS if one in os.environ.get("MOOT_BENCH_INDICATORS", one).split(",")]
    single = {one: _seconds(lambda one=one: _indicator(homes, one)) for one in wanted}  # type: ignore[misc]
    slowest = max(single, key=lambda one: single[one])
    yield Row(f"growth: {name}: the slowest of {len(single)} indicators", single[slowest], raw, slowest)
    yield Row(f"growth: {name}: all indicators", sum(single.values()), raw, _memory())
    yield Row(f"growth: {name}: everything", sum(times.values()) + sum(single.values()), raw, _memory())


def _indicator(homes: Homes, name: str) -> None:
    asked = {"names": name, "since": BOARD}
    ask(homes, question_of(homes.charter, "board", asked, TODAY))


def _workspace(folder: Path) -> Path:
    if said := os.environ.get("MOOT_BENCH_DEMO"):
        shutil.copytree(said, folder)
    else:
        arguments = ["demo", str(folder), "--events", str(NUMBER), "--until", str(TODAY)]
        subprocess.run([str(MOOT), *arguments], check=True, stdout=subprocess.DEVNULL)
    return folder


def _raw(lake: Path) -> tuple[float, Any]:
    """Return the best of three times of the scan, and the events that are to be appended."""
    with duckdb.connect() as duck:
        duck.execute(f"CREATE VIEW events AS SELECT * FROM read_parquet('{lake}/events/*.parquet')")
        best = min(_seconds(lambda: duck.sql(SCAN).fetchall()) for _round in range(3))
        return best, duck.sql(NEW.format(number=2 * ADDED)).to_arrow_table()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _memory() -> str:
    """Say how much memory this process has now, and has had at most."""
    said = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    now, peak = (int(said[name].split()[0]) // 1024 for name in ("VmRSS", "VmHWM"))
    return f"{now} MB, peak {peak} MB, load {os.getloadavg()[0]:.1f}"
