"""Places on a graticule: where a dot lies, names that do not meet, and nothing that could run."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from folkmoot.press.dot_map import Dot, dot_map
from folkmoot.press.qr import qr_svg

BERLIN, HANGZHOU = Dot("Berlin", 52.52, 13.4, 1), Dot("Hangzhou", 30.27, 120.15, 9, url="/chapters/hangzhou/")


def circles(svg: str) -> list[tuple[float, float, float]]:
    found = re.findall(r'<circle[^>]* cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg)
    return [(float(x), float(y), float(r)) for x, y, r in found]


def test_west_is_left_north_is_up_and_more_people_make_a_larger_dot():
    svg = dot_map([BERLIN, HANGZHOU], width=700, height=400, says="Map")
    (east_x, east_y, large), (west_x, west_y, small) = circles(svg)
    assert west_x < east_x
    assert west_y < east_y
    assert small < large
    assert all(0 < value < 700 for value in (west_x, east_x))
    assert {"Berlin", "Hangzhou"} <= set(re.findall(r">([A-Z][a-z]+)</text>", svg))
    assert "30°N" in svg
    assert "E</text>" in svg


def test_dots_of_one_place_stand_beside_each_other():
    svg = dot_map(
        [HANGZHOU, Dot("University", 30.27, 120.15, 9), Dot("Club", 30.28, 120.15, 9)],
        width=360,
        height=300,
        says="Map",
    )
    places = {(x, y) for x, y, _r in circles(svg)}
    assert len(places) == 3


def test_words_are_escaped_and_an_empty_map_is_one():
    svg = dot_map([Dot("<script>", 0, 0, css='"onload="', url='"><script>')], width=360, height=300, says='"')
    assert "<script>" not in svg
    ElementTree.fromstring(svg)
    ElementTree.fromstring(dot_map([], width=360, height=300, says="Map"))


def test_a_code_is_dark_on_white_whatever_the_theme():
    svg = qr_svg("https://p.example/gatherings/lake-2026-03-20/check-in/?code=1.abc", 'Code "1"')
    ElementTree.fromstring(svg)
    assert 'fill="#ffffff"' in svg
    assert 'fill="#000000"' in svg
