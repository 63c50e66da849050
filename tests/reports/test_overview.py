"""How the community is doing, beside the same length of time before."""

from __future__ import annotations

from datetime import datetime

from folkmoot.reports.series import every_month
from tests.reports.facts import KIT, asking, by, homes_of, readings

WORDS = """
2022-12-01T00:00  commit.authored  kit@0   ann
2023-12-01T00:00  commit.authored  kit@a   ann
2023-12-05T00:00  change.merged    kit!1   bo
2024-01-02T00:00  commit.authored  kit@b   ann
2024-01-31T17:00  change.merged    kit!2   cy
2024-04-02T00:00  change.merged    docs!3  cy
2024-04-03T00:00  repo.starred     docs    gitee:eve
2024-04-03T00:00  change.merged    docs!4  ci-bot
"""


def tiles(answer):
    return {tile["name"]: (tile["value"], tile["before"]) for tile in answer.about["tiles"]}


def test_a_window_stands_beside_the_one_before(tmp_path):
    answer = asking(homes_of(tmp_path / "lake", WORDS))("overview", since="2024-01-01", until="2024-04-30")
    assert tiles(answer) == {"people": (2, 2), "new": (1, 1), "merged": (2, 1), "events": (4, 2)}
    assert answer.sentence.en == (
        "From 2024-01-01 to 2024-04-30, 2 people contributed, 1 of them for the first time; 2 changes were merged."
    )
    assert answer.sentence.zh == "2024-01-01 至 2024-04-30，有 2 人贡献，其中 1 人是首次；合入 2 个变更。"
    kinds = by(answer.parts["kinds"], "kind")
    assert (kinds["change.merged"]["events"], kinds["change.merged"]["before"]) == (2, 1)
    assert (kinds["repo.starred"]["before"], kinds["repo.starred"]["people"]) == (0, 1)
    assert [row["id"] for row in answer.parts["newcomers"].rows] == ["gitee:cy"]
    assert {row["group"]: row["events"] for row in answer.parts["groups"].rows} == {"compiler": 2, "writing": 2}


def test_nothing_is_compared_with_a_time_that_was_not_read(tmp_path):
    coverage = tuple(readings(KIT, since=datetime(2023, 12, 1)))
    asked = asking(homes_of(tmp_path / "lake", WORDS, coverage=coverage))
    assert tiles(asked("overview", since="2024-01-01", until="2024-04-30"))["people"] == (2, None)
    assert tiles(asked("overview", since="2024-04-01", until="2024-04-30"))["people"] == (1, 0)
    assert tiles(asked("overview"))["people"] == (3, None)


def test_months_without_a_row_are_in_the_curve(tmp_path):
    answer = asking(homes_of(tmp_path / "lake", WORDS))("overview", since="2024")
    (merged,) = [tile["spark"] for tile in answer.about["tiles"] if tile["name"] == "merged"]
    assert merged == [1, 0, 1]
    assert every_month([{"month": "2023-11", "n": 1}, {"month": "2024-01", "n": 2}], "n") == [1, 0, 2]
    assert every_month([], "n") == []


def test_a_group_has_an_overview_of_its_own(tmp_path):
    answer = asking(homes_of(tmp_path / "lake", WORDS))("overview", group="writing", since="2024")
    assert tiles(answer)["events"][0] == 2
    assert [row["group"] for row in answer.parts["groups"].rows] == ["writing"]


def test_nobody_is_said_plainly(asked):
    """
    2024-04-03T00:00  repo.starred  docs  cy
    """
    assert asked("overview").sentence.en == "In all the time that was read, nobody was seen to contribute."
    assert asked("overview", since="2025").sentence.zh == "2025-01-01 以来，未见有人贡献。"


def test_where_nothing_was_read_everything_is_unknown(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", "", read=("gitee:example/other",)))
    for group in ("sleepy", "compiler"):
        answer = asked("overview", group=group)
        assert (answer.total, tiles(answer)["people"]) == (None, (None, None))
        assert answer.sentence.en == "Nothing was read for this yet, so it is unknown."
        assert answer.parts["people"].sentence == answer.sentence
        assert asked("activity", group=group).total is None
    assert asked("overview").total == 0
