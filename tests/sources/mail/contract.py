"""A list from two files and an archive that holds some of the same mails."""

from __future__ import annotations

import gzip
import shutil
from datetime import date
from pathlib import Path

import httpx

from folkmoot.model.facts import Stream
from folkmoot.sources.http.client import Web
from folkmoot.sources.mail.client import Archive
from folkmoot.sources.mail.stream import MailingList

SAMPLES = Path(__file__).parent / "samples"
URL = "https://lists.example.org/archives"
LIST = "dev@lists.example.org"


def streams(folder: Path) -> list[Stream]:
    """Return the list."""
    shutil.copy(SAMPLES / "2026-01.mbox", folder)
    (folder / "2026-02.txt.gz").write_bytes(gzip.compress((SAMPLES / "2026-02.txt").read_bytes()))
    web = Web(URL, service="HyperKitty", transport=httpx.MockTransport(_archive), sleep=lambda _: None)
    return [MailingList(LIST, (folder,), (Archive(web, URL, LIST),), date(2026, 2, 1))]


def _archive(request: httpx.Request) -> httpx.Response:
    start = date.fromisoformat(request.url.params["start"])
    path = SAMPLES / f"{start:%Y-%m}.txt"
    data = path.read_bytes() if path.exists() else b""
    return httpx.Response(200, content=gzip.compress(data), headers={"Content-Type": "application/gzip"})
