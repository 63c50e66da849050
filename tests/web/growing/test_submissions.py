"""Entries in the portal: handed in, checked, seen by their owner alone; the leaderboard; who may; what is too large."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from folkmoot.jobs.judging.working import Worker
from folkmoot.ledger import users
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.wiring.judging import bench_of, store_of
from folkmoot.wiring.workspace import make_workspace
from tests.jobs.entries import ANSWERS, SMALL, bench_at, packed
from tests.web.accounts.cast import SHELL, signed_in

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {{name: {{en: Kit, zh: 套件}}, zone: Asia/Shanghai}}
people:
  - {{id: ann, name: Ann Author, accounts: ["gitee:ann"]}}
  - {{id: bo, name: Bo Maintainer, accounts: ["gitee:bo"]}}
  - {{id: cy, name: Cy Outsider, accounts: ["gitee:cy"]}}
contests:
  - id: quiz
    title: {{en: Quiz, zh: 答题赛}}
    begins: {begins}
    ends: {ends}
    organizers: [bo]
    kind: submissions
    evaluation:
      score: contest/score.py
      check: contest/check.py
      hidden: quiz
      metrics: [{{id: share, title: {{en: Right answers, zh: 正确率}}, places: 4, baseline: 0.5, threshold: 0.25}}]
      quota: {{a_day: 2, waiting: 2}}
      limits: {limits}
  - {{id: week, title: Week, begins: {begins}, ends: {ends}, organizers: [bo], scoring: [{{id: star, kind: repo.starred, points: 1}}]}}
"""


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    bench_at(tmp_path)
    day = clock().date()
    words = CHARTER.format(begins=day - timedelta(days=3), ends=day + timedelta(days=9), limits=SMALL)
    (tmp_path / "charter" / "community.yaml").write_text(words, "utf-8")
    found = make_workspace(tmp_path / "w", tmp_path / "charter")
    (tmp_path / "hidden").rename(found / "hidden")
    monkeypatch.setenv("MOOT_WORKSPACE", str(found))
    return found


def member(name: str) -> Client:
    client = signed_in(name)
    users.link(name, name, actor=SHELL, why="told me so")
    return client


def entered(name: str) -> Client:
    client = member(name)
    assert client.post("/contests/quiz/enter/").status_code == 302
    return client


def hand_in(client: Client, content: bytes | str, language: str = "en", **more: str):
    data = packed({"answers.txt": content}) if isinstance(content, str) else content
    file = SimpleUploadedFile("entry.zip", data, "application/zip")
    return client.post("/contests/quiz/hand-in/", {"file": file, **more}, headers={"accept-language": language})


def shown(client: Client, path: str, language: str = "en") -> str:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 200, path
    return response.content.decode()


def work() -> list[str]:
    worker = Worker(bench_of(house()), store_of(house()), clock, beating=False)
    done = []
    while one := worker.turn(house().homes()):
        done.append(one.state)
    return done


def test_from_the_upload_to_the_leaderboard():
    ann, cy = entered("ann"), entered("cy")
    page = shown(ann, "/contests/quiz/")
    assert "2 scored runs left today" in page
    assert 'enctype="multipart/form-data"' in page
    response = hand_in(ann, ANSWERS)
    assert response.status_code == 302
    assert "waits at place 1 of 1" in shown(ann, response.url)
    assert hand_in(cy, "a b c d e f g x").status_code == 302
    assert "place 2 of 2" in shown(cy, "/contests/quiz/entries/")
    assert [row["entrant"] for row in ann.get("/contests/quiz/entries.json").json()["rows"]] == ["ann"]
    assert work() == ["scored", "scored"]
    told = Client().get("/contests/quiz.json").json()
    assert [(row["rank"], row["id"], row["metric_share"]) for row in told["rows"]] == [
        (1, "ann", "1.0000"),
        (2, "cy", "0.8750"),
    ]
    page = shown(Client(), "/contests/quiz/", "zh-hans")
    assert "正确率" in page
    assert "0.8750" in page
    assert "基线" in page
    assert "You stand at rank 2." in shown(cy, "/contests/quiz/")
    assert Client().get("/contests/quiz.csv").content.decode().count("1.0000") == 1
    own = cy.get("/contests/quiz/entries.json").json()["rows"]
    assert [(row["state"], row["score"], row["fault"]) for row in own] == [("scored", "0.8750", "")]
    assert shown(Client(), "/contests/").count("Ann Author") == 1, "who leads stands in the list"


def test_a_check_hands_nothing_in_and_uses_nothing_up():
    ann = entered("ann")
    response = hand_in(ann, packed({"x.exe": "MZ"}), "zh-hans", check="yes")
    assert response.status_code == 400
    assert "x.exe 是其他系统的程序。" in response.content.decode()
    assert hand_in(ann, ANSWERS, check="yes").status_code == 302
    page = shown(ann, "/contests/quiz/entries/")
    assert "Nothing was handed in." in page
    assert "2 scored runs left today" in page


def test_what_is_refused_is_told_in_the_readers_language_and_not_recorded():
    ann = entered("ann")
    for content, english, chinese in (
        (b"words " * 30, "This is no zip archive.", "这不是 zip 压缩包。"),
        (
            packed({"../x": "y"}),
            "The archive names a file outside of itself: ../x.",
            "压缩包中有指向包外的路径：../x。",
        ),
        (packed({"a": b"\0" * 5_000_000}), "The archive unpacks to more than 2 MB.", "压缩包解压后超过 2 MB。"),
    ):
        for language, words in (("en", english), ("zh-hans", chinese)):
            response = hand_in(ann, content, language)
            assert response.status_code == 400
            assert words in response.content.decode()
    assert ann.get("/contests/quiz/entries.json").json()["rows"] == []
    assert ann.post("/contests/quiz/hand-in/", {}).status_code == 400


def test_what_is_too_large_is_not_even_received(workspace):
    ann = entered("ann")
    for size in (1_050_000, 3_000_000):
        response = hand_in(ann, b"x" * size)
        assert response.status_code == 413
        assert "The upload is larger than 1 MB." in response.content.decode()
    assert not (workspace / "submissions").exists()


def test_who_may():
    ann, bo, cy = entered("ann"), member("bo"), member("cy")
    assert hand_in(cy, ANSWERS).status_code == 400, "who takes no part hands nothing in"
    assert hand_in(cy, ANSWERS, check="yes").status_code == 400
    assert hand_in(Client(), ANSWERS).status_code == 302, "sign in first"
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ann.cookies
    assert hand_in(strict, ANSWERS).status_code == 403
    hand_in(ann, ANSWERS)
    number = ann.get("/contests/quiz/entries.json").json()["rows"][0]["number"]
    assert cy.get("/contests/quiz/entries.json?all=1").json()["rows"] == []
    assert [row["entrant"] for row in bo.get("/contests/quiz/entries.json?all=1").json()["rows"]] == ["ann"]
    assert "Ann Author" in shown(bo, "/contests/quiz/entries/?all=1")
    cy.post("/contests/quiz/enter/")
    assert cy.post("/contests/quiz/take-back/", {"number": number}).status_code == 403
    assert ann.post("/contests/quiz/take-back/", {"number": "x"}).status_code == 403
    assert ann.post("/contests/quiz/take-back/", {"number": number}).status_code == 302
    assert "withdrawn" in shown(ann, "/contests/quiz/entries/")
    assert ann.get("/contests/week/entries/").status_code == 404, "nothing is handed in there"
    assert Client().get("/contests/quiz/entries/").status_code == 302


def test_what_a_program_printed_is_shown_as_words():
    ann = entered("ann")
    hand_in(ann, packed({"<b>x": "a", "answers.txt": "NaN"}))
    assert work() == ["failed"]
    page = shown(ann, "/contests/quiz/entries/", "zh-hans")
    assert "得分不是有效数值：正确率。" in page
    assert "责任方：" in page
