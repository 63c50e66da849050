"""Every page: what it says, its twins, both languages, its links down to the events and the forge."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.test import Client

from folkmoot.web import house
from tests.web.cast import make_community, make_empty

PAGES = (
    "/", "/?wall=1", "/groups/", "/groups/compiler/", "/groups/empty/", "/people/", "/people/ann/", "/people/bo/",
    "/people/gitee:cy/", "/repositories/", "/activity/", "/activity/?by=person", "/events/", "/data/", "/data/findings/",
    "/data/matching/", "/data/definitions/", "/search/?q=a", "/search/",
    "/board/people/", "/board/work/", "/board/answers/", "/board/quality/", "/board/reach/", "/board/talk/",
    "/board/indicator/d2_people/", "/board/indicator/d2_people/?by=week&group=compiler", "/board/targets/", "/compare/",
    "/compare/?by=period&names=d1_people,d2_people", "/compare/?by=org", "/compare/?by=repo&sort=name", "/health/", "/scores/", "/alerts/",
    "/motions/", "/meetings/", "/meetings/?view=month&zone=Europe/Berlin", "/meetings/past/", "/actions/", "/elections/", "/ladders/",
    "/rounds/", "/rounds/reviews/", "/proposals/", "/talks/", "/talks/?when=all", "/founding/", "/releases/",
)  # fmt: skip
TWINS = ("overview", "groups", "groups/compiler", "people", "people/ann", "repositories", "activity", "events", "data",
         "data/findings", "data/matching", "data/definitions", "search", "board/people",
         "board/indicator/d2_people", "board/targets", "compare", "motions")  # fmt: skip
MOST_QUESTIONS = 10  # reports asked for one page: its own, those beside it, and what its filter bar offers

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_community(tmp_path_factory.mktemp("kit"))


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


def visible(html: str) -> str:
    """Return a page's words: no tags, no attributes, no data blocks, no code."""
    kept = re.sub(r"<(script|svg|code|pre|title)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", kept))


@pytest.mark.parametrize("path", PAGES)
def test_each_page_answers_in_both_languages(portal, path):
    assert '<html lang="en"' in shown(portal, path)
    assert '<html lang="zh-Hans"' in shown(portal, path, "zh-CN")


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_answered_by_few_questions(portal, path, monkeypatch):
    asked = []
    ask = house.House.ask
    monkeypatch.setattr(house.House, "ask", lambda self, name, **said: asked.append(name) or ask(self, name, **said))
    shown(portal, path)
    assert len(asked) <= MOST_QUESTIONS, asked


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_a_script_or_a_style_of_its_own(portal, path):
    html = shown(portal, path)
    scripts = re.findall(r"<script\b([^>]*)>", html)
    assert all("src=" in one or 'type="application/json"' in one for one in scripts)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|=\"javascript:", html)


@pytest.mark.parametrize("name", TWINS)
def test_each_page_has_twins(portal, name):
    response = portal.get(f"/{name}.json")
    assert response.status_code == 200
    answer = json.loads(response.content)
    assert {"rows", "total", "unit", "definition", "version", "coverage", "fresh_at"} <= answer.keys()
    table = portal.get(f"/{name}.csv")
    assert table["Content-Type"].startswith("text/csv")
    typed = pq.read_table(io.BytesIO(portal.get(f"/{name}.parquet").content))
    assert typed.num_rows == len(list(csv.reader(io.StringIO(table.content.decode())))) - 1


ALLOWED = re.compile(
    r"\b(Kit|Compiler|Weekly|Ann Author|Bo Maintainer|Cy Outsider|Example University|English|CSV|JSON|SIG|WG|PR|MR|"
    r"Asia/Shanghai|UTC|Issue|CHAOSS|maintainer|committer|reviewer|member|reviewers|founder|mail|git|gitee|github|"
    r"Recordings|About the compiler|Work on|good first issue|help wanted)\b"
)


@pytest.mark.parametrize("path", PAGES)
def test_no_english_is_left_in_chinese_pages(portal, path):
    html = re.sub(r'<div class="prose".*?</div>', " ", shown(portal, path, "zh-CN"), flags=re.DOTALL)
    words = visible(re.sub(r'<(span|p|li) class="[^"]*source[^"]*">.*?</\1>', " ", html, flags=re.DOTALL))
    words = re.sub(r"\S*[@:./_!#-]\S*", " ", ALLOWED.sub(" ", words))
    assert re.findall(r"[A-Za-z]{4,}(?: [A-Za-z]{2,})+", words) == []


def test_the_language_can_be_chosen_and_is_remembered(portal):
    assert '<html lang="zh-Hans"' in shown(portal, "/groups/?lang=zh")
    assert '<html lang="zh-Hans"' in shown(portal, "/groups/", "")
    assert '<html lang="en"' in shown(portal, "/groups/?lang=en", "zh-CN")


def test_the_theme_is_remembered(portal):
    assert 'data-theme="dark"' in shown(portal, "/groups/?theme=dark")
    assert 'data-theme="dark"' in shown(portal, "/people/")
    assert 'data-theme="auto"' in shown(portal, "/people/?theme=auto")


def test_a_count_opens_its_events_and_an_event_its_forge(portal):
    people = shown(portal, "/people/?since=2026-01&until=2026-02")
    link = re.search(r'href="(/events/\?[^"]*person=ann[^"]*)"', people)
    assert link, "Ann's count of events is no link"
    page = shown(portal, link[1].replace("&amp;", "&"))
    assert len(re.findall(r'<td class="when">', page)) == 2
    assert 'href="https://gitee.com/kit/kit/1"' in page


def test_counts_follow_the_filters(portal):
    rows = portal.get("/people.json?since=2026-02&until=2026-02").json()["rows"]
    assert {row["id"]: row["events"] for row in rows if row["events"]} == {"gitee:cy": 3, "bo": 1}


def test_moments_are_said_in_the_communitys_zone_with_utc_beside(portal):
    page = shown(portal, "/events/?person=bo")
    assert 'datetime="2026-02-03T16:30:00Z"' in page
    assert "2026-02-03 16:30 UTC" in page
    assert ">2026-02-04 00:30</time>" in page


def test_a_group_shows_what_it_declares(portal):
    page = shown(portal, "/groups/compiler/")
    for words in ("Bo Maintainer", "Turns models into programs.", "Grow reviewers", "compiler@lists.example.org"):
        assert words in page
    assert "community.yaml:" in page  # every fact says where it stands
    claims = page[page.index('id="disputes"') :]
    assert claims.index("bo") < claims.index("cy")


def test_a_groups_document_cannot_harm(portal):
    page = shown(portal, "/groups/compiler/")
    prose = page[page.index('class="prose"') :]
    assert "About the compiler" in prose
    assert '<a href="https://example.org/"' in prose
    assert 'href="plan.md"' not in prose
    assert 'href="javascript:' not in prose
    assert "<script>alert" not in page


def test_a_person_shows_why_accounts_are_theirs(portal):
    page = shown(portal, "/people/ann/")
    for words in ("gitee:ann", "github:ann-a", "declared", "Example University", "committer", "2025-02-28"):
        assert words in page


def test_what_is_not_there_is_404_in_both_languages(portal):
    for path in ("/groups/nix/", "/people/nobody/", "/nix/", "/people/gitee:nobody/"):
        assert portal.get(path).status_code == 404
        assert "没有这个页面" in portal.get(path, headers={"accept-language": "zh-CN"}).content.decode()
    assert portal.get("/groups/nix.json").status_code == 404


@pytest.mark.parametrize("path", ["/people/?since=soon", "/events/?kind=nix", "/people/?page=0", "/?group=nix"])
def test_a_question_that_makes_no_sense_is_told_so(portal, path):
    response = portal.get(path)
    assert response.status_code == 400
    assert 'class="lost"' in response.content.decode()


def test_hostile_words_stay_words(portal):
    page = shown(portal, "/search/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page


def test_headers_allow_no_inline_code(portal):
    policy = portal.get("/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("path", ["/", "/groups/", "/people/", "/repositories/", "/events/", "/activity/", "/data/"])
def test_an_empty_community_is_taught_the_first_step(bare, path):
    page = shown(bare, path)
    assert "moot collect git" in page or "No group" in page


def test_a_portal_without_a_workspace_says_so(client, monkeypatch):
    monkeypatch.delenv("MOOT_WORKSPACE", raising=False)
    response = client.get("/")
    assert response.status_code == 503
    assert "moot serve" in response.content.decode()


def test_suggestions_while_typing(portal):
    assert 'href="/people/ann/"' in portal.get("/search/suggest/?q=ann").content.decode()
    assert "Nothing matches" in portal.get("/search/suggest/?q=zzz").content.decode()


def test_a_download_holds_every_row_that_the_filter_finds(portal, monkeypatch):
    monkeypatch.setattr("folkmoot.reports.paging.STRETCH", 3)
    monkeypatch.setattr("folkmoot.reports.whole.STRETCH", 3)
    monkeypatch.setattr("folkmoot.reports.events.USUAL", 2)
    assert len(portal.get("/events.json?size=2").json()["rows"]) == 2
    told = portal.get("/events.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(told).decode())))
    assert (len(rows), told["X-Rows-Found"]) == (6, "6")
    assert "X-Rows-Left-Out" not in told
    assert len(json.loads(b"".join(portal.get("/events.json")))["rows"]) == 6
    typed = pq.read_table(io.BytesIO(b"".join(portal.get("/events.parquet"))))
    assert typed.num_rows == 6
    monkeypatch.setattr("folkmoot.reports.whole.LONGEST", 3)
    cut = portal.get("/events.csv")
    assert (len(b"".join(cut).splitlines()), cut["X-Rows-Left-Out"]) == (4, "3")
