"""The board: what tiles say, unknown kept apart, comparisons, targets, the wall, kept views, and any report as a page."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.utils import translation

from folkmoot.web import gauges, house
from folkmoot.web.drawing import curve, heat_years, progress
from folkmoot.web.templatetags.moot_board import before_words
from folkmoot.web.tiles import tile_svg
from tests.web.cast import make_community
from tests.web.test_pages import shown, visible

DECLARED = """
board:
  tiles: [d2_people, active_people, stars]
  wall: [d2_people]
  minimum_group: 5
  views: [{id: compiler, title: {en: The compiler, zh: 编译器}, address: "/board/people/?group=compiler"}]
targets:
  - {id: two, title: {en: Two authors, zh: 两位作者}, goal: 2, year: 2026, indicator: d2_people}
annotations:
  - {day: 2026-01-20, title: {en: Summit, zh: 峰会}, kind: event}
"""
WINDOW = "since=2026-01-01&until=2026-02-28"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("board")
    made = make_community(folder)
    with (folder / "charter" / "community.yaml").open("a", encoding="utf-8") as file:
        file.write(DECLARED)
    return made


@pytest.fixture
def portal(workspace: Path, monkeypatch: pytest.MonkeyPatch, client: Client) -> Client:
    monkeypatch.setenv("MOOT_WORKSPACE", str(workspace))
    return client


def tile(name: str, page: str) -> str:
    """Return the HTML of one tile."""
    tiles = (one.partition("</article>")[0] for one in page.split("<article")[1:])
    return next(one for one in tiles if f"/board/indicator/{name}/" in one)


def test_a_tile_says_its_number_and_opens_its_page_with_the_filter(portal):
    one = tile("d2_people", shown(portal, f"/?{WINDOW}&group=compiler"))
    assert "2<small>people</small>" in one
    assert 'href="/board/indicator/d2_people/?since=2026-01-01&amp;until=2026-02-28&amp;group=compiler"' in one


def test_an_unknown_number_says_why_and_is_no_zero(portal):
    one = visible("<p " + tile("stars", shown(portal, f"/?{WINDOW}")))
    assert "unknown Nothing was read that would tell it." in one
    assert "0" not in one


def test_a_tile_shows_the_target_that_speaks_of_it(portal):
    one = visible("<p " + tile("d2_people", shown(portal, f"/?{WINDOW}")))
    assert "Target 2 people" in one


def test_kept_views_are_listed_and_a_new_one_can_be_kept(portal):
    page = shown(portal, f"/?{WINDOW}")
    assert 'href="/board/people/?group=compiler"' in page
    assert "address: /?since=2026-01-01&amp;until=2026-02-28" in page


def test_the_wall_shows_its_own_tiles_and_reads_itself_again(portal):
    page = shown(portal, "/?wall=1")
    assert page.count('<article class="gauge"') == 1
    assert 'hx-trigger="every 120s"' in page
    assert re.search(r'<noscript>\s*<meta http-equiv="refresh"', page)


def test_the_board_has_one_address(portal):
    assert portal.get("/board/?group=compiler")["Location"] == "/?group=compiler"
    assert portal.get("/board/nix/").status_code == 404
    assert portal.get("/board/indicator/nix/").status_code == 404


def test_an_indicator_tells_its_definition_its_periods_and_what_happened(portal):
    page = shown(portal, f"/board/indicator/d2_people/?{WINDOW}&by=week")
    for words in ("author of a merged change", "level_counts", "Summit", "Why am I not counted?", "The same by group"):
        assert words in page
    rows = portal.get(f"/board/indicator/d2_people.json?{WINDOW}").json()["rows"]
    assert [(row["period"], row["value"]) for row in rows] == [("2026-01", 1), ("2026-02", 1)]


def test_a_family_shows_every_indicator_and_what_stands_behind_them(portal):
    page = shown(portal, f"/board/people/?{WINDOW}")
    for name in ("d0_people", "d1_people", "d2_people", "contributor_absence_factor"):
        assert f"/board/indicator/{name}/" in page
    for block in ("levels", "retention", "onionlayers"):
        assert f'id="{block}"' in page


def test_small_organisations_are_not_told(portal):
    page = visible(shown(portal, f"/compare/?by=org&{WINDOW}"))
    assert "fewer than 5 people: not shown" in page
    rows = portal.get(f"/compare.json?by=org&{WINDOW}").json()["rows"]
    assert all(row["people"] is None for row in rows)


def test_ticked_boxes_become_one_word_of_the_address(portal):
    answer = portal.get("/compare/?names=d1_people&names=d2_people&by=repo")
    assert answer["Location"] == "/compare/?names=d1_people%2Cd2_people&by=repo"
    assert "D2 developers" in shown(portal, f"/compare/?names=d1_people,d2_people&{WINDOW}")


def test_targets_say_how_far_and_whether_that_is_enough(portal):
    page = visible(shown(portal, "/board/targets/?year=2026"))
    assert "Two authors" in page
    assert re.search(r"\d of 2 people", page)
    assert "2027" in visible(shown(portal, "/board/targets/?year=2027"))


def test_any_report_has_a_page_and_private_ones_have_none(portal):
    assert "Cy Outsider" in shown(portal, f"/ask/levels/?level=d2&{WINDOW}")
    assert portal.get("/ask/people/")["Location"] == "/people/"
    assert portal.get("/ask/doctor/").status_code == 404
    assert portal.get("/ask/nix/").status_code == 404


def test_somebody_learns_why_they_are_not_counted(portal):
    page = visible(shown(portal, f"/ask/counted/?id=gitee:ann&indicator=d2_people&{WINDOW}"))
    assert "Ann Author" in page
    assert "does not count events of this kind" in page


def test_a_groups_page_has_its_numbers(portal):
    page = shown(portal, f"/groups/compiler/?{WINDOW}")
    assert 'id="numbers"' in page
    assert "group=compiler" in tile("active_people", page)


def test_parquet_keeps_its_types(portal):
    table = pq.read_table(io.BytesIO(portal.get(f"/people.parquet?{WINDOW}").content))
    assert str(table.schema.field("events").type) == "int64"
    assert str(table.schema.field("last_at").type) == "timestamp[us, tz=UTC]"
    assert table.schema.metadata[b"title"] == b"People"


def test_a_page_asks_no_report_twice_with_the_same_words(portal, monkeypatch):
    for path in (
        f"/?{WINDOW}",
        f"/board/people/?{WINDOW}",
        f"/board/answers/?{WINDOW}",
        f"/board/indicator/d2_people/?{WINDOW}",
    ):
        asked: list[tuple[object, ...]] = []
        answer = house.House.answer

        def counted(self, name, parameters, *rest, asked=asked, answer=answer):
            asked.append((name, *sorted(parameters.items())))
            return answer(self, name, parameters, *rest)

        monkeypatch.setattr(house.House, "answer", counted)
        shown(portal, path)
        monkeypatch.setattr(house.House, "answer", answer)
        assert len(asked) == len(set(asked)), asked
        assert len(asked) <= 10


@pytest.mark.parametrize(
    ("tiled", "said"),
    [
        ({"value": 12, "before": 10, "shows": "number", "better": "up"}, ("▲ 20%", "better", "good")),
        ({"value": 12, "before": 10, "shows": "hours", "better": "down"}, ("▲ 20%", "worse", "bad")),
        ({"value": 0.5, "before": 0.4, "shows": "share", "better": ""}, ("▲ 10 points", "", "")),
        ({"value": 5, "before": 5, "shows": "number", "better": "up"}, ("=", "no change", "")),
        ({"value": 5, "before": 0, "shows": "number", "better": "up"}, ("▲ from none", "better", "good")),
        ({"value": None, "before": 5, "shows": "number", "better": "up"}, None),
        ({"value": 5, "before": None, "shows": "number", "better": "up"}, None),
    ],
)
def test_how_a_number_moved_is_said_in_shape_and_words(tiled, said):
    with translation.override("en"):
        now = gauges.moved(tiled, "before")
    assert (now and (now.sign, now.word, now.css)) == said


@pytest.mark.parametrize(
    ("value", "shows", "figure", "unit"),
    [
        (30.4, "hours", "30.4", "hours"),
        (240, "hours", "10", "days"),
        (0.054, "share", "5.4%", ""),
        (None, "number", "–", ""),
    ],
)
def test_figures_have_the_unit_that_can_be_read(value, shows, figure, unit):
    with translation.override("en"):
        assert (gauges.amount(value, shows), gauges.unit_of(value, shows, "people")) == (figure, unit)


def test_a_gap_in_a_curve_is_a_gap():
    drawn = curve([1, None, 2, 3])
    assert drawn.count("M") == 4  # the base, two runs, the last point


@pytest.mark.parametrize(
    ("unread", "shaded"), [((), 0), ((False, False, False, False), 0), ((False, True, True, False), 1)]
)
def test_only_what_was_not_read_is_shaded(unread, shaded):
    assert curve([1, None, None, 3], unread).count('class="unread"') == shaded
    svg = tile_svg({"value": 3, "shows": "number", "spark": [1, None, None, 3], "unread": unread})
    assert svg.count('class="gap"') == shaded


def test_one_past_is_said_once():
    with translation.override("en"):
        assert len(before_words({"one_past": True})) == 1
        assert len(before_words({})) == 2


def test_a_month_that_was_not_read_is_no_empty_month():
    ((_year, months),) = heat_years({"2026-01": 3, "2026-04": 1}, "2026-01", "2026-04", {"2026-02"})
    assert [month.amount for month in months if month] == [3, None, 0, 1]


def test_an_unknown_way_is_empty_and_has_no_mark():
    assert 'width="0.0"' in progress(None, None)
    assert "due" not in progress(None, None)


def test_a_group_that_needs_attention_says_so_on_its_own_page(portal):
    rows = portal.get("/ask/attention.json").json()["rows"]
    pressed = next(row for row in rows if row["reasons"])
    page = portal.get(f"/groups/{pressed['group']}/").content.decode()
    assert pressed["reasons"][0]["says"] in page.replace("&#x27;", "'")


def test_a_part_that_is_none_is_not_found(portal):
    assert portal.get("/overview.csv?part=nope").status_code == 404
    assert portal.get("/overview.csv?part=groups").status_code == 200
