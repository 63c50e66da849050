"""Asking: names are made definite, and an answer is kept until one of the homes changes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from folkmoot.lake.append import append_events
from folkmoot.model.errors import BadQuestion
from folkmoot.model.identity import Correction
from folkmoot.reports.homes import Homes
from tests.reports.facts import DOCS, KIT, MIRROR, asking, by, events_of, homes_of

ONE = "2024-01-02T00:00  commit.authored  kit@a  ann"


def test_an_answer_is_kept(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann
    """
    assert asked("overview") is asked("overview")
    assert asked("overview") is not asked("overview", since="2023")


def test_several_who_ask_the_same_at_once_wait_for_one_answer(tmp_path):
    ask = asking(homes_of(tmp_path / "lake", ONE))
    with ThreadPoolExecutor(8) as pool:
        first, *others = pool.map(lambda _one: ask("overview"), range(8))
    assert all(other is first for other in others)


def test_a_question_that_failed_may_be_asked_again(asked):
    for _again in range(2):
        with pytest.raises(BadQuestion):
            asked("group", id="nobody")


def test_a_change_of_the_lake_or_the_ledger_makes_a_new_answer(tmp_path):
    homes = homes_of(tmp_path / "lake", ONE)
    first = asking(homes)("people", kind="active")
    append_events(homes.lake, events_of("2024-01-03T00:00  commit.authored  kit@b  bo"))
    assert asking(homes)("people", kind="active") is first  # the same moment
    later = Homes(homes.charter, homes.lake, (), "0")
    assert len(asking(later)("people", kind="active").rows) == 2
    merged = Homes(homes.charter, homes.lake, (Correction("1", "merge", "ann", "bo"),), "1")
    assert len(asking(merged)("people", kind="active").rows) == 1


def test_two_workspaces_with_equal_versions_do_not_share_answers(tmp_path):
    one, other = homes_of(tmp_path / "a", ONE), homes_of(tmp_path / "b", ONE.replace("ann", "bo"))
    assert one.version == other.version
    assert list(by(asking(one)("people", kind="active"), "id")) == ["ann"]
    assert list(by(asking(other)("people", kind="active"), "id")) == ["bo"]


def test_a_repository_is_known_by_its_last_name(asked):
    """
    2024-01-02T00:00  commit.authored  docs@a  ann
    """
    assert asked("people", repo="docs").scope.repos == (DOCS,)
    assert asked("people", repo="EXAMPLE/docs").scope.repos == (DOCS,)
    with pytest.raises(BadQuestion, match="Did you mean: docs"):
        asked("people", repo="doks")


def test_a_last_name_of_two_repositories_is_not_enough(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", ONE, read=(KIT, MIRROR)))
    with pytest.raises(BadQuestion, match=f"More than one repository.*{KIT}, {MIRROR}"):
        asked("people", repo="kit")


def test_an_organisation_is_known_by_its_aliases(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann
    2024-01-02T00:00  commit.authored  kit@b  bo
    """
    assert list(by(asked("people", org="eu", kind="active"), "id")) == ["ann"]
    with pytest.raises(BadQuestion, match="There is no organisation 'Nowhere'"):
        asked("people", org="Nowhere")


def test_a_person_is_known_by_id_and_account(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a  github:ann-a
    2024-01-02T00:00  commit.authored  kit@b  ci-bot
    """
    assert asked("activity", person="ann").total == asked("activity", person="github:ann-a").total == 1
    assert asked("activity", person="gitee:ci-bot").total == 1  # who asks for a robot wants to see it
    with pytest.raises(BadQuestion, match=r"There is nobody called 'anne'\. Did you mean: ann"):
        asked("activity", person="anne")
