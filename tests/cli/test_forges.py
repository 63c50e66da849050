"""moot collect github, as a user runs it, against a server on loopback that answers from the samples."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from folkmoot.lake.lake import Lake
from tests.sources.contract import Kept, read
from tests.sources.github.forge import Forge

Answer = Callable[[httpx.Request], httpx.Response]


@contextmanager
def served(answer: Answer) -> Iterator[str]:
    """Serve what ``answer`` says on loopback while the block runs; yields the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send(b"")

        def do_POST(self) -> None:
            self._send(self.rfile.read(int(self.headers["content-length"])))

        def _send(self, body: bytes) -> None:
            response = answer(httpx.Request(self.command, f"http://{self.headers['host']}{self.path}", content=body,
                                            headers=dict(self.headers.items())))  # fmt: skip
            self.send_response(response.status_code)
            for name, value in response.headers.items():
                if name not in ("content-length", "content-encoding", "transfer-encoding"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(response.content)))
            self.end_headers()
            self.wfile.write(response.content)

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def kinds(folder) -> Counter[str]:
    snapshot = Lake.at(folder / "lake").snapshot()
    return Counter(snapshot.run(snapshot.events().select("kind"))["kind"].to_pylist())


def test_a_repository_of_github_is_added_read_and_gone_on_with(workspace):
    from folkmoot.wiring.streams.github import streams_of_repository

    forge, kept = Forge(size=3), Kept()
    for stream in streams_of_repository(forge.github(tokens=()), "example/kit"):
        read(stream, kept)
    with served(forge.answer) as api:
        told = json.loads(workspace("collect", "github", "example/kit", "--api", api, "--format", "json"))
        assert told["failed"] == []
        assert {row["repo"] for row in told["rows"]} == {"github:example/kit"}
        assert kinds(workspace.folder) == Counter(one.kind for one in kept.events.values())
        again = json.loads(workspace("collect", "--format", "json"))
    assert [row["added"] for row in again["rows"]] == [0] * len(told["rows"])
    settings = (workspace.folder / "folkmoot.toml").read_text()
    assert settings.count("[[github]]") == 1
    assert 'repos = ["example/kit"]' in settings


def test_a_repository_that_is_not_there_is_never_called_complete_and_a_name_must_be_one(workspace):
    with served(lambda _request: httpx.Response(404, json={"message": "Not Found"})) as api:
        told = workspace("collect", "github", "example/kit", "--api", api, "--format", "json")
    assert {row["complete"] for row in json.loads(told)["rows"]} == {False}
    assert "no repository of a forge" in workspace("collect", "github", "kit", code=2)
