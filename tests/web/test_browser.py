"""The portal in a real browser: axe, keys, the evidence panel, charts under the strict policy, and without scripts."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.web.cast import make_community

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PAGES = ("/", "/?wall=1", "/groups/", "/groups/compiler/", "/people/", "/people/ann/", "/repositories/", "/activity/",
         "/events/", "/data/", "/data/findings/", "/data/matching/", "/data/definitions/", "/search/?q=a", "/sign-in/",
         "/board/people/", "/board/answers/", "/board/reach/", "/board/indicator/active_people/", "/board/targets/", "/compare/",
         "/compare/?by=period", "/ask/onion/", "/health/", "/scores/", "/alerts/",
         "/motions/", "/meetings/", "/meetings/?view=month", "/meetings/past/", "/talks/", "/talks/?when=waiting",
         "/actions/", "/elections/", "/ladders/", "/rounds/", "/rounds/reviews/", "/proposals/", "/founding/", "/lifecycle/",
         "/releases/", "/growth/", "/content/results/", "/contests/", "/chapters/", "/gatherings/",
         "/certificates/", "/certificates/verify/")  # fmt: skip
HEAVIEST = 200_000  # bytes of a page with everything it loads, without the chart scripts

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    workspace = make_community(tmp_path_factory.mktemp("kit"))
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    moot = Path(sys.executable).with_name("moot")
    process = subprocess.Popen(
        [moot, "--workspace", workspace, "serve", "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        _wait(f"http://127.0.0.1:{port}/search/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


def _wait(address: str) -> None:
    for _try in range(480):
        try:
            urllib.request.urlopen(address, timeout=10).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    pytest.fail("the portal did not start")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def said() -> list[str]:
    """What the browser's console complains about."""
    return []


@pytest.fixture
def page(browser, said) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce")
    opened = context.new_page()
    opened.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light_fits_every_screen_and_pleases_axe_in_both_themes(address, page, said, path):
    """All of it on one visit: a page is opened once, and then looked at in every way."""
    page.goto(address + path)
    sizes = page.evaluate(
        "performance.getEntries().filter(one => one.transferSize !== undefined).map(one => [one.name, one.transferSize])"
    )
    assert not [name for name, _size in sizes if "/charts/" in name]
    assert sum(size for _name, size in sizes) < HEAVIEST
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert _violations(page) == []
    for width in (390, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"document.documentElement.scrollWidth <= {width}", timeout=3_000)
    assert said == []


def _violations(page) -> list[tuple[str, list[str]]]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        (one["id"], [node["html"][:160] + node["failureSummary"][:200] for node in one["nodes"][:3]]) for one in found
    ]


def test_a_slash_and_a_chord_reach_the_search(address, page):
    page.goto(address + "/groups/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "seek"
    page.keyboard.type("ann")
    page.wait_for_selector("#seek-found a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/ann/")
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.id") == "seek"


def test_the_theme_switches_at_once_and_stays(address, page):
    page.goto(address + "/groups/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-theme-switch]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.goto(address + "/people/")
    assert page.get_attribute("html", "data-theme") == "dark"


def test_evidence_opens_beside_the_page_and_escape_closes_it(address, page, said):
    page.goto(address + "/people/")
    page.click("td.num a[data-evidence]")
    page.wait_for_selector("#panel[open] table.events")
    assert page.url.endswith("/people/")
    page.keyboard.press("Escape")
    assert not page.is_visible("#panel")
    assert said == []


def test_a_filter_applies_itself_and_leaves_nothing_empty_in_the_address(address, page):
    page.goto(address + "/people/?since=2026-01&until=2026-02")
    page.select_option("select[name=group]", "compiler")
    page.wait_for_url("**group=compiler*")
    assert "repo=" not in page.url
    assert "since=2026-01-01&until=2026-02-28" in page.url


def test_a_chart_answers_the_pointer_under_the_strict_policy(address, page, said):
    page.goto(address + "/?since=all")
    page.hover("figure[data-vega]")
    page.wait_for_selector("figure[data-vega] svg.marks", timeout=20_000)
    page.hover("figure[data-vega] svg.marks .mark-rect path >> nth=0", force=True)
    page.wait_for_selector(".tip:not([hidden]) dd")
    assert said == []


def test_every_page_reads_without_scripts(address, browser):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path)
        assert page.is_visible("main h1")
    page.goto(address + "/people/")
    page.click("td.num a[data-evidence]")
    assert "/events/" in page.url
    page.select_option("select[name=group]", "compiler")
    page.click("form[data-filters] button.without-script")
    assert "group=compiler" in page.url
    context.close()
