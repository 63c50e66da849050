"""Health, scores and alerts: what they say to anybody, their twins, the radar, and the feed of notices."""

from __future__ import annotations

import json
import re
from datetime import datetime
from itertools import combinations
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.ledger import notices
from folkmoot.ledger.models import User
from folkmoot.model.actor import Actor
from folkmoot.model.text import Text
from folkmoot.web.feeds import Entry, Feed, atom
from folkmoot.web.radar import WIDTH, Outline, labels, radar
from tests.web.cast import make_community, make_empty

ATOM, SVG = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/2000/svg}"
PAGES = (
    "/health/",
    "/health/?state=unknown&group=compiler",
    "/scores/",
    "/scores/?sort=name&thing=compiler",
    "/alerts/",
    "/alerts/?state=raised",
)
JUDGED = """\
alerts:
  - {id: few, title: {en: Few people, zh: 人太少}, indicator: active_people, window: 90d, rule: {below: 5000}, to: ["mail:ops"]}
  - {id: old, title: {en: Not read, zh: 未读取}, rule: {stale: 3}}
scores:
  - id: life
    title: {en: Life, zh: 活力}
    version: 3
    parts: [{indicator: active_people, weight: 2, cap: 10}, {indicator: merged_changes, form: linear, cap: 4}, {indicator: organization_count}]
"""
HOSTILE = '</title><script>alert(1)</script>" & \x00'
NOW = datetime(2026, 2, 9, 4)
ROBOT = Actor("moot", origin="job")

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_community(tmp_path_factory.mktemp("kit"))
    (folder.parent / "charter" / "judged.yaml").write_text(JUDGED, "utf-8")
    return folder


@pytest.fixture
def portal(workspace: Path, monkeypatch: pytest.MonkeyPatch, client: Client) -> Client:
    monkeypatch.setenv("MOOT_WORKSPACE", str(workspace))
    return client


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: Client) -> Client:
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_empty(tmp_path)))
    return client


def shown(client: Client, path: str, language: str = "en") -> str:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("who", ["", "ann", "bo", "cy"])
@pytest.mark.parametrize("path", PAGES)
def test_each_page_answers_anybody_in_both_languages(portal, path, who):
    if who:
        portal.force_login(User.objects.create_user(who))
    assert '<html lang="en"' in shown(portal, path)
    assert '<html lang="zh-Hans"' in shown(portal, path, "zh-CN")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_a_script_or_a_style_of_its_own(portal, path):
    html = shown(portal, path)
    scripts = re.findall(r"<script\b([^>]*)>", html)
    assert all("src=" in one or 'type="application/json"' in one for one in scripts)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|=\"javascript:", html)


@pytest.mark.parametrize("name", ["health", "scores", "alerts"])
def test_each_page_has_twins(portal, name):
    assert {"rows", "definition", "version"} <= json.loads(portal.get(f"/{name}.json").content).keys()
    assert portal.get(f"/{name}.csv")["Content-Type"].startswith("text/csv")
    assert portal.get(f"/{name}.parquet").status_code == 200


@pytest.mark.parametrize("path", ["/health/", "/scores/", "/alerts/"])
def test_a_community_that_declares_and_read_nothing_is_answered_too(bare, path):
    assert "unknown" in shown(bare, path) or "declares no alerts" in shown(bare, path)


def test_every_item_says_its_state_in_a_shape_and_a_word(portal):
    html = shown(portal, "/health/")
    rows = json.loads(portal.get("/health.json").content)["rows"]
    said = re.findall(r'class="state [a-z]*"><span aria-hidden="true">(.)</span> ([a-z ]+)<', html)
    assert len(said) == len(rows)
    assert set(said) <= {("●", "met"), ("○", "not met"), ("◌", "unknown")}


def test_the_evidence_of_a_group_opens_the_numbers_of_that_group(portal):
    html = shown(portal, "/health/?group=compiler")
    addresses = re.findall(r'href="(/board/indicator/[^"]+)"', html)
    assert addresses
    assert all("group=compiler" in address for address in addresses)


def test_a_score_tells_its_version_and_where_it_is_declared(portal):
    html = shown(portal, "/scores/")
    assert "Version 3, over 12m." in html
    assert "judged.yaml:" in html


def test_boxes_that_were_ticked_become_one_word_of_the_address(portal):
    response = portal.get("/scores/?thing=a&thing=b&sort=name")
    assert response.status_code == 302
    assert "thing=a%2Cb" in response["Location"]
    assert "sort=name" in response["Location"]


def test_the_raised_stand_first_and_say_who_is_told(portal):
    html = shown(portal, "/alerts/")
    states = re.findall(r"</span> (raised|silent|unknown)</span>", html)
    assert states == sorted(states, key=["raised", "silent", "unknown"].index)
    assert "mail: ops" in html
    assert 'type="application/atom+xml"' in html


def test_without_alerts_the_page_shows_how_to_declare_one(bare):
    assert "rule: {falls: 0.3}" in shown(bare, "/alerts/")
    assert "rule: {falls: 0.3}" in shown(bare, "/alerts/", "zh-CN")


def record(state: str, now: datetime = NOW, title: str = "Few people", thing: str = "") -> None:
    says = Text("Active people: 3", "活跃人数：3")
    notices.record("few", thing, state, title=Text(title, "人太少"), says=says, value=3.0, now=now, actor=ROBOT)


def test_since_when_an_alert_is_raised_is_its_first_notice_without_a_break(portal):
    """
    2026-02-01 raised · 2026-02-03 over · 2026-02-05 raised · 2026-02-09 raised again
    """
    for day, state in ((1, "raised"), (3, "over"), (5, "raised"), (9, "raised")):
        record(state, datetime(2026, 2, day, 4))
    rows = {row["id"]: row for row in json.loads(portal.get("/alerts.json").content)["rows"]}
    raised = rows["few"]["state"] == "raised"
    assert (rows["few"]["since_at"] or "")[:10] == ("2026-02-05" if raised else "")
    assert raised or rows["few"]["state"] == "unknown"


def feed_of(client: Client, path: str = "/alerts.atom"):
    response = client.get(path)
    assert response["Content-Type"].startswith("application/atom+xml")
    return response, fromstring(response.content)


def test_the_feed_has_what_atom_asks_for_newest_first(portal):
    """RFC 4287, 4.1: id, title, updated and an author; each entry id, title, updated and a link."""
    record("raised", datetime(2026, 2, 8, 4))
    record("over", datetime(2026, 2, 9, 4))
    _response, feed = feed_of(portal)
    assert feed.tag == f"{ATOM}feed"
    assert all(len(feed.findall(f"{ATOM}{tag}")) == 1 for tag in ("id", "title", "updated", "author"))
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Kit"
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "self": "http://testserver/alerts.atom", "alternate": "http://testserver/alerts/",
    }  # fmt: skip
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}updated").text for entry in entries] == ["2026-02-09T04:00:00Z", "2026-02-08T04:00:00Z"]
    assert feed.find(f"{ATOM}updated").text == "2026-02-09T04:00:00Z"
    idents = [entry.find(f"{ATOM}id").text for entry in entries]
    assert len(set(idents)) == 2
    assert all(re.fullmatch(r"tag:testserver,\d{4}-\d\d-\d\d:alerts/\d+", ident) for ident in idents)
    again = [
        entry.find(f"{ATOM}id").text for entry in feed_of(portal, "/alerts.atom?lang=zh")[1].findall(f"{ATOM}entry")
    ]
    assert again == idents


def test_the_feed_speaks_the_language_of_its_address_and_remembers_nothing(portal):
    record("raised")
    response, feed = feed_of(portal, "/alerts.atom?lang=zh")
    assert "人太少" in feed.find(f"{ATOM}entry/{ATOM}title").text
    assert feed.find(f"{ATOM}link[@rel='self']").get("href").endswith("?lang=zh")
    assert not response.cookies
    assert "Few people" in feed_of(portal, "/alerts.atom?lang=en")[1].find(f"{ATOM}entry/{ATOM}title").text


def test_a_feed_that_did_not_change_is_not_sent_again(portal):
    record("raised")
    tag = feed_of(portal)[0]["ETag"]
    assert portal.get("/alerts.atom", headers={"if-none-match": tag}).status_code == 304
    record("over")
    assert portal.get("/alerts.atom", headers={"if-none-match": tag}).status_code == 200


def test_hostile_words_stay_words_in_the_feed_and_on_the_page(portal):
    record("raised", title="</title><script>alert(1)</script>", thing="<b>")
    _response, feed = feed_of(portal)
    assert "<script>alert(1)</script>" in feed.find(f"{ATOM}entry/{ATOM}title").text
    assert "<script>alert" not in shown(portal, "/alerts/")


@given(st.text(), st.lists(st.text(), max_size=3))
def test_whatever_the_words_a_feed_is_xml(words, titles):
    entries = [Entry(words, title, words, NOW, words, words) for title in titles]
    assert len(fromstring(atom(Feed(words, words, words, words, "en"), entries)).findall(f"{ATOM}entry")) == len(titles)


AXES = st.lists(
    st.text("ab cdefgh", min_size=1, max_size=40) | st.text("中文字样", min_size=1, max_size=20),
    min_size=3,
    max_size=12,
)


@given(AXES)
def test_the_words_of_a_radar_neither_meet_nor_leave_it(axes):
    boxes = [label.box for label in labels(axes)]
    for left, top, right, _bottom in boxes:
        assert left >= -1
        assert top >= -1
        assert right <= WIDTH + 1
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] + 1 or other[2] <= one[0] + 1 or one[3] <= other[1] + 1 or other[3] <= one[1] + 1


@given(AXES, st.lists(st.none() | st.floats(0, 1), min_size=12, max_size=12))
def test_a_radar_is_well_formed_and_marks_only_what_is_known(axes, parts):
    mine = parts[: len(axes)]
    drawn = fromstring(
        radar(axes, [Outline(HOSTILE.replace("\x00", ""), mine, 1)], "says").replace(
            "<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1
        )
    )
    assert len(list(drawn.iter(f"{SVG}circle"))) == sum(part is not None for part in mine)
    assert all(shape.find(f"{SVG}title") is not None for shape in drawn.iter(f"{SVG}circle"))
    assert not list(drawn.iter(f"{SVG}script"))


def test_two_axes_enclose_nothing():
    assert radar(["a", "b"], [Outline("x", [1, 1], 1)], "") == ""
