"""Screenshots of every page at three widths, in both languages and both themes, of a workspace that it serves itself.

``python tools/shots.py [WORKSPACE] [--only NAME]``: without a workspace it makes a small demo community.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WIDTHS = {390: 844, 1280: 900, 1920: 1080}
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
THEMES = ("light", "dark")
PORT = 8199
MOOT = Path(sys.executable).with_name("moot")

PAGES = {
    "overview": "/",
    "wall": "/?wall=1",
    "board-people": "/board/people/",
    "board-work": "/board/work/",
    "board-answers": "/board/answers/",
    "board-quality": "/board/quality/",
    "board-reach": "/board/reach/",
    "board-talk": "/board/talk/",
    "indicator": "/board/indicator/change_first_response/",
    "targets": "/board/targets/",
    "compare": "/compare/",
    "compare-periods": "/compare/?by=period",
    "groups": "/groups/",
    "people": "/people/",
    "repositories": "/repositories/",
    "activity": "/activity/?by=person",
    "events": "/events/",
    "data": "/data/",
    "findings": "/data/findings/",
    "matching": "/data/matching/",
    "definitions": "/data/definitions/",
    "search": "/search/?q=a",
    "sign-in": "/sign-in/",
    "nothing": "/events/?since=1999-01-01&until=1999-01-02",
    "lost": "/no-such-page/",
}


@contextmanager
def served(workspace: Path) -> Iterator[str]:
    """Serve a workspace while the block runs; yields the address."""
    command = [str(MOOT), "--workspace", str(workspace), "serve", "--port", str(PORT)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{PORT}"
    try:
        _wait(address)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _wait(address: str) -> None:
    for _try in range(120):
        try:
            urllib.request.urlopen(f"{address}/data/definitions/", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
        else:
            return
    raise SystemExit("the portal did not start")


def busiest(address: str) -> dict[str, str]:
    """Return the pages of the group and the person with the most events."""
    import json
    from urllib.parse import quote

    pages = {}
    for name, path in (("group", "groups"), ("person", "people")):
        with urllib.request.urlopen(f"{address}/{path}.json", timeout=60) as answer:
            rows = json.load(answer)["rows"]
        if rows:
            top = max(rows, key=lambda row: row["events"] or 0)
            pages[name] = f"/{path}/{quote(top.get('slug') or top['id'])}/"
    return pages


def shoot(address: str, pages: dict[str, str], folder: Path) -> None:
    """Make a picture of every page for every width, language and theme."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for width, height in WIDTHS.items():
            for language, locale in LANGUAGES.items():
                for theme in THEMES:
                    context: Any = browser.new_context(
                        viewport={"width": width, "height": height},
                        color_scheme=theme,  # type: ignore[arg-type]  # one of THEMES
                        locale=locale,
                    )
                    for name, path in pages.items():
                        page = context.new_page()
                        page.goto(address + path)
                        page.screenshot(
                            path=folder / f"{name}-{width}-{theme}-{language}.png", full_page=name != "wall"
                        )
                        page.close()
                    context.close()
                    print(f"{width} {language} {theme}: {len(pages)} pages")
        browser.close()


def main() -> int:
    """Serve, shoot, and say where the pictures are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", nargs="?", type=Path)
    parser.add_argument("--only", help="one page's name")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        workspace = given.workspace or Path(made) / "demo"
        if given.workspace is None:
            size = ["--people", "120", "--months", "18", "--seed", "7"]
            subprocess.run([str(MOOT), "demo", str(workspace), *size], check=True)
        with served(workspace) as address:
            pages = {**PAGES, **busiest(address)}
            shoot(address, {given.only: pages[given.only]} if given.only else pages, Path("shots"))
    print("The pictures are in shots/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
