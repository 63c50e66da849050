"""``moot campaign`` and ``moot partner``, as somebody with a shell types them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

CHARTER = """\
community: {{name: {{en: Kit, zh: 套件}}, zone: UTC}}
people: [{{id: ann, name: Ann Author, accounts: ["gitee:ann"]}}, {{id: bo, name: Bo Maintainer, accounts: ["gitee:bo"]}}]
groups: [{{kind: sig, slug: kit, name: Kit, roles: [{{person: bo, role: lead}}]}}]
campaigns:
  - {{id: over, title: {{en: Posters, zh: 海报}}, begins: {began}, ends: {ended}, group: kit, owner: bo, sort: brand, touch: [{{code: wall}}]}}
  - {{id: told, title: Lectures, begins: {began}, ends: {ended}, indicator: new_people, comparison: {{method: series}}}}
  - {{id: comes, title: Spring, begins: {later}, ends: {last}, indicator: new_people, comparison: {{method: series}}}}
partners:
  - {{id: north, name: {{en: North University, zh: 北方大学}}, sort: university, stage: talking}}
"""
UNIVERSITIES = 72
STAGES = ("lead", "talking", "agreed", "active")


@pytest.fixture
def kit(workspace, tmp_path):
    today = datetime.now(UTC).date()
    days = {"began": -30, "ended": -10, "later": 20, "last": 40}
    words = CHARTER.format(**{name: (today + timedelta(days=day)).isoformat() for name, day in days.items()})
    (tmp_path / "charter" / "community.yaml").write_text(words, "utf-8")
    return workspace


def test_campaigns_from_the_list_to_the_review(kit):
    assert "海报" in kit("campaign", "list", "--lang", "zh")
    rows = {row["id"]: row for row in json.loads(kit("campaign", "list", "--format", "json"))["rows"]}
    assert {name: row["verdict"] for name, row in rows.items()} == {"over": "brand", "told": "unknown", "comes": ""}
    assert "makes no claim" in kit("campaign", "show", "over")
    assert "cannot be told" in kit("campaign", "show", "told")
    kit("campaign", "cost", "over", 800, "--currency", "cny", "--hours", 7)
    kit("campaign", "lesson", "over", "Larger letters.")
    assert "recorded" in kit("campaign", "review", "over", "Worth repeating.")
    told = json.loads(kit("campaign", "show", "over", "--format", "json"))["about"]
    assert (told["cost_words"], told["lessons"][0]["says"], told["reviewed"], told["stage"]) == (
        "800 CNY, 7 h", "Larger letters.", "Worth repeating.", "reviewed",
    )  # fmt: skip


def test_what_a_campaign_cannot_take_is_told_in_one_sentence(kit):
    assert "There is no campaign 'none'" in kit("campaign", "show", "none", code=2)
    assert "it is not over" in kit("campaign", "review", "comes", "Too early.", code=2)
    assert "not yet" in kit("campaign", "cost", "comes", 5, code=2)
    assert "Write what was learnt" in kit("campaign", "lesson", "over", " ", code=2)


def test_a_partner_from_the_desk_to_what_is_erased(kit, tmp_path):
    assert "North University" in kit("partner", "list", "--stage", "talking")
    assert "North University" not in kit("partner", "list", "--stage", "active")
    kit("partner", "move", "north", "agreed", "--next", "Name a teacher", "--due", "2027-03-01")
    assert "Name a teacher" in (tmp_path / "charter" / "community.yaml").read_text("utf-8")
    assert "stage: agreed" in (tmp_path / "charter" / "community.yaml").read_text("utf-8")
    assert kit("partner", "contacts", "north") == ""
    assert "no partner 'south'" in kit("partner", "contacts", "south", code=2)
    assert "should be 'lead'" in kit("partner", "move", "north", "married", code=2)
    assert "nothing to erase" in kit("partner", "erase", "north", "contact", 1, code=2)


def test_the_72_universities_come_from_one_file(kit, tmp_path):
    lines = ["id,name_en,name_zh,sort,stage,groups,owner"]
    lines += [
        f"u{number},University {number},第{number}大学,university,{STAGES[number % 4]},kit,ann"
        for number in range(1, UNIVERSITIES + 1)
    ]
    file = tmp_path / "universities.csv"
    file.write_text("\ufeff" + "\n".join(lines) + "\n", "utf-8")  # as a spreadsheet writes it
    assert "+- id: u72" in kit("partner", "import", str(file))
    assert "u72" not in (tmp_path / "charter" / "community.yaml").read_text("utf-8"), "only shown"
    assert f"{UNIVERSITIES} partners are declared." in kit("partner", "import", str(file), "--write")
    told = json.loads(kit("partner", "list", "--format", "json"))["rows"]
    assert len(told) == UNIVERSITIES + 1
    assert sum(row["stage"] == "active" for row in told) == UNIVERSITIES // 4
    assert "line 2: a partner 'u1' is declared already" in kit("partner", "import", str(file), "--write", code=2)
    file.write_text(
        "\n".join([lines[0], *(f"v{line}" for line in lines[1:3]), "u99,,,university,married,kit,ann"]), "utf-8"
    )
    assert "line 4: name" in kit("partner", "import", str(file), code=2)
