"""Who stays, for how long, and who has gone."""

from __future__ import annotations

from datetime import datetime

import pytest

from folkmoot.model.errors import BadQuestion
from folkmoot.model.event import Coverage
from tests.reports.facts import KIT, asking, by, homes_of

WORDS = """
2024-01-05T00:00  commit.authored  kit@a  ann
2024-01-06T00:00  commit.authored  kit@b  bo
2024-01-06T00:00  repo.starred     kit    eve
2024-01-16T00:00  commit.authored  kit@c  bo
2024-02-05T00:00  commit.authored  kit@d  ann
2024-04-05T00:00  commit.authored  kit@e  ann
2024-05-20T00:00  commit.authored  kit@f  ann
2024-05-05T00:00  commit.authored  kit@g  cy
"""


def test_cohorts_end_where_the_reading_does(tmp_path):
    answer = asking(homes_of(tmp_path / "lake", WORDS))("retention")
    cells = {(row["cohort"], row["months"]): row["active"] for row in answer.rows}
    assert [cells["2024-01", months] for months in range(6)] == [2, 1, 0, 1, 1, 0]
    assert [cells["2024-05", months] for months in range(3)] == [1, 0, None]
    assert answer.total == 0.5
    assert answer.sentence.en == (
        "3 people came; 50% were active 3 months later. Half are gone after 10 days. "
        "Gone is who was silent for more than 90 days."
    )
    assert answer.about["until_at"] == datetime(2024, 6, 15, 3)


def test_a_curve_says_its_band_and_who_is_no_longer_watched(tmp_path):
    part = asking(homes_of(tmp_path / "lake", WORDS))("retention").parts["survival"]
    assert [(row["days"], row["gone"], row["censored"]) for row in part.rows] == [(10, 1, 0), (72, 0, 1)]
    assert part.rows[0]["share"] == 0.5
    assert 0 < part.rows[0]["low"] < 0.5 < part.rows[0]["high"] < 1
    assert (part.total, part.about["people"]) == (10, 2)


def test_months_both_ways_and_the_silent(tmp_path):
    answer = asking(homes_of(tmp_path / "lake", WORDS))("retention")
    months = by(answer.parts["both_ways"], "month")
    assert (months["2024-02"]["kept"], months["2024-02"]["lost"]) == (1, 1)
    assert (months["2024-05"]["kept"], months["2024-05"]["new"], months["2024-06"]["over"]) == (1, 1, False)
    assert answer.parts["both_ways"].sentence.en == "2024-05 kept 1 of 1, lost 0, won 1 and won 0 back."
    assert [(row["id"], row["silent_days"]) for row in answer.parts["leaving"].rows] == [("bo", 151)]


def test_another_length_of_silence_may_be_asked_for(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", WORDS))
    assert {row["id"] for row in asked("retention", quiet="30").parts["leaving"].rows} == {"bo", "gitee:cy"}
    assert "more than 30 days" in asked("retention", quiet="30").parts["survival"].sentence.en
    for wrong in ("0", "x", "99999"):
        with pytest.raises(BadQuestion, match="quiet cannot be"):
            asked("retention", quiet=wrong)


def test_an_old_reading_makes_nobody_silent(tmp_path):
    read = datetime(2024, 2, 20)
    coverage = (Coverage("git", KIT, "commit.authored", None, read, read),)
    answer = asking(homes_of(tmp_path / "lake", WORDS, coverage=coverage))("retention")
    assert answer.parts["leaving"].total == 0
    assert max(row["months"] for row in answer.rows) == 1


def test_nobody_and_the_unread(tmp_path, asked):
    """Nothing happened."""
    assert asked("retention").sentence.en == "Nobody contributed for the first time in this window."
    unread = asking(homes_of(tmp_path / "other", "", read=("gitee:example/other",)))("retention", group="compiler")
    assert unread.sentence.en == "Nothing was read for this yet, so it is unknown."
    assert unread.total is None
