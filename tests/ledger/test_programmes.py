"""Acts of programmes: in their order, by nobody twice, with an audit row."""

from __future__ import annotations

from datetime import datetime

import pytest

from folkmoot.ledger import programmes
from folkmoot.ledger.models import Audit
from folkmoot.model.actor import Actor
from folkmoot.model.programme import Act

ANN, BO = Actor("ann", "test"), Actor("bo", "test")
NOW = datetime(2026, 3, 1, 9, 0)


def test_acts_follow_one_another(ledger):
    first = programmes.record("task", "docs-1", (), "claim", actor=ANN, now=NOW, person="ann", hours=3)
    programmes.record("task", "docs-1", (first,), "return", actor=ANN, now=NOW, why="No time.")
    assert programmes.acts("task", "docs-1") == (
        Act(1, NOW, "claim", "ann", "ann", "", {"hours": 3}),
        Act(2, NOW, "return", "ann", "", "No time."),
    )


def test_of_two_who_saw_the_same_one_is_too_late_and_leaves_nothing(ledger):
    programmes.record("task", "docs-1", (), "claim", actor=ANN, now=NOW)
    with pytest.raises(programmes.Overtaken) as told:
        programmes.record("task", "docs-1", (), "claim", actor=BO, now=NOW)
    assert told.value.said_in("zh").startswith("同一时刻")
    assert [one.by for one in programmes.acts("task", "docs-1")] == ["ann"]
    assert Audit.objects.filter(about="task docs-1").count() == 1


def test_subjects_and_programmes_do_not_mix(ledger):
    programmes.record("task", "docs-1", (), "claim", actor=ANN, now=NOW)
    programmes.record("task", "docs-2", (), "claim", actor=BO, now=NOW)
    programmes.record("camp", "docs-1", (), "join", actor=BO, now=NOW)
    assert {name: [one.by for one in each] for name, each in programmes.logs("task").items()} == {
        "docs-1": ["ann"], "docs-2": ["bo"],
    }  # fmt: skip
    assert programmes.versions("camp") == {"docs-1": 1}
    assert programmes.versions("nothing") == {}


def test_who_did_it_and_what_stands_in_the_audit_trail(ledger):
    programmes.record("task", "docs-1", (), "claim", actor=ANN, now=NOW, person="ann", hours=3)
    row = Audit.objects.get(about="task docs-1")
    assert (row.who, row.verb, row.after) == ("ann", "task.claim", {"person": "ann", "hours": 3})
