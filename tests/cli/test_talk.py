"""``moot talk``, as somebody with a shell types it: proposed, put on an agenda, declined, withdrawn; calls opened and closed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

CHARTER = """\
community: {name: {en: Kit, zh: 套件}, zone: UTC}
people: [{id: ann, name: Ann Author}, {id: bo, name: Bo Maintainer}]
groups:
  - kind: sig
    slug: kit
    name: Kit
    roles: [{person: bo, role: lead}]
    meetings: [{id: daily, title: Daily, rrule: FREQ=DAILY, starts: 2026-01-01, time: "12:00", zone: UTC}]
"""


@pytest.fixture
def kit(workspace, tmp_path):
    (tmp_path / "charter" / "community.yaml").write_text(CHARTER, "utf-8")
    return workspace


def ahead(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def test_from_the_proposal_to_the_agenda(kit):
    assert "Nobody has proposed a talk yet." in kit("talk", "list")
    assert "Talk 1 waits" in kit("talk", "propose", "Fusing loops", "--group", "kit", "--minutes", 20, "--as", "ann")
    kit("talk", "propose", "融合循环", "--group", "kit", "--as", "ann")
    assert "only those who lead" in kit("talk", "accept", 1, f"kit/daily/{ahead(3)}", "--as", "ann", code=2)
    assert f"kit/daily/{ahead(3)}" in kit("talk", "accept", 1, f"kit/daily/{ahead(3)}", "--as", "bo")
    assert f"kit/daily/{ahead(4)}" in kit("talk", "accept", 1, f"kit/daily/{ahead(4)}", "--minutes", 30)
    assert "no meeting" in kit("talk", "accept", 2, "kit/weekly/2026-01-01", code=2)
    kit("talk", "decline", 2, "--why", "twice the same", "--as", "bo")
    rows = json.loads(kit("talk", "list", "--when", "all", "--format", "json"))["rows"]
    assert [(row["number"], row["state"], row["minutes"]) for row in rows] == [
        (1, "planned", 30),
        (2, "declined", None),
    ]
    assert "融合循环" in kit("talk", "list", "--when", "over", "--lang", "zh")
    assert "only who has proposed it" in kit("talk", "withdraw", 1, "--as", "bo", code=2)
    assert "withdrawn" in kit("talk", "withdraw", 1, "--as", "ann")


def test_calls_for_topics(kit):
    assert "is no day" in kit("talk", "call", "kit", "--until", "soon", code=2)
    assert "Call 1 is open" in kit(
        "talk", "call", "kit", "--until", ahead(5), "--text", "What did you measure?", "--as", "bo"
    )
    assert f"Call 1 of kit, until {ahead(5)}: What did you measure?" in kit("talk", "list")
    assert "closed" in kit("talk", "close-call", 1)
    assert "is over" in kit("talk", "close-call", 1, code=2)
