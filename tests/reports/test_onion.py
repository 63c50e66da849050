"""On how few people and organisations the work rests."""

from __future__ import annotations

import pytest

from folkmoot.model.errors import BadQuestion
from tests.reports.facts import asking, by, homes_of


def commits(*counts):
    lines = [
        f"2024-02-{day:02}T00:00  commit.authored  kit@{who}{day}  {who}"
        for who, count in counts
        for day in range(1, count + 1)
    ]
    return "\n".join(lines)


WORDS = commits(("ann", 20), ("bo", 3), ("cy", 1), ("ci-bot", 9))


def test_layers_and_factors(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", WORDS))
    answer = asked("onion")
    assert [(row["id"], row["role"], row["contributions"]) for row in answer.rows] == [
        ("ann", "core", 20), ("bo", "regular", 3), ("gitee:cy", "visitor", 1),
    ]  # fmt: skip
    assert answer.about["absence_factor"] == 1
    assert answer.sentence.en == (
        "In all the time that was read, 1 of 3 people are the core; 1 person made half of all contributions."
    )
    assert answer.sentence.zh == "在已读取的全部时间里，3 人中有 1 人是核心；1 人完成了一半的贡献。"
    layers = by(answer.parts["layers"], "role")
    assert {role: row["people"] for role, row in layers.items()} == {"core": 1, "regular": 1, "visitor": 1}
    for role, row in layers.items():
        assert asked("onion", role=role).found == row["people"]
    with pytest.raises(BadQuestion, match="role cannot be 'cor'"):
        asked("onion", role="cor")


def test_what_is_of_unknown_organisation_stands_apart(tmp_path):
    part = asking(homes_of(tmp_path / "lake", WORDS))("onion").parts["organizations"]
    assert {row["organization"]: row["contributions"] for row in part.rows} == {"Example University": 20, None: 4}
    assert (part.total, part.about["elephant_factor"], part.about["organizations"]) == (1, 1, 1)
    assert part.sentence.en == (
        "1 organisation of 1 made half of what is known; the largest is Example University with 100%. "
        "The organisation is unknown for 17% of all."
    )


def test_nobody_and_no_organisation(tmp_path, asked):
    """
    2023-02-01T00:00  commit.authored  kit@a  bo
    """
    assert asked("onion").parts["organizations"].sentence.en == "No organisation is known for any contribution."
    assert asked("onion", since="2024").sentence.en == "Nobody contributed in this window."
    unread = asking(homes_of(tmp_path / "other", "", read=("gitee:example/other",)))("onion", group="compiler")
    assert unread.sentence.en == "Nothing was read for this yet, so it is unknown."
    assert unread.total is None
