"""Groups, and one group: what they declare and what happened in them; unknown is not zero."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from folkmoot.model.errors import BadQuestion
from folkmoot.model.event import Coverage
from tests.reports.facts import DOCS, KIT, MIRROR, READ, asking, by, homes_of


def test_each_group_has_its_kind_leads_and_counts(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann
    2024-01-03T00:00  change.merged    kit!1  cy
    2024-01-03T00:00  change.merged    kit!2  ci-bot
    """
    answer = asked("groups")
    rows = by(answer, "slug")
    compiler = rows["compiler"]
    assert (compiler["kind"], compiler["leads"], compiler["members"]) == ("sig", [["bo", "Bo Maintainer"]], 2)
    assert compiler["roles"] == {"committer": 1, "maintainer": 1, "member": 1}
    assert (compiler["events"], compiler["people"], compiler["last_at"]) == (2, 2, datetime(2024, 1, 3))
    assert (rows["writing"]["events"], rows["writing"]["last_at"]) == (0, None)
    assert (rows["sleepy"]["events"], rows["sleepy"]["people"], rows["sleepy"]["status"]) == (None, None, "dormant")
    assert answer.sentence.en == "1 SIG, 1 working group, 1 team; 1 declares nobody who leads."
    assert (answer.total, answer.unit) == (3, "groups")


def test_groups_are_searched_filtered_and_sorted(asked):
    """
    2024-01-02T00:00  commit.authored  docs@a  ann
    """
    assert [row["slug"] for row in asked("groups", q="编译").rows] == ["compiler"]
    assert [row["slug"] for row in asked("groups", kind="wg").rows] == ["writing"]
    assert [row["slug"] for row in asked("groups", status="dormant").rows] == ["sleepy"]
    assert [row["slug"] for row in asked("groups", sort="events").rows] == ["writing", "compiler", "sleepy"]
    assert asked("groups", q="zzz").sentence.en == "No group fits."
    for option in ("kind", "status", "sort"):
        with pytest.raises(BadQuestion, match=f"{option} cannot be 'zzz'"):
            asked("groups", **{option: "zzz"})


def test_a_group_carries_its_whole_declaration_with_sources(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann
    """
    answer = asked("group", id="compiler")
    declared = answer.about["group"]
    assert answer.title.zh == "编译器"
    assert (declared["kind"], declared["created"], declared["sources"]) == ("sig", date(2020, 3, 1), ("groups.yaml:3",))
    bo, *_, dora = declared["roles"]
    assert (bo["name"], bo["role"], bo["since"], bo["sources"]) == (
        "Bo Maintainer", "maintainer", date(2021, 1, 1), ["groups.yaml:9"],
    )  # fmt: skip
    assert (dora["until"], dora["cause"]) == (date(2022, 12, 31), "stepped down")
    assert [row["organization"] for row in declared["roles"]] == [
        None,
        "Example University",
        "Example University",
        None,
    ]
    assert declared["meetings"][0]["next"][0] == datetime(2024, 6, 18, 11)
    assert [claim["value"] for claim in declared["disputes"][0]["claims"]] == ["bo", "ann"]
    assert [row["id"] for row in answer.parts["proposals"].rows] == ["mep-fast"]
    assert answer.sentence.en == "Led by Bo Maintainer. 1 person was seen in this window, with 1 event."


def test_an_event_of_two_groups_counts_once_in_each(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a   ann  dirs=["docs/guide"]
    2024-01-03T00:00  commit.authored  kit@b   bo   dirs=["src"]
    2024-01-04T00:00  commit.authored  docs@a  ann
    2024-01-05T00:00  change.merged    kit!1   bo
    """
    for slug, events, people in (("compiler", 3, 2), ("writing", 2, 1)):
        answer = asked("group", id=slug)
        assert (answer.total, len(answer.parts["people"].rows)) == (events, people)
        assert asked("events", group=slug).found == events
        assert by(asked("groups"), "slug")[slug]["events"] == events


def test_a_group_that_was_never_read_is_unknown(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann
    """
    answer = asked("group", id="sleepy")
    assert answer.sentence.en == (
        "Led by nobody that it declares. None of its repositories has been read, so its activity is unknown."
    )
    (row,) = answer.parts["repositories"].rows
    assert (row["events"], row["people"], row["read_at"]) == (None, None, None)
    assert (answer.coverage, answer.fresh_at) == ((), None)


def test_of_a_folder_only_commits_are_known(tmp_path):
    """
    2024-01-04T00:00  commit.authored  kit@a  ann  dirs=["docs"]
    """
    homes = homes_of(tmp_path / "lake", test_of_a_folder_only_commits_are_known.__doc__ or "", read=(KIT,))
    answer = asking(homes)("group", id="writing")
    assert {row.kind for row in answer.coverage} == {"commit.authored"}
    (ann,) = answer.parts["people"].rows
    assert (ann["commits"], ann["merged"]) == (1, None)


def test_a_mirror_is_the_same_repository(tmp_path):
    """
    2024-01-04T00:00  commit.authored  github:example/kit@a  ann
    """
    homes = homes_of(tmp_path / "lake", test_a_mirror_is_the_same_repository.__doc__ or "", read=(MIRROR,))
    answer = asking(homes)("group", id="compiler")
    (row,) = answer.parts["repositories"].rows
    assert (row["repo"], row["events"], row["read_at"]) == (KIT, 1, READ)
    assert by(asking(homes)("groups"), "slug")["compiler"]["events"] == 1
    assert by(asking(homes)("repositories"), "repo")[MIRROR]["groups"] == ["compiler", "writing"]


def test_what_a_reading_did_not_hold_is_unknown(tmp_path):
    """
    2024-01-04T00:00  commit.authored  docs@a  ann
    """
    only = (Coverage("git", DOCS, "commit.authored", None, None, READ, complete=False, note="shallow"),)
    homes = homes_of(tmp_path / "lake", test_what_a_reading_did_not_hold_is_unknown.__doc__ or "", coverage=only)
    asked = asking(homes)
    row = by(asked("repositories"), "repo")[DOCS]
    assert (row["commits"], row["merges"], row["merged"], row["reviews"]) == (1, 0, None, None)
    assert (row["complete"], row["note"]) == (False, "shallow")
    assert by(asked("people"), "id")["ann"]["reviews"] is None


def test_unknown_groups_are_told(asked):
    """Nothing happened."""
    with pytest.raises(BadQuestion, match="Did you mean: compiler"):
        asked("group", id="compilr")
    with pytest.raises(BadQuestion, match=r"Which group\? There are: compiler"):
        asked("group")
