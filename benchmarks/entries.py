"""The leaderboard of a submission contest with 1,000 entrants and 100,000 entries over HTTP, beside raw SQL that groups the same rows.

*Asked again* is the 95th percentile of one page asked over and over; *paged* of all pages in turn; *after a new score* of a page that
is asked each time after one more entry was scored, so that no kept answer helps. The raw figure is one SQL query that finds the best
entry of each entrant.

``MOOT_BENCH_ENTRIES=10000`` sets how many entries.
"""

from __future__ import annotations

import http.client
import os
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks import Row
from folkmoot.model.actor import Actor
from folkmoot.model.submission import MetricPlan
from folkmoot.rules.submissions import key_of
from folkmoot.wiring.house import open_house
from folkmoot.wiring.workspace import make_workspace

ENTRANTS, NUMBER = 1_000, int(os.environ.get("MOOT_BENCH_ENTRIES", "100000"))
REPEATED, ANEW, LINES = 60, 30, 50
MOOT = Path(sys.executable).with_name("moot")
METRICS = (MetricPlan("accuracy"), MetricPlan("size", better="lower", places=0))
CHARTER = """\
community: {{name: Bench}}
people: [{{id: bo, name: Bo, accounts: ["gitee:bo"]}}]
contests:
- id: bench
  title: Bench
  begins: {begins}
  ends: {ends}
  organizers: [bo]
  kind: submissions
  evaluation: {{score: score.py, metrics: [{{id: accuracy}}, {{id: size, better: lower, places: 0}}]}}
"""
RAW = "SELECT entrant, max(key), count(*) FROM ledger_submissionact WHERE contest = 'bench' AND state = 'scored' GROUP BY entrant ORDER BY 2 DESC"


def run() -> Iterator[Row]:
    """Yield the wall times of the leaderboard."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = _workspace(folder)
        house = open_house(workspace)
        began = time.monotonic()
        _filled()
        yield Row(f"entries: {NUMBER:,} recorded, each with three acts and audit rows", time.monotonic() - began, 0)
        raw = min(_seconds(lambda: _raw(workspace)) for _turn in range(5))
        with _served(workspace) as port:
            pages = [f"/contests/bench/?page={page}" for page in range(1, ENTRANTS // LINES + 1)]
            first = _seconds(lambda: _get(port, pages[0]))
            yield Row("entries: leaderboard, the first request of a fresh server", first, raw)
            for title, wanted in (("asked again", [pages[0]] * REPEATED), ("paged", [*pages, *pages])):
                yield _row(title, [_seconds(lambda page=page: _get(port, page)) for page in wanted], raw)  # type: ignore[misc]
            anew = []
            for turn in range(ANEW):
                _one_more(turn)
                anew.append(_seconds(lambda: _get(port, pages[0])))
            yield _row("after a new score", anew, raw)
        del house


def _row(title: str, times: list[float], raw: float) -> Row:
    times.sort()
    p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
    return Row(f"entries: leaderboard, {title}, p95", p95, raw, f"median {times[len(times) // 2] * 1000:.0f} ms")


def _workspace(folder: Path) -> Path:
    today = datetime.now(UTC).date()
    (folder / "charter").mkdir()
    words = CHARTER.format(begins=today - timedelta(days=60), ends=today + timedelta(days=9))
    (folder / "charter" / "community.yaml").write_text(words, "utf-8")
    (folder / "charter" / "score.py").write_text("print('{}')\n", "utf-8")
    return make_workspace(folder / "w", folder / "charter")


def _filled() -> None:
    """Record entrants and entries as quickly as the tables take them."""
    from django.db import transaction

    from folkmoot.ledger.models import Audit, ContestAct, Submission, SubmissionAct

    dice, start = random.Random(7), datetime.now(UTC) - timedelta(days=50)
    with transaction.atomic():
        _many(ContestAct, (
            ContestAct(at=start, who="x", contest="bench", ordinal=n + 1, verb="enter", person=f"gitee:p{n}", content={"city": ""})
            for n in range(ENTRANTS)
        ))  # fmt: skip
        _many(Submission, (
            Submission(at=start + timedelta(seconds=30 * n), who="x", contest="bench", entrant=f"gitee:p{n % ENTRANTS}",
                       ordinal=n // ENTRANTS + 1, name="entry.zip", digest="0" * 64, size=1000) for n in range(NUMBER)
        ))  # fmt: skip
        for verb, state in (("begin", "running"), ("end", "scored")):
            _many(SubmissionAct, (_act(dice, start, n, verb, state) for n in range(NUMBER)))
        _many(Audit, (
            Audit(at=start, who="x", verb="submission.end", about=f"submission {n}", after={"state": "scored"}, origin="")
            for n in range(3 * NUMBER + ENTRANTS)
        ))  # fmt: skip


def _act(dice: random.Random, start: datetime, place: int, verb: str, state: str) -> Any:
    from folkmoot.ledger.models import SubmissionAct

    at = start + timedelta(seconds=30 * place)
    values = {"accuracy": Decimal(dice.randrange(10_000)).scaleb(-4), "size": Decimal(dice.randrange(500))}
    key = key_of(METRICS, values, at.replace(tzinfo=None), place + 1) if verb == "end" else ""
    content = {
        "metrics": {name: str(value) for name, value in values.items()},
        "fault": "",
        "says": {"en": "Scored.", "zh": ""},
    }
    return SubmissionAct(
        at=at, who="x", submission_id=place + 1, contest="bench", entrant=f"gitee:p{place % ENTRANTS}", verb=verb, state=state,
        ordinal=1 if verb == "begin" else 2, key=key, content=content,
    )  # fmt: skip


def _many(table: Any, rows: Iterator[Any]) -> None:
    table.objects.bulk_create(rows, batch_size=500)


def _one_more(turn: int) -> None:
    from folkmoot.ledger import submissions

    actor, now = Actor("bench"), datetime.now(UTC).replace(tzinfo=None)
    seen = NUMBER // ENTRANTS + turn
    made = submissions.hand_in("bench", "gitee:p1", seen, name="x", digest="1" * 64, size=1, actor=actor, now=now)
    lease = submissions.take([made.number], "bench", actor=actor, now=now, length=timedelta(seconds=60))
    if lease is not None:
        values = {"accuracy": Decimal(turn).scaleb(-4), "size": Decimal(1)}
        submissions.end(lease, "scored", actor=actor, now=now, key=key_of(METRICS, values, now, made.number))


def _raw(workspace: Path) -> None:
    with sqlite3.connect(workspace / "ledger.sqlite3") as ledger:
        ledger.execute(RAW).fetchall()
    ledger.close()


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _get(port: int, page: str) -> None:
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    door.request("GET", page)
    answer = door.getresponse()
    body = answer.read()
    door.close()
    if answer.status != 200 or b"contest-table" not in body:
        raise RuntimeError(f"{page}: {answer.status}")


@contextmanager
def _served(workspace: Path) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    server = subprocess.Popen(
        [str(MOOT), "--workspace", str(workspace), "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_it_listens(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _until_it_listens(port: int) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError("the portal does not listen")
