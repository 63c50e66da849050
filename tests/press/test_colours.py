"""Raw colours stand in one file, the portal's design tokens; everything else names them."""

from __future__ import annotations

import re
from pathlib import Path

import folkmoot
from folkmoot.press.page import page_of
from folkmoot.press.tokens import DARK, LIGHT
from tests.press.test_report import MADE

ROOT = Path(folkmoot.__file__).parent
TOKENS = ROOT / "web/static/folkmoot/css/tokens.css"
MADE_OF_IT = {ROOT / "press/tokens.py"}  # `make docs` writes it from the tokens
RAW = re.compile(
    r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(", re.IGNORECASE
)
VALUE = re.compile(r":[^;{}]*")


def raw_in(path: Path) -> list[str]:
    words = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    return [found for value in VALUE.findall(words) for found in RAW.findall(value)]


def test_only_the_tokens_hold_raw_colours():
    styles = [path for path in ROOT.rglob("*.css") if path != TOKENS]
    assert ROOT / "press/page.css" in styles
    assert {path.name: found for path in styles if (found := raw_in(path))} == {}
    assert raw_in(TOKENS)


def test_a_drawing_that_cannot_name_them_has_none_of_its_own():
    known = {colour.lower() for colour in (*LIGHT.values(), *DARK.values())}
    for path in ROOT.rglob("*.svg"):
        assert {found.lower() for found in RAW.findall(path.read_text("utf-8"))} <= known, path


def test_styles_name_only_colours_that_there_are():
    page = (ROOT / "press/page.css").read_text("utf-8")
    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", page)) <= set(LIGHT)


def test_a_printed_page_has_the_tokens_of_paper():
    from folkmoot.press.document import Document

    page = page_of(Document("May", "Example", "en", MADE, "", ()))
    assert f"--ink: {LIGHT['ink']};" in page
    assert f"--accent: {LIGHT['accent']};" in page
