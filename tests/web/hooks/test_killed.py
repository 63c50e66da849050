"""A server that is killed while deliveries pour in has kept every one that it had acknowledged, and no half one."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.web.cast import make_empty

SECRET = "wind in the willows"
MOOT = Path(sys.executable).with_name("moot")
ENOUGH = 300  # acknowledged before the blow
PATIENCE = 180  # seconds for a machine that is busy with other things


def send(port: int, name: str, acknowledged: list[str], stopped: threading.Event) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as line:
        send_over(line, name, acknowledged, stopped)


def send_over(line: http.client.HTTPConnection, name: str, acknowledged: list[str], stopped: threading.Event) -> None:
    for number in range(100_000):
        if stopped.is_set():
            return
        key = f"{name}-{number}"
        body = json.dumps({"action": "edited", "key": key, "filling": "x" * 4000}).encode()
        headers = {
            "Content-Type": "application/json",
            "X-GitHub-Event": "watch",
            "X-GitHub-Delivery": key,
            "X-Hub-Signature-256": "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest(),
        }
        try:
            line.request("POST", "/hooks/github", body, headers)
            answer = line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return  # the blow
        if answer.status == 200:
            acknowledged.append(key)


def serve(workspace: Path, port: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [str(MOOT), "--workspace", str(workspace), "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "MOOT_HOOK_GITHUB_SECRET": SECRET},
    )
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.05)
    kill(process)
    pytest.fail("the portal did not start")


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the server, its worker, and the reader of deliveries beside it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)


def test_nothing_that_was_acknowledged_is_lost_when_the_server_is_killed(tmp_path):
    workspace = make_empty(tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    acknowledged: list[str] = []
    stopped = threading.Event()
    process = serve(workspace, port)
    senders = [threading.Thread(target=send, args=(port, f"s{n}", acknowledged, stopped)) for n in range(6)]
    try:
        for sender in senders:
            sender.start()
        until = time.monotonic() + PATIENCE
        while len(acknowledged) < ENOUGH and time.monotonic() < until:
            time.sleep(0.005)
    finally:
        kill(process)
        stopped.set()
        for sender in senders:
            sender.join(30)
    with sqlite3.connect(workspace / "ledger.sqlite3") as ledger:
        rows = dict(ledger.execute("SELECT key, body FROM ledger_delivery"))
    assert len(acknowledged) >= ENOUGH
    assert set(acknowledged) <= rows.keys()
    assert all(json.loads(body)["key"] == key for key, body in rows.items())
