"""Pages of the portal over a large demo: cold, warm and asked anew, beside raw DuckDB counting the same rows.

*Cold* is the first request that a fresh server process gets; the operating system may hold the files already. *Warm* is
the 95th percentile of the same request repeated; *anew* that of requests with a window that nobody has asked for, so that
no kept answer helps. The raw figure is one DuckDB query over the same Parquet files: the least that the counts cost.

``MOOT_BENCH_EVENTS=10000000`` sets how many events; ``MOOT_BENCH_DEMO=DIR`` uses a workspace that is there already.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from benchmarks import Row

NUMBER = int(os.environ.get("MOOT_BENCH_EVENTS", "1000000"))
MOOT = Path(sys.executable).with_name("moot")
REPEATED, ANEW = 40, 12
WINDOW = "since=2025-{month:02}-{day:02}&until=2026-09-30"

# A page, and the rows that it cannot do without, as one query each.
MONTHLY = "SELECT date_trunc('month', \"at\") AS m, kind, count(*), count(DISTINCT actor) FROM events GROUP BY ALL"
ACTORS = "SELECT actor, count(*), max(\"at\"), count(*) FILTER (kind = 'change.merged') FROM events GROUP BY actor"
REPOS = 'SELECT repo, count(*), count(DISTINCT actor), max("at") FROM events GROUP BY repo'
ONE_REPO = "SELECT actor, kind, count(*), max(\"at\") FROM events WHERE repo LIKE '%/models' GROUP BY ALL"
ONE_ACTOR = """
    SELECT date_trunc('month', "at") AS m, kind, repo, count(*) FROM events
    WHERE actor = (SELECT actor FROM events WHERE kind = 'change.opened' GROUP BY actor ORDER BY count(*) DESC LIMIT 1)
    GROUP BY ALL"""
NEWEST = 'SELECT * FROM events ORDER BY "at" DESC LIMIT 50'
PAGES = {
    "/": MONTHLY,
    "/groups/": REPOS,
    "/groups/modelzoo/": ONE_REPO,
    "/people/": ACTORS,
    "/people/{person}/": ONE_ACTOR,
    "/repositories/": REPOS,
    "/activity/?by=month": MONTHLY,
    "/activity/?by=person": ACTORS,
    "/events/": NEWEST,
    "/data/": "SELECT source, repo, kind, count(*) FROM events GROUP BY ALL",
    "/data/findings/": "",
    "/data/matching/": "",
    "/data/definitions/": "",
    "/search/?q=a": "",
}


def run() -> Iterator[Row]:
    """Yield the wall times of each page."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(os.environ.get("MOOT_BENCH_DEMO") or _demo(Path(folder) / "demo"))
        raw = {sql: _raw(workspace, sql) for sql in set(PAGES.values())}
        with _served(workspace) as port:
            person = _person(port)
            pages = {page.format(person=person): raw[sql] for page, sql in PAGES.items()}
            warm = {page: _times(port, [page] * REPEATED) for page in pages}
            anew = {page: _times(port, _windows(page)) for page in pages}
        for page, base in pages.items():
            with _served(workspace) as port:
                cold = _times(port, [page])[0]
            name = f"portal: {page if person not in page else '/people/…/'}"
            busy = f"load {os.getloadavg()[0]:.1f}"  # a figure taken on a busy machine says little
            yield Row(f"{name} cold", cold, base, busy if cold < 2 else f"over 2 s, {busy}")
            yield Row(f"{name} warm p95", _p95(warm[page]), base, "" if _p95(warm[page]) < 0.2 else "over 200 ms")
            yield Row(f"{name} anew p95", _p95(anew[page]), base)


def _demo(folder: Path) -> Path:
    arguments = ["demo", str(folder), "--events", str(NUMBER), "--until", "2026-11-01"]
    subprocess.run([str(MOOT), *arguments], check=True, stdout=subprocess.DEVNULL)
    return folder


def _raw(workspace: Path, sql: str) -> float:
    """Return the best of three times of the query; nothing where a page counts no events."""
    if not sql:
        return 0.0
    times = []
    with duckdb.connect() as duck:
        duck.execute(f"CREATE VIEW events AS SELECT * FROM read_parquet('{workspace}/lake/events/*.parquet')")
        for _ in range(3):
            began = time.perf_counter()
            duck.sql(sql).fetchall()
            times.append(time.perf_counter() - began)
    return min(times)


@contextmanager
def _served(workspace: Path) -> Iterator[int]:
    """Serve the workspace from a fresh process while the block runs; yields the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [str(MOOT), "--workspace", str(workspace), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    """Wait until the port is open, without asking for a page."""
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit("the portal did not start within 30 s")


def _person(port: int) -> str:
    """Return the path of a person with much to show: the first one of the people's page."""
    import json

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", "/people.json")
    rows = json.loads(connection.getresponse().read())["rows"]
    connection.close()
    return str(rows[0]["id"])


def _windows(page: str) -> list[str]:
    mark = "&" if "?" in page else "?"
    days = ((1 + number % 12, 1 + number * 2) for number in range(ANEW))
    return [page + mark + WINDOW.format(month=month, day=day) for month, day in days]


def _times(port: int, pages: list[str]) -> list[float]:
    """Return how long each request took, the whole body read."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    times = []
    for page in pages:
        began = time.perf_counter()
        connection.request("GET", page)
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - began)
        if answer.status != 200:
            sys.exit(f"{page} answered {answer.status}")
    connection.close()
    return times


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95) - 1 if len(times) > 1 else 0]
