"""People, and one person: who takes part, declared or only seen."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from folkmoot.model.errors import BadQuestion
from folkmoot.model.identity import Correction
from tests.reports.facts import MAILS, asking, by, homes_of


def test_people_are_those_declared_and_those_seen(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a  mail:ann
    2024-01-03T00:00  commit.authored  kit@m  gitee:ann  merge=true
    2024-01-04T00:00  change.merged    kit!1  github:ann-a
    2024-01-05T00:00  change.reviewed  kit!1  bo
    2024-01-06T00:00  issue.opened     kit#1  cy
    2024-01-06T00:00  change.merged    kit!2  ci-bot
    """
    rows = by(asked("people"), "id")
    ann = rows["ann"]
    assert {name: ann[name] for name in ("events", "commits", "merges", "merged", "reviews")} == {
        "events": 3, "commits": 1, "merges": 1, "merged": 1, "reviews": 0,
    }  # fmt: skip
    assert (ann["roles"], ann["organization"]) == (
        ["compiler:member", "compiler:committer", "writing:maintainer"], "Example University",
    )  # fmt: skip
    assert (rows["bo"]["reviews"], rows["bo"]["declared"]) == (1, True)
    assert (rows["gitee:cy"]["name"], rows["gitee:cy"]["declared"]) == ("Cy Outsider", False)
    assert (rows["dora"]["events"], rows["dora"]["roles"], rows["dora"]["last_at"]) == (0, [], None)
    assert "gitee:ci-bot" not in rows
    assert by(asked("people", bots="in"), "id")["gitee:ci-bot"]["bot"] is True
    assert asked("people").sentence.en == "4 people, 3 of them with activity in this window."


def test_people_are_chosen_by_kind_role_words_and_group(asked):
    """
    2023-12-01T00:00  commit.authored  kit@a   ann
    2024-02-02T00:00  commit.authored  kit@b   ann
    2024-02-05T00:00  issue.opened     docs#1  cy
    2024-02-06T00:00  repo.starred     docs    bo
    """
    window = {"since": "2024"}
    assert set(by(asked("people", kind="declared"), "id")) == {"ann", "bo", "dora"}
    assert set(by(asked("people", kind="seen"), "id")) == {"gitee:cy"}
    assert set(by(asked("people", kind="active", **window), "id")) == {"ann", "bo", "gitee:cy"}
    assert set(by(asked("people", kind="contributors", **window), "id")) == {"ann", "gitee:cy"}
    assert set(by(asked("people", kind="new", **window), "id")) == {"gitee:cy"}
    assert set(by(asked("people", role="maintainer"), "id")) == {"ann", "bo"}
    assert set(by(asked("people", q="outsider"), "id")) == {"gitee:cy"}
    assert set(by(asked("people", group="compiler"), "id")) == {"ann", "bo"}
    assert set(by(asked("people", repo="docs"), "id")) == {"gitee:cy", "bo"}
    assert [row["id"] for row in asked("people", sort="last_at", kind="active").rows] == ["bo", "gitee:cy", "ann"]
    for option in ("kind", "role", "sort"):
        with pytest.raises(BadQuestion, match=f"{option} cannot be 'zzz'"):
            asked("people", **{option: "zzz"})


def test_without_any_reading_everything_is_unknown(tmp_path):
    asked = asking(homes_of(tmp_path / "lake", "", read=("gitee:example/other",)))
    assert by(asked("people", group="compiler"), "id")["bo"]["events"] is None
    assert by(asked("people"), "id")["bo"]["events"] == 0


def test_a_person_shows_accounts_with_reasons_roles_and_work(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a   mail:ann     dirs=["docs"]
    2024-01-04T00:00  change.merged    docs!1  github:ann-a title="Mend"
    """
    answer = asked("person", id="gitee:ann")
    about = answer.about
    assert (about["id"], about["name"], about["declared"], about["hidden"]) == ("ann", "Ann Author", True, False)
    accounts = {one["account"]: one for one in about["accounts"]}
    assert set(accounts) == {"gitee:ann", "github:ann-a", MAILS["ann"][:17]}
    assert accounts["github:ann-a"]["url"] == "https://github.com/ann-a"
    assert {one["why"] for one in accounts["gitee:ann"]["reasons"]} == {"declared"}
    assert about["affiliations"][0]["since"] == date(2024, 1, 1)
    assert [(role["group"], role["role"]) for role in about["roles"]] == [
        ("compiler", "member"), ("compiler", "committer"), ("writing", "maintainer"),
    ]  # fmt: skip
    assert {row["group"]: row["events"] for row in answer.parts["by_group"].rows} == {"compiler": 1, "writing": 2}
    newest = answer.parts["recent"].rows[0]
    assert (newest["title"], newest["at"]) == ("Mend", datetime(2024, 1, 4))
    assert answer.sentence.en == "2 events in 2 repositories and 2 groups."
    assert answer.scope.people == ("ann",)


def test_a_robot_has_a_page_too(asked):
    """
    2024-01-02T00:00  change.merged  kit!1  ci-bot
    """
    assert asked("person", id="gitee:ci-bot").total == 1


def test_nobody_is_told(asked):
    """Nothing happened."""
    with pytest.raises(BadQuestion, match="There is nobody called 'bob'"):
        asked("person", id="bob")
    with pytest.raises(BadQuestion, match="Which person"):
        asked("person")
    assert asked("person", id="dora").sentence.en == "No activity of Dora was seen in this window."


def test_merged_people_are_found_under_both_names(tmp_path):
    words = "2024-01-02T00:00  commit.authored  kit@a  cy\n2024-01-02T00:00  commit.authored  kit@b  mail:cy"
    merge = Correction("1", "merge", "gitee:cy", MAILS["cy"])
    asked = asking(homes_of(tmp_path / "lake", words, corrections=(merge,)))
    (row,) = asked("people", kind="seen").rows
    assert row["events"] == 2
    assert asked("person", id=MAILS["cy"]).about["id"] == row["id"]


def test_who_is_gone_is_counted_among_events_and_never_among_people(asked):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann
    2024-01-03T00:00  issue.opened     kit#1  gitee:ghost
    2024-01-04T00:00  change.reviewed  kit!1  github:unknown
    """
    assert asked("activity", by="kind").total == 3
    assert asked("people", kind="active").found == 1
    rows = asked("activity", by="person").rows
    assert {(row["name"], row["person"], row["events"]) for row in rows} == {("Ann Author", "ann", 1), (None, "", 2)}
    (row,) = asked("activity", by="repo").rows
    assert (row["events"], row["people"]) == (3, 1)
    assert [one["active"] for one in asked("overview").parts["people"].rows if one["active"]] == [1]
    assert [row["person"] for row in asked("events").rows] == ["", "", "ann"]
    assert asked("people", q="ghost").rows == ()
    assert asked("search", q="ghost").rows == ()
