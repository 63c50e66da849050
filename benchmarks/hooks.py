"""Deliveries of webhooks through a real server, each committed before its 200, beside bare SQLite commits of the same rows.

The sender keeps 16 connections open and waits for each answer before it sends the next one; it shares the machine with
the server. The raw figure inserts the same bodies into one table with the same durability, one commit for each.

``MOOT_BENCH_DELIVERIES=20000`` sets how many.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import Row

NUMBER = int(os.environ.get("MOOT_BENCH_DELIVERIES", "10000"))
CONNECTIONS = 16
SECRET = "of the benchmark"
MOOT = Path(sys.executable).with_name("moot")


def run() -> Iterator[Row]:
    """Yield how long the deliveries take, and how long bare commits do."""
    bodies = [_body(number) for number in range(NUMBER)]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        raw = _bare(folder / "bare.sqlite3", bodies)
        with _served(folder) as (port, ledger):
            requests = [_request(number, body) for number, body in enumerate(bodies)]
            ours = _send(port, requests)
            kept = _kept(ledger)
        note = f"{NUMBER / ours:.0f} a second of {len(bodies[0]) // 1024} kB, {kept} of {NUMBER} kept"
        yield Row(f"hooks: {NUMBER} deliveries, committed before each 200", ours, raw, note)


def _body(number: int) -> bytes:
    """Return a delivery as long as most of GitHub's are."""
    words = {f"url_{n}": f"https://api.github.com/repos/example/kit/things/{n}" for n in range(110)}
    return json.dumps({"action": "edited", "number": number, "repository": {"id": 1, **words}}).encode()


def _request(number: int, body: bytes) -> bytes:
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    head = (
        "POST /hooks/github HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-GitHub-Event: issues\r\nX-GitHub-Delivery: bench-{number}\r\nX-Hub-Signature-256: sha256={signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _send(port: int, requests: Sequence[bytes]) -> float:
    """Send all of them over some connections; return the seconds until the last one is acknowledged."""
    refused: list[bytes] = []

    def one_connection(mine: Sequence[bytes]) -> None:
        with socket.create_connection(("127.0.0.1", port)) as line, line.makefile("rb") as answers:
            for request in mine:
                line.sendall(request)
                status, length = answers.readline(), 0
                while (header := answers.readline()) not in (b"\r\n", b""):
                    if header.lower().startswith(b"content-length:"):
                        length = int(header.split(b":")[1])
                answers.read(length)
                if b" 200 " not in status:
                    refused.append(status)

    threads = [threading.Thread(target=one_connection, args=(requests[n::CONNECTIONS],)) for n in range(CONNECTIONS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused:
        raise SystemExit(f"{len(refused)} deliveries were refused: {refused[0]!r}")
    return time.perf_counter() - started


def _bare(path: Path, bodies: Sequence[bytes]) -> float:
    with sqlite3.connect(path, isolation_level=None) as bare:
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("PRAGMA synchronous=FULL")
        bare.execute("CREATE TABLE deliveries (id INTEGER PRIMARY KEY, key TEXT UNIQUE, body TEXT)")
        started = time.perf_counter()
        for number, body in enumerate(bodies):
            bare.execute("INSERT INTO deliveries (key, body) VALUES (?, ?)", (f"bench-{number}", body.decode()))
        return time.perf_counter() - started


@contextmanager
def _served(folder: Path) -> Iterator[tuple[int, Path]]:
    charter, workspace = folder / "charter", folder / "w"
    charter.mkdir()
    (charter / "community.yaml").write_text("community: {name: Bench}\n", "utf-8")
    subprocess.run([MOOT, "init", workspace, "--charter", charter], check=True, stdout=subprocess.DEVNULL)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen(
        [MOOT, "--workspace", workspace, "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL, env={**os.environ, "MOOT_HOOK_GITHUB_SECRET": SECRET},
    )  # fmt: skip
    try:
        _wait(port)
        yield port, workspace / "ledger.sqlite3"
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    for _try in range(240):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.25)
    raise SystemExit("the portal did not start")


def _kept(ledger: Path) -> int:
    with sqlite3.connect(ledger) as opened:
        return int(opened.execute("SELECT count(*) FROM ledger_delivery").fetchone()[0])
