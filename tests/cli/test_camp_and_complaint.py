"""``moot camp`` and ``moot complaint``, as somebody with a shell types them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

CHARTER = """\
community: {{name: {{en: Kit, zh: 套件}}, zone: UTC}}
people: [{{id: ann, name: Ann Author, accounts: ["gitee:ann"]}}, {{id: bo, name: Bo Maintainer, accounts: ["gitee:bo"]}}]
groups: [{{kind: sig, slug: kit, name: Kit, roles: [{{person: bo, role: lead}}]}}]
camps:
  - {{id: two, title: {{en: Two days, zh: 两天}}, begins: {today}, length: 2, group: kit, days: [{{title: One}}, {{title: Two, proof: none}}]}}
complaints:
  - {{id: t, title: {{en: Sighs, zh: 吐槽}}, begins: {today}, ends: {later}, group: kit}}
"""


@pytest.fixture
def kit(workspace, tmp_path):
    today = datetime.now(UTC).date()
    words = CHARTER.format(today=today.isoformat(), later=(today + timedelta(days=3)).isoformat())
    (tmp_path / "charter" / "community.yaml").write_text(words, "utf-8")
    return workspace


def test_a_camp_from_the_sign_up_to_the_board(kit):
    assert "两天" in kit("camp", "list", "--lang", "zh")
    assert "ann takes part" in kit("camp", "sign-up", "two", "ann", "--named")
    kit("camp", "sign-up", "two", "bo")
    assert "a few words" in kit("camp", "check-in", "two", "ann", 1, code=2)
    assert "Day 1: done. 1 days count, streak 1." in kit("camp", "check-in", "two", "ann", 1, "--words", "Said.")
    assert "has not come yet" in kit("camp", "check-in", "two", "ann", 2, code=2)
    told = json.loads(kit("camp", "board", "two", "--format", "json"))
    assert [(row["name"], row["counted"]) for row in told["rows"]] == [("Ann Author", 1)]
    assert "Bo" not in kit("camp", "board", "two")
    assert "One" in kit("camp", "days", "two")
    assert "Person" in kit("camp", "queue", "two")
    assert "no camp" in kit("camp", "sign-up", "none", "ann", code=2)


def test_complaints_from_the_first_sigh_to_the_answer(kit):
    assert "Sighs" in kit("complaint", "list")
    assert "Complaint 1 is there." in kit("complaint", "new", "t", "ann", "Operator documents are out of date")
    kit("complaint", "new", "t", "bo", "The documents of operators are out of date", "--named")
    shown = kit("complaint", "show", "t")
    assert "somebody" in shown
    assert "Ann Author" not in shown
    assert "1, 2" in kit("complaint", "similar", "t")
    kit("complaint", "merge", "t", 2, 1)
    assert "No rows" not in kit("complaint", "show", "t", "--q", "operators")
    assert "cannot become" in kit("complaint", "answer", "t", 1, "open", code=2)
    kit("complaint", "link", "t", 1, "gitee:kit/kit#3")
    kit("complaint", "answer", "t", 1, "changed", "--words", "Rewritten.", "--link", "https://example.org/1")
    assert "https://example.org/1" in kit("complaint", "changed", "--format", "json")
    kit("complaint", "split", "t", 2)
    kit("complaint", "hide", "t", 2, "--why", "Twice.")
    told = json.loads(kit("complaint", "show", "t", "--format", "json"))
    assert [(row["number"], row["state"]) for row in told["rows"]] == [(1, "changed")]
