"""Ladders in the portal: what each page says in both languages, its twins, its evidence; hidden people; no ladder, no page."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from django.test import Client

from folkmoot.ledger import corrections
from folkmoot.web.house import house
from tests.web.accounts.cast import SHELL
from tests.web.cast import make_community

pytestmark = pytest.mark.django_db
LADDERS = """\
ladders:
  - id: sig
    steps:
      - role: member
        title: {en: Member, zh: 成员}
        any:
          - {title: {en: A merged change, zh: 合入一个变更}, count: {kinds: [change.merged], subjects: 1}}
          - {title: {en: Two issues, zh: 两个问题单}, count: {kinds: [issue.opened], subjects: 2}}
      - role: committer
        title: {en: Committer, zh: 提交者}
        all:
          - {title: {en: Member, zh: 身份为成员}, role: member}
          - {title: {en: Ten comments, zh: 十条评论}, count: {kinds: [change.commented], events: 10, others: true}}
          - {title: {en: A vote, zh: 投票通过}, vote: {rule: maintainers}}
"""
PAGES = ("/ladders/", "/groups/compiler/ladder/", "/groups/compiler/ladder/?role=member", "/groups/compiler/ladder/ann/",
         "/groups/compiler/ladder/gitee:cy/", "/people/ann/", "/groups/compiler/")  # fmt: skip


@pytest.fixture(autouse=True)
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = make_community(tmp_path)
    (tmp_path / "charter" / "ladders.yaml").write_text(LADDERS, "utf-8")
    monkeypatch.setenv("MOOT_WORKSPACE", str(workspace))


def shown(client: Client, path: str, language: str = "en") -> str:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 200, path
    return response.content.decode()


def words(html: str) -> str:
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_is_there_in_both_languages(client, path, language):
    said = words(shown(client, path, language))
    assert ("成员" in said) == (language == "zh-hans")
    assert "None" not in said
    assert "Text(" not in said


def test_a_ladder_says_who_qualifies_and_what_is_lacking(client):
    said = words(shown(client, "/groups/compiler/ladder/"))
    assert "May be proposed: 1 as Member." in said
    assert "Cy Outsider ● meets everything" in said
    assert "met: 1 change, 1 asked" in said
    assert "Ann Author" in said  # who holds a role
    assert "ci-bot" not in said
    cy = words(shown(client, "/groups/compiler/ladder/gitee:cy/"))
    assert "◌ unknown Ten comments 0 of 10 comments; not read in full: review comments, changes opened" in cy
    assert "○ not met A vote No vote has passed." in cy
    assert "Still to do: Member; perhaps 10 more comments; A vote" in cy


def test_evidence_opens_what_was_counted(client):
    page = shown(client, "/groups/compiler/ladder/")
    (address,) = {
        found.replace("&amp;", "&")
        for found in re.findall(r'href="(/proof/[^"]+)"[^>]*data-evidence', page)
        if "cy" in found and "clause=0" in found
    }
    proof = words(shown(client, address))
    assert "1 event, newest first." in proof
    assert "Member · A merged change" in proof
    assert "kit!2" in proof


def test_twins_hold_everybody(client):
    told = client.get("/groups/compiler/ladder.json").json()
    assert [(row["role"], row["person"]) for row in told["rows"]] == [("member", "gitee:cy")]
    rows = list(csv.DictReader(io.StringIO(client.get("/groups/compiler/ladder.csv?part=holders").content.decode())))
    assert [(row["role"], row["person"]) for row in rows] == [("committer", "ann")]
    assert client.get("/groups/compiler/ladder/ann.json").json()["rows"][0]["role"] == "member"
    assert client.get("/ladders.parquet").status_code == 200


def test_where_no_ladder_holds_there_is_no_page_and_no_link(client):
    assert client.get("/groups/nobody/ladder/").status_code == 404
    assert "/groups/empty/ladder/" in shown(client, "/groups/empty/")  # a working group has the community's
    (Path(house().charter.root) / "ladders.yaml").unlink()
    assert client.get("/groups/compiler/ladder/").status_code == 404
    assert "/ladder/" not in shown(client, "/groups/compiler/").replace("/ladders/", "")
    assert "No ladder is declared." in words(shown(client, "/ladders/"))
    assert "On the ladders" not in shown(client, "/people/ann/")


def test_who_is_hidden_is_named_on_no_page_of_ladders(client):
    house()
    corrections.record("hide", "gitee:cy", actor=SHELL, why="asked for it")
    pages = [
        shown(client, path)
        for path in ("/ladders/", "/groups/compiler/ladder/", "/groups/compiler/ladder/?role=member")
    ]
    addresses = {
        found for page in pages for found in re.findall(r'href="((?:/proof/|/groups/compiler/ladder/)[^"#]+)', page)
    }
    pages += [shown(client, address.replace("&amp;", "&")) for address in addresses]
    for page in pages:
        assert "Outsider" not in page
        assert "gitee:cy" not in page
        assert "gitee%3Acy" not in page
    assert client.get("/groups/compiler/ladder/gitee:cy/").status_code == 404
