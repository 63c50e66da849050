"""How many developers are at each level, who goes on, and by which way."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from folkmoot.lake.append import append_measurements
from folkmoot.model.errors import BadQuestion
from folkmoot.model.event import Coverage, Measurement
from tests.reports.facts import KIT, READ, asking, by, homes_of

WORDS = """
2024-01-02T00:00  repo.starred   kit    ann
2024-01-12T00:00  issue.opened   kit#1  ann
2024-02-01T00:00  change.merged  kit!1  github:ann-a
2024-01-03T00:00  issue.opened   kit#2  cy
2024-01-04T00:00  repo.starred   kit    eve
2024-06-10T00:00  repo.starred   kit    fay
2024-02-03T00:00  change.merged  kit!2  ci-bot
"""


def test_levels_are_people_across_forges(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", WORDS))
    answer = asked("levels")
    assert {row["level"]: (row["people"], row["share"]) for row in answer.rows} == {
        "D0": (4, None), "D1": (2, 0.5), "D2": (1, 0.5),
    }  # fmt: skip
    assert answer.sentence.en == (
        "In all the time that was read, 4 people reached D0, 2 of them D1 and 1 D2. "
        "Of those who reached D1, 50% had a change merged within 90 days."
    )
    assert answer.sentence.zh.startswith("在已读取的全部时间里，4 人达到 D0，其中 2 人达到 D1、1 人达到 D2。")
    months = by(answer.parts["months"], "month")
    assert (months["2024-01"]["d0"], months["2024-01"]["d1"], months["2024-02"]["d2"]) == (3, 2, 1)


def test_who_is_at_a_level_is_listed_and_as_many_as_were_counted(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", WORDS))
    answer = asked("levels")
    for row in answer.rows:
        assert asked("levels", level=row["level"]).found == row["people"]
    people = asked("levels", level="D1").rows
    assert [row["id"] for row in people] == ["ann", "gitee:cy"]
    assert people[0]["d2_at"] == datetime(2024, 2, 1)
    page = asked("levels", level="d0", page="2", size="3")
    assert (len(page.rows), page.found) == (1, 4)
    with pytest.raises(BadQuestion, match="level cannot be 'd7'"):
        asked("levels", level="D7")


def test_whose_time_has_not_passed_is_waiting(tmp_path):
    answer = asking(homes_of(tmp_path / "lake", WORDS))("levels")
    rows = {(row["step"], row["cohort"], row["days"]): row for row in answer.parts["conversion"].rows}
    january = rows["D0-D1", "2024-01", 90]
    assert (january["people"], january["known"], january["reached"], january["directly"]) == (3, 3, 2, 1)
    june = rows["D0-D1", "2024-06", 90]
    assert (june["known"], june["waiting"], june["share"]) == (0, 1, None)
    assert answer.parts["conversion"].about["shares"]["D0-D1"] == pytest.approx(2 / 3)


def test_the_ways_people_came_by(tmp_path):
    answer = asking(homes_of(tmp_path / "lake", WORDS))("levels")
    assert {str(row["name"]): row["people"] for row in answer.parts["paths"].rows} == {
        "star": 2, "issue": 1, "star → issue → merged": 1,
    }  # fmt: skip
    star = by(answer.parts["first"], "first")["star"]
    assert (star["people"], star["d1"], star["d2"], star["name"].zh) == (3, 1, 1, "点赞")
    assert answer.parts["first"].sentence.en == "Most people began with: star (3)."


def test_stars_that_were_not_read_make_d0_unknown_and_not_zero(tmp_path):
    coverage = (Coverage("git", KIT, "change.merged", None, READ, READ),)
    asked = asking(homes_of(tmp_path / "lake", "", coverage=coverage))
    assert {row["level"]: row["people"] for row in asked("levels").rows} == {"D0": None, "D1": 0, "D2": 0}
    unread = asking(homes_of(tmp_path / "other", "", read=("gitee:example/other",)))("levels", group="compiler")
    assert unread.total is None
    assert unread.sentence.en == "Nothing was read for this yet, so it is unknown."


def test_downloads_stand_beside_the_levels(tmp_path):
    homes = homes_of(tmp_path / "lake", WORDS)
    assert asking(homes)("levels").parts["users"].total is None
    told = Measurement(
        "m1", datetime(2024, 5, 1), "downloads", "pypi:kit", 12.0, "downloads", source="test", seen_at=READ
    )
    append_measurements(homes.lake, [told])
    users = asking(homes_of(tmp_path / "lake", ""))("levels").parts["users"]
    assert (users.total, users.rows[0]["month"]) == (12, f"{date(2024, 5, 1):%Y-%m}")
