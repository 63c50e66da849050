"""A project, an image and a table."""

from __future__ import annotations

from pathlib import Path

import httpx

from folkmoot.model.facts import Stream
from folkmoot.sources.downloads.client import asked, releases
from folkmoot.sources.downloads.stream import Image, Project, ReleaseFiles, Tables
from folkmoot.sources.http.client import Web

SAMPLES = Path(__file__).parent / "samples"
URL = "https://stats.example.org/"


def streams(folder: Path) -> list[Stream]:
    """Return one of each kind."""
    web = Web(URL, service="statistics", transport=httpx.MockTransport(_server), sleep=lambda _: None)

    def ask(path: str) -> object:
        return asked(web, path, "kit")

    (folder / "2026.csv").write_text("date,version,country,count\n2026-02-01,1.0,CN,5\n2026-02-02,1.0,,7\n", "utf-8")
    files = ReleaseFiles("example/kit", lambda: releases(web, "example/kit"))
    return [Project("kit", ask), Image("example/kit", ask), files, Tables("other", folder)]


def _server(request: httpx.Request) -> httpx.Response:
    name = "image" if "repositories" in request.url.path else request.url.path.rpartition("/")[2]
    if request.url.path.startswith("/repos/") and "page" not in request.url.params:
        more = {"Link": f'<{URL}repos/example/kit/releases?page=2>; rel="next"'}
        return httpx.Response(200, json=[], headers=more)
    return httpx.Response(200, content=(SAMPLES / f"{name}.json").read_bytes())
