"""A page that can be presented: keys turn the slides, nothing comes from elsewhere, and print stays as it was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from folkmoot.model.answer import Column
from folkmoot.model.text import Text
from folkmoot.press.document import Document, Section, Table
from folkmoot.press.page import page_of, script_of_show

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
LONG = Table((Column("a", Text("A")),), tuple({"a": f"row {number}"} for number in range(60)), 60)
MADE = Document(
    "Deck", "Example", "en", datetime(2020, 12, 17), "Said.",
    (Section("One", "First."), Section("Two", lines=("Only a line",)), Section("Three", "Long.", table=LONG)),
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def test_the_one_script_stands_inside_and_only_where_it_is_asked_for():
    assert "<script" not in page_of(MADE)
    page = page_of(MADE, show=True)
    assert page.count("<script") == 1
    assert f"<script>{script_of_show()}</script>" in page
    assert "src=" not in page
    assert "</script" not in script_of_show()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")
def test_arrow_keys_turn_the_slides_and_escape_ends(browser, tmp_path: Path):
    file = tmp_path / "deck.html"
    file.write_text(page_of(MADE, show=True), "utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(file.as_uri())
    shown = "[...document.querySelectorAll('header, section')].filter(one => one.offsetParent || getComputedStyle(one).display !== 'none').length"
    assert page.evaluate(shown) == 4
    page.click("#present")
    assert page.evaluate(shown) == 1
    page.keyboard.press("ArrowRight")
    assert page.url.endswith("#s1")
    page.keyboard.press("End")
    assert page.locator(".place").inner_text() == "4 / 4"
    last = page.locator("#s3")
    assert last.evaluate("one => one.scrollHeight <= one.clientHeight || one.style.getPropertyValue('--fit') === '0.5'")
    page.keyboard.press("ArrowRight")  # there is nothing after the last
    page.keyboard.press("ArrowLeft")
    assert page.locator(".place").inner_text() == "3 / 4"
    page.emulate_media(media="print")
    assert page.evaluate(shown) == 4
    page.emulate_media(media="screen")
    page.keyboard.press("Escape")
    assert page.evaluate(shown) == 4
    page.close()
