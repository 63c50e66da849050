"""Why somebody is counted, or not."""

from __future__ import annotations

import pytest

from folkmoot.model.errors import BadQuestion
from folkmoot.model.identity import Correction
from tests.reports.facts import asking, homes_of

WORDS = """
2023-12-01T00:00  commit.authored  kit@0    ann
2024-02-02T00:00  commit.authored  kit@a    ann
2024-02-03T00:00  commit.authored  docs@b   ann
2024-02-04T00:00  repo.starred     kit      ann
2024-02-05T00:00  issue.labeled    kit#1    ann
2024-05-05T00:00  commit.authored  kit@c    github:ann-a
2024-02-06T00:00  repo.starred     kit      cy
2024-02-07T00:00  commit.authored  kit@d    mail:cy
2024-02-07T00:00  commit.authored  kit@e    ci-bot
2024-02-08T00:00  commit.authored  kit@f    bo
"""
WINDOW = {"since": "2024-01", "until": "2024-03"}


def reasons(answer):
    return {(row["kind"], row["why"]): row["events"] for row in answer.rows}


def test_each_event_counts_or_has_the_reason_why_not(tmp_path):
    answer = asking(homes_of(tmp_path / "lake", WORDS))("counted", id="ann", **WINDOW)
    assert reasons(answer) == {
        ("commit.authored", ""): 2,
        ("commit.authored", "before"): 1,
        ("commit.authored", "after"): 1,
        ("repo.starred", "interest"): 1,
        ("issue.labeled", "upkeep"): 1,
    }
    assert answer.total == 2
    assert answer.sentence.en == "Ann Author is counted in “Active people”, with 2 events."
    assert answer.sentence.zh == "Ann Author 已计入“活跃人数”，共 2 个事件。"
    assert [row["counted"] for row in answer.rows] == [True, False, False, False, False]
    assert "change.reviewed" not in answer.about["unread"]
    assert "mail.sent" in answer.about["unread"]


def test_what_lies_in_another_group_or_repository_is_said(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", WORDS))
    found = reasons(asked("counted", id="ann", group="compiler", **WINDOW))
    assert (found["commit.authored", ""], found["commit.authored", "group"]) == (1, 1)
    found = reasons(asked("counted", id="ann", repo="gitee:example/docs", **WINDOW))
    assert (found["commit.authored", ""], found["commit.authored", "repo"]) == (1, 3)


def test_an_unknown_organisation_is_no_other_organisation(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", WORDS))
    answer = asked("counted", id="bo", org="EU", **WINDOW)
    assert reasons(answer) == {("commit.authored", "unknown"): 1}
    assert answer.sentence.en == (
        "Bo Maintainer is not counted in “Active people”. To which organisation they belonged then is not known."
    )
    assert asked("counted", id="bo", indicator="elephant_factor").about["counted"] is False
    assert asked("counted", id="bo", indicator="contributor_absence_factor").about["counted"] is True


def test_robots_are_left_out_unless_they_are_asked_for(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", WORDS))
    assert reasons(asked("counted", id="gitee:ci-bot")) == {("commit.authored", "robot"): 1}
    assert asked("counted", id="gitee:ci-bot", bots="in").about["counted"] is True


def test_an_account_that_may_be_theirs_can_be_claimed(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", WORDS))
    answer = asked("counted", id="gitee:cy", **WINDOW)
    assert reasons(answer) == {("repo.starred", "interest"): 1, ("commit.authored", "unjoined"): 1}
    assert (answer.total, answer.about["counted"], answer.about["claim"]) == (0, False, True)
    assert answer.sentence.en.endswith("The account may be theirs, and is not joined to them; they can claim it.")
    assert [row["account"][:5] for row in answer.rows if row["account"]] == ["mail:"]


def test_new_and_returning_depend_on_the_first_contribution(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", WORDS))
    new = asked("counted", id="ann", indicator="new_people", **WINDOW)
    assert new.sentence.en == "Ann Author is not counted in “New people”. Their first contribution was on 2023-12-01."
    assert asked("counted", id="ann", indicator="returning_people", **WINDOW).about["counted"] is True
    assert asked("counted", id="bo", indicator="new_people", **WINDOW).about["counted"] is True
    assert (
        asked("counted", id="ann", indicator="new_people", repo="gitee:example/docs", **WINDOW).about["counted"] is True
    )


def test_levels_count_their_own_kinds_and_the_core_is_of_the_many(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", WORDS))
    assert asked("counted", id="gitee:cy", indicator="d0_people").about["counted"] is True
    assert asked("counted", id="gitee:cy", indicator="d1_people").about["counted"] is False
    assert reasons(asked("counted", id="ann", indicator="d2_people"))["commit.authored", "kind"] == 4
    assert asked("counted", id="ann", indicator="core_people").about["counted"] is True


def test_what_is_measured_counts_nobody(tmp_path):
    answer = asking(homes_of(tmp_path / "lake", WORDS))("counted", id="ann", indicator="stars")
    assert (answer.about["counted"], answer.rows) == (None, ())
    assert answer.sentence.en.startswith("Nobody is counted in “")


def test_hidden_people_are_told_by_their_pseudonym_alone(tmp_path):
    homes = homes_of(tmp_path / "lake", WORDS, corrections=(Correction("1", "hide", "ann", "quiet-heron"),))
    asked = asking(homes)
    with pytest.raises(BadQuestion, match="Nothing was seen of anybody called 'ann'"):
        asked("counted", id="ann")
    pseudonym = next(person.name for person in homes.identity.people.values() if person.hidden)
    answer = asked("counted", id=pseudonym, **WINDOW)
    assert (answer.total, answer.about["hidden"]) == (2, True)
    assert "Ann" not in str(answer)


def test_whom_and_what_must_be_known(asked):
    """Nothing happened."""
    with pytest.raises(BadQuestion, match="Give an id or an account"):
        asked("counted")
    with pytest.raises(BadQuestion, match="There is no indicator 'x'"):
        asked("counted", id="ann", indicator="x")
    assert (
        asked("counted", id="ann").sentence.en
        == "Ann Author is not counted in “Active people”. Nothing of theirs was seen."
    )
    assert asked("counted", person="ann").about["id"] == "ann"
