"""What the demo declares for its board."""

from __future__ import annotations

from collections import Counter
from datetime import date

from folkmoot.charter.standard import standard_evaluation
from folkmoot.jobs.demo.declared import charter_of
from folkmoot.jobs.demo.watched import ALERTS, BOARD, marks
from folkmoot.reports.declared import indicator_findings


def test_releases_and_campaigns_are_annotated(story):
    kinds = Counter(mark.kind for mark in marks(story.world))
    assert (kinds["release"], kinds["event"], kinds["policy"]) == (8, 3, 1)
    assert all(mark.title.en and mark.title.zh and mark.url for mark in marks(story.world))
    assert all(
        date(2024, 5, 1) <= mark.day <= (mark.until or mark.day) < story.plan.until for mark in marks(story.world)
    )


def test_alerts_name_channels_and_no_addresses():
    assert {channel for alert in ALERTS for channel in alert.channels} == {"atom", "mail:operations", "hook:chat"}
    assert {alert.rule.name for alert in ALERTS} == {"falls", "promise", "rises", "below", "stale"}
    assert len(BOARD.views) == 3


def test_answers_are_to_items_of_the_evaluation(story, tmp_path):
    charter = charter_of(story.world, tmp_path)
    (mine,) = charter.evaluations
    assert {answer.item for answer in mine.answers} <= {item.id for item in standard_evaluation().items}
    assert {answer.by for answer in mine.answers} <= charter.person_by_id.keys()


def test_every_indicator_is_there_and_the_vain_target_is_marked(story, tmp_path):
    assert indicator_findings(charter_of(story.world, tmp_path)) == ()
