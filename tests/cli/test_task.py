"""``moot task``, as somebody with a shell types it: claimed, delivered, sent back, accepted; what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

CHARTER = """\
community: {{name: {{en: Kit, zh: 套件}}, zone: UTC}}
people: [{{id: ann, name: Ann Author}}, {{id: bo, name: Bo Maintainer}}]
groups: [{{kind: sig, slug: kit, name: Kit, roles: [{{person: bo, role: lead}}]}}]
tasks:
- id: now
  title: {{en: Season, zh: 本季}}
  window: {first}/{last}
  group: kit
  tasks:
  - {{id: start, title: {{en: Start, zh: 入门}}, points: 12.5, mentor: bo, criteria: [It runs]}}
  - {{id: more, title: More, points: 5, mentor: bo, criteria: [It runs], proof: review}}
"""


@pytest.fixture
def kit(workspace, tmp_path):
    today = datetime.now(UTC).date()
    words = CHARTER.format(first=today - timedelta(days=9), last=today + timedelta(days=9))
    (tmp_path / "charter" / "community.yaml").write_text(words, "utf-8")
    return workspace


def test_from_the_claim_to_the_acceptance(kit):
    assert "2 of 2 tasks are open" in kit("task", "list")
    assert "待认领" in kit("task", "list", "--lang", "zh")
    assert "ann holds now/start until" in kit("task", "claim", "now/start", "--who", "ann")
    assert "it gives 1 at a time" in kit("task", "claim", "now/more", "--who", "ann", code=2)
    assert "has this task" in kit("task", "claim", "now/start", "--who", "bo", code=2)
    assert "is no change" in kit("task", "deliver", "now/start", "--who", "ann", "--change", "12", code=2)
    told = kit("task", "deliver", "now/start", "--who", "ann", "--change", "https://gitee.com/kit/kit/pulls/12")
    assert "unknown: That repository is not read." in told
    assert "sent back" in kit("task", "send-back", "now/start", "--words", "Tests are missing.")
    kit("task", "deliver", "now/start", "--who", "ann", "--change", "gitee:kit/kit!12", "--words", "With tests.")
    assert "Look yourself" in kit("task", "accept", "now/start", code=2)
    assert "12.5 points for ann" in kit("task", "accept", "now/start", "--words", "I see it merged.")
    rows = json.loads(kit("task", "list", "--state", "accepted", "--format", "json"))["rows"]
    assert [(row["id"], row["person"]) for row in rows] == [("now/start", "ann")]
    entries = json.loads(kit("ask", "points", "--format", "json"))["rows"]
    assert [(row["person"], row["points"]) for row in entries] == [("ann", 12.5)]


def test_a_slip_takes_no_task_away_and_a_new_account_may(kit):
    for slip in ("an", "nobody at all", "gitee:", "elsewhere:ann"):
        assert "nobody called" in kit("task", "claim", "now/start", "--who", slip, code=2), slip
    assert "2 of 2 tasks are open" in kit("task", "list")
    assert "gitee:Eve holds now/start until 20" in kit("task", "claim", "now/start", "--who", "gitee:Eve")


def test_what_is_handed_back_is_free(kit):
    kit("task", "claim", "now/more", "--who", "ann")
    assert "free again" in kit("task", "hand-back", "now/more", "--who", "ann", "--words", "No time.")
    assert "There is no task" in kit("ask", "task", "-o", "id=now/none", code=2)
    assert "there is no task" in kit("task", "claim", "now/none", "--who", "ann", code=2)
