"""Asking a forge whether it takes a token."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from folkmoot.wiring.proving import refused
from folkmoot.wiring.settings import Settings

ANSWERS = {"good-token-1111": 200, "none-token-2222": 401, "weak-token-3333": 403, "busy-token-4444": 429}


class Forge(BaseHTTPRequestHandler):
    """Knows some tokens."""

    def do_GET(self) -> None:
        token = self.headers.get("Authorization", "").rpartition(" ")[2]
        body = b"{}"
        self.send_response(ANSWERS.get(token, 401))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def api() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Forge)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def said(settings: Settings) -> list[str]:
    return [f"{one.severity} {one.about}: {one.says.en} {one.mend.en}" for one in refused(settings)]


def test_only_a_token_that_is_none_is_named_and_only_by_its_end(api, monkeypatch):
    monkeypatch.setenv("MOOT_GITHUB_TOKEN", ",".join(ANSWERS))
    monkeypatch.setenv("MOOT_GITEE_TOKEN", "none-token-2222")
    settings = Settings.model_validate({"github": [{"api": api}, {"api": api}], "gitee": [{"api": api}]})
    assert said(settings) == [
        "error github: GitHub refuses token 2 (it ends in 2222). Make a new one and put it into MOOT_GITHUB_TOKEN.",
        "error gitee: Gitee refuses token 1 (it ends in 2222). Make a new one and put it into MOOT_GITEE_TOKEN.",
    ]


def test_a_forge_that_is_away_is_told(monkeypatch):
    monkeypatch.setenv("MOOT_GITHUB_TOKEN", "good-token-1111")
    (line,) = said(Settings.model_validate({"github": [{"api": "http://127.0.0.1:9"}]}))
    assert line.startswith("warning github: GitHub cannot be asked: ")
    assert "good-token" not in line


def test_nobody_is_asked_without_a_token_or_a_table(monkeypatch):
    monkeypatch.delenv("MOOT_GITHUB_TOKEN", raising=False)
    assert said(Settings.model_validate({"github": [{"api": "http://127.0.0.1:9"}]})) == []
    monkeypatch.setenv("MOOT_GITHUB_TOKEN", "x")
    assert said(Settings()) == []
