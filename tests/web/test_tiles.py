"""Tiles and badges: well-formed whatever the names say, unknown as unknown, in real colours, and fit to be embedded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.text import Text
from folkmoot.web.tiles import badge_svg, tile_svg
from tests.web.cast import make_community

SVG = "{http://www.w3.org/2000/svg}"
TILE = {
    "title": Text("Active people", "活跃人数"), "unit": Text("people", "人"), "shows": "number", "value": 90.0, "before": 120.0,
    "better": "up", "spark": [60.0, 80.0, None, None, 90.0], "unread": [False, False, True, True, False],
    "fresh_at": datetime(2026, 2, 8, 3), "why": Text(),
}  # fmt: skip
HOSTILE = "</text><script>alert(1)</script>\" onload='x' & \x00\x0b"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_community(tmp_path_factory.mktemp("kit"))


@pytest.fixture
def portal(workspace: Path, monkeypatch: pytest.MonkeyPatch, client: Client) -> Client:
    monkeypatch.setenv("MOOT_WORKSPACE", str(workspace))
    return client


def said(svg: str) -> str:
    return " ".join("".join(text.itertext()) for text in fromstring(svg).iter(f"{SVG}text"))


def test_a_tile_says_what_how_much_how_it_moved_and_as_of_when():
    words = said(tile_svg(TILE, name="Kit", window="12 months"))
    assert all(
        part in words for part in ("Active people", "90 people", "▼ 25% worse", "as of 2026-02-08", "Kit", "12 months")
    )


def test_months_that_were_not_read_are_a_gap_in_the_line():
    drawn = fromstring(tile_svg(TILE))
    assert len([path for path in drawn.iter(f"{SVG}path") if path.get("class") == "run"]) == 2
    assert len([rect for rect in drawn.iter(f"{SVG}rect") if rect.get("class") == "gap"]) == 1


def test_an_unknown_value_is_called_unknown_and_never_zero():
    unknown = {**TILE, "value": None, "why": Text("Nothing was read.")}
    for svg in (tile_svg(unknown), badge_svg(unknown)):
        assert "unknown" in said(svg)
        assert " 0" not in said(svg)
    assert "Nothing was read." in said(tile_svg(unknown))


def test_the_theme_decides_the_colours_and_auto_leaves_it_to_the_reader():
    style = {
        theme: fromstring(tile_svg(TILE, theme=theme)).find(f"{SVG}style").text for theme in ("light", "dark", "auto")
    }
    assert "prefers-color-scheme:dark" in style["auto"]
    assert "prefers" not in style["light"] + style["dark"]
    assert style["auto"].startswith(style["light"])
    assert "var(" not in "".join(style.values())


@given(st.text(), st.lists(st.none() | st.floats(-1e9, 1e9), max_size=30), st.none() | st.floats(-1e9, 1e9))
def test_whatever_the_words_and_numbers_it_is_xml(words, numbers, value):
    tile = {**TILE, "title": Text(words), "unit": Text(words), "spark": numbers, "value": value, "why": Text(words)}
    fromstring(tile_svg(tile, name=words, window=words))
    fromstring(badge_svg(tile, label=words))


def test_hostile_names_stay_words():
    for svg in (tile_svg({**TILE, "title": Text(HOSTILE)}, name=HOSTILE), badge_svg(TILE, label=HOSTILE)):
        tags = {one.tag for one in fromstring(svg).iter()}
        assert f"{SVG}script" not in tags
        assert not any(name.startswith("on") for one in fromstring(svg).iter() for name in one.attrib)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/tiles/active_people.svg", "/badge/active_people.svg", "/tiles/active_people.svg?group=compiler"]
)
def test_a_drawing_may_be_embedded_kept_and_asked_for_again(portal, path):
    first = portal.get(path)
    assert first["Content-Type"].startswith("image/svg+xml")
    assert first["Cache-Control"] == "public, max-age=3600"
    assert first["Access-Control-Allow-Origin"] == "*"
    assert "script-src" not in first["Content-Security-Policy"]
    fromstring(first.content)
    assert portal.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert portal.get(path, headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.django_db
def test_the_address_alone_decides_the_language_and_remembers_nothing(portal):
    chinese = portal.get("/tiles/active_people.svg?lang=zh&theme=dark", headers={"accept-language": "en"})
    assert "活跃人数" in chinese.content.decode()
    assert not chinese.cookies
    plain = portal.get("/tiles/active_people.svg", headers={"accept-language": "zh-CN"})
    assert "Active people" in plain.content.decode()


@pytest.mark.django_db
def test_there_is_no_tile_of_what_is_no_indicator(portal):
    assert portal.get("/tiles/nothing.svg").status_code == 404
    assert portal.get("/badge/nothing.svg").status_code == 404
